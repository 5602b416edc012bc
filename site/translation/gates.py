"""What a translation needs before anybody reads it, what is frozen with it, and who may write in it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.roles import has_role
from authorship.selectors import is_translation
from core.listing import listed
from languages.names import english_name
from publishing.candidates import Candidate
from publishing.selectors import is_released
from translation.models import Assignment, LanguageCheckState
from translation.selectors import (
    ever_assigned,
    may_translate,
    moved_on,
    source_page,
    translation_of,
    translators_of,
)

Part = Assignment.Part


def source_gate(candidate: Candidate) -> Iterator[str]:
    """What it is translated from is public."""
    page = candidate.obj
    if not isinstance(page, Page) or candidate.is_system:
        return
    translation = translation_of(page)
    if translation is None:
        if is_translation(page):
            yield _("Nobody knows what this was translated from. Please have it translated anew from its source.")
        return
    source = source_page(translation)
    if source is None or not is_released(source):
        yield _("What this is translated from is not public, so the translation is not either.")


def language_gate(candidate: Candidate) -> Iterator[str]:
    """Somebody who did not translate it has compared exactly these words with their source."""
    page, release = candidate.obj, candidate.release
    if not isinstance(page, Page) or candidate.is_system or release is None or translation_of(page) is None:
        return
    checks = LanguageCheckState.objects.filter(
        workflow_state_id=release.workflow_run,
        revision_id=release.revision_id,
        status=LanguageCheckState.STATUS_APPROVED,
    )
    standing = [check for check in checks.select_related("finished_by") if check.still_stands]
    wrote = translators_of(page)
    if not any(
        check.finished_by is not None and check.finished_by_id not in wrote and has_role(check.finished_by, "reviewer")
        for check in standing
    ):
        yield _("Nobody who knows both languages has compared these exact words with their source yet.")


def translation_part(obj: Any) -> dict[str, Any]:
    """Return what is frozen of how a page came from another one: from which release, and who is named for it.

    Everybody who translated it is named, and whoever checked it last.
    """
    translation = translation_of(obj) if isinstance(obj, Page) else None
    if translation is None:
        return {}
    taken = getattr(translation, "taken_from", None)
    done = [one for one in ever_assigned(obj) if one.done_at is not None]
    checked = sorted((one for one in done if not one.translates), key=lambda one: str(one.done_at))[-1:]
    return {
        "translation": {
            "from": translation.source.locale.language_code,
            "release": taken.release_id if taken is not None else 0,
            "by": [{"id": one.pk, "name": one.shown_name} for one in done if one.translates],
            "checked_by": [{"id": one.pk, "name": one.shown_name} for one in checked],
        }
    }


def translation_context(page: Any, request: Any, manifest: Any) -> dict[str, Any]:
    """What a page's template shows of its translation: frozen with the release, or as it stands in a preview."""
    part = translation_part(page) if manifest is None else manifest.body
    frozen = part.get("translation")
    if not frozen:
        return {"translated": None}
    return {
        "translated": {
            "code": frozen["from"],
            "from": english_name(frozen["from"]),
            "is_out_of_date": bool(moved_on([frozen["release"]])),
            "by": listed(names_in(frozen["by"])),
            "checked_by": listed(names_in(frozen["checked_by"])),
            "is_checked": bool(frozen["checked_by"]),
        }
    }


def names_in(rows: list[dict[str, Any]]) -> list[str]:
    """Return the names in what was frozen, each once."""
    return list(dict.fromkeys(row["name"] for row in rows if row["name"]))


def writers(obj: Any, since: Any) -> set[int]:
    """Return who translated it: nobody approves words that they chose, in whichever version."""
    return translators_of(obj) if isinstance(obj, Page) else set()


def edit_rule(user: Any, page: Any) -> bool | None:
    """A translation is written by whoever it is given to, and by nobody else."""
    if user.is_superuser or translation_of(page) is None:
        return None
    return may_translate(user, page)


def translations_workflow(page: Any) -> Any | None:
    """Return the workflow of translations for a page that is one; None for any other page."""
    from wagtail.models import Workflow

    if translation_of(page) is None:
        return None
    return Workflow.objects.filter(active=True, workflow_tasks__task__content_type__model="languagechecktask").first()
