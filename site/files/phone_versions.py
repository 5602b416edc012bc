"""Small copies of videos, for phones: asked for when a video is kept, made by a worker of their own, and let go of.

What waits stands in our own table, and the task is only the bell: so a worker that was killed loses nothing, and the
clock rings again for whatever still waits. Until there is a small copy, and where there never is, the original plays.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from core.tasks import ask_once
from files import ffmpeg, made_later
from files.cleaning import CleanMedia, UnsafeFile, clean_sound_or_video
from files.errors import StoreAway
from files.models import Media, PhoneVersion
from files.storage import PIECE, private_storage

QUEUE = "videos"
PHONE = "phone"
"""What the public copy of a small copy is called beside the original."""
KEPT_BELOW = 0.8
"""A copy is kept only where it is smaller than this part of the original: each takes room twice while it is public."""
MOST_ASKED_AT_ONCE = 20
SLACK = timedelta(minutes=5)
AS_LONG = 0.95
"""A copy that is shorter than this part of the original lacks some of what was approved."""
Waiting = PhoneVersion.State.WAITING


def phone_versions_of(recordings: Iterable[Media]) -> dict[str, PhoneVersion]:
    """Return what is known of the small copies of these recordings, by the names of their files. One query at most."""
    names = {str(recording.file.name) for recording in recordings if recording.type == "video"}
    return {made.source: made for made in PhoneVersion.objects.filter(source__in=names)} if names else {}


def ready_version(recording: Media) -> PhoneVersion | None:
    """Return the small copy of exactly the bytes that this recording has, or None."""
    found = PhoneVersion.objects.filter(source=str(recording.file.name), state=PhoneVersion.State.READY)
    return found.filter(made_from=recording.sha256).exclude(made_from="").first()


# Asking for one, and letting go of it


def ask(sender: type, instance: Media, raw: bool = False, **kwargs: Any) -> None:
    """After a recording is saved: let the worker make a small copy of a video. One that failed is tried anew."""
    if raw or instance.type != "video" or not instance.sha256 or ffmpeg.program() is None:
        return
    made, is_new = _asked_for(instance, timezone.now())
    if made.state == PhoneVersion.State.FAILED:
        is_new = bool(PhoneVersion.objects.filter(pk=made.pk).update(state=Waiting, due_at=timezone.now(), tries=0))
    if is_new:
        transaction.on_commit(ring, robust=True)


def _asked_for(recording: Media, now: datetime) -> tuple[PhoneVersion, bool]:
    return PhoneVersion.objects.get_or_create(
        source=str(recording.file.name), defaults={"made_from": recording.sha256, "due_at": now}
    )


def ring() -> None:
    """Ask the worker to look what waits, unless it has been asked and has not begun."""
    ask_once(make_phone_versions)


def ask_again(now: datetime) -> None:
    """Ask for what is missing or waits, and let go of what is of no recording. Called by the clock."""
    sweep(now)
    named = Media.objects.filter(file=OuterRef("source"))
    for source in PhoneVersion.objects.filter(~Exists(named)).values_list("source", flat=True):
        PhoneVersion.forget(source)
    if ffmpeg.program() is None:
        return
    known = PhoneVersion.objects.filter(source=OuterRef("file"))
    newest = Media.objects.filter(~Exists(known), type="video", next_versions=None).exclude(sha256="")
    for recording in newest.order_by("-pk")[:MOST_ASKED_AT_ONCE]:
        _asked_for(recording, now)
    if PhoneVersion.objects.filter(state=Waiting, due_at__lte=now).exists():
        ring()


def forget_with_recording(sender: type, instance: Media, **kwargs: Any) -> None:
    """After a recording is deleted: delete the small copy of its bytes."""
    PhoneVersion.forget(str(instance.file.name))


# Making it


@task(queue_name=QUEUE)
def make_phone_versions() -> None:
    """Make the small copy of each video that waits for one, until none does or somebody asks this worker to stop."""
    sweep(timezone.now())
    while make_next():
        pass


def make_next() -> bool:
    """Make the one that has waited longest; return whether to go on."""
    takes = timedelta(seconds=settings.FFMPEG_SECONDS) + SLACK
    try:
        return made_later.make_next(PhoneVersion, _make, takes=takes, fails_by=(ffmpeg.NotMade, UnsafeFile, OSError))
    except ffmpeg.Interrupted:
        return False


def _is_there(made: PhoneVersion) -> bool:
    return bool(PhoneVersion.objects.filter(pk=made.pk).exists())


def _make(made: PhoneVersion) -> None:
    """Make the small copy and keep it. Raises NotMade, Interrupted, UnsafeFile, StoreAway or another OSError."""
    root = Path(settings.MAKING_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as name:
        source, target = Path(name, f"original{PurePath(made.source).suffix}"), Path(name, "small.mp4")
        size = _brought(made, source)
        most = int(size * KEPT_BELOW)
        if shutil.disk_usage(name).free < most:
            raise StoreAway("ENOSPC")
        ffmpeg.make_small(source, target, most=most, is_wanted=_now_and_then(partial(_is_there, made)))
        if target.stat().st_size >= most:
            made.end(PhoneVersion.State.NOT_NEEDED, original_size=size)
            return
        with target.open("rb") as content:
            # What comes out goes through the door like what comes in.
            clean = clean_sound_or_video(content, target.name, "video")
        with clean.content:
            _keep(made, clean, size)


def _brought(made: PhoneVersion, target: Path) -> int:
    """Take a copy of the original out of the store; return its size. Raises NotMade where it is another one by now."""
    digest = hashlib.sha256()
    with private_storage().open(made.source) as content, target.open("wb") as copy:
        while piece := content.read(PIECE):
            digest.update(piece)
            copy.write(piece)
        size = copy.tell()
    if digest.hexdigest() != made.made_from:
        raise ffmpeg.NotMade("OtherBytes", is_worth_another_try=False)
    return size


def _keep(made: PhoneVersion, clean: CleanMedia, original_size: int) -> None:
    """Keep the small copy, if it is as long as the original. Raises NotMade."""
    original = Media.objects.filter(file=made.source).order_by("-pk").first()
    if original is not None and clean.duration < original.duration * AS_LONG:
        raise ffmpeg.NotMade("TooShort", is_worth_another_try=False)
    made.keep(clean.content, ".mp4", original_size=original_size, width=clean.width, height=clean.height)


def _now_and_then(asked: Callable[[], bool]) -> Callable[[], bool]:
    """Return the same question, which is asked every few seconds only."""
    last = time.monotonic()

    def answer() -> bool:
        nonlocal last
        if time.monotonic() - last < ffmpeg.SECONDS_TO_ASK_AGAIN:
            return True
        last = time.monotonic()
        return asked()

    return answer


def sweep(now: datetime) -> None:
    """Delete what a worker that was killed left half-made on this machine, once nobody can be at it any more."""
    before = (now - timedelta(seconds=settings.FFMPEG_SECONDS) - SLACK).timestamp()
    root = Path(settings.MAKING_ROOT)
    for folder in root.iterdir() if root.is_dir() else ():
        with suppress(OSError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder)
