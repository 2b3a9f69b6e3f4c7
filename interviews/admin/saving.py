"""How the form of an interview is saved: by one person at a time, nothing lost."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from interviews.admin.actions import InterviewActions
from interviews.admin.conflict import Conflict
from interviews.models import Autosave, Interview, SavedMeanwhile, snapshot
from interviews.models.snapshot import BESIDE, Words
from interviews.writing import checks
from newsroom.accounts.acts import Act

# Columns that follow from what the form writes.
DERIVED = ["slug", "intro_html", "closing_html", "picture_width", "picture_height"]
DERIVED += ["picture_tone"]
# What a row of the loser may lack because the winner took it away.
GONE_ROWS = {"id", "asked_by", "answered_by"}


class OneAtATime(InterviewActions):
    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user  # type: ignore[attr-defined]
        form.reopened = getattr(request, "reopened", False)  # type: ignore[attr-defined]
        return form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Find what was binned meanwhile for its form, so that what is sent to it is
        not lost; nothing else is done to what lies in the bin."""
        found = super().get_object(request, object_id, from_field)
        at = request.resolver_match
        form = at is not None and at.url_name == "interviews_interview_change"
        if (
            found is None
            and form
            and request.method == "POST"
            and object_id.isdecimal()
        ):
            mine = Interview.objects.in_bin().filter(pk=int(object_id))
            if not self.has_publish_permission(request):
                mine = mine.filter(created_by=request.user.pk)
            found = mine.first()
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "GET" and "unsaved" in request.GET:
            self._reopen(request, object_id)
        elif request.method == "POST" and object_id and "_merge" in request.POST:
            if merged := self._merge(request, object_id):
                return merged
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SavedMeanwhile:
            # Another save came between our reading and our writing: look again.
            return super().changeform_view(request, object_id, form_url, extra_context)

    # One version after the other

    def save_model(
        self, request: HttpRequest, obj: Interview, form: Any, change: bool
    ) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
            obj.save()
            return
        obj.claim(form.cleaned_data["opened_at"])
        # Only these: the status is the verbs', anchors are the questions'.
        columns = {field.name for field in Interview._meta.concrete_fields}
        written = columns & form.cleaned_data.keys()
        obj.save(update_fields=written | set(DERIVED))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        interview: Interview = form.instance
        interview.relist()
        verb = Act.Verb.CHANGE if change else Act.Verb.ADD
        note = form.cleaned_data.get("note", "")
        if change and form.lifts_embargo:
            verb, note = Act.Verb.LIFT_EMBARGO, form.cleaned_data["embargo_reason"]
        user: Any = request.user
        interview.keep(by=user, note=note, verb=verb, corrected=_corrected(formsets))
        Autosave.objects.forget(user, interview if change else None)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """``Interview.keep`` has noted it."""

    log_change = log_addition

    # Work that was not saved

    def _reopen(self, request: HttpRequest, object_id: str | None) -> None:
        """Show the form as it was kept, as if it had just been sent and refused."""
        interview = self.get_object(request, unquote(object_id)) if object_id else None
        kept = Autosave.objects.of(_user(request), interview)
        if kept is None or bool(object_id) != bool(interview):
            return
        request._load_post_and_files()
        request.method, request.POST = "POST", QueryDict(kept.form)
        request.reopened = True  # type: ignore[attr-defined]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        interview = kwargs.get("obj")
        form = context["adminform"].form
        if getattr(form, "conflict", False):
            formsets = [each.formset for each in context["inline_admin_formsets"]]
            context["conflict"] = Conflict(_stored(interview), form, formsets)
            keep_unsaved(_user(request), interview, request.POST)
        elif request.method == "GET":
            context["unsaved"] = Autosave.objects.of(_user(request), interview)
        if interview is not None:
            context["checks"] = checks.report(interview)
            context["checks_open"] = interview.status != Interview.Status.PUBLISHED
        return super().render_change_form(request, context, *args, **kwargs)

    # Joining what two wrote

    @transaction.atomic
    def _merge(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Store what was chosen of both; None where the form has to be shown again."""
        interview = self.get_object(request, unquote(object_id))
        if interview is None or not self.has_change_permission(request, interview):
            return None
        names = flatten_fieldsets(self.get_fieldsets(request, interview))
        form_class = self.get_form(request, interview, change=True, fields=names)
        form = form_class(request.POST, instance=interview)
        formsets, _inlines = self._create_formsets(  # type: ignore[attr-defined]
            request, form.instance, change=True
        )
        if not _only_conflicting(form, formsets):
            return None
        stored = _stored(interview)
        conflict = Conflict(stored, form, formsets)
        words = conflict.merged(request.POST)
        if words is None or request.POST.get("merge_version") != str(stored.version):
            return None
        beside = [name for name in BESIDE if name in form.fields]
        try:
            _refuse_unfit(_stored(interview), words, beside)
            stored.rewrite(
                words,
                by=_user(request),
                verb=Act.Verb.OVERWRITE,
                note=_("Joined with what was saved meanwhile"),
                version=stored.version,
                beside=beside,
            )
        except SavedMeanwhile:
            transaction.set_rollback(True)
            return None
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        self._save_corrections(formsets, stored)
        stored.keep(by=_user(request), corrected=_corrected(formsets))
        Autosave.objects.forget(_user(request), stored)
        self.message_user(request, _("Both texts are joined."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _save_corrections(self, formsets: list[Any], stored: Interview) -> None:
        """They are rows of their own, not words that two could have changed."""
        for formset in formsets:
            if formset.prefix == "corrections" and formset.is_valid():
                formset.save()


def keep_unsaved(user: User, interview: Interview | None, sent: QueryDict) -> None:
    """Keep a form that could not be saved on the server, as the browser sent it."""
    form = sent.copy()
    for name in [*form]:
        if name == "csrfmiddlewaretoken" or name.startswith(("_", "merge")):
            del form[name]  # what was pressed and chosen is no text
    version = str(sent.get("opened_at") or "")
    Autosave.objects.put(
        user,
        interview,
        form=form.urlencode(),
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
    )


def _corrected(formsets: list[Any]) -> tuple[list[str], list[str]]:
    """Return the corrections that were changed, before and after."""
    told = [each.corrected for each in formsets if each.prefix == "corrections"]
    return told[0] if told else ([], [])


def _only_conflicting(form: Any, formsets: list[Any]) -> bool:
    """Say whether nothing is wrong with a form but that somebody saved meanwhile."""
    form.is_valid()
    if not form.conflict or set(form.errors) - {"__all__"}:
        return False
    for formset in formsets:
        formset.is_valid()
        if any(set(errors) - GONE_ROWS for errors in formset.errors):
            return False
    return True


def _refuse_unfit(interview: Interview, words: Words, beside: list[str]) -> None:
    """Raise ValidationError where joined words and times make no row that may stand."""
    stands = interview.embargo_until if interview.is_under_embargo else None
    snapshot.fill(interview, words, beside=beside)
    until = interview.embargo_until
    if stands and (until is None or until < stands):
        raise ValidationError(
            _("Joining does not lift an embargo. Keep it, and lift it in its own save.")
        )
    interview.full_clean()


def _stored(interview: Any) -> Interview:
    """Return the row without what the form wrote into the instance."""
    return Interview.objects.select_related("publication").get(pk=interview.pk)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
