"""The page as it would be: the form's present words through the reader's template.

Nothing is saved and little is refused: what cannot be read keeps its stored value.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import BaseModelFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import path
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from taggit.models import Tag

from interviews.models import Interview, Question, Speaker
from interviews.views import WORDS_A_MINUTE, page
from newsroom.desk import DeskAdmin
from newsroom.languages import speaking


class LivePreview(DeskAdmin):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.live_preview))
        name = "interviews_interview_live_preview"
        return [
            path("add/live-preview/", view, name=f"{name}_new"),
            path("<path:object_id>/live-preview/", view, name=name),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        context["words_a_minute"] = WORDS_A_MINUTE
        return super().render_change_form(request, context, *args, **kwargs)

    def live_preview(
        self, request: HttpRequest, object_id: str | None = None
    ) -> HttpResponse:
        stored = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and stored is None:
            raise Http404
        allowed = (
            self.has_change_permission(request, stored)
            if stored
            else self.has_add_permission(request)
        )
        if not allowed:
            raise PermissionDenied
        form = self.get_form(request, stored, change=bool(stored))(
            request.POST, instance=stored
        )
        form.is_valid()
        interview: Interview = form.instance
        if interview.publication_id is None:
            return HttpResponseBadRequest(
                _("Choose a publication: its labels and colours make the page.")
            )
        formsets, _inlines = self._create_formsets(  # type: ignore[attr-defined]
            request, interview, change=bool(stored)
        )
        _fill(interview, form.cleaned_data, {each.model: each for each in formsets})
        with speaking(interview.language, interview.publication.language):
            return render(
                request, "admin/interviews/live_preview.html", page(interview)
            )


def _fill(
    interview: Interview,
    cleaned: dict[str, Any],
    formsets: dict[type, BaseModelFormSet],
) -> None:
    """Give the interview the parts that its form names, as if they were fetched."""
    # What asks for the rows of an interview that has none yet finds none.
    interview.pk = interview.pk or 0
    interview.slug = interview.slug or "preview"
    interview.render()
    speakers = _read(formsets[Speaker], ["name", "honorific", "post", "role", "label"])
    _hold(interview, "speakers", speakers)
    questions = _read(
        formsets[Question], ["text", "answer", "section", "number", "pull_quote"]
    )
    known = {speaker.pk: speaker for speaker in speakers if speaker.pk}
    for place, question in enumerate(questions, start=1):
        question.anchor = question.anchor or interview.anchors_given + place
        question.asked_by = known.get(question.asked_by_id)
        question.answered_by = known.get(question.answered_by_id)
        question.render()
    _hold(interview, "questions", questions)
    if "tags" in cleaned:
        # A tag that is new here has no page yet; the template asks for its address.
        tags = [
            Tag(name=name, slug=slugify(name, allow_unicode=True) or "-")
            for name in cleaned["tags"]
        ]
        _hold(interview, "tags", tags)


def _read(formset: BaseModelFormSet, names: list[str]) -> list[Any]:
    """Return the rows that stay, in their order, with these columns as typed."""
    rows = []
    for form in formset.forms:
        typed = {name: form[name].value() or "" for name in names}
        gone = "DELETE" in form.fields and form["DELETE"].value()
        if gone or not any(typed.values()):
            continue
        for name, value in typed.items():
            setattr(form.instance, name, value)
        for name in ("asked_by", "answered_by", "person"):
            if name in form.fields:
                setattr(form.instance, f"{name}_id", _number(form[name].value()))
        rows.append((_number(form["position"].value()) or 0, form.instance))
    return [row for _position, row in sorted(rows, key=lambda pair: pair[0])]


def _number(typed: Any) -> int | None:
    text = str(typed)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _hold(interview: Interview, name: str, rows: list[Any]) -> None:
    """Answer ``interview.<name>.all()`` with these rows, as a prefetch would."""
    found = getattr(interview, name).none()
    found._result_cache, found._prefetch_done = rows, True
    if not hasattr(interview, "_prefetched_objects_cache"):
        interview._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    interview._prefetched_objects_cache[name] = found  # type: ignore[attr-defined]
