"""What a new newsroom shows: two publications, their people and eleven interviews.

Everything here is invented. ``interviews/*.txt`` hold one interview each: lines of
``field: value``, an empty line, then ``Q:`` and ``A:`` turns (``A Name:`` where several
answer), ``# heading`` before a section, ``INTRO:`` and ``CLOSING:`` around them.
"""
