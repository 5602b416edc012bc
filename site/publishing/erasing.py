"""Erasing a person: what the gate's records keep of them. Ids, fingerprints and codes stay; names and words go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from publishing.models import Manifest, PublicAddress


@dataclass
class Subject:
    """Who is erased, by ids, and which pages go with them.

    `pages` and `gone_work_ids` are those whose words go altogether; `email_addresses` are what others may have noted of
    this person, `paths` where the works were public, `touched_pages` all pages of all works, also those that stay.
    `cannot_reach` collects sentences about what stays out of reach.
    """

    person_id: int
    user_id: int | None
    email_addresses: frozenset[str]
    pages: list[int] = field(default_factory=list)
    touched_pages: list[int] = field(default_factory=list)
    page_keys: list[str] = field(default_factory=list)
    work_ids: list[int] = field(default_factory=list)
    gone_work_ids: list[int] = field(default_factory=list)
    contributor_ids: list[int] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    cannot_reach: list[str] = field(default_factory=list)

    @property
    def object_ids(self) -> list[str]:
        """The ids of the pages as records name them."""
        return [str(pk) for pk in self.pages]


def blanked(value: Any) -> Any:
    """Return a JSON value with every text in it emptied."""
    if isinstance(value, dict):
        return {key: blanked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [blanked(part) for part in value]
    return "" if isinstance(value, str) else value


def erase_records(subject: Subject) -> None:
    """Blank what was frozen with the releases of these pages, and the words in their old addresses."""
    blank_records(subject.object_ids)


def blank_records(object_ids: Iterable[str]) -> None:
    """Blank what was frozen with every release of these pages, and the words in their old addresses."""
    of_pages = {"content_type": ContentType.objects.get_for_model(Page), "object_id__in": list(object_ids)}
    for manifest in Manifest.objects.filter(**{f"release__{name}": value for name, value in of_pages.items()}):
        if manifest.body != blanked(manifest.body):
            manifest.body = blanked(manifest.body)
            manifest.save(update_fields=["body", "blanked_at", "blanked_digest"])
    PublicAddress.objects.filter(**of_pages).update(path="")
