"""A newsroom with one of everything that a reader can see."""

from dataclasses import dataclass

from interviews.models import Correction, Interview, PreviewLink
from tests.factories import (
    make_draft,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
    make_staff,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2


def make_story(language: str = "en") -> Interview:
    """Make an interview with everything that a page can show."""
    title = make_publication(
        name="The Courier", accent="teal", tagline="Long talks.", language=language
    )
    interview = make_draft(
        12,
        publication=title,
        language=language,
        headline="The harbour keeps its own clock",
        standfirst="Forty years at one window.",
        byline="By Ben Okri-Vane",
        dateline_place="Aarhus",
        dateline_date="2026-03-09",
        intro="We met at six.",
        closing="The ferry was late.",
        held="in_person",
        edited_for_length=True,
    )
    interview.tags.add("sea", "work")
    make_speaker(interview, name="Ada Lund", post="Keeper", person=make_person())
    third = interview.questions.get(anchor=3)
    third.section, third.answer = "The sea", "It rises. Nobody hurries. It rises again."
    third.pull_quote = "Nobody hurries."
    third.save()
    Correction.objects.create(interview=interview, question=third, text="It was 1987.")
    interview.publish(by=None)
    make_rating(interview, review="Fine words").approve(by=make_staff("Moderator"))
    return interview


@dataclass(frozen=True)
class Site:
    """What was made: the interview with everything, and every address of a page."""

    interview: Interview
    addresses: list[str]


def make_site(language: str = "en") -> Site:
    """Make the story, a panel, a version in another language, a long word, a preview."""
    interview = make_story(language)
    person = interview.speakers.get().person
    assert person is not None
    version = make_draft(3, language="kk", headline="Айлақ", translation_group=1)
    Interview.objects.filter(pk=interview.pk).update(translation_group=1)
    voices = make_publication(name="Voices", label_style="names", language=language)
    panel = make_draft(
        3, publication=voices, headline="Three at one table", language=language
    )
    for name in ("Ada Lund", "Ben Okri-Vane", LONG_WORD):
        make_speaker(panel, name=name, post="Pilot")
    bare = make_draft(1, headline=LONG_WORD, language=language)
    for each in (version, panel, bare):
        each.publish(by=None)
    review = interview.ratings.get()
    _link, token = PreviewLink.objects.make(
        make_draft(3, language=language), by=make_staff("Editor"), days=7
    )
    day = interview.publish_at
    assert day is not None
    here = interview.get_absolute_url()
    return Site(
        interview,
        [
            "/",
            "/interviews/",
            here,
            f"{here}q/3/",
            f"{here}cite/",
            f"{here}reviews/",
            f"{here}ratings/mine/",
            f"{here}with/{version.slug}/",
            f"/embed{here}",
            panel.get_absolute_url(),
            bare.get_absolute_url(),
            review.get_absolute_url(),
            f"{review.get_absolute_url()}report/",
            "/publications/",
            interview.publication.get_absolute_url(),
            "/people/",
            person.get_absolute_url(),
            "/tags/",
            "/tags/sea/",
            "/archive/",
            f"/archive/{day.year}/",
            f"/archive/{day.year}/{day.month:02}/",
            "/corrections/",
            "/best/",
            "/saved/",
            "/search/",
            "/search/?q=question",
            "/search/?q=question&sort=date&tag=sea&year=2026",
            "/search/?q=nothing-like-it",
            "/about/",
            "/contact/",
            "/ethics/",
            f"/preview/{token}/",
            "/nowhere/",
        ],
    )
