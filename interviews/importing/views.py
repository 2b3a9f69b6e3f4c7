"""The import desk: a transcript comes in, is proved, and becomes a draft."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interviews import markup
from interviews.importing.buttons import Asked, ask
from interviews.importing.forms import ImportForm, ProofForm, publication_of
from interviews.importing.showing import shown
from interviews.importing.work import Broken, Work
from interviews.models import Interview, Speaker
from interviews.transcripts import Unreadable
from interviews.transcripts.corrections import Refused
from interviews.transcripts.transcript import Transcript
from interviews.writing import imports
from interviews.writing.changes import Change, changes
from newsroom.models import Person, Publication

Admin = Any  # the interview's page on the desk, which says who may do what


@require_http_methods(["GET", "HEAD", "POST"])
def import_view(request: HttpRequest, admin: Admin) -> HttpResponse:
    if not admin.has_add_permission(request):
        raise PermissionDenied
    if "source" in request.POST:
        return Desk(request, admin).answer()
    if request.method != "POST":
        form = ImportForm(initial={"into": request.GET.get("into", "")})
        return _bring_in(request, admin, form)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _bring_in(request, admin, form)
    try:
        return Desk(request, admin).open(form)
    except Unreadable as error:
        return _bring_in(request, admin, form, str(error))


def _bring_in(
    request: HttpRequest, admin: Admin, form: ImportForm, problem: str = ""
) -> HttpResponse:
    lately = Interview.objects.filter(
        created_by=request.user.pk, updated__gte=now() - timedelta(days=7)
    )
    context = {
        **admin.admin_site.each_context(request),
        "title": _("New interview from a transcript"),
        "form": form,
        "problem": problem,
        "opts": Interview._meta,
        "publications": Publication.objects.exists(),
        # A copy kept by the browser is of no use once its draft is stored.
        "stored": " ".join(lately.values_list("source_hash", flat=True)[:50]),
    }
    status = 400 if problem or form.errors else 200
    return render(
        request, "admin/interviews/interview/import.html", context, status=status
    )


class Desk:
    """One request to the proof of a transcript."""

    def __init__(self, request: HttpRequest, admin: Admin) -> None:
        self.request, self.admin = request, admin
        self.said = ""
        self.refused = False
        self.turn: int | None = None
        self.changes: list[Change] | None = None

    # The proof from step to step

    def open(self, arrived: ImportForm) -> HttpResponse:
        self.work = arrived.work
        self.proof = self.work.proof()
        rest = self.proof.rest
        chosen = arrived.cleaned_data["publication"]
        target = self._targets().filter(pk=arrived.cleaned_data["into"] or 0).first()
        if target:
            chosen = target.publication
        self.form = self._form(
            None,
            initial={
                "headline": rest.headline,
                "dateline_place": rest.dateline_place or "",
                "dateline_date": rest.dateline_date,
                "publication": chosen or publication_of(rest.publication),
                "target": target,
            },
        )
        self.said = _("Read. Nothing is stored yet.")
        return self._show()

    def answer(self) -> HttpResponse:
        data = self.request.POST
        try:
            self.work = Work.opened(data["source"], data.get("corrections", ""))
            self.proof = self.work.proof()
        except (Broken, Refused):
            problem = _("This proof cannot be read any more. Begin again.")
            return _bring_in(self.request, self.admin, ImportForm(), problem)
        self.form = self._form(data)
        asked = data.get("do", "")
        if asked == "create":
            return self._create()
        if asked in ("compare", "update"):
            return self._compare(store=asked == "update")
        self._correct(ask(asked, self.proof, data))
        return self._show()

    def _form(self, data: Any, **more: Any) -> ProofForm:
        return ProofForm(data, targets=self._targets(), **more)

    def _targets(self) -> Any:
        return self.admin.get_queryset(self.request).select_related("publication")

    def _correct(self, asked: Asked) -> None:
        self.said, self.turn, self.refused = asked.said, asked.turn, asked.refused
        done = list(self.work.corrections)
        if asked.undo:
            done = done[:-1]
        work = Work(
            self.work.source, self.work.digest, self.work.name, done + asked.corrections
        )
        try:
            self.proof = work.proof()
        except Refused:
            self.said, self.refused = _("That cannot be done here."), True
            return
        self.work = work

    # What becomes of it

    def _transcript(self) -> Transcript:
        """Return the transcript as corrected, with what the form says of the whole."""
        transcript, data = self.proof.transcript(), self.form.cleaned_data
        transcript.headline = data["headline"]
        transcript.dateline_place = data["dateline_place"]
        transcript.dateline_date = data["dateline_date"]
        return transcript

    def _people(self) -> dict[str, Person]:
        people = Person.objects.in_bulk(list(self.proof.people.values()))
        return {
            name: people[key]
            for name, key in self.proof.people.items()
            if key in people
        }

    @transaction.atomic
    def _create(self) -> HttpResponse:
        if not self.form.is_valid():
            return self._show(status=400)
        chosen = self.form.cleaned_data["publication"]
        # Whoever presses twice waits here and then finds the draft.
        publication = Publication.objects.select_for_update().get(pk=chosen.pk)
        if imports.of_the_same_source(publication, self.work.digest):
            return self._refuse(_("This transcript was imported already."))
        interview = Interview(publication=publication)
        interview.created_by = self.request.user  # type: ignore[assignment]
        return self._store(interview, _("The draft is stored."))

    def _refuse(self, said: str) -> HttpResponse:
        self.said, self.refused = said, True
        return self._show(status=400)

    def _store(self, interview: Interview, said: str) -> HttpResponse:
        imports.store(
            interview,
            self._transcript(),
            source_hash=self.work.digest,
            by=self.request.user,  # type: ignore[arg-type] # nobody else is let in
            people=self._people(),
        )
        messages.success(self.request, said)
        address = reverse("admin:interviews_interview_change", args=[interview.pk])
        return HttpResponseRedirect(address)

    @transaction.atomic
    def _compare(self, *, store: bool) -> HttpResponse:
        if not self.form.is_valid():
            return self._show(status=400)
        target = self._target()
        if target is None or not self.admin.has_change_permission(self.request, target):
            return self._refuse(_("You may not change that interview."))
        if store and not (problem := self._why_not(target)):
            return self._store(target, _("The interview is updated."))
        transcript = self._transcript()
        self.changes = changes(
            target,
            headline=transcript.headline,
            intro=markup.from_paragraphs(transcript.intro),
            closing=markup.from_paragraphs(transcript.closing),
            turns=imports.turns_of(transcript, {}),
        )
        return self._refuse(problem) if store else self._show()

    def _why_not(self, target: Interview) -> str:
        """Return why the changes that were shown may not be stored now."""
        data = self.form.cleaned_data
        opened = Interview.objects.filter(pk=target.pk, version=data["opened_at"] or 0)
        if not opened.update(version=data["opened_at"]):  # holds the row until the end
            return _("Somebody saved it meanwhile. These are the changes as of now.")
        if target.status == target.Status.PUBLISHED and not data["public_too"]:
            return _("Readers see this interview: say that it may change for them.")
        return ""

    def _target(self) -> Interview | None:
        """Return the interview that this is a later version of."""
        target: Interview | None
        if not self.form.is_bound:
            values = self.form.initial
        elif self.form.is_valid():
            values = self.form.cleaned_data
        else:
            return None
        target = values["target"]
        if target or not values["publication"]:
            return target
        publication: Publication = values["publication"]
        same = imports.of_the_same_source(publication, self.work.digest)
        found = same or imports.earlier_version(publication, values["headline"])
        target = self._targets().filter(pk=found.pk).first() if found else None
        return target

    # What is shown

    def _show(self, status: int = 200) -> HttpResponse:
        target = self._target()
        people = AutocompleteSelect(
            Speaker._meta.get_field("person"), self.admin.admin_site
        )
        look_up = {
            **people.build_attrs({}),
            "data-placeholder": _("Not in the register"),
        }
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": _("Proof of a transcript"),
            "opts": Interview._meta,
            "form": self.form,
            "judged": status == 400,
            "media": people.media,
            "look_up": flatatt(look_up),
            "work": self.work,
            "sealed": self.work.sealed(),
            "corrections": json.dumps(self.work.corrections, ensure_ascii=False),
            "proof": shown(self.proof, self.work.source),
            "turn": self.turn,
            "said": self.said,
            "refused": self.refused,
            "target": target,
            "same_source": target and target.source_hash == self.work.digest,
            "may_update": target
            and self.admin.has_change_permission(self.request, target),
            "changes": self.changes,
        }
        name = "admin/interviews/interview/proof.html"
        return render(self.request, name, context, status=status)
