"""What those who make a story write to each other about it: for them alone, and in nothing that can become public."""

import json
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from authorship.comments import comments_on, delete_comment, settle_comment, write_comment
from authorship.models import Contributor, Work, WorkComment
from authorship.services import add_contributor
from consent.erasure import erase_person
from consent.services import take_back
from publishing.models import Decision, Manifest
from stories.studio import services
from tests.studio.making import a_module, a_person, a_story, approved, page_of, parts_of, public

WORDS = "Qzcomment: shall we leave my street out?"


@pytest.fixture
def joint(rita, sam) -> Work:
    """A story of two people."""
    return a_story(rita, sam)


def said(work: Work) -> list[str]:
    return [comment.words for comment in comments_on([page_of(work)])]


def send(client: Client, work: Work, words: str = WORDS, **more: str):
    return client.post(f"/my/works/{work.pk}/comments/", {"words": words, "place": "", **more})


def test_a_comment_on_a_part_is_read_beside_it_and_settled(rita, sam, joint, visit) -> None:
    part = parts_of(joint)[0]["id"]
    hers, his = visit(rita), visit(sam)
    form = his.get(f"/my/works/{joint.pk}/comments/?at={part}").content.decode()
    assert f'<option value="{part}" selected>' in form
    assert "Part 1: Words" in form
    answer = send(his, joint, place=part)
    assert answer.url.endswith("/comments/?saved=yes")
    page = hers.get(f"/my/works/{joint.pk}/").content.decode()
    assert page.index("Part 1 of 1") < page.index(WORDS.split(":")[1]) < page.index("Title and summary")
    assert "Talk about it: 1 comment" in page
    comment = WorkComment.objects.get()
    assert (comment.place, comment.by) == (part, sam)
    hers.post(f"/my/works/{joint.pk}/comments/{comment.pk}/", {"do": "done"})
    assert "shall we leave" not in hers.get(f"/my/works/{joint.pk}/").content.decode()
    talk = hers.get(f"/my/works/{joint.pk}/comments/").content.decode()
    assert talk.index("What is done (1)") < talk.index("shall we leave")


def test_one_about_a_part_that_is_gone_says_so(rita, joint, visit) -> None:
    part = parts_of(joint)[0]["id"]
    send(visit(rita), joint, place=part)
    services.remove_part(page=page_of(joint), user=rita, part_id=part)
    assert "A part that is not there any more" in visit(rita).get(f"/my/works/{joint.pk}/comments/").content.decode()


@pytest.mark.parametrize("sent", [{"words": " "}, {"words": "x" * 1001}, {"place": "no such part"}])
def test_what_is_to_be_put_right_is_said_and_nothing_is_lost(rita, joint, visit, sent) -> None:
    answer = send(visit(rita), joint, **sent)
    assert 'role="alert"' in answer.content.decode()
    assert not WorkComment.objects.exists()
    if len(sent.get("words", "")) > 1:
        assert sent["words"] in answer.content.decode()


def test_nobody_who_does_not_make_it_reads_or_writes_one(rita, joint, mo, tess, visit) -> None:
    comment = write_comment(page=page_of(joint), by=rita, place="", words=WORDS)
    noor = a_person("noor", "Reporter")
    add_contributor(work=joint, person=noor.person, role=Contributor.Role.SHOWN)
    for stranger in (noor, mo, tess):
        client = visit(stranger)
        for answer in (
            client.get(f"/my/works/{joint.pk}/comments/"),
            send(client, joint, words="Something else."),
            client.post(f"/my/works/{joint.pk}/comments/{comment.pk}/", {"do": "delete"}),
        ):
            assert answer.status_code == 404
            assert "Qzcomment" not in answer.content.decode()
        assert "Qzcomment" not in client.get(f"/my/works/{joint.pk}/", follow=True).content.decode()
        for act_ in (
            lambda user=stranger: write_comment(page=page_of(joint), by=user, place="", words="x"),
            lambda user=stranger: settle_comment(comment=comment, by=user),
            lambda user=stranger: delete_comment(comment=comment, by=user),
        ):
            with pytest.raises(PermissionDenied):
                act_()
    assert said(joint) == [WORDS]


def test_everybody_settles_and_only_its_writer_deletes(rita, sam, joint, visit) -> None:
    comment = write_comment(page=page_of(joint), by=rita, place="", words=WORDS)
    address = f"/my/works/{joint.pk}/comments/{comment.pk}/"
    assert "Only whoever wrote it" in visit(sam).post(address, {"do": "delete"}, follow=True).content.decode()
    assert said(joint) == [WORDS]
    visit(rita).post(address, {"do": "delete"})
    assert said(joint) == []


def test_one_of_another_work_is_not_reached_from_here(rita, sam, joint, visit) -> None:
    other = a_story(rita)
    comment = write_comment(page=page_of(other), by=rita, place="", words=WORDS)
    assert visit(rita).post(f"/my/works/{joint.pk}/comments/{comment.pk}/", {"do": "delete"}).status_code == 404
    assert said(other) == [WORDS]


def test_no_version_no_manifest_no_log_and_no_page_holds_one(rita, sam, joint, mo, visit) -> None:
    send(visit(sam), joint, place=parts_of(joint)[0]["id"])
    page = public(joint, rita, mo)
    kept = [list(model.objects.values()) for model in (Revision, Manifest, PageLogEntry, ModelLogEntry, Decision)]
    assert "Qzcomment" not in json.dumps(kept, default=str)
    for address in (page.url, f"/api/v2/pages/{page.pk}/?fields=*", "/feed/", "/search/?q=Qzcomment"):
        shown = Client().get(address).content.decode()
        assert "shall we leave" not in shown
    checker = visit(mo)
    assert "shall we leave" not in checker.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_comment_voids_no_yes_and_can_be_written_while_it_waits(rita, sam, joint, mo, visit) -> None:
    page = approved(joint, rita, mo)
    revision = page.latest_revision_id
    send(visit(sam), joint)
    assert page_of(joint).latest_revision_id == revision
    assert page_of(joint).current_workflow_task_state is not None


def test_a_talk_is_one_letter_and_carries_no_word(rita, sam, joint, visit, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            send(visit(sam), joint, words=f"{WORDS} {number}")
    (letter,) = mail.outbox
    assert letter.to == [rita.email]
    assert "Qzcomment" not in letter.subject + letter.body
    assert "Sam" not in letter.subject + letter.body
    link = re.search(r"http://\S+", letter.body).group()
    assert link.endswith(f"/my/works/{joint.pk}/comments/")


def test_what_somebody_wrote_goes_when_they_leave(rita, sam, joint, visit) -> None:
    send(visit(sam), joint)
    send(visit(rita), joint, words="Yes, let us.")
    take_back(contributor=joint.contributors.get(person=sam.person), by=sam)
    assert said(joint) == ["Yes, let us."]
    assert WorkComment.objects.count() == 1


def test_erasing_takes_what_others_wrote_about_their_works_too(rita, sam, joint, visit) -> None:
    send(visit(rita), joint, words="Qzcomment quotes Sam.")
    other = a_story(rita, a_person("noor", "Reporter"))
    send(visit(rita), other, words="About something else.")
    erase_person(person=sam.person)
    assert [comment.words for comment in WorkComment.objects.all()] == ["About something else."]


def test_they_go_with_the_page(rita, joint, visit) -> None:
    send(visit(rita), joint)
    page_of(joint).delete()
    assert not WorkComment.objects.exists()


def test_a_reporter_who_makes_a_module_talks_about_it_and_its_sessions(tess, rita, visit) -> None:
    training = a_module(tess)
    add_contributor(work=training.work, person=rita.person, role="co_author")
    client, base = visit(rita), f"/my/works/{training.work.pk}/"
    assert "Talk about it" in client.get(base).content.decode()
    address = f"{base}pages/{training.session.pk}/comments/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": WORDS, "place": "title"}).url == f"{address}?saved=yes"
    assert "shall we leave" in visit(tess).get(address).content.decode()
    assert client.get(f"{base}pages/{training.other.pk}/comments/").status_code == 404
    comment = WorkComment.objects.get()
    assert client.post(f"{base}comments/{comment.pk}/", {"do": "done"}).url == address


def test_whoever_makes_it_alone_is_not_asked_to_talk(rita, visit) -> None:
    assert "Talk about it" not in visit(rita).get(f"/my/works/{a_story(rita).pk}/").content.decode()


def test_writing_is_slowed_down(rita, joint, visit, monkeypatch) -> None:
    monkeypatch.setattr("stories.studio.views.comments.COMMENTS_AN_HOUR", 1)
    for _number in range(3):
        answer = send(visit(rita), joint)
    assert "a lot of comments" in answer.content.decode()
    assert WorkComment.objects.count() == 1
