"""Plain fields written without templates: a form of 60 questions has 700 of them, and
their templates took half of its time."""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def _input(field: dict[str, Any]) -> SafeString:
    value = {} if field["value"] is None else {"value": field["value"]}
    named = {"type": field["type"], "name": field["name"]}
    return format_html("<input{}>", flatatt(named | value | field["attrs"]))


def _textarea(field: dict[str, Any]) -> SafeString:
    attrs = flatatt({"name": field["name"]} | field["attrs"])
    return format_html("<textarea{}>\n{}</textarea>", attrs, field["value"] or "")


def _select(field: dict[str, Any]) -> SafeString:
    """Write a list of choices; ours have no groups."""
    options = format_html_join(
        "",
        "<option{}>{}</option>",
        (
            (flatatt({"value": option["value"]} | option["attrs"]), option["label"])
            for _group, options, _place in field["optgroups"]
            for option in options
        ),
    )
    attrs = flatatt({"name": field["name"]} | field["attrs"])
    return format_html("<select{}>{}</select>", attrs, options)


INPUTS = ("checkbox", "hidden", "number", "text")
WRITERS: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}


class WrittenOut(DjangoTemplates):
    def render(self, template_name: str, context: Any, request: Any = None) -> Any:
        if write := WRITERS.get(template_name):
            return write(context["widget"])
        return super().render(template_name, context, request)
