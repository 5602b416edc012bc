"""What authorship asks at the gate, freezes with a release, and knows about who may edit."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.sheets import who_printed_for
from authorship.models import Contributor, is_work, work_page
from authorship.selectors import contributors_of, is_translation, makes, still_to_ask
from authorship.voices import can_be_asked
from core.listing import listed
from publishing.candidates import Candidate
from publishing.registry import Registry


def credits_part(obj: Any) -> dict[str, Any]:
    """Return the credit line of each contributor, in order."""
    if not isinstance(obj, Page):
        return {}
    return {
        "credits": [
            {
                "id": contributor.pk,
                "name": contributor.shown_name,
                "role": contributor.role,
                "expertise": contributor.expertise,
            }
            for contributor in contributors_of(obj)
        ]
    }


def who_gate(candidate: Candidate) -> Iterator[str]:
    """Somebody made it, everybody in it can be asked, and has chosen how to be named."""
    if not is_work(candidate.obj):
        return
    contributors = list(contributors_of(candidate.obj))
    if not contributors:
        yield _("Say who made this: it has no contributor yet.")
    for contributor in contributors:
        # Once somebody has said yes, their link may close.
        if candidate.release is None and not can_be_asked(contributor):
            yield _(
                "%(name)s has no account, so we cannot ask for their OK yet. "
                "Make a link for them, or ask a trainer to write down what they say."
            ) % {"name": contributor.person.first_name}
        if not contributor.has_chosen_credit:
            yield _("%(name)s still needs to choose how to be named.") % {"name": contributor.person.first_name}


def ok_gate(candidate: Candidate) -> Iterator[str]:
    """Every contributor has said yes to exactly these words, files and credits."""
    if candidate.is_system:
        return
    missing = still_to_ask(candidate)
    if missing:
        names = listed(contributor.person.first_name for contributor in missing)
        yield _("We still need the OK of %(names)s to this exact version.") % {"names": names}


def writers(obj: Any, since: datetime | None) -> set[int]:
    """Return the accounts of all contributors, and whoever printed a sheet with which one of them signs in.

    Nobody approves a work that they take part in, or in which they could have written and said yes in the name of
    somebody who does.
    """
    if not isinstance(obj, Page):
        return set()
    users = contributors_of(obj).values_list("person__user_id", flat=True)
    makers = {user_id for user_id in users if user_id is not None}
    return makers | who_printed_for(makers)


translators = Registry("translates(user, page) -> True where this person may write in this translation now")


def edit_rule(user: Any, page: Any) -> bool | None:
    """A work is edited by those who make it, and by whoever is checking it just now; in another language by neither."""
    page = page.specific
    if not is_work(page) or user.is_superuser or makes(user, page):
        return None
    if is_translation(page):
        return any(translates(user, page) for translates in translators)
    task = page.current_workflow_task
    if task is not None and task.specific.user_can_access_editor(page, user):
        return None
    # A new part of a work, such as a session, has no row yet; its whole decides.
    return False


def make_work(
    sender: type, instance: Any, created: bool, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """With every new source page comes its work; a copy is a new work, an alias none until it follows no more."""
    is_new = created or "alias_of_id" in (update_fields or ())
    if is_new and not raw and is_work(instance) and not instance.alias_of_id:
        from authorship.services import start_work

        if work_page(instance).pk == instance.pk:
            start_work(page=instance, started_by=instance.owner)


ROLE_LABELS = dict(Contributor.Role.choices)
EXPERTISE_LABELS = dict(Contributor.Expertise.choices)


def credits_context(page: Any, request: Any, manifest: Any) -> dict[str, Any]:
    """What a page's template shows of who made it: frozen with the release, or as it stands in a preview."""
    rows = credits_part(page).get("credits", []) if manifest is None else manifest.body.get("credits", [])
    return {
        "credits": [
            {
                "name": row["name"],
                "role": row["role"],
                "role_label": ROLE_LABELS.get(row["role"], ""),
                "expertise_label": EXPERTISE_LABELS.get(row["expertise"], ""),
            }
            for row in rows
            # Whoever is only shown in it is named where they wish to be, and not counted among its makers otherwise.
            if row["name"] or row["role"] != Contributor.Role.SHOWN
        ]
    }
