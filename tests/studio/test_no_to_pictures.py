"""Nothing becomes public, by any road, while somebody's standing answer is no to pictures that may be of them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from authorship.models import Contributor
from authorship.services import add_contributor, choose_credit, leave, what_is_seen
from authorship.voices import add_person, ask_recorder, make_link
from consent.services import record_consent, show_again
from consent.shown import say_where_i_am
from consent.wording import Use
from files.models import PublicFile
from files.references import file_key
from moderation.pausing import lift, pause
from moderation.services import give_ok, record_yes, waiting_ok_step
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.errors import PublishBlocked
from stories.studio import services
from tests.authorship.making import a_pdf
from tests.builders import (
    change_draft,
    fresh,
    make_image,
    make_programme,
    make_recording,
    publish,
)
from tests.studio.making import a_person, a_story, approved, page_of, public
from tests.studio.test_without_account import _answer, _opened

TELLERS = [Contributor.Role.TELLER, Contributor.Role.CO_AUTHOR]
HELPERS = [Contributor.Role.PHOTOGRAPHER, Contributor.Role.SUPPORTER, Contributor.Role.TRAINER]


@pytest.fixture
def picture(rita):
    """A picture that Rita took."""
    return make_image(user=rita, alt="Rita at the stop")


@pytest.fixture
def work(rita, sam, picture):
    """Rita's and Sam's story with it."""
    work = a_story(rita, sam)
    services.add_part(page=page_of(work), user=rita, kind="photo", value={"image": picture.pk, "caption": ""})
    return work


def part_of(work, user):
    """Return the part that `user` has in it."""
    return work.contributors.get(person__user=user)


def says(contributor, *, no=(), how="online"):
    """Let somebody answer every question, with yes but for `no`."""
    answers = {use: use not in no for use in Use.values}
    record_consent(contributor=contributor, answers=answers, is_adult=True, language="en", how=how)


def refusal(page):
    """Return what stands in the way of the newest words because of pictures."""
    return [one for one in Candidate(page.get_latest_revision()).content_sentences() if "seen in pictures" in one]


@pytest.mark.deep
@pytest.mark.parametrize("role", TELLERS)
def test_a_first_version_waits_while_a_teller_says_no_to_pictures(work, rita, sam, picture, role):
    Contributor.objects.filter(pk=part_of(work, sam).pk).update(role=role)
    assert refusal(page_of(work)) == []
    says(part_of(work, sam), no=[Use.PHOTO])
    (sentence,) = refusal(page_of(work))
    assert "Sam" in sentence
    me = part_of(work, sam)
    say_where_i_am(contributor=me, not_in_files=[file_key(picture)], among=[file_key(picture)], road="account")
    assert refusal(page_of(work)) == []


@pytest.mark.parametrize("role", HELPERS)
def test_a_helpers_no_reaches_what_they_brought(work, rita, sam, role):
    me = part_of(work, sam)
    Contributor.objects.filter(pk=me.pk).update(role=role)
    says(me, no=[Use.PHOTO])
    assert refusal(page_of(work)) == []
    mine = make_image(user=sam, alt="The depot")
    services.add_part(page=page_of(work), user=rita, kind="photo", value={"image": mine.pk, "caption": ""})
    assert len(refusal(page_of(work))) == 1


def test_a_helpers_no_to_being_heard_reaches_the_recording_they_brought(work, rita, sam):
    me = part_of(work, sam)
    Contributor.objects.filter(pk=me.pk).update(role=Contributor.Role.INTERVIEWER)
    recording = make_recording(user=sam)
    services.add_part(page=page_of(work), user=rita, kind="audio", value={"media": recording.pk})
    says(me, no=[Use.VOICE])
    assert [one for one in Candidate(page_of(work).get_latest_revision()).content_sentences() if "heard or seen" in one]


@pytest.fixture
def hidden(work, rita, sam, mo):
    """The story was public, and is hidden since Rita said no to pictures."""
    page = public(work, rita, mo)
    says(part_of(work, rita), no=[Use.PHOTO])
    assert Client().get(page.url).status_code == 410
    return page_of(work)


@pytest.mark.deep
def test_a_new_yes_to_the_words_does_not_show_it_again(hidden, work, rita, visit):
    answer = visit(rita).post(f"/my/works/{work.pk}/show-again/", follow=True).content.decode()
    assert "does not want to be seen in pictures" in answer
    assert not fresh(hidden).live
    says(part_of(work, rita))
    visit(rita).post(f"/my/works/{work.pk}/show-again/")
    assert fresh(hidden).live
    assert audit_public() == []


def test_nobody_elses_yes_shows_it_either(hidden, work, sam, visit):
    visit(sam).post(f"/my/works/{work.pk}/show-again/")
    assert not fresh(hidden).live


@pytest.mark.deep
def test_saying_in_which_they_are_not_lets_it_come_back(hidden, work, rita, picture, visit):
    client, key = visit(rita), file_key(picture)
    assert "where-i-am" in client.get(f"/my/works/{work.pk}/your-voice/").content.decode()
    assert "Rita at the stop" in client.get(f"/my/works/{work.pk}/where-i-am/").content.decode()
    client.post(f"/my/works/{work.pk}/where-i-am/", {"sent": "yes"})
    assert part_of(work, rita).not_in_files == [key]
    client.post(f"/my/works/{work.pk}/show-again/")
    assert fresh(hidden).live
    client.post(f"/my/works/{work.pk}/where-i-am/", {"sent": "yes", "shown_in": [key]})
    assert not fresh(hidden).live


@pytest.mark.deep
def test_a_new_version_with_the_picture_waits_and_one_without_goes_on(hidden, work, rita, sam, mo):
    change_draft(hidden, rita)
    assert len(refusal(page_of(work))) == 1
    draft = page_of(work).get_latest_revision_as_object()
    draft.body = [part for part in draft.body.raw_data if part["type"] != "photo"]
    draft.save_revision(user=rita)
    assert refusal(page_of(work)) == []


@pytest.mark.parametrize("who", ["rita", "sam"])
def test_the_last_ok_on_the_screen_makes_nothing_public(work, rita, sam, mo, visit, who):
    approved(work, rita, mo)
    give_ok(page=page_of(work), user=sam if who == "rita" else rita)
    says(part_of(work, rita), no=[Use.PHOTO])
    client, path = visit({"rita": rita, "sam": sam}[who]), f"/my/works/{work.pk}/ok/"
    context = client.get(path).context
    client.post(path, {"seen": context["seen"], "reader": context["me"].pk, "answer": "yes"})
    assert not page_of(work).live


@pytest.fixture
def noor(work, rita):
    """Noor, who tells in it and has no account."""
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="on Thursdays", role="teller")
    choose_credit(contributor=noor, credit="first_name")
    return noor


def test_the_last_ok_by_a_private_link_makes_nothing_public(work, noor, rita, sam, mo):
    made = make_link(contributor=noor, purpose="ok", made_by=rita)
    approved(work, rita, mo)
    for user in (rita, sam):
        give_ok(page=page_of(work), user=user)
    says(noor, no=[Use.PHOTO], how="paper")
    _answer(_opened(made), work)
    assert not page_of(work).live


def test_showing_again_by_a_private_link_makes_nothing_public(work, noor, rita, mo):
    make_link(contributor=noor, purpose="ok", made_by=rita)
    public(work, rita, mo)
    client = _opened(make_link(contributor=noor, purpose="ok", made_by=rita))
    says(noor, no=[Use.PHOTO], how="paper")
    assert not page_of(work).live
    answer = client.post("/ok/here/show-again/", follow=True).content.decode()
    assert "does not want to be seen in pictures" in answer
    assert not page_of(work).live


def test_a_recorded_ok_makes_nothing_public(work, noor, rita, sam, mo, tess, visit):
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    approved(work, rita, mo)
    for user in (rita, sam):
        give_ok(page=page_of(work), user=user)
    says(noor, no=[Use.PHOTO], how="paper")
    page = page_of(work)
    seen = what_is_seen(Candidate(waiting_ok_step(page).revision))
    ok = record_yes(page=page, contributor=noor, recorded_by=tess, kind="paper", file=a_pdf(), seen=seen)
    visit(mo).get(f"/admin/evidence/{ok.evidence_id}/")
    assert not page_of(work).live


@pytest.mark.deep
def test_lifting_a_pause_shows_nothing(work, rita, sam, mo):
    page = public(work, rita, mo)
    standing = pause(page=page, by=mo, ground="law", reason="Somebody wrote to us.")
    says(part_of(work, sam), no=[Use.PHOTO])
    sentences = lift(pause=standing, by=mo)
    assert any("seen in pictures" in one for one in sentences)
    assert not page_of(work).live
    with pytest.raises(PublishBlocked, match="seen in pictures"):
        show_again(contributor=part_of(work, sam), user=sam)


def test_what_is_scheduled_does_not_go_out_at_its_hour(work, rita, sam, mo):
    draft = page_of(work).get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=rita)
    approved(work, rita, mo)
    for user in (rita, sam):
        give_ok(page=page_of(work), user=user)
    says(part_of(work, sam), no=[Use.PHOTO])
    waiting = Revision.objects.filter(object_id=str(work.page_id), approved_go_live_at__isnull=False)
    assert waiting.update(approved_go_live_at=timezone.now() - timedelta(hours=1)) == 1
    call_command("publish_scheduled")
    assert not page_of(work).live


def test_what_was_taken_out_of_a_module_does_not_come_back(tess, sam, mo, django_capture_on_commit_callbacks):
    people = SimpleNamespace(trainer=tess, moderator=mo)
    otto = a_person("otto", "Trainer")
    programme = make_programme(people)
    me = add_contributor(work=programme.work, person=otto.person, role="trainer")
    choose_credit(contributor=me, credit="none")
    says(me)
    draft = programme.get_latest_revision_as_object()
    draft.image = make_image(user=otto)
    draft.save_revision(user=tess)
    page = publish(fresh(programme), people, sender=tess)
    with django_capture_on_commit_callbacks(execute=True):
        says(me, no=[Use.PHOTO])
    assert fresh(page).live
    assert not PublicFile.objects.exists()
    assert audit_public() == []
    sentences = lift(pause=pause(page=page, by=mo, ground="law", reason="x"), by=mo)
    assert any("seen in pictures" in one for one in sentences)
    assert not fresh(page).live
    assert not PublicFile.objects.exists()


@pytest.mark.deep
def test_a_no_after_looking_takes_a_part_out_of_a_module(tess, sam, mo, django_capture_on_commit_callbacks):
    people = SimpleNamespace(trainer=tess, moderator=mo)
    programme = make_programme(people)
    me = add_contributor(work=programme.work, person=sam.person, role="shown")
    image = make_image(user=tess)
    draft = programme.get_latest_revision_as_object()
    draft.image = image
    draft.save_revision(user=tess)
    key = file_key(image)
    say_where_i_am(contributor=me, not_in_files=[key], among=[key], road="account")
    says(me, no=[Use.PHOTO])
    page = publish(fresh(programme), people, sender=tess)
    assert PublicFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        say_where_i_am(contributor=me, not_in_files=[], among=[key], road="account")
    assert fresh(page).live
    assert not PublicFile.objects.exists()
    assert audit_public() == []


def test_who_left_says_nothing_about_where_they_are(work, sam, picture):
    me = part_of(work, sam)
    leave(contributor=me)
    with pytest.raises(PermissionDenied):
        say_where_i_am(contributor=me, not_in_files=[], among=[file_key(picture)], road="account")


@pytest.mark.deep
def test_who_says_no_reads_what_it_means_for_the_pictures_in_it(work, rita, sam, visit):
    said = "It cannot be public with a picture in it until you say"
    answers = {"adult": "yes"} | dict.fromkeys(Use.values, "yes")
    for user in (rita, sam):
        client, path = visit(user), f"/my/works/{work.pk}/agree/"
        assert said in client.post(path, answers | {Use.PHOTO: "no"}, follow=True).content.decode()
        assert said not in client.post(path, answers, follow=True).content.decode()
