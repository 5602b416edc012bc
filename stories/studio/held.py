"""Files in which somebody may be seen or heard: what each is, where it is used, and the way there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from files.models import Image, Media
from files.pictures import private_picture
from files.references import file_key, uses_of_files
from files.sizes import with_sizes
from moderation.places import places_in
from stories.studio.parts import SMALL


@dataclass(frozen=True)
class Version:
    """One version of a page. `says` is where it stands, such as *public now*; `address` is where it can be read.

    Whoever may change it gets to a part by `part_address`, in which PART stands for its id.
    """

    obj: Any
    says: str
    address: str
    part_address: str = ""


PART = "PART"


@dataclass(frozen=True)
class Use:
    """One place in which a file is used, and the way there."""

    label: str
    address: str


@dataclass
class HeldFile:
    """One picture or recording, for somebody who may be in it."""

    file: Image | Media
    uses: list[Use] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name by which manifests know it."""
        return file_key(self.file)

    @property
    def words(self) -> str:
        """What it shows, or the first words that are said in it."""
        words = self.file.alt_text if isinstance(self.file, Image) else self.file.transcript
        return Truncator(words or self.file.title).words(12)

    @property
    def kind(self) -> str:
        """What kind of file it is, in a word or two."""
        if isinstance(self.file, Image):
            return _("Picture")
        return _("Video") if self.file.type == "video" else _("Sound recording")

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        if isinstance(self.file, Image):
            return "photo"
        return "video" if self.file.type == "video" else "voice"

    @property
    def small(self) -> Any:
        """A picture in a size for lists; None for a recording, and where the store is away."""
        return private_picture(self.file, SMALL).fallback if isinstance(self.file, Image) else None


def held_in(versions: Iterable[Version]) -> list[HeldFile]:
    """Return the pictures and recordings in these versions, each once, with every place that uses it.

    Two queries for all files, however many there are.
    """
    uses: dict[tuple[Any, int], list[Use]] = {}
    for version in versions:
        for found, use in _uses_in(version):
            known = uses.setdefault(found, [])
            if use not in known:
                known.append(use)
    rows: dict[Any, dict[int, Any]] = {}
    for model, query in ((Image, with_sizes(SMALL)), (Media, Media.objects.all())):
        wanted = [pk for kind, pk in uses if kind is model]
        rows[model] = query.in_bulk(wanted) if wanted else {}
    return [HeldFile(rows[model][pk], found) for (model, pk), found in uses.items() if pk in rows[model]]


def _uses_in(version: Version) -> Iterable[tuple[tuple[Any, int], Use]]:
    labels = {place.key: place.label for place in places_in(version.obj)}
    for model, pk, where in uses_of_files(version.obj):
        if model in (Image, Media):
            part = next((piece for piece in where.split(".") if piece in labels), "")
            label = labels[part] if part else _("The picture beside it in lists")
            address = version.part_address.replace(PART, part) if part and version.part_address else version.address
            use = Use(_("%(place)s (%(where)s)") % {"place": label, "where": version.says}, address)
            yield (model, pk), use
