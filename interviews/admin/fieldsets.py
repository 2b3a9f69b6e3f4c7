"""The parts of the interview's form, in the order in which an editor works."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDSETS: Any = [
    (
        _("Story"),
        {
            "fields": [
                "headline",
                "standfirst",
                ("publication", "language", "byline"),
                ("dateline_place", "dateline_date"),
                "intro",
                "closing",
                "tags",
            ]
        },
    ),
    (
        _("Picture"),
        {
            "fields": [
                "picture",
                "picture_alt",
                ("picture_caption", "picture_credit"),
                ("picture_focus_x", "picture_focus_y"),
            ]
        },
    ),
    (
        _("How it was held"),
        {
            "fields": [
                ("held", "held_place", "held_on"),
                ("held_language", "interpreted"),
                ("questions_sent", "edited_for_length"),
            ],
        },
    ),
    (
        _("Publishing"),
        {
            "fields": [
                "state",
                "publish_at",
                ("embargo_until", "embargo_reason"),
                "slug",
                "note",
                "opened_at",
            ]
        },
    ),
    (
        _("Search and sharing"),
        {"fields": ["search_title", "search_description"]},
    ),
]
