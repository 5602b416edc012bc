"""Small copies of videos, for phones: asked for when a video is kept, made by a worker of their own, and let go of.

What waits stands in our own table, and the task is only the bell: so a worker that was killed loses nothing, and the
clock rings again for whatever still waits. Until there is a small copy, and where there never is, the original plays.
"""

import hashlib
import logging
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
from files import ffmpeg
from files.cleaning import CleanMedia, UnsafeFile, clean_sound_or_video
from files.errors import StoreAway, kind_of
from files.models import Media, PhoneVersion
from files.storage import PIECE, private_storage, random_name

logger = logging.getLogger(__name__)
QUEUE = "videos"
PHONE = "phone"
"""What the public copy of a small copy is called beside the original."""
KEPT_BELOW = 0.8
"""A copy is kept only where it is smaller than this part of the original: each takes room twice while it is public."""
MOST_TRIES = 5
MOST_ASKED_AT_ONCE = 20
LATER = timedelta(minutes=10)
"""So long until the second try, and three times as long until each that follows: most of a night altogether."""
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
    made = _begun()
    if made is None:
        return False
    try:
        _make(made)
    except (ffmpeg.NotMade, UnsafeFile, OSError) as failure:
        _note_failure(made, failure)
    except BaseException as stop:
        # The row did no wrong, so this was no try.
        _still_waiting(made).update(due_at=timezone.now(), tries=made.tries - 1)
        if isinstance(stop, ffmpeg.Interrupted):
            return False
        raise
    return True


def _begun() -> PhoneVersion | None:
    """Return the next one, put off for as long as it may take, so that nobody else begins it and none is lost."""
    now = timezone.now()
    for made in PhoneVersion.objects.filter(state=Waiting, due_at__lte=now).order_by("due_at", "pk"):
        until = now + timedelta(seconds=settings.FFMPEG_SECONDS) + SLACK
        if made.tries >= MOST_TRIES:
            # Each time whoever made it was killed.
            _end(made, PhoneVersion.State.FAILED, failure=made.failure or "Killed")
        elif _still_waiting(made).filter(due_at=made.due_at).update(due_at=until, tries=made.tries + 1):
            made.due_at, made.tries = until, made.tries + 1
            return made
    return None


def _still_waiting(made: PhoneVersion) -> Any:
    return PhoneVersion.objects.filter(pk=made.pk, source=made.source, made_from=made.made_from, state=Waiting)


def _is_there(made: PhoneVersion) -> bool:
    return bool(PhoneVersion.objects.filter(pk=made.pk).exists())


def _end(made: PhoneVersion, state: str, **what: Any) -> bool:
    """Write down how it ended; say whether anybody still wanted it."""
    return bool(_still_waiting(made).update(state=state, **what))


def _note_failure(made: PhoneVersion, failure: Exception) -> None:
    kind = _kind_of(failure)
    # The kind of failure only: its words can hold a name.
    logger.warning("No small copy of a video was made (%s, try %s)", kind, made.tries)
    if made.tries >= MOST_TRIES or not getattr(failure, "is_worth_another_try", True):
        _end(made, PhoneVersion.State.FAILED, failure=kind)
    else:
        _still_waiting(made).update(failure=kind, due_at=timezone.now() + LATER * 3 ** (made.tries - 1))


def _kind_of(failure: Exception) -> str:
    if isinstance(failure, FileNotFoundError):
        # A bucket says so without a number.
        return "ENOENT"
    kind = getattr(failure, "kind", "") or (kind_of(failure) if isinstance(failure, OSError) else "")
    return str(kind or type(failure).__name__)[:40]


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
            _end(made, PhoneVersion.State.NOT_NEEDED, original_size=size)
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
    """Put the small copy into the store, then note it. One that nobody wants any more goes at once."""
    original = Media.objects.filter(file=made.source).order_by("-pk").first()
    if original is not None and clean.duration < original.duration * AS_LONG:
        raise ffmpeg.NotMade("TooShort", is_worth_another_try=False)
    storage = private_storage()
    name = storage.keep_copy(random_name("small.mp4"), clean.content)
    is_kept = False
    try:
        clean.content.seek(0)
        is_kept = _end(
            made,
            PhoneVersion.State.READY,
            failure="",
            original_size=original_size,
            file=name,
            sha256=hashlib.file_digest(clean.content, "sha256").hexdigest(),
            size=clean.content.size,
            width=clean.width,
            height=clean.height,
        )
    finally:
        if not is_kept:
            storage.delete(name)


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
