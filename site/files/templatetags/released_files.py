"""Pictures and recordings in templates: released copies on public pages, private ones in previews."""

from typing import Any

from django import template

from files.models import Image
from files.pictures import Picture, Shown
from files.transcripts import Passage
from files.transcripts import passages as passages_of

register = template.Library()


def _shown(context: Any) -> Shown:
    shown = context.get("shown_files")
    if shown is None:
        # Only a view that checked the right to see a draft renders a page without its release.
        shown = Shown(None)
    return shown


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context: Any, image: Image | Picture | None, sizes: str = "100vw", **attributes: Any) -> dict[str, Any]:
    """Show a picture (an Image, or a ready Picture) with sizes to choose from. Attributes: `class`, `lazy`.

    Where nothing is said of `lazy`, the first picture of a page is loaded at once and the others when they are near.
    """
    shown = _shown(context)
    ready = image if isinstance(image, Picture) or image is None else shown.picture(image)
    is_first = ready is not None and ready.fallback is not None and shown.is_first()
    return {
        "picture": ready,
        "sizes": sizes,
        "lazy": attributes.get("lazy", not is_first),
        "css_class": attributes.get("class", ""),
        "is_spelled_out": shown.is_spelled_out,
        # The words of a picture belong to its file: in a translation they are those of the source.
        "language": (context.get("translated") or {}).get("code", ""),
    }


@register.simple_tag(takes_context=True)
def still(context: Any, image: Image | None) -> Picture | None:
    """Return the picture that stands for a video until it plays, or None."""
    return _shown(context).picture(image)


@register.simple_tag(takes_context=True)
def picture_credit(context: Any, image: Any) -> str:
    """Return who made a picture, as it was released, or an empty text."""
    found = _shown(context).picture(image)
    return found.credit if found else ""


@register.simple_tag(takes_context=True)
def recording(context: Any, media: Any) -> dict[str, Any] | None:
    """Return a recording: type, url, phone_url, captions_url, transcript, language, duration (seconds), size (bytes).

    `phone_url` is empty where there is no small copy.
    """
    return _shown(context).recording(media)


@register.simple_tag(takes_context=True)
def media_url(context: Any, media: Any) -> str:
    """Return where a recording can be played from, or an empty text."""
    found = _shown(context).recording(media)
    return found["url"] if found else ""


@register.simple_tag(takes_context=True)
def captions_url(context: Any, media: Any) -> str:
    """Return where the captions are, or an empty text."""
    found = _shown(context).recording(media)
    return found["captions_url"] if found else ""


@register.simple_tag(takes_context=True)
def transcript(context: Any, media: Any) -> str:
    """Return the written words of a recording, as they were released."""
    found = _shown(context).recording(media)
    return found["transcript"] if found else ""


@register.simple_tag
def passages(text: str) -> list[Passage]:
    """Return a transcript in passages with their times; none at all where it has no times."""
    return passages_of(text)
