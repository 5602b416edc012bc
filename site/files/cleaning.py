"""The one door for uploads: what comes in is decided by its content, and leaves its metadata outside.

A phone writes where a picture was taken, and often whose phone it is, into the file. All of it is taken out
by writing the file anew; what cannot be written anew is refused.
"""

import io
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO

import av
import pillow_heif
import pypdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import ImageOps

pillow_heif.register_heif_opener()

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
# What a picture is kept as. HEIC and AVIF become JPEG, which every phone can show.
KEPT_AS = {"JPEG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "WEBP": ("WEBP", "webp")}
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}
# Containers that PyAV reads, with what each is written anew as.
SOUND_AND_VIDEO = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("mp4", {"audio": "m4a", "video": "mp4"}),
    "mp3": ("mp3", {"audio": "mp3"}),
    "ogg": ("ogg", {"audio": "ogg"}),
    "matroska,webm": ("webm", {"audio": "webm", "video": "webm"}),
}


class UnsafeFile(ValidationError):
    """This file is not taken in. The message says why, and what would do instead."""


@dataclass(frozen=True)
class CleanMedia:
    """A sound or video file without its metadata. `duration` in seconds; width and height in pixels or None."""

    content: ContentFile
    duration: float
    width: int | None = None
    height: int | None = None


def _stem(name: str) -> str:
    return PurePath(name).stem[:60] or "file"


def clean_picture(file: BinaryIO, name: str) -> ContentFile:
    """Return the picture upright and without metadata, its colour profile kept. Raises UnsafeFile."""
    if _size(file) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise UnsafeFile(_("This picture is too big to send. Nothing was lost: please choose one under 20 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            picture = PillowImage.open(file, formats=PICTURE_FORMATS)
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise UnsafeFile(_("This picture has too many pixels. Please choose a smaller copy of it."))
            kept_as, ending = KEPT_AS.get(picture.format or "", ("JPEG", "jpg"))
            profile = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            if kept_as == "JPEG" and upright.mode not in ("RGB", "L", "CMYK"):
                upright = upright.convert("RGB")
            if upright.mode == "P":
                upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
            bare = PillowImage.new(upright.mode, upright.size)
            bare.paste(upright)
            out = io.BytesIO()
            options = dict(SAVE_OPTIONS[kept_as])
            if profile:
                options["icc_profile"] = profile
            bare.save(out, kept_as, **options)
    except UnsafeFile:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Warning, PillowImage.DecompressionBombError):
        raise UnsafeFile(_("We could not open this as a picture. Please choose a photo (JPEG, PNG, WebP or HEIC)."))
    return ContentFile(out.getvalue(), name=f"{_stem(name)}.{ending}")


def clean_sound_or_video(file: BinaryIO, name: str, kind: str) -> CleanMedia:
    """Return the recording without metadata or extra tracks, its sound and picture untouched.

    `kind` is "audio" or "video". Raises UnsafeFile.
    """
    if _size(file) > settings.MEDIA_MAX_UPLOAD_SIZE:
        raise UnsafeFile(_("This recording is too big to send. Please choose one under 100 MB."))
    file.seek(0)
    try:
        with av.open(file, metadata_errors="ignore") as source:
            if source.format.name not in SOUND_AND_VIDEO:
                raise UnsafeFile(_not_a_recording(kind))
            container, endings = SOUND_AND_VIDEO[source.format.name]
            wanted = ("audio", "video") if kind == "video" else ("audio",)
            kept = [stream for stream in source.streams if stream.type in wanted and not _is_cover_picture(stream)]
            if kind not in {stream.type for stream in kept} or kind not in endings:
                raise UnsafeFile(_not_a_recording(kind))
            with tempfile.TemporaryDirectory() as folder:
                # A real file, since the index is moved to the front at the end, for playing while loading.
                out = Path(folder, f"clean.{endings[kind]}")
                seconds = _write_anew(source, kept, out, container)
                written = out.read_bytes()
            pictures: list[Any] = [stream for stream in kept if stream.type == "video"]
            width, height = (pictures[0].width, pictures[0].height) if pictures else (None, None)
    except UnsafeFile:
        raise
    except (av.error.FFmpegError, ValueError, OSError, MemoryError):
        raise UnsafeFile(_not_a_recording(kind))
    content = ContentFile(written, name=f"{_stem(name)}.{endings[kind]}")
    return CleanMedia(content, round(seconds, 2), width, height)


def _is_cover_picture(stream) -> bool:
    return stream.type == "video" and bool(stream.disposition & av.stream.Disposition.attached_pic)


def _write_anew(source, kept, out: Path, container: str) -> float:
    """Copy the packets of the `kept` streams into a new file without metadata; return its length in seconds."""
    options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if container == "mp4" else {})
    end = 0.0
    with av.open(str(out), "w", format=container, options=options) as target:
        pairs = {}
        for stream in kept:
            copy = target.add_stream_from_template(stream, opaque=True)
            copy.metadata.clear()
            pairs[stream.index] = copy
        for packet in source.demux(kept):
            if packet.dts is None:
                continue
            if packet.pts is not None and packet.time_base:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            packet.stream = pairs[packet.stream.index]
            target.mux(packet)
    if not end:
        raise ValueError("no packets")
    return end


def _not_a_recording(kind: str) -> str:
    if kind == "audio":
        return _("We could not open this as a sound recording. Please choose an M4A, MP3, OGG or WebM file.")
    return _("We could not open this as a video. Please choose an MP4, MOV or WebM file.")


def clean_document(file: BinaryIO, name: str) -> ContentFile:
    """Return a PDF without its author, tool and other metadata. Raises UnsafeFile for all else."""
    file.seek(0)
    try:
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted:
            raise UnsafeFile(_("This PDF is locked with a password. Please send one that is not."))
        writer = pypdf.PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        writer.metadata = None
        writer.xmp_metadata = None
        out = io.BytesIO()
        writer.write(out)
    except UnsafeFile:
        raise
    except (pypdf.errors.PyPdfError, ValueError, OSError, KeyError, TypeError, RecursionError):
        raise UnsafeFile(_("We could not open this as a PDF. Please choose a PDF file."))
    return ContentFile(out.getvalue(), name=f"{_stem(name)}.pdf")


def clean_paper(file: BinaryIO, name: str) -> ContentFile:
    """Return a scan or photo of a paper without metadata; a PDF is known by its content. Raises UnsafeFile."""
    if _size(file) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise UnsafeFile(_("This file is too big to send. Please choose one under 20 MB."))
    is_pdf = b"%PDF-" in file.read(1024)
    file.seek(0)
    return clean_document(file, name) if is_pdf else clean_picture(file, name)


def _size(file: BinaryIO) -> int:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    return size
