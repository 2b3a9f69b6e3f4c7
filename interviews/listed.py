"""What lists keep of interviews held against them, for ``check_consistency``: the moment
of publication on tags and speakers."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from interviews.models import Interview, Speaker, TaggedInterview


class Listed:
    def differences(self) -> tuple[int, list[dict[str, Any]]]:
        """Name each interview that lists take for what it is not."""
        all_of_them = Interview.objects.order_by()
        shown = Q(status=Interview.Status.PUBLISHED, deleted_at=None)
        wrong: set[int] = set()
        for model, owner in (
            (TaggedInterview, "content_object"),
            (Speaker, "interview"),
        ):
            rows = model._base_manager.filter(**{owner: OuterRef("pk")})
            hidden = rows.exclude(publish_at=None)
            other = rows.filter(
                Q(publish_at=None) | ~Q(publish_at=F(f"{owner}__publish_at"))
            )
            wrong |= _keys(all_of_them.exclude(shown).filter(Exists(hidden)))
            wrong |= _keys(all_of_them.filter(shown).filter(Exists(other)))
        problems = [
            {
                "kind": "listed",
                "id": pk,
                "expected": "as published",
                "found": "otherwise",
            }
            for pk in sorted(wrong)
        ]
        return all_of_them.count(), problems

    def repair(self, interview_id: int) -> None:
        Interview.objects.get(pk=interview_id).relist()


def _keys(interviews: Any) -> set[int]:
    return set(interviews.values_list("pk", flat=True))
