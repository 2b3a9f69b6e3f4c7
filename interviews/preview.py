"""The page that an outsider reads through a preview link."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interviews.models import Interview, PreviewLink
from interviews.models.preview import PREVIEW_COOKIE
from interviews.views import page, whole
from newsroom.languages import speaking
from newsroom.times import written

PICTURES = "/media/"


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    link = PreviewLink.objects.for_token(token)
    if link is None:
        raise Http404
    interview = whole(Interview.objects.filter(pk=link.interview_id)).get()
    if interview.is_public:
        response: HttpResponse = HttpResponseRedirect(interview.get_absolute_url())
    else:
        with speaking(interview.language, interview.publication.language):
            context = page(interview) | {"banner": _banner(link, interview)}
            response = render(request, "interviews/preview.html", context)
        response.set_cookie(
            PREVIEW_COOKIE,
            token,
            path=PICTURES,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _banner(link: PreviewLink, interview: Interview) -> list[str]:
    zone = interview.publication.time_zone
    lines = [
        _("A preview for your eyes. This link ends on %(when)s.")
        % {"when": written(link.expires_at, zone)}
    ]
    if interview.embargo_until and interview.is_under_embargo:
        sentence = _("Under embargo until %(when)s: publish nothing of it before.")
        lines.append(sentence % {"when": written(interview.embargo_until, zone)})
    if interview.is_scheduled and interview.publish_at:
        sentence = _("It is to be published on %(when)s.")
        lines.append(sentence % {"when": written(interview.publish_at, zone)})
    return lines
