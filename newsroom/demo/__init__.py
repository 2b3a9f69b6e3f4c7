"""What a new newsroom shows: two publications, their people and their interviews.

Everything here is invented. ``interviews/*.txt`` hold one interview each and
``people.txt`` everyone who speaks in them; ``story.py`` tells how they are written.
``reviews.py`` has what readers thought, ``portraits.py`` draws the faces, ``build.py``
writes it all into an empty database and ``sign_ins.py`` makes the four accounts.
"""
