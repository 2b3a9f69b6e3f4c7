"""The reader's page of one interview, and the list of all."""

from html import unescape

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from interviews import labels
from interviews.forms import RatingForm
from interviews.models import Correction, Interview, InterviewQuerySet, Question
from newsroom.views import cards

WORDS_A_MINUTE = 230
REVIEWS_SHOWN = 20
CORRECTIONS_SHOWN = 100
DESCRIPTION_LENGTH = 200


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    interviews = cards(Interview.objects.published())[:50]
    return render(request, "interviews/list.html", {"latest": interviews})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All that was put right, newest first."""
    rows = Correction.objects.public().newest_first()
    rows = rows.select_related("interview__publication", "question")
    context = {"corrections": rows[:CORRECTIONS_SHOWN]}
    return render(request, "interviews/corrections.html", context)


@require_safe
def interview_detail(request: HttpRequest, slug: str) -> HttpResponse:
    interview = find(request, slug)
    response = render(request, "interviews/detail.html", page(interview))
    if not interview.is_public:
        add_never_cache_headers(response)
    return response


def find(request: HttpRequest, slug: str) -> Interview:
    """Return what this visitor may read under the address; Http404 for all else.

    A published interview is found without looking who asks, so that its page is the
    same for all readers.
    """
    interviews = whole(Interview.objects.filter(slug=slug))
    if interview := interviews.published().first():
        return interview
    if not request.user.has_perm("interviews.view_interview"):
        raise Http404
    return get_object_or_404(interviews.editable_by(request.user))  # type: ignore[arg-type]


def whole(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Fetch all that the page prints, in a fixed number of queries."""
    questions = Question.objects.select_related("asked_by", "answered_by")
    return interviews.select_related("publication", "rating_summary").prefetch_related(
        "speakers__person",
        "tags",  # type: ignore[misc] # a manager of taggit, which has no types
        Prefetch("questions", questions),
        Prefetch("corrections", Correction.objects.select_related("question")),
    )


def page(interview: Interview, form: RatingForm | None = None) -> dict[str, object]:
    """Return the context of the interview's page; ``form`` is one that was refused."""
    exchanges = labels.shown(interview)
    words = sum(
        len(f"{question.text} {question.answer}".split())
        for question in interview.questions.all()
    )
    return {
        "interview": interview,
        "exchanges": exchanges,
        "asked": sum(bool(exchange.html) for exchange in exchanges),
        "description": description(interview, exchanges),
        "minutes": max(1, round(words / WORDS_A_MINUTE)),
        "provenance": labels.provenance(interview),
        "reviews": interview.ratings.reviews()[:REVIEWS_SHOWN],
        "form": form or RatingForm(interview),
    }


def description(interview: Interview, exchanges: list[labels.ExchangeShown]) -> str:
    """Return what search engines print under the headline, as plain text."""
    first_question = next(
        (exchange.html for exchange in exchanges if exchange.html), ""
    )
    text = interview.standfirst or unescape(strip_tags(first_question))
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)
