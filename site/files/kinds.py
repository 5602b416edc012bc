"""What a browser is told about each kind of file. Whatever is not listed here is downloaded and never shown."""

from pathlib import PurePath

SHOWN = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".pdf": "application/pdf",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
}


def content_type_of(name: str) -> str:
    """Return the type that goes with a file's name; for what no browser should open, the type that says nothing."""
    return SHOWN.get(PurePath(name).suffix.lower(), "application/octet-stream")


def disposition_of(name: str) -> str:
    """Return whether a browser shows a file where it is, or only saves it."""
    return "inline" if PurePath(name).suffix.lower() in SHOWN else "attachment"
