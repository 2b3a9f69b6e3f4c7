"""One reader a file format, each from its content to the same blocks.

They know formats and nothing of interviews: what a block means is the grammar's.
"""
