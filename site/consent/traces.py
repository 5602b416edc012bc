"""Erasing a person: what the platform itself keeps of their pages: logs, redirects, translation memory, tasks."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState, WorkflowState
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationContext, TranslationSource

from accounts.models import Person, User
from authorship.models import Contributor, Invitation, Work
from consent.models import ErasureMarker
from files.models import Document, Image, Media
from publishing.erasing import Subject
from publishing.models import PendingStep
from publishing.taking_down import TakeDownStep

# What stands in log rows about these can be a name or a title.
NAMING_MODELS: tuple[Any, ...] = (User, Person, Invitation, Work, Contributor, Image, Media, Document)


def erase_traces(subject: Subject) -> None:
    """Blank labels and data in logs, remarks in workflows, redirects and remembered sentences; empty the cache."""
    PageLogEntry.objects.filter(page_id__in=subject.pages).update(label="", data={})
    PageLogEntry.objects.filter(user_id=subject.user_id).exclude(data={}).update(data={})
    kinds = [kind.pk for kind in ContentType.objects.get_for_models(*NAMING_MODELS).values()]
    ModelLogEntry.objects.filter(content_type_id__in=kinds).filter(_logged(subject)).update(label="", data={})
    TaskState.objects.filter(workflow_state__in=_runs(subject)).update(comment="")
    Redirect.objects.filter(redirect_page_id__in=subject.pages).delete()
    forget_sentences(subject.page_keys)
    DBTaskResult.objects.finished().delete()
    cache.clear()


def _logged(subject: Subject) -> Q:
    """Return which rows of the log are about this person, their works, or whatever they did themselves."""
    by_kind = ContentType.objects.get_for_models(User, Person, Work)
    about = Q(content_type=by_kind[User], object_id=str(subject.user_id))
    about |= Q(content_type=by_kind[Person], object_id=str(subject.person_id))
    about |= Q(content_type=by_kind[Work], object_id__in=[str(pk) for pk in subject.work_ids])
    return about | Q(user_id=subject.user_id)


def _runs(subject: Subject) -> Any:
    return WorkflowState.objects.filter(object_id__in=subject.object_ids)


def forget_sentences(keys: Iterable[Any]) -> None:
    """Delete what the translation memory learned from pages with these translation keys, in every language."""
    keys = [str(key) for key in keys]
    TranslationSource.objects.filter(object_id__in=keys).delete()
    # Before the places at which they stand: wagtail-localize looks there when one goes.
    StringTranslation.objects.filter(context__object_id__in=keys).delete()
    TranslationContext.objects.filter(object_id__in=keys).delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    forget_unused_sentences()


def forget_unused_sentences() -> None:
    """Delete sentences that no page has any more; their translations go with them."""
    String.objects.filter(segments=None).delete()


def sweep_the_database() -> None:
    """Give freed space back, so that nothing erased can be read in the file. Runs outside a transaction.

    PostgreSQL does this by itself in time; its logs and backups have an end of their own.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO wagtailsearch_indexentry_fts (wagtailsearch_indexentry_fts) VALUES ('rebuild')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


SWEEP = TakeDownStep(
    "consent.sweep",
    is_needed=lambda key: False,
    run=lambda key: sweep_the_database(),
    says=_("Give the free space in the database back, so that nothing erased is left in it"),
)
"""Asked for by an erasure only, and done by the clock, since a sweep cannot run within a transaction."""


def sweep_soon(marker: ErasureMarker) -> None:
    """Write down that the database has to be swept after this erasure."""
    kind = ContentType.objects.get_for_model(ErasureMarker)
    PendingStep.objects.get_or_create(step=SWEEP.name, content_type=kind, object_id=str(marker.pk))
