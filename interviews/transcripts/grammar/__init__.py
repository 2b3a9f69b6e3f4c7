"""What the blocks of a transcript mean, whatever file they came from.

``parse`` calls the steps in order::

    lines        blocks to lines, wraps mended
    furniture    lines around the interview set aside (``boilerplate``: what they say)
    stamps       times taken off, legends and what ran together (``legends``, ``runon``)
    readings     the labels (``labels``, ``words``), or else the form (``forms``)
    turns        lines to turns, turns to exchanges (``people``: who is who)
    edges        what stands before the first turn and after the last (``dates``)
    warn         what the editor should look at
"""
