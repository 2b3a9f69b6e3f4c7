"""From a transcript as it arrived to a structured interview. Pure Python: no Django.

The steps of the work, a module each::

    bytes --read()--> Source(blocks) --parse()--> Transcript --write()--> text again

``read`` knows file formats and nothing of interviews; ``parse`` knows interviews and
nothing of files; ``Transcript`` is what the rest of the product sees.
"""
