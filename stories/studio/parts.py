"""The parts of a story as the studio shows them, whoever wrote them and wherever."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.models import Image, Media, Recognised
from files.phone_versions import phone_versions_of
from files.phone_words import about_phones
from files.pictures import Picture, private_picture
from files.sizes import WIDTHS, with_sizes

Raw = dict[str, Any]
SMALL = WIDTHS[:1]


@dataclass(frozen=True)
class Kind:
    """A kind of part: what it is called, and what the button that adds one says."""

    key: str
    label: Promise
    add_label: Promise
    icon: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("words", gettext_lazy("Words"), gettext_lazy("Words"), "words"),
        Kind("poem", gettext_lazy("Poem"), gettext_lazy("A poem"), "poem"),
        Kind("photo", gettext_lazy("Photo"), gettext_lazy("A photo"), "photo"),
        Kind("photo_story", gettext_lazy("Photo story"), gettext_lazy("A photo story"), "photos"),
        Kind("audio", gettext_lazy("Voice note"), gettext_lazy("A voice note"), "voice"),
        Kind("video", gettext_lazy("Video"), gettext_lazy("A video"), "video"),
        Kind("drawing", gettext_lazy("Drawing"), gettext_lazy("A drawing"), "drawing"),
        Kind("event", gettext_lazy("Event"), gettext_lazy("A link to an event"), "clock"),
        Kind("question", gettext_lazy("Question and answer"), gettext_lazy("A question and its answer"), "ask"),
        Kind("quote", gettext_lazy("Words that stand out"), gettext_lazy("A quote"), "quote"),
        Kind(
            "other_words",
            gettext_lazy("Words in another language"),
            gettext_lazy("Words in another language"),
            "language",
        ),
    )
}


@dataclass
class ShownPicture:
    """A small picture in the list of parts."""

    picture: Image
    caption: str

    @property
    def small(self) -> Picture:
        """The picture in a size for lists; without files where the store is away."""
        return private_picture(self.picture, SMALL)


@dataclass
class PartView:
    """One part in the list: what it is, what is in it, and what is still missing."""

    id: str
    kind: Kind
    number: int
    total: int
    text: str = ""
    language: str = ""
    """The language of the text, where it is another one than the story's."""
    said_by: str = ""
    asked: str = ""
    caption: str = ""
    pictures: list[ShownPicture] = field(default_factory=list)
    recording: Media | None = None
    for_phones: str = ""
    missing: str = ""
    written_by: str = ""
    """The names of those who wrote or changed it, where several people make the story."""
    comments: list[Any] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether it cannot move further up."""
        return self.number == 1

    @property
    def is_last(self) -> bool:
        """Whether it cannot move further down."""
        return self.number == self.total


def parts_in(revision: Any) -> list[Raw]:
    """Return the parts that a revision holds, as they are stored: type, value and id of each."""
    body = revision.content.get("body") or "[]"
    return [part for part in json.loads(body) if part.get("type") in KINDS]


def find_part(parts: list[Raw], part_id: str) -> Raw | None:
    """Return the part with this id, or None."""
    return next((part for part in parts if part.get("id") == part_id), None)


def photos_in(value: Any) -> list[Raw]:
    """Return the photos of a photo story, as they are stored."""
    return [item.get("value", item) for item in value.get("photos", [])]


def unanswered(parts: list[Raw]) -> set[str]:
    """Return the ids of the questions without an answer: neither words, nor anything that follows before the next."""
    following: list[Raw | None] = [*parts[1:], None]
    return {
        part["id"]
        for part, after in zip(parts, following, strict=False)
        if part["type"] == "question"
        and not (part["value"].get("answer") or "").strip()
        and (after is None or after["type"] == "question")
    }


def picture_ids(part: Raw) -> list[int]:
    """Return the ids of the pictures in a part."""
    value = part["value"]
    if not isinstance(value, dict):
        return []
    photos = photos_in(value) if part["type"] == "photo_story" else [value]
    return [photo["image"] for photo in photos if photo.get("image")]


def with_picture(part: Raw, before: int, after: int) -> Raw:
    """Return the value of a part with another picture in the place of one."""
    value = json.loads(json.dumps(part["value"]))
    for photo in photos_in(value) if part["type"] == "photo_story" else [value]:
        if photo.get("image") == before:
            photo["image"] = after
    return value


def say_the_same(one: Any, other: Any) -> bool:
    """Say whether two values hold the same words and files; line ends and ids of list items make no difference."""
    return _plain(one) == _plain(other)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_plain(item["value"] if isinstance(item, dict) and "value" in item else item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in ("", None)}
    return value


def views_of(parts: list[Raw], written_by: Mapping[str, str] | None = None) -> list[PartView]:
    """Return the parts for showing, with names by the id of a part. Four queries at most, however many there are."""
    wanted = {pk for part in parts for pk in picture_ids(part)}
    pictures = with_sizes(SMALL).in_bulk(wanted) if wanted else {}
    heard = {part["value"].get("media") for part in parts if part["type"] in ("audio", "video")} - {None}
    recordings = Media.objects.in_bulk(heard) if heard else {}
    small = phone_versions_of(recordings.values())
    views = [_view(part, number, len(parts), pictures, recordings) for number, part in enumerate(parts, start=1)]
    open_ones = unanswered(parts)
    for view in views:
        if view.id in open_ones:
            view.missing = _("Nobody has answered this yet. Write the answer, or add a photo or your voice after it.")
        view.written_by = (written_by or {}).get(view.id, "")
        if view.recording is not None and view.recording.type == "video" and view.recording.file:
            view.for_phones = about_phones(view.recording, small.get(str(view.recording.file.name)))
    return views


def _view(part: Raw, number: int, total: int, pictures: dict[int, Image], recordings: dict[int, Media]) -> PartView:
    view = PartView(id=part["id"], kind=KINDS[part["type"]], number=number, total=total)
    value = part["value"]
    if isinstance(value, str):
        view.text = value
        return view
    view.language = value.get("language") or ""
    if part["type"] in ("quote", "other_words"):
        view.text, view.said_by = value.get("text") or "", value.get("said_by") or ""
        return view
    if part["type"] == "question":
        view.asked, view.text = value.get("question") or "", value.get("answer") or ""
        return view
    if part["type"] == "event":
        view.text = "\n".join(filter(None, (value.get(name) for name in ("name", "when", "where", "link"))))
        return view
    if part["type"] in ("audio", "video"):
        view.recording, view.caption = recordings.get(value.get("media")), value.get("caption") or ""
    photos = photos_in(value) if part["type"] == "photo_story" else [value]
    view.pictures = [
        ShownPicture(pictures[photo["image"]], "" if view.recording else photo.get("caption") or "")
        for photo in photos
        if photo.get("image") in pictures
    ]
    view.missing = _missing(view)
    return view


def _missing(view: PartView) -> str:
    if view.kind.key in ("audio", "video"):
        if view.recording is None:
            return _("The recording is missing. Please add it again.")
        if not view.recording.transcript.strip():
            return _("Please write down what is said, for people who cannot hear it.")
    elif not view.pictures:
        return _("The picture is missing. Please add it again.")
    if not all(shown.picture.is_described for shown in view.pictures):
        return _("Please say what the picture shows, for people who cannot see it.")
    answers = {shown.picture.recognised for shown in view.pictures}
    if Recognised.UNANSWERED in answers:
        return _("Please say whether anybody can be recognised in the picture.")
    if Recognised.NO_YES in answers:
        return _("Somebody can be recognised and has not said yes. Ask them, or hide their face.")
    return ""
