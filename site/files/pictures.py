"""A picture as a page shows it: sizes and formats to choose from, and the words that go with it.

On a public page all of it comes from the release: the copies made for it and the text frozen with it. In a
preview it comes from the private place, by links that last a few minutes.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from files.models import Image, Media, PhoneVersion, PublicFile
from files.phone_versions import PHONE, phone_versions_of
from files.references import file_ids, file_key
from files.sizes import WIDTHS, private_sizes, with_sizes
from publishing.models import Release


@dataclass(frozen=True)
class Picture:
    """What a template needs to show a picture. `files` are renditions or public copies."""

    alt: str
    decorative: bool
    files: dict[str, Any] = field(default_factory=dict)
    # Whoever lent it has taken it back, and the page stays.
    is_gap: bool = False
    sha256: str = ""
    credit: str = ""

    def _of_format(self, format: str) -> list[Any]:
        found = {file.width: file for variant, file in self.files.items() if variant.startswith(format)}
        return [found[width] for width in sorted(found)]

    def _srcset(self, format: str) -> str:
        """Return the `srcset` of a format; empty where a size is missing, which would be shown too coarse."""
        files = self._of_format(format)
        if len(files) < len(self._of_format("jpeg")):
            return ""
        return ", ".join(f"{file.url} {file.width}w" for file in files)

    @property
    def avif(self) -> str:
        """The `srcset` of the smallest format."""
        return self._srcset("avif")

    @property
    def webp(self) -> str:
        """The `srcset` of the small format."""
        return self._srcset("webp")

    @property
    def jpeg(self) -> str:
        """The `srcset` of the format that every browser knows."""
        return self._srcset("jpeg")

    @property
    def poster(self) -> str:
        """The address of the picture where it stands for a video that does not play yet; empty where there is none."""
        return self.fallback.url if self.fallback else ""

    @property
    def fallback(self) -> Any:
        """The middle-sized file, for `src`, width and height; None where there is none."""
        files = self._of_format("jpeg")
        return files[min(1, len(files) - 1)] if files else None


GAP = Picture(alt="", decorative=True, is_gap=True)
"""Where a picture was that somebody has taken back."""
RECORDING_GAP = {"url": "", "size": 0, "phone_url": "", "captions_url": "", "is_gap": True}
"""The same of a recording, beside what was frozen of it."""


def private_picture(image: Image, widths: tuple[int, ...] = WIDTHS) -> Picture:
    """Return a picture for somebody who may see the draft."""
    return Picture(
        alt=image.default_alt_text,
        decorative=image.is_decorative,
        files=private_sizes(image, widths),
        sha256=image.sha256,
        credit=image.credit,
    )


class PublicFiles:
    """The files of one or more releases, as the public sees them; read in one query."""

    def __init__(self, manifests: list[Any]) -> None:
        self._frozen: dict[tuple[int, str], dict[str, Any]] = {
            (manifest.release_id, key): frozen
            for manifest in manifests
            for key, frozen in manifest.body.get("files", {}).items()
        }
        self._copies: dict[tuple[int, str], dict[str, PublicFile]] = {}
        for copy in PublicFile.objects.filter(release__in=[manifest.release_id for manifest in manifests]):
            self._copies.setdefault((copy.release_id, copy.key), {})[copy.variant] = copy

    def picture(self, release_id: int, key: str) -> Picture | None:
        """Return a released picture, or None where the release does not name it."""
        frozen, copies = self._frozen.get((release_id, key)), self._copies.get((release_id, key))
        if frozen is not None and not frozen["sha256"]:
            return GAP
        if frozen is None or not copies:
            return None
        credit = frozen.get("credit", "")
        return Picture(alt=frozen["alt"], decorative=frozen["decorative"], files=copies, credit=credit)

    def recording(self, release_id: int, key: str) -> dict[str, Any] | None:
        """Return a released recording: type, url, phone_url, captions_url, transcript, language, duration, size."""
        frozen, copies = self._frozen.get((release_id, key)), self._copies.get((release_id, key))
        if frozen is not None and not frozen["sha256"]:
            return frozen | RECORDING_GAP
        if frozen is None or not copies or "original" not in copies:
            return None
        captions, small = copies.get("captions"), copies.get(PHONE)
        return frozen | {
            "url": copies["original"].url,
            "size": copies["original"].size,
            "phone_url": small.url if small else "",
            "captions_url": captions.url if captions else "",
        }


def size_of(media: Media) -> int:
    """Return how big a recording is; 0 where the store does not say."""
    try:
        return media.file.size
    except OSError:
        return 0


def private_recording(media: Media, small: PhoneVersion | None = None) -> dict[str, Any]:
    """Return a recording for somebody who may see the draft, and its small copy, shaped like a released one."""
    return {
        "sha256": media.sha256,
        "type": media.type,
        "language": media.language,
        "transcript": media.transcript,
        "captions": media.captions,
        "duration": media.duration,
        "url": media.file.url,
        "size": size_of(media),
        "phone_url": small.file.url if small is not None and small.file else "",
        "captions_url": "",
    }


class Shown:
    """The files of one page while it is rendered: released ones for the public, private ones in a preview."""

    is_spelled_out = False

    def __init__(self, manifest: Any | None, page: Any | None = None) -> None:
        self._release_id = manifest.release_id if manifest is not None else 0
        self._public = PublicFiles([manifest]) if manifest is not None else None
        self._page = page
        self._private: dict[int, Image] | None = None
        self._small: dict[str, PhoneVersion] | None = None
        self._is_begun = False

    def is_first(self) -> bool:
        """Say, once, that no picture came before: that one is loaded at once, and those after it when they are near."""
        was_begun, self._is_begun = self._is_begun, True
        return not was_begun

    def _with_sizes(self, image: Image) -> Image:
        """Return a private picture that knows its sizes, which are read for the whole page together."""
        if self._page is None:
            return image
        if self._private is None:
            self._private = with_sizes().in_bulk(file_ids(self._page).get(Image, []))
        return self._private.get(image.pk, image)

    def _small_copy(self, media: Media) -> PhoneVersion | None:
        """Return the small copy of a private video; all of the page are read together."""
        if media.type != "video":
            return None
        if self._page is None:
            return phone_versions_of([media]).get(str(media.file.name))
        if self._small is None:
            used = Media.objects.filter(pk__in=file_ids(self._page).get(Media, []), type="video")
            found = PhoneVersion.objects.filter(source__in=used.values("file"))
            self._small = {made.source: made for made in found}
        return self._small.get(str(media.file.name))

    def picture(self, image: Image | None) -> Picture | None:
        """Return `image` as this page may show it."""
        if image is None:
            return None
        if self._public is None:
            return private_picture(self._with_sizes(image))
        return self._public.picture(self._release_id, file_key(image))

    def recording(self, media: Media | None) -> dict[str, Any] | None:
        """Return `media` as this page may play it."""
        if media is None:
            return None
        if self._public is None:
            return private_recording(media, self._small_copy(media))
        return self._public.recording(self._release_id, file_key(media))


class SpelledOut(Shown):
    """The same, with the words that only some readers meet: what a picture shows, and captions."""

    is_spelled_out = True


class ShownToSome(Shown):
    """The files of a page that was released to fewer people than everybody.

    They come from the private place, by links that last a few minutes: exactly those that the release still names, with
    exactly the words that were frozen with it. A file whose bytes are others now is not shown.
    """

    def __init__(self, manifest: Any, page: Any) -> None:
        super().__init__(None, page)
        self._frozen: dict[str, dict[str, Any]] = manifest.body.get("files", {})

    def picture(self, image: Image | None) -> Picture | None:
        """Return `image` as this page may show it."""
        frozen = self._frozen.get(file_key(image)) if image is not None else None
        if image is None or frozen is None:
            return None
        if not frozen["sha256"]:
            return GAP
        shown = super().picture(image) if image.sha256 == frozen["sha256"] else None
        words = {"alt": frozen["alt"], "decorative": frozen["decorative"], "credit": frozen.get("credit", "")}
        return replace(shown, **words) if shown is not None else None

    def recording(self, media: Media | None) -> dict[str, Any] | None:
        """Return `media` as this page may play it."""
        frozen = self._frozen.get(file_key(media)) if media is not None else None
        if media is None or frozen is None:
            return None
        if not frozen["sha256"]:
            return frozen | RECORDING_GAP
        shown = super().recording(media) if media.sha256 == frozen["sha256"] else None
        return shown | frozen if shown is not None else None


def shown_on(page: Any, request: Any, manifest: Any | None) -> dict[str, Any]:
    """Return what a page's template shows files with; a request may ask for all their words too."""
    if manifest is not None and manifest.release.audience != Release.PUBLIC:
        return {"shown_files": ShownToSome(manifest, page)}
    kind = SpelledOut if getattr(request, "spells_out", False) else Shown
    return {"shown_files": kind(manifest, page)}
