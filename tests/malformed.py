"""Requests that no page expects: made up from a seed, the same ones each time."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urlencode

HUGE = "9" * 30
VALUES = [
    *("", " ", "0", "-1", "1e3", "0x10", "²", "٣", "1.5", "NaN", "inf", "None", "[]"),
    *(HUGE, f"-{HUGE}", "9" * 5000, str(2**31), str(2**63), str(2**63 - 1)),
    *("\0", "a\0b", "\ud800", "\ufeff", "\u202eevil", "e\u0301" * 300, "Ӽ" * 300),
    *("%", "%00", "%s%n", "_", "\\", "'", '"', "`", "'; DROP TABLE x; --", "1 OR 1=1"),
    *("../../etc/passwd", "/etc/passwd", "//evil.test", "http://evil.test/", "."),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "${7*7}", "\r\nX: y"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01T25:61", "10000-01-01"),
    *("headline", "-headline", "?", "pk", "password", "created_by__password", "1.-1"),
    *(
        "1,2,3",
        "1" * 400,
        "a" * 5000,
        "a b " * 2000,
        "*",
        "(((",
        "[a-",
        "\t",
        "😀" * 99,
    ),
    *("true", "False", "on", "null", "undefined", "true' AND '1'='1", ";", "a;b=c"),
]
NAMES = [
    *(
        "page",
        "q",
        "sort",
        "after",
        "a",
        "b",
        "p",
        "o",
        "e",
        "all",
        "_popup",
        "_to_field",
    ),
    *("term", "field_name", "app_label", "model_name", "into", "show", "next", "kind"),
    *("status__exact", "publish_at__year", "publish_at__month", "publish_at__day"),
    *("publish_at__gte", "publication__id__exact", "score", "score__in", "mine", "id"),
    *("held_for", "interview__publication__id__exact", "at__year", "who", "verb"),
    *(
        "is_staff__exact",
        "groups__id__exact",
        "country",
        "language",
        "checks",
        "id__in",
    ),
    *("created_by__password__startswith", "headline__regex", "_changelist_filters"),
    *("person", "tag", "publication", "year", "utm_source", "\0", "\ud800", "a" * 300),
]
FIELDS = [
    *("score", "review", "name", "email", "website", "confirm", "reason", "words"),
    *("username", "password", "next", "code", "action", "_selected_action", "index"),
    *("select_across", "post", "_act", "_save", "verb", "network", "interview", "hour"),
    *("text", "opened_at", "source", "corrections", "do", "turn", "headline", "slug"),
    *("publication", "language", "publish_at_0", "publish_at_1", "embargo_until_0"),
    *("tags", "status", "dateline_date", "questions-TOTAL_FORMS", "days", "whom"),
    *("questions-INITIAL_FORMS", "questions-0-id", "questions-0-interview", "title"),
    *("questions-0-position", "questions-0-asked_by", "speakers-TOTAL_FORMS", "body"),
    *("speakers-INITIAL_FORMS", "speakers-0-id", "speakers-0-person", "target"),
    *("corrections-TOTAL_FORMS", "corrections-INITIAL_FORMS", "time_zone", "accent"),
    *(
        "portrait_focus_x",
        "picture",
        "form-TOTAL_FORMS",
        "form-INITIAL_FORMS",
        "form-0-id",
    ),
    *("old_password", "new_password1", "groups", "user_permissions", "is_superuser"),
    *("pasted", "file", "public_too", "reply", "note", "seen_1", "question", "kind"),
]
HEADERS = [
    ("Range", "bytes=9-1"),
    ("Range", f"bytes=-{HUGE}"),
    ("Range", f"bytes={'9' * 5000}-"),
    ("If-None-Match", '"' + "x" * 3000),
    ("If-Modified-Since", "Mon, 99 Foo 99999 99:99:99 GMT"),
    ("Accept-Encoding", "br;q=x, gzip;q=nan, *;q=-1"),
    ("Accept-Language", "x" * 3000),
    ("Cookie", "session=%00; csrf=\x7f; reader=:::; preview=\x80"),
    ("Cookie", "reader=" + "A" * 4000),
    ("Cookie", 'messages="[[]]"; known=a:b:c; session="\\000"'),
    ("X-Forwarded-For", "1" * 500 + ", ::1, x"),
    ("X-Forwarded-Host", "evil.test"),
    ("Host", "evil.test"),
    ("Host", "127.0.0.1:x"),
    ("Authorization", "Basic \x80"),
    ("Referer", "http://[/"),
    ("Origin", "null"),
    ("X-HTTP-Method-Override", "DELETE"),
]
KINDS = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=nowhere",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300,
    "application/json",
    "text/plain",
    "\x80",
    "",
]
METHODS = ["GET"] * 12 + ["POST"] * 10 + ["HEAD", "PUT", "DELETE", "OPTIONS", "BREW"]


class Malformed(NamedTuple):
    method: str
    address: str
    headers: dict[str, str]
    body: bytes


def requests(seed: int, addresses: list[str], token: str = "") -> Iterator[Malformed]:
    """Make requests without end to these addresses; ``token`` lets forms in."""
    random = Random(seed)
    while True:
        method, address = random.choice(METHODS), random.choice(addresses)
        if random.random() < 0.3:
            address = _other_path(random, address)
        if random.random() < 0.6:
            address += "&" if "?" in address else "?"
            address += _query(random, random.choice([1, 1, 2, 5]))
        headers = dict(random.sample(HEADERS, random.choice([0, 0, 0, 1, 2])))
        body = b""
        if method == "POST":
            kind = random.choice(KINDS) if random.random() < 0.3 else KINDS[0]
            headers["Content-Type"] = kind
            body = _body(random, kind, token)
        yield Malformed(method, address, headers, body)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _query(random: Random, count: int) -> str:
    if random.random() < 0.1:
        return random.choice(
            ["&&&", "=", "%", "%ff=%fe", "a=%c0%af", "?" * 99, "a&a=&a"]
        )
    return "&".join(
        f"{_quoted(random.choice(NAMES))}={_quoted(random.choice(VALUES)[:2000])}"
        for _ in range(count)
    )


def _other_path(random: Random, address: str) -> str:
    path, mark, query = address.partition("?")
    parts = path.split("/")
    place = random.randrange(1, len(parts))
    parts[place] = _quoted(random.choice(VALUES)[:1500])
    return "/".join(parts) + mark + query


def _body(random: Random, kind: str, token: str) -> bytes:
    fields = [(name, random.choice(VALUES)) for name in random.sample(FIELDS, 12)]
    if random.random() < 0.02:
        fields.append((random.choice(FIELDS), "w" * 1_000_000))
    if random.random() < 0.1:
        fields.append(("_selected_action", "1"))
        fields.append(("action", random.choice(["publish", "delete_selected", "join"])))
    if "multipart" in kind and random.random() < 0.7:
        return _parts(random, [("csrfmiddlewaretoken", token), *fields])
    if random.random() < 0.1:
        return random.choice(
            [random.randbytes(300), b"%", b"=&=&", b"{", b"a=%ff&%fe=b"]
        )
    fields.append(("csrfmiddlewaretoken", token))
    return urlencode(
        [(n.encode(), v.encode("utf-8", "surrogatepass")) for n, v in fields]
    ).encode()


def _parts(random: Random, fields: list[tuple[str, str]]) -> bytes:
    files = [
        (
            'picture"; filename="a.jpg',
            random.choice(["\xff\xd8\xff", "GIF89a", "<svg>"]),
        ),
        ('file"; filename="../../a.docx', random.choice(["PK\x03\x04", "{\\rtf", ""])),
    ]
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in [*fields, *files]
    ]
    whole = "".join(parts) + random.choice(["--x--\r\n", "", "--x", "\r\n\r\n"])
    return whole.encode("utf-8", "surrogatepass")
