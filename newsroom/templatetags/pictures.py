"""``{% picture person.portrait name="card__portrait" sizes="20rem" %}``"""

from typing import Any

from django import template

from newsroom.images.renditions import RenditionsFile

register = template.Library()

TYPES = {"avif": "image/avif", "webp": "image/webp"}
USUAL = 800  # pixels, where a browser knows no srcset


@register.inclusion_tag("includes/_picture.html")
def picture(
    file: RenditionsFile,
    *,
    name: str = "",
    alt: str = "",
    sizes: str = "100vw",
    eager: Any = False,
) -> dict[str, Any]:
    """Show the stored picture in the best format and width that the browser takes.

    ``name`` is a class; ``sizes`` says how wide it stands, as HTML does; ``eager`` is
    for the one that readers see first: the others wait until they come near.
    """
    sets = dict(file.renditions())
    plain = sets.pop("jpg", [])
    usual = [rendition.url for rendition in plain if rendition.width <= USUAL]
    return {
        "file": file,
        "name": name,
        "alt": alt,
        "sizes": sizes,
        "eager": eager,
        "sources": [(TYPES[kind], _srcset(found)) for kind, found in sets.items()],
        "src": usual[-1] if usual else file.url,
        "srcset": _srcset(plain),
        "width": file.of("width"),
        "height": file.of("height"),
        "tone": file.of("tone"),
        "x": _tens(file.of("focus_x")),
        "y": _tens(file.of("focus_y")),
    }


def _srcset(renditions: Any) -> str:
    return ", ".join(f"{url} {width}w" for width, url in renditions)


def _tens(percent: int | None) -> int | None:
    """Return the step that the stylesheet has."""
    return None if percent is None else round(percent / 10)
