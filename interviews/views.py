"""The reader's pages of one interview, and rating it."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.models import Interview, Question, RatingSummary

from newsroom.views import cards


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    interviews = cards(Interview.objects.published())[:50]
    return render(request, "interviews/list.html", {"latest": interviews})
