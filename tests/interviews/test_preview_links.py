"""Preview links: for one outsider, for a while, and with nothing left behind."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview, PreviewLink
from newsroom.accounts.acts import Act
from tests.factories import make_draft, make_person, make_speaker, make_staff
from tests.interviews.desk import LIST

pytestmark = pytest.mark.django_db


def link(interview: Interview, days: int = 7) -> tuple[PreviewLink, str]:
    made, token = PreviewLink.objects.make(
        interview, by=make_staff("Editor"), days=days
    )
    return made, f"/preview/{token}/"


def test_an_outsider_reads_what_is_not_published(client: Client) -> None:
    draft = make_draft(headline="Canary")
    _made, address = link(draft)
    response = client.get(address)
    assert response.status_code == 200
    html = LexborHTMLParser(response.text)
    assert "Canary" in html.css_first("h1").text()  # type: ignore[union-attr]
    assert html.css_first("link[rel=canonical]") is None
    (banner,) = html.css(".ribbon")
    assert "A preview for your eyes. This link ends on" in banner.text()
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "session" not in response.cookies and "csrftoken" not in response.cookies


def test_the_banner_tells_of_embargo_and_schedule_with_the_zone(client: Client) -> None:
    until = datetime.datetime(2099, 5, 1, 3, tzinfo=datetime.UTC)
    draft = make_draft(embargo_until=until)
    draft.publication.time_zone = "Asia/Almaty"
    draft.publication.save()
    draft.publish(by=None, at=until)
    text = client.get(link(draft)[1]).text
    moment = "1 May 2099, 08:00 (Asia/Almaty, UTC+05:00)"
    assert f"Under embargo until {moment}: publish nothing of it before." in text
    assert f"It is to be published on {moment}." in text


def test_once_public_it_leads_to_the_live_page_for_now(client: Client) -> None:
    draft = make_draft()
    _made, address = link(draft)
    draft.publish(by=None)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (
        302,
        draft.get_absolute_url(),
    )
    assert response["Cache-Control"] == "private, no-store"


def test_ended_absent_and_damaged_are_the_same_404(client: Client) -> None:
    draft = make_draft(headline="Canary")
    revoked, gone = link(draft)
    revoked.revoke(by=make_staff("Editor"))
    old, over = link(draft)
    PreviewLink.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    binned = make_draft()
    _made, hidden = link(binned)
    binned.bin(by=None)
    _made, good = link(draft)
    flipped = good[:-2] + ("A" if good[-2] != "A" else "B") + "/"
    pages = [
        client.get(address)
        for address in (gone, over, hidden, flipped, "/preview/x/", "/preview/%00/")
    ]
    texts = {page.text.replace(page.request["PATH_INFO"], "") for page in pages[:5]}
    assert {page.status_code for page in pages[:5]} == {404}
    assert pages[5].status_code in (400, 404)
    assert len(texts) == 1 and "Canary" not in texts.pop()
    assert client.get(good).status_code == 200


def test_a_deleted_interview_takes_its_links_along(client: Client) -> None:
    draft = make_draft()
    _made, address = link(draft)
    draft.delete()
    assert client.get(address).status_code == 404


def test_tokens_are_long_and_distinct_and_stored_nowhere() -> None:
    draft, by = make_draft(), make_staff("Editor")
    made = [PreviewLink.objects.make(draft, by=by) for _ in range(200)]
    tokens = {token for _link, token in made}
    assert len(tokens) == 200
    # 192 bits in letters of six.
    assert {len(token) for token in tokens} == {32}
    stored = str(PreviewLink.objects.values()) + str(Act.objects.values())
    assert not any(token in stored for token in tokens)


def test_a_link_ends_within_seven_days_whatever_is_asked() -> None:
    for asked, most in ((1, 1), (7, 7), (400, 7)):
        made, _address = link(make_draft(), days=asked)
        assert made.expires_at <= timezone.now() + datetime.timedelta(days=most)
        assert made.is_valid


def test_only_safe_methods_are_answered(client: Client) -> None:
    _made, address = link(make_draft())
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_the_page_s_pictures_are_seen_through_it_and_no_others(client: Client) -> None:
    folder = Path(settings.MEDIA_ROOT)
    for name in ("own", "other"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "picture.jpg").write_bytes(b"x")
    draft, other = make_draft(), make_draft()
    for each, name in ((draft, "own"), (other, "other")):
        person = make_person(portrait=f"{name}/picture.jpg", portrait_alt="A face")
        make_speaker(each, person=person)

    def seen(name: str) -> int:
        response = client.get(f"/media/{name}/picture.jpg")
        if response.streaming:
            assert b"".join(response.streaming_content) == b"x"
        return int(response.status_code)

    made, address = link(draft)
    assert seen("own") == 404
    client.get(address)
    assert (seen("own"), seen("other")) == (200, 404)
    made.revoke(by=make_staff("Editor"))
    assert seen("own") == 404


def test_an_editor_makes_and_ends_a_link_on_the_desk(client: Client) -> None:
    client.force_login(make_staff("Editor", "asel"))
    draft = make_draft()
    address = f"{LIST}{draft.pk}/previews/"
    page = client.post(address, {"whom": "The embassy", "days": 3}).text
    html = LexborHTMLParser(page)
    field = html.css_first("#made")
    assert field is not None
    made = str(field.attributes["value"]).removeprefix(settings.SITE_URL)
    assert Client().get(made).status_code == 200
    assert made.split("/")[2] not in client.get(address).text
    row = PreviewLink.objects.get()
    assert (row.whom, str(row.by)) == ("The embassy", "asel")
    client.post(f"{address}{row.pk}/revoke/")
    client.post(f"{address}{row.pk}/revoke/")
    assert Client().get(made).status_code == 404
    verbs = [*Act.objects.order_by("pk").values_list("verb", "note")]
    assert verbs == [("preview", "The embassy"), ("revoke_preview", "The embassy")]


@pytest.mark.parametrize("days", ["0", "8", "x", "", "9" * 30])
def test_days_out_of_bounds_are_refused(client: Client, days: str) -> None:
    client.force_login(make_staff("Editor"))
    draft = make_draft()
    answer = client.post(f"{LIST}{draft.pk}/previews/", {"days": days})
    assert answer.status_code == 200 and not PreviewLink.objects.exists()


def test_a_link_of_another_interview_is_not_ended(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    made, _address = link(make_draft())
    other = make_draft()
    answer = client.post(f"{LIST}{other.pk}/previews/{made.pk}/revoke/")
    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.is_valid


def test_a_contributor_shares_only_their_own(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    own, other = make_draft(created_by=writer), make_draft()
    for draft, status in ((own, 200), (other, 404)):
        answer = client.post(f"{LIST}{draft.pk}/previews/", {"days": 1})
        assert answer.status_code == status
    assert PreviewLink.objects.get().interview == own
