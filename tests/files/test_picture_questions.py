"""What is asked about a picture: who made it, whether we may use it, and whether somebody in it has said yes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from authorship.selectors import work_of
from files.models import FrozenFile, Image, Recognised, Rights
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from tests.builders import change_draft, fresh, make_draft, make_image, picture_bytes, publish
from tests.matrix import signed_in
from tests.profiles import deep

BLOCKED = {
    ("recognised", Recognised.NO_YES): "has not said yes",
    ("recognised", Recognised.UNANSWERED): "whether anybody can be recognised",
    ("rights", Rights.UNKNOWN): "whether we may use",
}
ANSWERS = [
    *(("recognised", value) for value in ["", *Recognised.values]),
    *(("rights", value) for value in ["", *Rights.values]),
]


def with_picture(author: Any, **answers: Any) -> Any:
    image = make_image(user=author, title="qzpicture", **answers)
    return make_draft(author, words="plain", body=[("photo", {"image": image, "caption": "Our door"})])


@pytest.mark.parametrize(("field", "answer"), [case if case in BLOCKED else deep(*case) for case in ANSWERS])
def test_a_picture_goes_out_only_with_an_answer_that_allows_it(people, field: str, answer: str) -> None:
    page = with_picture(people.reporter, **{field: answer})
    expected = BLOCKED.get((field, answer))
    if expected is None:
        assert publish(page, people).live
        return
    with pytest.raises(PublishBlocked) as blocked:
        send_in(page=page, user=people.reporter)
    (sentence,) = [sentence for sentence in blocked.value.sentences if "qzpicture" in sentence]
    assert expected in sentence
    assert not fresh(page).live


@pytest.mark.parametrize("field", ["credit", "rights", "recognised"])
def test_an_answer_that_was_approved_does_not_change(people, field: str) -> None:
    page = with_picture(people.reporter, recognised="said_yes", rights="own", credit="Rosa")
    publish(page, people)
    image = Image.objects.get()
    setattr(image, field, {"credit": "Sam", "rights": "licence", "recognised": "nobody"}[field])
    with pytest.raises(FrozenFile):
        image.save()


@pytest.mark.deep
def test_who_made_a_picture_stands_under_it_as_it_was_approved(people, client: Client) -> None:
    page = publish(with_picture(people.reporter, credit="Rosa <b>Iqbal</b>"), people)
    text = client.get(page.get_url()).content.decode()
    assert "Made by</span> <bdi>Rosa &lt;b&gt;Iqbal&lt;/b&gt;</bdi>" in text
    Image.objects.update(credit="qzsecret")
    assert "qzsecret" not in client.get(page.get_url()).content.decode()
    assert audit_public() != []


@pytest.mark.deep
def test_a_picture_without_a_name_has_no_line_for_one(people, client: Client) -> None:
    page = publish(with_picture(people.reporter), people)
    assert "photo__credit" not in client.get(page.get_url()).content.decode()
    assert audit_public() == []


def add_photo(user: Any, page: Any, **fields: Any) -> Any:
    sent = {"file": SimpleUploadedFile("IMG_1.jpg", picture_bytes(), "image/jpeg"), "alt_text": "A door", **fields}
    return signed_in(user).post(f"/my/works/{work_of(page).pk}/parts/add/photo/", sent, follow=True)


def test_the_studio_asks_and_keeps_the_answers(people) -> None:
    page = make_draft(people.reporter, words="plain")
    form = signed_in(people.reporter).get(f"/my/works/{work_of(page).pk}/parts/add/photo/").content.decode()
    for question in ("Can anyone be recognised in it?", "May we use it?", "Who made it?"):
        assert question in form
    assert "Not answered yet" not in form
    add_photo(people.reporter, page, recognised="said_yes", rights="allowed", credit="Rosa")
    image = Image.objects.get()
    assert (image.recognised, image.rights, image.credit) == ("said_yes", "allowed", "Rosa")


@pytest.mark.deep
def test_a_question_left_out_loses_no_file_but_is_asked_until_it_is_answered(people) -> None:
    page = make_draft(people.reporter, words="plain")
    answer = add_photo(people.reporter, page)
    assert "Please say whether anybody can be recognised" in answer.content.decode()
    image = Image.objects.get()
    assert image.recognised == Recognised.UNANSWERED
    with pytest.raises(PublishBlocked):
        send_in(page=fresh(page), user=people.reporter)
    (part,) = [part for part in fresh(page).get_latest_revision_as_object().body.raw_data if part["type"] == "photo"]
    address = f"/my/works/{work_of(page).pk}/parts/{part['id']}/"
    form = {"base": fresh(page).latest_revision_id, "alt_text": "A door", "recognised": "nobody", "rights": "own"}
    assert signed_in(people.reporter).post(address, form).status_code == 302
    assert Image.objects.order_by("-pk")[0].recognised == "nobody"
    send_in(page=fresh(page), user=people.reporter)


def test_an_answer_that_is_none_of_the_choices_is_refused_with_its_words_kept(people) -> None:
    page = make_draft(people.reporter, words="plain")
    answer = add_photo(people.reporter, page, recognised="later", caption="qzcaption")
    assert "qzcaption" in answer.content.decode()
    # The file is kept, so that nobody has to choose it again, and the question is still open.
    assert Image.objects.get().recognised == Recognised.UNANSWERED
    with pytest.raises(PublishBlocked):
        send_in(page=fresh(page), user=people.reporter)


def test_a_picture_from_before_the_question_is_not_asked_again_when_its_words_change(people) -> None:
    page = with_picture(people.reporter)
    part_id = fresh(page).get_latest_revision_as_object().body.raw_data[0]["id"]
    form = {"base": fresh(page).latest_revision_id, "alt_text": "A green door", "caption": ""}
    signed_in(people.reporter).post(f"/my/works/{work_of(page).pk}/parts/{part_id}/", form)
    newest = Image.objects.order_by("-pk")[0]
    assert (newest.alt_text, newest.recognised) == ("A green door", "")
    send_in(page=fresh(page), user=people.reporter)


@pytest.mark.deep
def test_the_same_picture_again_gets_a_kind_note_about_ones_own_works_only(people) -> None:
    mine = make_draft(people.reporter, words="plain")
    second = make_draft(people.reporter, words="again")
    theirs = make_draft(people.reporter2, words="theirs")
    assert "added this picture before" not in add_photo(people.reporter2, theirs).content.decode()
    assert "added this picture before" not in add_photo(people.reporter, mine).content.decode()
    text = add_photo(people.reporter, second).content.decode()
    assert f"added this picture before, to “{mine.title}”" in text
    assert theirs.title not in text


def test_a_form_in_the_admin_asks_too(people) -> None:
    text = signed_in(people.trainer).get("/admin/images/add/").content.decode()
    assert "Can anyone be recognised in it?" in text
    assert "May we use it?" in text


def test_a_name_goes_with_the_person_who_brought_the_picture(people) -> None:
    from files.erasing import _empty

    image = make_image(user=people.reporter, credit="Rosa")
    _empty(image)
    assert Image.objects.get().credit == ""


def test_words_of_a_draft_stay_inside(people, client: Client) -> None:
    page = publish(with_picture(people.reporter, credit="Rosa"), people)
    image = Image.objects.get().new_version()
    image.credit = "qzsecret"
    image.save()
    change_draft(page, people.reporter, words="plain", body=[("photo", {"image": image, "caption": ""})])
    text = client.get(page.get_url()).content.decode()
    assert "qzsecret" not in text
    assert "Rosa" in text
