"""Records are written once, whatever road somebody takes to change them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from authorship.evidence import add_evidence, open_evidence
from authorship.models import Evidence, EvidenceOpened, LostYes, YourOK
from publishing import registry
from publishing.errors import NotReleased
from tests.authorship.making import a_pdf
from tests.builders import everybody_says_yes, make_draft

RECORDS = (YourOK, LostYes, Evidence, EvidenceOpened)


@pytest.fixture
def records(people):
    """One row of each record."""
    from moderation.services import send_in
    from tests.builders import act

    page = make_draft(people.reporter)
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    everybody_says_yes(page)
    evidence = add_evidence(work=page.work, kind="paper", file=a_pdf(), uploaded_by=people.trainer)
    open_evidence(evidence=evidence, user=people.trainer)
    LostYes.objects.create(ok=YourOK.objects.get())
    return {model: model.objects.get() for model in RECORDS}


def test_each_record_is_registered() -> None:
    assert {model for model, _fixed, _empty in registry.append_only} >= set(RECORDS)


@pytest.mark.parametrize("model", RECORDS)
def test_no_column_of_a_record_changes_by_a_query(records, model) -> None:
    row, tried = records[model], []
    for field in model._meta.local_concrete_fields:
        if field.primary_key:
            continue
        kind = field.get_internal_type()
        other = timezone.now() if kind == "DateTimeField" else "other" if kind in ("CharField", "FileField") else 98765
        if field.name == "erased_at":
            continue
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**{field.attname: other})
        tried.append(field.name)
    assert len(tried) >= 2


@pytest.mark.parametrize("model", RECORDS)
def test_no_record_is_deleted(records, model) -> None:
    with pytest.raises((NotReleased, ProtectedError)), transaction.atomic():
        model.objects.all().delete()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert model.objects.exists()


def test_writing_the_same_again_changes_nothing(records) -> None:
    row = records[YourOK]
    assert YourOK.objects.filter(pk=row.pk).update(answer=row.answer) == 1


def test_erasure_has_a_door_that_opens_once(records) -> None:
    proof = records[Evidence]
    Evidence.objects.filter(pk=proof.pk).update(file="", erased_at=timezone.now())
    for again in ({"file": "x"}, {"erased_at": timezone.now()}):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            Evidence.objects.filter(pk=proof.pk).update(**again)
