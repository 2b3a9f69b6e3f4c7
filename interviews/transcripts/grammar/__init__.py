"""What the blocks of a transcript mean, whatever file they came from.

``parse`` calls the steps in order::

    lines        blocks to lines, wraps mended
    furniture    lines around the interview set aside (``boilerplate``: what they say)
    stamps       times taken off, legends and what ran together (``legends``, ``runon``)
    labelled     the labels: ``labels`` says what may be one, ``generic_labels``,
                 ``named_labels``, ``unsigned_labels`` and ``single_labels`` what is
    forms        or else the form (``dashes``), by which ``marking`` marks the lines
    turns        lines to turns, turns to exchanges; ``askers`` says who asks, ``people``
                 who is who, ``unlabelled_questions`` where a label was left out
    opening      what stands before the first turn (``dateline``, ``dates``)
    ending       what stands after the last (``notes``: credits, thanks); ``sections``
                 are the headings between
    warn         what the editor should look at
"""
