"""What people are asked to agree to, in words. A changed word is a new version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.audiences import PUBLIC

VERSION = "2026-11-30"
"""Which words somebody was shown; kept with every answer."""


class Use(models.TextChoices):
    """What a work, or a part of it, may be used for. Each is a question of its own."""

    PUBLIC_PAGE = "public_page", _("Show it on this site, where everybody can read it")
    SHARED = "shared", _("Show it to the people you chose, and to nobody else")
    NAME = "name", _("Show the name that you chose")
    PHOTO = "photo", _("Show pictures in which somebody may recognise you")
    VOICE = "voice", _("Let people hear your voice or see you on video")
    QUOTES = "quotes", _("Use a sentence of it when we sum up what many people told us")
    TRAINING = "training", _("Use it in workshops and training")
    TRANSLATION = "translation", _("Have people translate it into other languages")
    EARLY = "translation_early", _("Let people start to translate it before it is public")
    DIGEST = "digest", _("Put it in a report for a council or another public body")
    OPEN_LICENCE = "open_licence", _("Let others copy it freely. This one cannot be undone for copies already taken")


SHOWING = (Use.PUBLIC_PAGE, Use.SHARED)
"""Being read at all: by everybody, or by fewer people. Somebody is asked one of these at a time."""

HELP = {
    Use.PUBLIC_PAGE: _("If you say no, only the people who make it can see it."),
    Use.SHARED: _("If you say no, only the people who make it can see it."),
    Use.NAME: _("Your own name or a made-up one. If you say no, no name is shown."),
    Use.PHOTO: _("No picture of you in it? Say what you would like if there was one."),
    Use.VOICE: _("No recording of you in it? Say what you would like if there was one."),
    Use.QUOTES: _("For example: “Many people told us that the bus comes too late.” Your sentence stands under it."),
    Use.TRAINING: _("People who learn how to listen would read or hear it."),
    Use.EARLY: _("Only those who translate and check it would read it. Nothing is public before your own words are."),
    Use.DIGEST: _("They would read it beside what other people told us."),
    Use.OPEN_LICENCE: _("Anybody may then copy and share it. Not sure? Say no. You can say yes later."),
}
"""One short sentence for each question that is not clear by itself."""


class How(models.TextChoices):
    """How somebody was asked."""

    ONLINE = "online", _("On this site, by themselves")
    FACE_TO_FACE = "face_to_face", _("Face to face")
    CALL = "call", _("In a call")
    PAPER = "paper", _("On paper")
    VOICE = "voice", _("Aloud, recorded")


def use_of_showing(audience: str) -> Use:
    """Return what somebody agrees to who lets an audience, by its code, read a work."""
    return Use.PUBLIC_PAGE if audience == PUBLIC else Use.SHARED


def uses_asked(audience: str) -> list[Use]:
    """Return what somebody is asked about a work that is meant for this audience, in order."""
    return [use for use in Use if use not in SHOWING or use == use_of_showing(audience)]
