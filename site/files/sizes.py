"""The sizes and formats that a picture is shown in, and when each is made.

AVIF is the smallest and by far the slowest to make. So the worker makes it as soon as a picture is kept, nobody waits
for it who reads a draft, and at go-live whatever is still missing is made.
"""

from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task
from PIL import Image as PillowImage
from wagtail.images.models import Filter, SourceImageIOError

from files.errors import StoreAway
from files.models import Image, Rendition

WIDTHS = (480, 960, 1600)
FORMATS = ("avif", "webp", "jpeg")
MADE_AT_ONCE = ("webp", "jpeg")
AVIF_SPEED = 8


def filters(formats: tuple[str, ...] = FORMATS, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Return what Wagtail calls these sizes in these formats."""
    return [f"width-{width}|format-{format}" for format in formats for width in widths]


FILTERS = filters()


def filter_variant(spec: str) -> str:
    """Return the short name of a rendition filter, such as `webp-480`."""
    size, format = spec.split("|")
    return f"{format.removeprefix('format-')}-{size.removeprefix('width-')}"


def with_sizes(widths: tuple[int, ...] = WIDTHS) -> QuerySet[Image]:
    """Return all pictures, each to be read with those of these sizes that are made: one query more for all of them."""
    return Image.objects.prefetch_renditions(*filters(widths=widths))


def private_sizes(image: Image, widths: tuple[int, ...] = WIDTHS) -> dict[str, Rendition]:
    """Return a private picture by variant: what is quick to make, and the rest where it is made.

    None at all where the store is away, so that the words can still be read.
    """
    specs = [Filter(spec=spec) for spec in filters(widths=widths)]
    sizes = {filter.spec: rendition for filter, rendition in image.find_existing_renditions(*specs).items()}
    missing = [spec for spec in filters(MADE_AT_ONCE, widths) if spec not in sizes]
    if missing:
        try:
            sizes |= image.get_renditions(*missing)
        except (StoreAway, SourceImageIOError):
            return {}
    return {filter_variant(spec): rendition for spec, rendition in sizes.items()}


@task()
def make_sizes(image_id: int) -> None:
    """Make every size of a picture that is still there. What cannot be made now is made at go-live."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    with suppress(StoreAway, SourceImageIOError):
        image.get_renditions(*FILTERS)


def ask_for_sizes(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    """After a picture is saved: let the worker make every size of it."""
    if not raw:
        transaction.on_commit(partial(make_sizes.enqueue, instance.pk), robust=True)


def save_avif_quickly() -> None:
    """Let Pillow write AVIF at AVIF_SPEED where nobody says how fast; neither Wagtail nor Willow can say so."""
    PillowImage.init()
    stock = PillowImage.SAVE["AVIF"]

    def save(picture: Any, file: Any, name: str | bytes) -> None:
        picture.encoderinfo.setdefault("speed", AVIF_SPEED)
        stock(picture, file, name)

    PillowImage.register_save("AVIF", save)
