"""What a writer says when readers' pages are to change with the commit."""

from django.db import transaction

from newsroom.pages import machines, versions
from newsroom.pages.versions import Seat


def changed(interview_id: int | None = None, *, remove: bool = False) -> None:
    """Drop stored pages as soon as the present transaction commits.

    Call it inside the transaction that changes what readers see; one that is rolled
    back drops nothing, and calling it twice does no harm.

    - ``changed()``: an editorial change. It drops every page, for a headline stands on
      lists, feeds and the pages of people and tags too.
    - ``changed(interview.pk)``: only what this interview's own pages show of it, such as
      ratings, reviews and replies.
    - ``remove=True``: what was public is public no more (withdrawn, deleted, rejected,
      erased). Its bytes go too; otherwise the last good page is kept for the time that
      the database is away.
    """
    machines.tell(interview_id, remove=remove)
    transaction.on_commit(_Change(interview_id, remove=remove).committed)


class _Change:
    """One change, marked as under way from before its commit until its drop.

    Other processes drop everything if they find that this one died in between.
    """

    def __init__(self, interview_id: int | None, *, remove: bool) -> None:
        self.interview_id, self.remove = interview_id, remove
        self.seat: Seat | None = None  # also where nothing can be counted
        self.versions = versions.shared()
        self.seat = self.versions.begin_change()

    def committed(self) -> None:
        machines.drop(self.interview_id, remove=self.remove)
        self._end()

    def __del__(self) -> None:
        # Django forgets what waits for a commit when it rolls back, and tells nobody.
        self._end()

    def _end(self) -> None:
        if self.seat:
            self.versions.end_change(self.seat)
            self.seat = None
