"""Making a module of one's own from a public one: its words, with where they come from, and what changed there since.

Pictures and recordings stay with the original: a licence on the whole says nothing about whoever is seen or heard.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from authorship.lineage import note_lineage, steps_above
from authorship.models import AdaptedPage, Work, is_training
from authorship.selectors import makes, work_of
from consent.whose import ADDRESS, Content, facts_of, fingerprints, is_list, raw_blocks, streams_of
from learning.gates import SHARE_ALIKE
from learning.models import LICENCES, ModulePage, ProgrammePage, SessionPage
from learning.selectors import sessions_of
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.models import Release
from publishing.selectors import is_released, manifest_of, released, shown_release
from publishing.withdrawing import gap_sentence

FREE = ("cc-by-4.0", SHARE_ALIKE)
SESSION = "session:"
"""Begins the keys by which is noted that somebody has seen that the original has a session."""
NOT_WORDS = ("picture", "video", "gap")
"""Parts of a running order that no copy takes along."""
ANEW: dict[str, Any] = {
    "tried": "",
    "tries": [],
    "changes": [],
    "version_notes": "",
    "based_on": "",
    "no_lived_experience": "",
    "image": None,
    "opens_sending_in": False,
    "life_cycle": ModulePage.LifeCycle.DRAFT,
}
"""What each module says of itself alone."""


def why_not_adapted(module: Any, user: Any) -> str:
    """Return why `user` cannot adapt a module; empty where they can."""
    if not isinstance(module, ModulePage) or not is_released(module):
        return _("Only what is public can be adapted.")
    if not _is_free(module, user):
        return _("Its makers keep all rights in it. Please ask them first: they can choose a licence that lets you.")
    return ""


def places_for(user: Any) -> list[ProgrammePage]:
    """Return the public programmes to which somebody may add a module."""
    programmes = released(ProgrammePage.objects.all()).order_by("path")
    return [page for page in programmes if page.permissions_for_user(user).can_add_subpage()]


@transaction.atomic
def adapt(*, module: ModulePage, programme: ProgrammePage, title: str, user: Any) -> ModulePage:
    """Make a draft of one's own from what is public of a module and its sessions; return it.

    Sessions whose makers keep all rights are not among them. What is shared alike stays so. Raises PermissionDenied, or
    PublishBlocked with the reason.
    """
    hold(module, *sessions_of(module))
    module = ModulePage.objects.get(pk=module.pk)
    reason = why_not_adapted(module, user)
    if reason:
        raise PublishBlocked([reason])
    if not programme.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    sessions = [session for session in sessions_of(module) if _is_free(session, user)]
    alike = any(page.licence == SHARE_ALIKE for page in (module, *sessions))
    licence = SHARE_ALIKE if alike else module.licence
    made = _copy(module, programme, user, ANEW | {"title": title, "licence": licence})
    work, original = work_of(made), work_of(module)
    assert work is not None, "a work comes with its page"
    assert original is not None, "what is public has its work"
    note_lineage(work=work, original=original, licence=licence)
    for session in sessions:
        _copy(session, made, user, {"running_order": _words_of(session), "licence": licence})
    return made


def _is_free(page: Any, user: Any) -> bool:
    return page.licence in FREE or makes(user, page)


def _copy(page: Any, to: Any, user: Any, changed: dict[str, Any]) -> Any:
    """Copy what is public of a page as a draft; what is not public yet of it stays where it is."""
    title = changed.get("title", page.title)
    attrs = {"slug": _free_slug(to, title), "owner": user, "live": False, "draft_title": title}
    attrs |= _without_gaps(page) | changed
    made = page.copy(recursive=False, to=to, update_attrs=attrs, copy_revisions=False, keep_live=False, user=user)
    first = made.get_latest_revision().content
    copied = {key: sha256 for key, sha256 in fingerprints(first, type(made)) if key != ADDRESS}
    AdaptedPage.objects.create(page=made, original=page, copied=copied, seen=_said(page))
    return made


def _without_gaps(page: Any) -> dict[str, Any]:
    """Return the fields of a page that say only that somebody took something back, without that."""
    gap = gap_sentence(page.locale.language_code)
    left: dict[str, Any] = {
        name: "" for name in facts_of(type(page)) if getattr(page, name, None) in (gap, f"<p>{gap}</p>")
    }
    for field in streams_of(type(page)):
        parts = getattr(page, field.name).get_prep_value()
        kept = [_without_gap_items(part, gap) for part in parts]
        if kept != parts:
            left[field.name] = kept
    return left


def _without_gap_items(part: Any, gap: str) -> Any:
    if not is_list(part["value"]):
        return part
    return part | {"value": [item for item in part["value"] if item["value"] != gap]}


def _free_slug(parent: Any, title: str) -> str:
    slug, number = slugify(title, allow_unicode=True) or "module", 1
    taken = set(parent.get_children().values_list("slug", flat=True))
    free = slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _words_of(session: SessionPage) -> list[Any]:
    return [block for block in session.running_order.get_prep_value() if block["type"] not in NOT_WORDS]


def _content(page: Any) -> Content:
    """Return what is public of a page as its revision holds it; nothing where it is not public."""
    release: Release | None = shown_release(page) if is_released(page) else None
    return release.revision.content if release is not None and release.revision is not None else {}


def _said(page: Any) -> dict[str, str]:
    return {key: sha256 for key, sha256 in fingerprints(_content(page), type(page)) if key != ADDRESS}


def note_copy(original: Any, copied: Any) -> None:
    """Note where the words of a copy come from that somebody made in the editor, with all that was copied below it."""
    for page, made in [(original, copied), *_below(original, copied)]:
        work, first = work_of(made), work_of(page)
        if work is not None and first is not None and is_training(type(page.specific)):
            note_lineage(work=work, original=first, licence=getattr(page.specific, "licence", ""))


def note_move(sender: Any, instance: Any, parent_page_before: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """Note where the words of a session come from that was moved from one module into another."""
    if issubclass(sender, SessionPage):
        work, first = work_of(parent_page_after), work_of(parent_page_before)
        if work is not None and first is not None:
            note_lineage(work=work, original=first, licence=instance.specific.licence)


def _below(original: Page, copied: Page) -> list[tuple[Any, Any]]:
    """Return what lies below a page and its copy, in pairs: a copy keeps the order of the tree."""
    pages, made = original.get_descendants().order_by("path"), copied.get_descendants().order_by("path")
    return list(zip(pages, made, strict=False)) if made.count() == pages.count() else []


# Where it comes from


@dataclass(frozen=True)
class Lineage:
    """Where a module comes from, as far as the public may read that now."""

    page: Any | None
    names: list[str]
    licence: str


def lineage_of(page: Any) -> list[Lineage]:
    """Return what a module, or the module of a session, was made from: the nearest first.

    Names are those that the original shows now; of one that is not public there are none.
    """
    work = work_of(page) if page.pk else None
    if work is None:
        return []
    steps = {step.original_id: step for step in reversed(steps_above(work)) if step.original_id != work.pk}
    return [_lineage(step.original, step.licence) for step in reversed(steps.values())]


def _lineage(original: Work, licence: str) -> Lineage:
    words = str(dict(LICENCES).get(licence, ""))
    public = released(Page.objects.filter(pk=original.page_id)).first()
    if public is None:
        return Lineage(None, [], words)
    manifest = manifest_of(public)
    rows = manifest.body.get("credits", []) if manifest is not None else []
    return Lineage(public, [row["name"] for row in rows if row["name"]], words)


# What changed there since


@dataclass(frozen=True)
class Changed:
    """What is new or other on one page of the original, in plain words, and how many pieces of it went."""

    page: Any
    copied: Any | None
    texts: list[str]
    gone: int


def changed_since(module: ModulePage) -> list[Changed]:
    """Return what changed in the public original of a module and its sessions since somebody last looked."""
    if not module.pk:
        return []
    pages = [module, *SessionPage.objects.child_of(module).order_by("path")]
    rows = AdaptedPage.objects.filter(page__in=[page.pk for page in pages], original__isnull=False)
    known = {row.original_id: row for row in rows.select_related("original")}
    found = []
    for row in known.values():
        original: Any = released(Page.objects.filter(pk=row.original_id)).first()
        if original is not None:
            found.append(_changed(original.specific, row))
    whole = AdaptedPage.objects.filter(page=module.pk, original__isnull=False).first()
    if whole is not None and whole.original is not None and is_released(whole.original):
        new = [
            one for one in sessions_of(whole.original) if one.pk not in known and _session_key(one) not in whole.seen
        ]
        found += [Changed(session, None, [session.title], 0) for session in new]
    return [one for one in found if one.texts or one.gone]


def _changed(original: Any, row: AdaptedPage) -> Changed:
    now = _said(original)
    words = _texts(_content(original), type(original))
    other = [key for key, sha256 in now.items() if row.seen.get(key) != sha256]
    texts = [words[key] for key in words if key in other and words[key]]
    gone = [key for key in row.seen if key not in now and not key.startswith(SESSION)]
    return Changed(original, row.page, texts, len(gone))


def _session_key(session: Any) -> str:
    return f"{SESSION}{session.pk}"


def _texts(content: Content, model: Any) -> dict[str, str]:
    """Return the words of each piece by its key, in the order of the page."""
    found = {name: strip_tags(content.get(name) or "") for name in facts_of(model)}
    for field in streams_of(model):
        for part in raw_blocks(content, field):
            items = part["value"] if is_list(part["value"]) else [part]
            for item in items:
                found[item["id"]] = " · ".join(_strings(item["value"]))
    return found


def _strings(value: Any) -> list[str]:
    """Return the texts in the stored value of a block that somebody reads; codes and ids are none."""
    if isinstance(value, dict):
        parts = value.items()
        return [text for name, part in parts if name not in ("id", "type") for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    text = strip_tags(value).strip() if isinstance(value, str) else ""
    return [text] if " " in text or text[:1].isupper() else []


@transaction.atomic
def note_seen(module: ModulePage) -> None:
    """Note that somebody has looked at what changed: from now on only newer changes are shown."""
    made = ModulePage.objects.get(pk=module.pk)
    pages = [made.pk, *SessionPage.objects.child_of(made).values_list("pk", flat=True)]
    for row in AdaptedPage.objects.filter(page__in=pages, original__isnull=False).select_related("original"):
        if row.original is not None and is_released(row.original):
            original = row.original.specific
            row.seen = _said(original)
            if isinstance(original, ModulePage):
                row.seen |= {_session_key(session): "" for session in sessions_of(original)}
            row.save(update_fields=["seen"])
