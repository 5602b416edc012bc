"""Which private files there have to be: each that a row of any model names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField, Model


@dataclass(frozen=True)
class Kept:
    """A file that a row names. `sha256` is empty where nobody noted it."""

    name: str
    owner: str
    sha256: str = ""
    size: int | None = None


def kept_privately() -> Iterator[Kept]:
    """Yield each private file that a row of any model names."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField) and field.storage == default_storage:
                yield from _named_by(model, field.name)


def _named_by(model: type[Model], field: str) -> Iterator[Kept]:
    has_fingerprint = field == "file" and any(other.name == "sha256" for other in model._meta.concrete_fields)
    columns = ("pk", field, "sha256") if has_fingerprint else ("pk", field)
    for pk, name, *fingerprint in model._base_manager.values_list(*columns).iterator():
        if name and fingerprint != [""]:
            yield Kept(name, f"{model._meta.label} {pk}", *fingerprint)
