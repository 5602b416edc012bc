"""Which files an object uses, wherever in it they stand."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import ReferenceIndex, Revision

from files.models import Document, Image, Media

KINDS: dict[str, Any] = {"image": Image, "media": Media, "document": Document}


def file_key(file: Image | Media | Document) -> str:
    """Return the name by which manifests and public copies know a file, such as `image:12`."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(file, model))
    return f"{kind}:{file.pk}"


def files_in_revision(revision: Revision) -> set[str]:
    """Return the keys of the files that a revision uses, read from its stored words without another query."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    kinds = {kind_model: kind for kind, kind_model in KINDS.items()}
    found = _in_fields(model, revision.content) if model is not None else ()
    return {f"{kinds[used]}:{pk}" for used, pk in found if used in kinds}


def _in_fields(model: Any, stored: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield what the stored fields of a row refer to, as model and number."""
    for field in model._meta.get_fields():
        value = stored.get(field.name)
        if not value:
            continue
        if isinstance(field, StreamField):
            yield from _in_block(field.stream_block, json.loads(value) if isinstance(value, str) else value)
        elif isinstance(field, ForeignKey):
            yield field.related_model, value
        elif isinstance(field, RichTextField):
            yield from _named(field.extract_references(value))
        elif isinstance(value, list):
            for child in value:
                if isinstance(child, dict):
                    yield from _in_fields(field.related_model, child)


def _in_block(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what the stored value of a block refers to."""
    if isinstance(block, blocks.ChooserBlock):
        if value is not None:
            yield block.target_model, value
    elif isinstance(block, blocks.BaseStreamBlock):
        for item in value or ():
            if item["type"] in block.child_blocks:
                yield from _in_block(block.child_blocks[item["type"]], item["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, (value or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from _in_block(block.child_block, item["value"] if isinstance(item, dict) and "id" in item else item)
    elif isinstance(block, blocks.RichTextBlock) and value:
        yield from _named(block.extract_references(block.to_python(value)))


def _named(references: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, Any]]:
    for content_type_id, pk, *_path in references:
        yield ContentType.objects.get_for_id(content_type_id).model_class(), pk


def files_of(obj: Any) -> list[Image | Media | Document]:
    """Return the files that `obj` uses, as it is in memory: in fields, blocks and rich text. One query a kind."""
    return _rows(file_ids(obj))


def files_named(keys: Iterable[str]) -> list[Image | Media | Document]:
    """Return the files with these keys, such as `image:12`, that are still there. One query a kind."""
    wanted: dict[Any, list[int]] = {}
    for key in keys:
        kind, pk = key.split(":")
        wanted.setdefault(KINDS[kind], []).append(int(pk))
    return _rows(wanted)


def _rows(wanted: dict[Any, list[int]]) -> list[Image | Media | Document]:
    found: list[Any] = []
    for model, ids in wanted.items():
        rows = model._base_manager.in_bulk(ids)
        found.extend(rows[pk] for pk in ids if pk in rows)
    return found


def file_ids(obj: Any) -> dict[Any, list[int]]:
    """Return the ids of the files that `obj` uses, by model; see `files_of`."""
    wanted: dict[Any, list[int]] = {}
    for model, pk, _path in uses_of_files(obj):
        if pk not in wanted.setdefault(model, []):
            wanted[model].append(pk)
    return wanted


def uses_of_files(obj: Any) -> Iterator[tuple[Any, int, str]]:
    """Yield each use of a file in `obj`, as it is in memory: its model, its id, and the path of field and blocks."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in KINDS.values()}
    for content_type_id, object_id, _model_path, path in ReferenceIndex._extract_references_from_object(obj):
        if content_type_id in kinds:
            yield kinds[content_type_id], int(object_id), path
