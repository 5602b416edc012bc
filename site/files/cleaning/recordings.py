"""Recordings are packed anew: their sound and picture as they are, and nothing that was written around them."""

import tempfile
from dataclasses import dataclass
from typing import Any, BinaryIO

import av
from av.bitstream import BitStreamFilterContext
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from files.cleaning.packets import SIDE_MESSAGES, bare_setup, is_only_sound
from files.cleaning.safety import UnsafeFile, refuse_over, stem

# Containers that PyAV reads, with what each is written anew as.
SOUND_AND_VIDEO = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("mp4", {"audio": "m4a", "video": "mp4"}),
    "mp3": ("mp3", {"audio": "mp3"}),
    "ogg": ("ogg", {"audio": "ogg"}),
    "matroska,webm": ("webm", {"audio": "webm", "video": "webm"}),
}
# What browsers play. Others can hold words inside their packets, and nobody would hear or see them anyway.
PLAYED = {"audio": {"aac", "mp3", "opus", "vorbis", "flac"}, "video": {"h264", "hevc", "vp8", "vp9", "av1"}}
OPENED_WITH = {
    "format_whitelist": ",".join(SOUND_AND_VIDEO),
    "protocol_whitelist": "none",
    "max_streams": "16",
    "probesize": "5000000",
    "analyzeduration": "5000000",
}
MAX_SIDE = 8192
MAX_PIXELS = 8192 * 4352
PIECE_OF_SLACK = 1024 * 1024


@dataclass(frozen=True)
class CleanMedia:
    """A sound or video file without its metadata. `duration` in seconds; width and height in pixels or None.

    `content` lies on the disk until it is closed.
    """

    content: File
    duration: float
    width: int | None = None
    height: int | None = None


class CleanRecording(File):
    """What has gone through the door, and knows what was measured there, so that it need not go through again."""

    clean: CleanMedia

    def __init__(self, file: Any, name: str, *measured: Any) -> None:
        super().__init__(file, name)
        self.clean = CleanMedia(self, *measured)


def clean_sound_or_video(file: BinaryIO, name: str, kind: str) -> CleanMedia:
    """Return the recording without metadata or extra tracks, its sound and picture untouched.

    `kind` is "audio" or "video". Raises UnsafeFile.
    """
    refuse_over(
        file,
        settings.MEDIA_MAX_UPLOAD_SIZE,
        _("This recording is too big to send. Nothing was lost: please choose one under 100 MB."),
    )
    try:
        with av.open(file, metadata_errors="ignore", container_options=OPENED_WITH) as source:
            if source.format.name not in SOUND_AND_VIDEO:
                raise UnsafeFile(_not_a_recording(kind))
            container, endings = SOUND_AND_VIDEO[source.format.name]
            if kind not in endings:
                raise UnsafeFile(_not_a_recording(kind))
            kept = _kept_streams(source, kind)
            # Named, since the index is moved to the front at the end, for playing while loading.
            out = tempfile.NamedTemporaryFile(suffix=f".{endings[kind]}")  # noqa: SIM115 - lives on in what is returned
            try:
                seconds = _Packing(source, kept, container).into(out.name)
                pictures: list[Any] = [stream for stream in kept if stream.type == "video"]
                width, height = (pictures[0].width, pictures[0].height) if pictures else (None, None)
            except BaseException:
                out.close()
                raise
    except UnsafeFile:
        raise
    except (av.error.FFmpegError, ValueError, OSError, MemoryError, LookupError):
        raise UnsafeFile(_not_a_recording(kind))
    out.seek(0)
    return CleanRecording(out, f"{stem(name)}.{endings[kind]}", round(seconds, 2), width, height).clean


def _kept_streams(source: Any, kind: str) -> list[Any]:
    """Return the first sound, and for a video its first picture. Raises UnsafeFile."""
    kept = []
    for wanted in ("video", "audio") if kind == "video" else ("audio",):
        found = [stream for stream in source.streams if stream.type == wanted and not _is_cover_picture(stream)]
        kept += found[:1]
    if kind not in {stream.type for stream in kept}:
        raise UnsafeFile(_not_a_recording(kind))
    for stream in kept:
        if stream.codec_context is None or stream.codec_context.codec.canonical_name not in PLAYED[stream.type]:
            raise UnsafeFile(_not_played(kind))
        if stream.type == "video":
            width, height = stream.width, stream.height
            if not 0 < max(width, height) <= MAX_SIDE or width * height > MAX_PIXELS:
                raise UnsafeFile(_("This video has too many pixels. Please choose a smaller copy of it."))
    return kept


def _is_cover_picture(stream: Any) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


class _Packing:
    """Copies the packets of the `kept` streams of `source` into a new file without metadata."""

    def __init__(self, source: Any, kept: list[Any], container: str) -> None:
        self.source, self.kept, self.container = source, kept, container
        # Lists of packets can name the same bytes a thousand times over.
        self.room = source.size * 2 + PIECE_OF_SLACK
        self.starts: dict[int, float] = {}
        self.end = 0.0

    def into(self, path: str) -> float:
        """Write the file and return its length in seconds. Raises UnsafeFile, or ValueError for a false one."""
        options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if self.container == "mp4" else {})
        with av.open(path, "w", format=self.container, options=options) as target:
            copies = {stream.index: self._copy_of(target, stream) for stream in self.kept}
            for packet in self.source.demux(self.kept):
                copy, message_filter = copies[packet.stream.index]
                if packet.dts is None:
                    continue
                self._count(packet)
                for bare in [packet] if message_filter is None else message_filter.filter(packet):
                    bare.stream = copy
                    target.mux(bare)
        if not self.end:
            raise ValueError("no packets")
        return self.end

    def _copy_of(self, target: Any, stream: Any) -> tuple[Any, Any]:
        codec = stream.codec_context.codec.canonical_name
        copy = target.add_stream_from_template(stream, opaque=True)
        copy.metadata.clear()
        message_filter = None
        if codec in SIDE_MESSAGES:
            message_filter = BitStreamFilterContext(f"filter_units=remove_types={SIDE_MESSAGES[codec]}", stream, copy)
            # The muxer's own choice; Safari plays HEVC by one of its two names only.
            copy.codec_context.codec_tag = "hvc1" if codec == "hevc" and self.container == "mp4" else "\0\0\0\0"
        setup = copy.codec_context.extradata
        if setup:
            copy.codec_context.extradata = bare_setup(codec, setup)
        return copy, message_filter

    def _count(self, packet: Any) -> None:
        self.room -= packet.size
        if self.room < 0:
            raise ValueError("more comes out than went in")
        if packet.stream.codec_context.codec.canonical_name == "mp3" and not is_only_sound(bytes(packet)):
            raise ValueError("something else among the sound")
        if packet.pts is None or not packet.time_base:
            return
        self.starts.setdefault(packet.stream.index, float(packet.pts * packet.time_base))
        self.end = max(self.end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if self.end - min(self.starts.values()) > settings.MEDIA_MAX_SECONDS:
            raise UnsafeFile(_("This recording is longer than three hours. Please send it in parts."))


def _not_a_recording(kind: str) -> str:
    if kind == "audio":
        return _("We could not open this as a sound recording. Please choose an M4A, MP3, OGG or WebM file.")
    return _("We could not open this as a video. Please choose an MP4, MOV or WebM file.")


def _not_played(kind: str) -> str:
    if kind == "audio":
        return _("Not every phone can play this kind of recording. Please save it as M4A or MP3, and choose it again.")
    return _("Not every phone can play this kind of video. Please save it as MP4, and choose it again.")
