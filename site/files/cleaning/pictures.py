"""Pictures are drawn anew: upright, in their own colours, and with nothing written beside the pixels."""

import io
import warnings
from typing import Any, BinaryIO

import pillow_heif
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import ImageOps

from files.cleaning.colours import bare_profile
from files.cleaning.safety import CleanFile, UnsafeFile, refuse_over, stem

pillow_heif.register_heif_opener()

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
# What a picture is kept as. HEIC and AVIF become JPEG, which every phone can show.
KEPT_AS = {"JPEG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "WEBP": ("WEBP", "webp")}
# Kinds that take more memory for each pixel than others.
MAX_PIXELS = {"WEBP": 32_000_000, "CMYK": 40_000_000}
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}
JPEG_MODES = ("RGB", "L", "CMYK")
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    RuntimeError,
    Warning,
    PillowImage.DecompressionBombError,
)


def clean_picture(file: BinaryIO, name: str) -> CleanFile:
    """Return the picture upright and without metadata, its colour profile kept. Raises UnsafeFile.

    Of a picture that moves or has others in the same file, the first is kept.
    """
    refuse_over(
        file,
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        _("This picture is too big to send. Nothing was lost: please choose one under 20 MB."),
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            return _drawn_anew(PillowImage.open(file, formats=PICTURE_FORMATS), name)
    except UnsafeFile:
        raise
    except UNREADABLE:
        raise UnsafeFile(_("We could not open this as a picture. Please choose a photo (JPEG, PNG, WebP or HEIC)."))


def _drawn_anew(picture: Any, name: str) -> CleanFile:
    # Asked before anything is unpacked: a few bytes can claim to be a picture that fills the memory.
    greedy = [MAX_PIXELS[key] for key in (picture.format, picture.mode) if key in MAX_PIXELS]
    if picture.width * picture.height > min([settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, *greedy]):
        raise UnsafeFile(_("This picture has too many pixels. Please choose a smaller copy of it."))
    kept_as, ending = KEPT_AS.get(picture.format or "", ("JPEG", "jpg"))
    options = dict(SAVE_OPTIONS[kept_as])
    profile = bare_profile(picture.info.get("icc_profile"), picture.mode)
    ImageOps.exif_transpose(picture, in_place=True)
    picture.load()
    if kept_as == "JPEG" and picture.mode not in JPEG_MODES:
        picture = picture.convert("RGB")
    if picture.mode.startswith("I"):
        # Grey in 65,536 steps: no other format takes it, and a plain conversion would make it white.
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    bare = PillowImage.new(picture.mode, picture.size)
    bare.paste(picture)
    # A big picture takes hundreds of megabytes; one of the two goes before the next is made.
    del picture
    if profile:
        options["icc_profile"] = profile
    out = io.BytesIO()
    bare.save(out, kept_as, **options)
    return CleanFile(out.getvalue(), name=f"{stem(name)}.{ending}")
