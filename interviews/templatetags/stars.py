"""Stars as text: readable by eye, by machine and in every font."""

from django import template

register = template.Library()


@register.filter
def stars(tenths: int | None) -> str:
    """Return five signs, full up to the average in tenths rounded to whole stars."""
    full = ((tenths or 0) + 5) // 10
    return "★" * full + "☆" * (5 - full)


@register.filter
def star_width(tenths: int | None) -> float:
    """Return how much of a 100 wide drawing of five stars is filled."""
    return (tenths or 0) * 2


@register.filter
def tenths(score: int) -> int:
    return score * 10
