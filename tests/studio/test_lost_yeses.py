"""A yes that no longer counts: its giver is told on their screens, and by one email without a word of the story."""

import pytest
from django.core import mail

from authorship.models import LostYes, YourOK
from authorship.services import add_contributor, choose_credit
from authorship.voices import add_person
from moderation.services import give_ok, pull_back, send_in, step_of
from stories.studio import services
from tests.studio.making import a_story, approved, everybody_is_named, page_of, public

TITLE = "Aubergine night"
SUBJECT = "Please read it once more"


@pytest.fixture
def work(rita, sam, mo):
    """A story of two that waits for OKs; Rita has said yes."""
    work = a_story(rita, sam, title=TITLE)
    approved(work, rita, mo)
    give_ok(page=page_of(work), user=rita)
    return work


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Send emails at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _told() -> list:
    return [message for message in mail.outbox if message.subject == SUBJECT]


def _part(work, user):
    return work.contributors.get(person__user=user)


def _rename_sam(work, sam, name: str = "Robin") -> None:
    choose_credit(contributor=_part(work, sam), credit="made_up_name", credit_name=name)


@pytest.mark.deep
def test_a_changed_name_of_another_is_said_on_both_screens(work, rita, sam, visit) -> None:
    assert "no longer counts" not in visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    _rename_sam(work, sam)
    for path in ("", "ok/"):
        screen = visit(rita).get(f"/my/works/{work.pk}/{path}").content.decode()
        assert "You said yes on " in screen
        assert "how somebody is named, so your yes no longer counts. Please read it once more." in screen
        assert "Waiting for the others" not in screen
        assert "no longer counts" not in visit(sam).get(f"/my/works/{work.pk}/{path}").content.decode()


def test_it_is_told_by_one_email_without_a_word_of_the_story(work, rita, sam, committed) -> None:
    with committed():
        _rename_sam(work, sam)
        _rename_sam(work, sam, "Kim")
    (message,) = _told()
    assert message.to == [rita.email]
    for secret in (TITLE, "Robin", "Kim", "Sam", "Rita"):
        assert secret not in message.subject + message.body
    assert f"/my/works/{work.pk}/" in message.body


def test_who_makes_the_change_knows_it_already(work, rita, committed) -> None:
    with committed():
        choose_credit(contributor=_part(work, rita), credit="none")
    assert _told() == []
    assert LostYes.objects.count() == 1


def test_somebody_new_is_part_of_what_everybody_says_yes_to(work, rita, mo, committed) -> None:
    with committed():
        add_contributor(work=work, person=mo.person, role="supporter")
    assert [message.to for message in _told()] == [[rita.email]]


def test_changed_words_are_said_and_told_to_the_others(work, rita, sam, committed, visit) -> None:
    with committed():
        pull_back(page=page_of(work), user=sam)
        services.add_part(page=page_of(work), user=sam, kind="words", value="Newer.")
        services.add_part(page=page_of(work), user=sam, kind="words", value="Still newer.")
    assert [message.to for message in _told()] == [[rita.email]]
    screen = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert "the words or pictures were changed, so your yes no longer counts" in screen


def test_a_moderators_edit_after_a_new_start_is_said_too(work, rita, sam, mo, visit) -> None:
    pull_back(page=page_of(work), user=sam)
    send_in(page=page_of(work), user=sam)
    draft = page_of(work).get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision(user=mo)
    assert "your yes no longer counts" in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


def test_a_new_yes_is_a_new_yes_and_can_be_lost_again(work, rita, sam, committed, visit) -> None:
    with committed():
        _rename_sam(work, sam)
        give_ok(page=page_of(work), user=rita)
        assert "no longer counts" not in visit(rita).get(f"/my/works/{work.pk}/ok/").content.decode()
        _rename_sam(work, sam, "Kim")
    assert len(_told()) == 2


def test_a_yes_that_something_public_rests_on_has_done_its_work(rita, sam, mo, committed, visit) -> None:
    work = a_story(rita, sam)
    with committed():
        public(work, rita, mo)
        services.add_part(page=page_of(work), user=sam, kind="words", value="Newer.")
        _rename_sam(work, sam)
    assert _told() == []
    assert "no longer counts" not in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


def test_who_said_not_yet_has_no_yes_to_lose(work, rita, sam, committed) -> None:
    YourOK.objects.create(
        **{
            field: getattr(YourOK.objects.get(), field)
            for field in ("contributor_id", "page_id", "revision_id", "revision_digest", "manifest_digest")
        },
        answer="not_yet",
    )
    with committed():
        _rename_sam(work, sam)
    assert _told() == []


def test_who_has_no_account_is_told_where_an_email_reaches_them(rita, sam, mo, committed) -> None:
    from authorship.voices import make_link

    work = a_story(rita, sam)
    noor = add_person(work=work, added_by=rita, name="Noor", contact="noor@example.net", role="teller")
    made = make_link(contributor=noor, purpose="ok", made_by=rita)
    everybody_is_named(work)
    approved(work, rita, mo)
    give_ok(page=page_of(work), contributor=noor, link=made.link)
    with committed():
        _rename_sam(work, sam)
    (message,) = _told()
    assert message.to == ["noor@example.net"]
    assert "/my/" not in message.body
    assert step_of(page_of(work)).is_your_ok
