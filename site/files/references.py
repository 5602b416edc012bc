"""Which files an object uses, wherever in it they stand."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from files.models import Document, Image, Media

KINDS: dict[str, Any] = {"image": Image, "media": Media, "document": Document}


def file_key(file: Image | Media | Document) -> str:
    """Return the name by which manifests and public copies know a file, such as `image:12`."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(file, model))
    return f"{kind}:{file.pk}"


def files_of(obj: Any) -> list[Image | Media | Document]:
    """Return the files that `obj` uses, as it is in memory: in fields, blocks and rich text. One query a kind."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in KINDS.values()}
    wanted: dict[Any, list[int]] = {}
    for content_type_id, object_id, *_path in ReferenceIndex._extract_references_from_object(obj):
        model = kinds.get(content_type_id)
        if model and int(object_id) not in wanted.setdefault(model, []):
            wanted[model].append(int(object_id))
    found: list[Any] = []
    for model, ids in wanted.items():
        rows = model._base_manager.in_bulk(ids)
        found.extend(rows[pk] for pk in ids if pk in rows)
    return found
