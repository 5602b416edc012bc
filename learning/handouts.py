"""Handouts: a session, or one activity of it, on paper, made from exactly what is released."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.codes import qr_of
from languages.interface import around
from learning.pdf import can_make_pdfs
from learning.selectors import words_for
from publishing.selectors import manifest_of, released

NOTES, LARGE = "notes", "large"


@dataclass(frozen=True)
class Wanted:
    """Which handout somebody wants. `activity` is the id of one activity; empty, it is the whole session."""

    activity: str = ""
    with_notes: bool = False
    large_print: bool = False

    @classmethod
    def asked_for(cls, query: QueryDict, activity: str = "") -> Self:
        """Return what an address asks for: `?notes=yes` adds the facilitator's notes, `?print=large` enlarges."""
        with_notes = query.get("notes") == "yes" and not activity
        return cls(activity, with_notes, query.get("print") == "large")

    @classmethod
    def of_code(cls, code: str) -> Self:
        """Return what a code stands for; see `code`."""
        activity, *more = code.split("+")
        return cls(activity, NOTES in more, LARGE in more)

    @property
    def code(self) -> str:
        """What it is called where papers are kept."""
        chosen = [self.activity, NOTES if self.with_notes else "", LARGE if self.large_print else ""]
        return "+".join([chosen[0], *filter(None, chosen[1:])])

    @property
    def path(self) -> str:
        """Where it stands below its session."""
        return f"handout/{self.activity}/" if self.activity else "handout/"

    @property
    def query(self) -> str:
        """What the address says beyond that."""
        chosen = {"notes": "yes" if self.with_notes else "", "print": "large" if self.large_print else ""}
        said = "&".join(f"{name}={value}" for name, value in chosen.items() if value)
        return f"?{said}" if said else ""

    @property
    def in_other_print(self) -> Self:
        """The same in large print, or in normal print where this one is large."""
        return replace(self, large_print=not self.large_print)

    @property
    def with_or_without_notes(self) -> Self:
        """The same with the facilitator's notes, or without them where this one has them."""
        return replace(self, with_notes=not self.with_notes)


def activity_of(page: Any, number: str) -> Any | None:
    """Return the activity of a session with this id, as its fields; None where there is none."""
    return next((block.value for block in page.activities if block.id == number), None)


def short_address(page: Any) -> str:
    """Return an address that somebody can type from paper."""
    return f"{settings.SITE_URL}{reverse('short_address', args=[int_to_base36(page.pk)])}"


def paper_context(page: Any, wanted: Wanted, *, request: Any = None, is_pdf: bool = False) -> dict[str, Any]:
    """Return what the template of a paper knows: what the page's own knows, and where the paper comes from."""
    manifest = None if getattr(request, "is_preview", False) else manifest_of(page)
    address = short_address(page) if page.pk else ""
    return page.get_context(request) | {
        "wanted": wanted,
        "with_notes": wanted.with_notes,
        "large_print": wanted.large_print,
        "version_date": manifest.release.approved_at if manifest else None,
        "address": address,
        "qr": qr_of(address, shows=_("The address of the newest version, for a phone’s camera")) if address else "",
        "pdf_is_possible": can_make_pdfs(),
        "is_pdf": is_pdf,
    }


def handout_html(
    page: Any, wanted: Wanted, *, request: Any = None, is_pdf: bool = False, more: dict[str, Any] | None = None
) -> str | None:
    """Return a handout as HTML; None where the session has no such activity.

    As a PDF it is the same for everybody: it holds nothing of the request. `more` are further names for its template.
    """
    activity = activity_of(page, wanted.activity) if wanted.activity else None
    if wanted.activity and activity is None:
        return None
    template = "learning/handout_activity.html" if activity else "learning/handout.html"
    with around(page.locale.language_code):
        context = paper_context(page, wanted, request=request, is_pdf=is_pdf) | {"activity": activity} | (more or {})
        return render_to_string(template, context, request)


def pages_in(page: Any) -> set[int]:
    """Return the numbers of all pages whose words a paper can hold.

    Its own, those above it, those that it was made from, and words explained.
    """
    from learning.lineage import lineage_of

    above = released(Page.objects.ancestor_of(page).filter(depth__gt=1)).values_list("pk", flat=True)
    originals = (one.page.pk for one in lineage_of(page) if one.page is not None)
    return {page.pk, *above, *originals, *(word.pk for word in words_for(page))}


def paths_of_handouts(page: Any) -> list[str]:
    """Return where a session can be read besides its own address, or nothing for any other page.

    PDFs are not among them: each is made of the page to print, and only while that says the same.
    """
    parts = page.get_url_parts() if hasattr(page, "activities") else None
    if not parts:
        return []
    papers = (f"handout/{block.id}/" for block in page.activities)
    return [f"{parts[2]}{rest}" for rest in ("facilitator/", "feedback/", "feedback/thanks/", "handout/", *papers)]
