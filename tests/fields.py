"""What a browser would send of the interview form, read from its page."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser


def fields(html: str) -> dict[str, Any]:
    """Return the fields of an interview's form as they stand on its page."""
    (form,) = LexborHTMLParser(html).css("form#interview_form")
    data: dict[str, Any] = {}
    for field in form.css("input, textarea, select"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if not name or kind in ("submit", "file") or "__prefix__" in name:
            continue
        if field.tag == "select":
            chosen = field.css_first("option[selected]")
            data[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif kind in ("checkbox", "radio"):
            if "checked" in field.attributes:
                data[name] = field.attributes.get("value") or "on"
        elif field.tag == "textarea":
            data[name] = field.text().removeprefix("\n")
        else:
            data[name] = field.attributes.get("value") or ""
    return data
