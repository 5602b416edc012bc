"""What whoever brings or looks after a video reads about its small copy for phones."""

from django.utils.translation import gettext as _

from files import ffmpeg
from files.models import Media, PhoneVersion
from files.pictures import size_of

MB = 1024 * 1024
WORTH_A_WORD = 5 * MB
"""A smaller video is loaded on a phone without anybody minding."""
State = PhoneVersion.State


def about_phones(video: Media, made: PhoneVersion | None) -> str:
    """Say what phones load of a video, what is safe and what there is to do; empty where nothing need be said."""
    if made is not None and made.state == State.READY:
        return _("A smaller copy for phones is ready: about %(small)s instead of %(whole)s.") % {
            "small": in_words(made.size),
            "whole": in_words(made.original_size),
        }
    if made is not None and made.state == State.NOT_NEEDED:
        return _("This video is small enough for phones as it is (%(whole)s).") % {
            "whole": in_words(made.original_size)
        }
    if made is not None and made.state == State.FAILED:
        return _(
            "We could not make a smaller copy of this video for phones. The video is safe, and phones load all of it. "
            "You need not do anything."
        )
    if ffmpeg.program() is not None:
        return _(
            "We are making a smaller copy of this video for phones. You need not wait. Until it is ready, phones load "
            "the whole video."
        )
    size = size_of(video)
    if size < WORTH_A_WORD:
        return ""
    return _(
        "Phones will load the whole video (%(whole)s). That is fine, and you can go on. If you would like it to load "
        "faster, save it in a smaller size on your device and choose it again."
    ) % {"whole": in_words(size)}


def about_phones_in_the_admin(video: Media, made: PhoneVersion | None) -> str:
    """Say the same to somebody who looks after recordings, and what they alone can do about it."""
    words = about_phones(video, made)
    if made is not None and made.state == State.READY:
        more = _("A page that went public before it was ready offers it from the next time that it is published.")
    elif made is not None and made.state == State.FAILED:
        more = _("To try once more, save this form.")
    elif words and ffmpeg.program() is None:
        more = _("Where the program ffmpeg is installed, the site makes smaller copies by itself.")
    else:
        more = ""
    return f"{words} {more}".strip()


def in_words(size: int) -> str:
    """Return about how big a file is, such as `14 MB`."""
    if size < MB:
        return _("%(size)d KB") % {"size": max(1, round(size / 1024))}
    return _("%(size)d MB") % {"size": round(size / MB)}
