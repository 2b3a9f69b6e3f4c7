"""Full-text search that lands on the answer, alike on both databases.

``folding`` makes words comparable, ``query`` reads what a reader typed, ``results``
finds and orders, ``snippets`` marks the words in the text; ``views`` shows them. The
index itself is the model ``SearchEntry``.
"""
