"""Making a module of one's own from a public one: its words, and where they come from.

Pictures and recordings stay with the original: a licence on the whole says nothing about whoever is seen or heard.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from authorship.lineage import note_lineage
from authorship.models import AdaptedPage
from authorship.selectors import makes, work_of
from consent.whose import ADDRESS, facts_of, fingerprints, is_list, streams_of
from core.addresses import free_slug
from learning.models import SHARE_ALIKE, ModulePage, ProgrammePage, SessionPage
from learning.originals import said_now
from learning.selectors import sessions_of
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.our_sentences import gap_sentences
from publishing.selectors import is_released, released

NOT_WORDS = ("picture", "video", "gap")
"""Parts of a running order that no copy takes along."""
ANEW: dict[str, Any] = {
    "tried": "",
    "tries": [],
    "changes": [],
    "version_notes": "",
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
    """Say whether `user` may make something of a page: by its licence, or because they made it."""
    return bool(page.licence_address) or makes(user, page)


def _copy(page: Any, to: Any, user: Any, changed: dict[str, Any]) -> Any:
    """Copy what is public of a page as a draft; what is not public yet of it stays where it is."""
    title = changed.get("title", page.title)
    attrs = {"slug": free_slug(title, to), "owner": user, "live": False, "draft_title": title}
    attrs |= _without_gaps(page) | changed
    made = page.copy(recursive=False, to=to, update_attrs=attrs, copy_revisions=False, keep_live=False, user=user)
    first = made.get_latest_revision().content
    copied = {key: sha256 for key, sha256 in fingerprints(first, type(made)) if key != ADDRESS}
    AdaptedPage.objects.create(page=made, original=page, copied=copied, seen=said_now([page])[page.pk])
    return made


def _without_gaps(page: Any) -> dict[str, Any]:
    """Return the fields of a page that say only that somebody took something back, without that."""
    gaps = gap_sentences()
    left: dict[str, Any] = {name: "" for name in facts_of(type(page)) if getattr(page, name, None) in gaps}
    for field in streams_of(type(page)):
        parts = getattr(page, field.name).get_prep_value()
        kept = [_without_gap_items(part, gaps) for part in parts]
        if kept != parts:
            left[field.name] = kept
    return left


def _without_gap_items(part: Any, gaps: set[str]) -> Any:
    if not is_list(part["value"]):
        return part
    return part | {"value": [item for item in part["value"] if item["value"] not in gaps]}


def _words_of(session: SessionPage) -> list[Any]:
    return [block for block in session.running_order.get_prep_value() if block["type"] not in NOT_WORDS]
