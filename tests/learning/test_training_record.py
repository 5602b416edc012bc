"""The training record: who writes in whose, what it opens, and what each person reads of their own way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from consent.erasure import erase_person
from learning import records
from learning.models import Badge, TrainingRecord
from learning.training_paths import ways_of
from publishing.models import Decision
from publishing.services import take_down
from tests.builders import fresh, live_learning, make_module, publish
from tests.learning.making import workshop
from tests.matrix import signed_in

DAY = date(2026, 3, 12)
CAME, COMPLETED = TrainingRecord.Kind.CAME, TrainingRecord.Kind.COMPLETED
NOT_FOR = ("reporter", "moderator", "translator", "reviewer", "safeguarding")


@pytest.fixture
def learning(people):
    """Return a public programme with two modules of two sessions each; the second one opens sending in."""
    made = live_learning(people, modules=1, sessions=2)
    opening = make_module(people, made.programme, opens_sending_in=True, title="Responsible")
    made.opening = publish(opening, people)
    return made


def untrained(user):
    Person.objects.filter(user=user).update(responsible_storytelling_on=None)
    return Person.objects.get(user=user)


def write(page, who, kind, by, on=DAY):
    return records.write_down(page=page, people=[Person.objects.get(user=who)], kind=kind, on=on, by=by)


# Who may


@pytest.mark.parametrize("role", NOT_FOR)
def test_others_neither_read_nor_write_it(people, learning, role) -> None:
    user, person = getattr(people, role), Person.objects.get(user=people.reporter2)
    client = signed_in(user)
    badge = records.give_badge(person=person, level="1", by=people.trainer)
    write(learning.sessions[0], people.reporter2, CAME, people.trainer)
    record = TrainingRecord.objects.get()
    for name, args in (
        ("training", []),
        ("trained_people", []),
        ("who_came", [learning.modules[0].pk]),
        ("feedback", [learning.sessions[0].pk]),
        ("trained_person", [person.pk]),
        ("take_record_off", [person.pk, record.pk]),
        ("take_badge_off", [person.pk, badge.pk]),
        ("pair_with_mentor", [person.pk]),
    ):
        address = reverse(name, args=args)
        fields = {"people": [person.pk], "kind": COMPLETED, "on": DAY, "level": "4", "mentor": person.pk}
        assert client.get(address).status_code in (302, 403, 405), name
        assert client.post(address, fields).status_code in (302, 403, 405), name
    with pytest.raises(PermissionDenied):
        write(learning.modules[0], people.reporter2, COMPLETED, user)
    assert TrainingRecord.objects.count() == Badge.objects.count() == 1


def test_nobody_writes_in_their_own_record(people, learning) -> None:
    me = Person.objects.get(user=people.trainer)
    with pytest.raises(PermissionDenied):
        write(learning.modules[0], people.trainer, COMPLETED, people.trainer)
    with pytest.raises(PermissionDenied):
        records.give_badge(person=me, level="4", by=people.trainer)
    client = signed_in(people.trainer)
    assert client.get(reverse("trained_person", args=[me.pk])).status_code == 404
    answer = client.post(
        reverse("who_came", args=[learning.modules[0].pk]), {"people": [me.pk], "kind": CAME, "on": DAY}
    )
    assert answer.status_code == 200
    assert not TrainingRecord.objects.exists()
    assert write(learning.modules[0], people.trainer, COMPLETED, people.trainer2) == 1


# What it opens


def test_completing_the_module_on_it_opens_sending_in(people, learning) -> None:
    person = untrained(people.reporter)
    for page, kind in ((learning.modules[0], COMPLETED), (learning.opening, CAME)):
        write(page, people.reporter, kind, people.trainer)
        person.refresh_from_db()
        assert not person.is_trained
    write(learning.opening, people.reporter, COMPLETED, people.trainer)
    person.refresh_from_db()
    assert (person.responsible_storytelling_on, person.training_recorded_by) == (DAY, people.trainer)
    line = Decision.objects.filter(kind="training").latest("pk")
    assert (line.by_id, line.detail, line.object_id) == (people.trainer.pk, "2026-03-12", str(person.pk))
    # Written down twice is once, and an older day is not overwritten.
    assert write(learning.opening, people.reporter, COMPLETED, people.trainer2, on=date(2026, 5, 1)) == 0
    person.refresh_from_db()
    assert person.responsible_storytelling_on == DAY


def test_a_mistake_is_taken_off_with_what_it_opened(people, learning) -> None:
    person = untrained(people.reporter)
    write(learning.opening, people.reporter, COMPLETED, people.trainer)
    record = TrainingRecord.objects.get()
    client = signed_in(people.trainer)
    client.post(reverse("take_record_off", args=[Person.objects.get(user=people.reporter2).pk, record.pk]))
    assert TrainingRecord.objects.exists(), "it is not in the record of somebody else"
    client.post(reverse("take_record_off", args=[person.pk, record.pk]))
    person.refresh_from_db()
    assert not TrainingRecord.objects.exists()
    assert not person.is_trained


def test_training_done_elsewhere_stays_when_a_record_goes(people, learning) -> None:
    person = Person.objects.get(user=people.reporter)
    write(learning.opening, people.reporter, COMPLETED, people.trainer)
    records.take_off(record=TrainingRecord.objects.get(), by=people.trainer)
    assert Person.objects.get(pk=person.pk).is_trained


def test_only_a_module_can_be_completed(people, learning) -> None:
    with pytest.raises(ValueError, match="session"):
        write(learning.sessions[0], people.reporter, COMPLETED, people.trainer)


# The trainers' screens


def test_a_trainer_writes_down_a_group_in_one_go(people, learning) -> None:
    client, address = signed_in(people.trainer), reverse("who_came", args=[learning.sessions[0].pk])
    both = [Person.objects.get(user=user) for user in (people.reporter, people.reporter2)]
    fields = {"people": [person.pk for person in both], "on": "2026-03-12"}
    for _time in range(2):
        assert client.post(address, fields).status_code == 302
    assert {(record.person, record.kind, record.on) for record in TrainingRecord.objects.all()} == {
        (person, CAME, DAY) for person in both
    }
    html = client.get(address).content.decode()
    assert html.count("Came on 12 March 2026") == 2
    whole = client.get(reverse("who_came", args=[learning.modules[0].pk])).content.decode()
    assert whole.count("Came to 1 of 2 sessions") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": []}, "Please tick at least one person."),
        ({"on": ""}, "Please say on which day."),
        ({"on": str(timezone.localdate() + timedelta(days=2))}, "That day has not come yet."),
        ({"kind": ""}, "Please say what you write down."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(people, learning, change, sentence) -> None:
    person = Person.objects.get(user=people.reporter)
    fields = {"people": [person.pk], "on": str(DAY), "kind": COMPLETED} | change
    html = signed_in(people.trainer).post(reverse("who_came", args=[learning.modules[0].pk]), fields).content.decode()
    assert sentence in html
    # Who was ticked is still ticked.
    assert html.count('name="people"') > html.count("checked") >= bool(fields["people"])
    assert not TrainingRecord.objects.exists()


def test_who_signed_up_is_found_again_by_their_account(people, learning) -> None:
    page = workshop(people, teaches=learning.sessions[0], days=-2)
    page.sign_ups.create(name="Qzother", email=people.reporter.email, state="going")
    page.sign_ups.create(name="x", email=people.reporter2.email, state="waiting")
    client = signed_in(people.trainer)
    address = f"{reverse('who_came', args=[learning.sessions[0].pk])}?workshop={page.pk}"
    assert address in client.get(reverse("workshop_people", args=[page.pk])).content.decode()
    html = client.get(address).content.decode()
    assert people.reporter.person.name in html
    assert people.reporter2.person.name not in html
    assert f'value="{timezone.localdate(page.starts_at)}"' in html


def test_drafts_and_what_is_no_training_cannot_be_written_down(people, learning) -> None:
    draft = make_module(people, learning.programme)
    client = signed_in(people.trainer)
    for page in (draft, learning.programme):
        assert client.get(reverse("who_came", args=[page.pk])).status_code == 404
    listed = client.get(reverse("training")).content.decode()
    assert reverse("who_came", args=[learning.modules[0].pk]) in listed
    assert reverse("who_came", args=[draft.pk]) not in listed


# What each person reads


def test_the_way_goes_on_from_what_is_completed(people, learning) -> None:
    person = untrained(people.reporter)
    (way,) = ways_of(person)
    assert [step.module.pk for step in way.steps] == [learning.modules[0].pk, learning.opening.pk]
    assert way.next_step.module.pk == learning.modules[0].pk
    write(learning.sessions[0], people.reporter, CAME, people.trainer)
    write(learning.sessions[0], people.reporter, CAME, people.trainer, on=date(2026, 4, 1))
    assert ways_of(person)[0].steps[0].came_to == 1
    write(learning.modules[0], people.reporter, COMPLETED, people.trainer)
    assert ways_of(person)[0].next_step.module.pk == learning.opening.pk
    write(learning.opening, people.reporter, COMPLETED, people.trainer)
    assert ways_of(Person.objects.get(pk=person.pk))[0].next_step is None


def test_what_is_next_leads_to_the_next_workshop(people, learning) -> None:
    untrained(people.reporter)
    page = workshop(people, teaches=learning.sessions[1], title="Qzworkshop")
    workshop(people, teaches=learning.sessions[0], public=False, title="qzsecret")
    html = signed_in(people.reporter).get("/my/training/").content.decode()
    assert page.get_url() in html
    assert "qzsecret" not in html
    assert "first do the module on responsible storytelling" in html


def test_what_is_not_public_any_more_is_named_to_nobody(people, learning) -> None:
    write(learning.modules[0], people.reporter, COMPLETED, people.trainer)
    take_down(fresh(learning.modules[0]), by=people.moderator)
    client = signed_in(people.reporter)
    for address in ("/my/training/", "/my/training/certificate/", "/my/training/certificate/print/"):
        assert learning.modules[0].title not in client.get(address).content.decode()
    person = Person.objects.get(user=people.reporter)
    html = signed_in(people.trainer).get(reverse("trained_person", args=[person.pk])).content.decode()
    assert learning.modules[0].title not in html
    assert "Something that is not public now" in html


def test_each_reads_their_own_only(people, learning) -> None:
    write(learning.opening, people.reporter, COMPLETED, people.trainer, on=date(2025, 7, 3))
    assert "3 July 2025" in signed_in(people.reporter).get("/my/training/").content.decode()
    assert "3 July 2025" not in signed_in(people.reporter2).get("/my/training/").content.decode()
    assert Client().get("/my/training/").status_code == 302


def test_the_cost_does_not_grow_with_people_or_records(people, learning) -> None:
    client = signed_in(people.trainer)
    addresses = ["/my/training/", *(reverse(name) for name in ("training", "trained_people"))]
    addresses.append(reverse("who_came", args=[learning.modules[0].pk]))

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    counts()
    before = counts()
    for user in (people.reporter, people.reporter2, people.moderator):
        for page in (*learning.sessions, learning.modules[0]):
            write(page, user, CAME, people.trainer)
        write(learning.modules[0], user, COMPLETED, people.trainer)
        records.give_badge(person=Person.objects.get(user=user), level="2", by=people.trainer)
    assert counts() == before


def test_erased_people_have_no_record(people, learning, django_capture_on_commit_callbacks) -> None:
    person = Person.objects.get(user=people.reporter)
    write(learning.opening, people.reporter, COMPLETED, people.trainer)
    records.give_badge(person=person, level="1", by=people.trainer)
    shown = records.show_certificate(person=person, with_whole_name=True)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=person)
    assert not TrainingRecord.objects.exists()
    assert not Badge.objects.exists()
    assert Client().get(f"/certificates/{shown.key}/").status_code == 404
