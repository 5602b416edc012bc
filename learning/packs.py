"""Packs: a whole module in one ZIP, to teach from where there is no network.

Pages that any browser reads from a folder, handouts as PDFs, pictures and films with their captions, the licence, and a
list of all of it. Made from exactly what is released.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import File
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from files.pictures import Picture, Shown
from files.storage import PIECE, public_storage
from languages.interface import around
from learning.handouts import Wanted, handout_html, pages_in, paper_context
from learning.pdf import make_pdf, own_file
from learning.selectors import sessions_of
from learning.sources import Source, fingerprint_of
from publishing.selectors import manifest_of

PACK = "pack"
STYLES = ("css/tokens.css", "css/handout.css")
LETTERS = "fonts"
HANDOUTS = {
    "": Wanted(),
    ".large-print": Wanted(large_print=True),
    ".facilitator": Wanted(with_notes=True),
}
"""How the handouts of each session are told apart by name."""


class Packed(Shown):
    """The public files of a page as they lie in a pack.

    `kept` collects them: name in the store → name in the pack.
    """

    def __init__(self, page: Any, kept: dict[str, str]) -> None:
        super().__init__(manifest_of(page), page)
        self._kept = kept

    def _address(self, url: str) -> str:
        """Return where a page that lies in a folder of the pack finds a public file."""
        if not url:
            return ""
        name = url.removeprefix(settings.PUBLIC_FILES_URL)
        number = len(self._kept) + 1
        return f"../{self._kept.setdefault(name, f'files/{number:02}{PurePath(name).suffix}')}"

    def picture(self, image: Any) -> Picture | None:
        """Return a picture in one size, which every browser knows."""
        found = super().picture(image)
        if found is None or found.fallback is None:
            return found
        one = InPack(self._address(found.fallback.url), found.fallback.width, found.fallback.height)
        return Picture(alt=found.alt, decorative=found.decorative, files={"jpeg": one}, credit=found.credit)

    def recording(self, media: Any) -> dict[str, Any] | None:
        """Return a recording with its captions, in its small copy where there is one."""
        found = super().recording(media)
        if found is None or not found["url"]:
            return found
        played = self._address(found["phone_url"] or found["url"])
        return found | {"url": played, "phone_url": "", "captions_url": self._address(found["captions_url"])}


class InPack:
    """A picture's file in the pack, as templates ask for one."""

    def __init__(self, url: str, width: int, height: int) -> None:
        self.url, self.width, self.height = url, width, height


def source_of(module: Any) -> Source:
    """Return what the pack of a module that is public is made of just now."""
    # By what their files are called: in the order in which they are taught.
    sessions = {f"{number:02}-{session.slug}": session for number, session in enumerate(sessions_of(module), start=1)}
    pages, kept = {"index.html": _index_html(module, sessions)}, dict[str, str]()
    for name, session in sessions.items():
        more = {"in_pack": "../", "shown_files": Packed(session, kept)}
        html = handout_html(session, Wanted(with_notes=True), is_pdf=True, more=more)
        pages[f"sessions/{name}.html"] = html or ""
    return Source(
        fingerprint=fingerprint_of([*pages.values(), *kept]),
        holds=lambda: pages_in(module).union(*map(pages_in, sessions.values())),
        make=partial(_make_in_its_language, module, sessions, pages, kept),
        ending=".zip",
        parts=len(sessions) * len(HANDOUTS) + 1,
    )


def _index_html(module: Any, sessions: dict[str, Any]) -> str:
    with around(module.locale.language_code):
        context = paper_context(module, Wanted(), is_pdf=True) | {"in_pack": "./", "named": sessions}
        return render_to_string("learning/pack_module.html", context)


def _make_in_its_language(module: Any, *parts: Any) -> File:
    """Return the open ZIP: what is said in it about the module is in the module's language, as far as we speak it."""
    with around(module.locale.language_code):
        return _make(module, *parts)


def _make(
    module: Any, sessions: dict[str, Any], pages: dict[str, str], kept: dict[str, str], note_part: Callable[[], Any]
) -> File:
    """Return the open ZIP. Raises OSError where a file cannot be read."""
    root = Path(settings.MAKING_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = tempfile.TemporaryFile(dir=root)  # noqa: SIM115 – whoever asked for it closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        pack = Pack(archive)
        for name, html in pages.items():
            pack.add(name, html.encode(), _("A page for any browser, without a network"))
        for name in STYLES:
            pack.add(f"styles/{PurePath(name).name}", own_file(f"{settings.STATIC_URL}{name}"), _("How the pages look"))
        letters = Path(str(finders.find(LETTERS)))
        for path in sorted([*letters.glob("*.woff2"), *letters.glob("*.txt")]):
            pack.add(f"{LETTERS}/{path.name}", path.read_bytes(), _("Letters, with their licences"))
        for name, path_in_pack in kept.items():
            pack.copy(path_in_pack, name, _("A picture, recording or captions"))
        note_part()
        for name, session in sessions.items():
            for ending, wanted in HANDOUTS.items():
                pdf = make_pdf(handout_html(session, wanted, is_pdf=True) or "")
                pack.add(f"handouts/{name}{ending}.pdf", pdf, _("A handout to print"))
                note_part()
        about = _about(module)
        pack.add("licence.txt", render_to_string("learning/pack_licence.txt", about).encode(), _("How you may use it"))
        listed = about | {"files": pack.files}
        archive.writestr("manifest.json", json.dumps(listed, ensure_ascii=False, indent=2))
    return File(target, "pack.zip")


def _about(module: Any) -> dict[str, Any]:
    """Return where a pack comes from: what its list and its licence say."""
    context = paper_context(module, Wanted())
    return {
        "title": module.title,
        "language": module.locale.language_code,
        "address": context["address"],
        "licence": str(module.get_licence_display()),
        "licence_address": module.licence_address,
        "based_on": module.based_on,
        "made_from": [
            {"title": one.page.title if one.page else "", "made_by": one.names, "licence": one.licence}
            for one in context["lineage"]
        ],
        "made_by": [
            {"name": credit["name"], "role": str(credit["role_label"])} for credit in context.get("credits", [])
        ],
        "version_of": context["version_date"].isoformat() if context["version_date"] else None,
    }


class Pack:
    """A ZIP that is being filled, and a list of what is in it with size and SHA-256."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: list[dict[str, Any]] = []

    def add(self, name: str, content: bytes, what: str) -> None:
        """Put something in."""
        self._archive.writestr(name, content)
        self._note(name, len(content), hashlib.sha256(content).hexdigest(), what)

    def copy(self, name: str, name_in_store: str, what: str) -> None:
        """Put a public file in, which may be large and is packed already. Raises OSError."""
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name)
        with public_storage().open(name_in_store) as source, self._archive.open(entry, "w", force_zip64=True) as copy:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                copy.write(piece)
        self._note(name, size, digest.hexdigest(), what)

    def _note(self, name: str, size: int, sha256: str, what: str) -> None:
        self.files.append({"name": name, "size": size, "sha256": sha256, "what": what})
