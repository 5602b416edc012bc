"""Somebody who is shown, heard or named in a story or a module: what is theirs to say, and all that they may not do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from authorship.models import Contributor, Invitation
from authorship.selectors import makes
from authorship.services import add_contributor, choose_credit, invite
from authorship.visibility import drafts_of
from authorship.voices import add_person, make_link, may_add_people, say_where_shown
from consent.services import agrees_to_everything, record_consent, take_back
from consent.wording import Use
from files.references import file_key
from moderation.services import give_ok, pull_back, send_in
from publishing.candidates import Candidate, writers_of
from stories.studio import services
from tests.builders import act, change_draft, make_image, make_recording
from tests.profiles import a_few
from tests.studio.making import a_module, a_person, a_story, approved, page_of, public
from tests.studio.test_doors import ADDRESSES
from tests.studio.test_without_account import _opened

SHOWN = Contributor.Role.SHOWN
OPEN_TO_SHOWN = {
    "work",
    "named",
    "somebody_else",
    "preview",
    "agree",
    "your_voice",
    "where_i_am",
    "hide",
    "show_again",
    "take_back",
}
OPEN_TO_SHOWN |= {"ok", "page_preview", "page_ok", "appeal"}
SECRET = "qzdraftword"


@pytest.fixture
def work(rita):
    """Rita's story."""
    return a_story(rita)


@pytest.fixture
def noor(work, rita):
    """Noor, who is in a picture in it."""
    return add_person(work=work, added_by=rita, name="Noor Begum", contact="noor@example.org", role=SHOWN)


@pytest.fixture
def sam_is_shown(work, sam):
    """Sam, who has an account and is named in it."""
    return add_contributor(work=work, person=sam.person, role=SHOWN)


def test_who_is_shown_is_added_by_the_first_who_tells_it(work, rita, visit):
    client = visit(rita)
    form = {"name": "Noor Begum", "contact": "at the group", "role": "shown"}
    answer = client.post(f"/my/works/{work.pk}/people/add/", form, follow=True)
    noor = work.contributors.get(role=SHOWN)
    assert "Shown, heard or named" in answer.content.decode()
    assert (noor.makes_it, noor.credit, noor.has_chosen_credit) == (False, Contributor.Credit.NONE, True)


def test_nobody_is_invited_by_email_as_somebody_who_is_shown(work, rita, visit):
    visit(rita).post(f"/my/works/{work.pk}/people/", {"email": "noor@example.org", "role": "shown"})
    with pytest.raises(PermissionDenied):
        invite(work=work, invited_by=rita, email="noor@example.org", role=SHOWN, base_url="")
    assert not Invitation.objects.exists()


@a_few(3)
@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - OPEN_TO_SHOWN))
def test_no_screen_that_changes_it_or_shows_its_draft_opens(work, sam_is_shown, sam, rita, visit, name):
    services.add_part(page=page_of(work), user=rita, kind="words", value=SECRET)
    picture = make_image(user=rita)
    services.add_part(page=page_of(work), user=rita, kind="photo", value={"image": picture.pk, "caption": ""})
    body = page_of(work).get_latest_revision_as_object().body
    (photo,) = (part.id for part in body if part.block_type == "photo")
    path = ADDRESSES[name].format(
        part=body[0].id,
        photo=photo,
        picture=picture.pk,
        page=work.page_id,
        invitation=1,
        somebody=sam_is_shown.pk,
        recorder=1,
        comment=1,
    )
    before = Revision.objects.count()
    client = visit(sam)
    for ask in (client.get, client.post):
        answer = ask(f"/my/works/{work.pk}/{path}")
        assert answer.status_code == 404, name
        assert SECRET not in answer.content.decode()
    assert Revision.objects.count() == before


@a_few(3)
@pytest.mark.parametrize("name", sorted(OPEN_TO_SHOWN))
def test_what_opens_shows_no_word_of_a_draft(work, sam_is_shown, sam, rita, visit, name):
    services.add_part(page=page_of(work), user=rita, kind="words", value=SECRET)
    path = ADDRESSES[name].format(page=work.page_id)
    answer = visit(sam).get(f"/my/works/{work.pk}/{path}", follow=True)
    assert answer.status_code == 200, name
    assert SECRET not in answer.content.decode()


def test_no_right_to_write_send_in_or_add_people(work, sam_is_shown, sam):
    page = page_of(work)
    assert not makes(sam, page)
    assert not may_add_people(sam, work)
    assert page not in drafts_of(sam)
    for move in (send_in, pull_back):
        with pytest.raises(PermissionDenied):
            move(page=page, user=sam)
    with pytest.raises(PermissionDenied):
        services.add_part(page=page, user=sam, kind="words", value="mine")
    with pytest.raises(PermissionDenied):
        invite(work=work, invited_by=sam, email="x@example.org", role="co_author", base_url="")


@pytest.mark.parametrize(("role", "may"), [(SHOWN, False), (Contributor.Role.CO_AUTHOR, True)])
def test_a_trainer_who_is_shown_may_not_edit_in_the_admin(tess, site, role, may):
    other = a_person("otto", "Trainer")
    module = a_module(tess)
    add_contributor(work=module.work, person=other.person, role=role)
    for page in (module.module, module.session):
        assert page.permissions_for_user(other).can_edit() == may


def test_nobody_approves_what_they_are_shown_in(work, mo):
    add_contributor(work=work, person=mo.person, role=SHOWN)
    assert mo.pk in writers_of(page_of(work))


def test_nothing_goes_public_without_their_answers_and_their_ok(work, noor, rita, mo, visit):
    make_link(contributor=noor, purpose="ok", made_by=rita)
    for contributor in work.contributors.exclude(pk=noor.pk):
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)
    assert any("Noor" in sentence for sentence in Candidate(page_of(work).get_latest_revision()).content_sentences())
    page = approved(work, rita, mo)
    visit(rita).post(f"/my/works/{work.pk}/ok/", _yes(visit(rita), f"/my/works/{work.pk}/ok/"))
    page.refresh_from_db()
    assert not page.live
    client = _opened(make_link(contributor=noor, purpose="ok", made_by=rita))
    assert "Read it and give your OK" in client.get("/ok/here/").content.decode()
    path = f"/ok/here/pages/{page.pk}/"
    client.post(path, _yes(client, path))
    page.refresh_from_db()
    assert page.live


def _yes(client, path):
    context = client.get(path).context
    return {"seen": context["seen"], "reader": context["me"].pk, "answer": "yes"}


def test_no_line_names_them_unless_they_choose_one(work, noor, rita, mo):
    make_link(contributor=noor, purpose="ok", made_by=rita)
    page = _public_without_name(work, noor, rita, mo)
    shown = Client().get(page.url).content.decode()
    assert "Shown, heard or named" not in shown
    assert "Noor" not in shown
    choose_credit(contributor=noor, credit="first_name")
    change_draft(page, rita)
    again = public(work, rita, mo)
    shown = Client().get(again.url).content.decode()
    assert "Noor" in shown
    assert "Shown, heard or named" in shown


def _public_without_name(work, noor, rita, mo):
    for contributor in work.contributors.all():
        if contributor.makes_it:
            choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)
    send_in(page=page_of(work), user=rita)
    act(page_of(work), mo, "approve")
    give_ok(page=page_of(work), user=rita)
    give_ok(page=page_of(work), contributor=noor, link=noor.voice_links.first())
    page = page_of(work)
    assert page.live
    return page


@pytest.mark.parametrize("purpose", ["ok", "voice"])
def test_they_hide_the_whole_story_with_one_tap(work, noor, rita, mo, purpose):
    make_link(contributor=noor, purpose="ok", made_by=rita)
    page = public(work, rita, mo)
    _opened(make_link(contributor=noor, purpose=purpose, made_by=rita)).post("/ok/here/hide/")
    assert Client().get(page.url).status_code == 410


@pytest.mark.parametrize(("kind", "use"), [("photo", Use.PHOTO), ("audio", Use.VOICE)])
def test_a_no_to_being_seen_or_heard_counts_for_the_files_they_are_in(work, noor, rita, kind, use):
    file = make_image(user=rita) if kind == "photo" else make_recording(user=rita)
    value = {"image": file.pk} if kind == "photo" else {"media": file.pk}
    draft = page_of(work).get_latest_revision_as_object()
    draft.body = [*draft.body.raw_data, {"type": kind, "value": value}]
    draft.save_revision(user=rita)
    answers = {each: each != use for each in Use.values}
    record_consent(contributor=noor, answers=answers, is_adult=True, language="en")

    def about_noor():
        return [
            one
            for one in Candidate(page_of(work).get_latest_revision()).content_sentences()
            if "Noor" in one and "does not" in one
        ]

    assert len(about_noor()) == 1
    say_where_shown(contributor=noor, by=rita, not_in_files=[file_key(file)])
    assert about_noor() == []


def test_only_who_adds_people_says_where_they_are_shown(work, noor, sam_is_shown, sam, rita, visit):
    with pytest.raises(PermissionDenied):
        say_where_shown(contributor=noor, by=sam, not_in_files=["image:1"])
    image = make_image(user=rita, alt="Noor at the stop")
    draft = page_of(work).get_latest_revision_as_object()
    draft.body = [*draft.body.raw_data, {"type": "photo", "value": {"image": image.pk}}]
    draft.save_revision(user=rita)
    path = f"/my/works/{work.pk}/people/without-account/{noor.pk}/"
    screen = visit(rita).get(path).content.decode()
    assert "Noor at the stop" in screen
    visit(rita).post(path, {"shown": "yes"})
    noor.refresh_from_db()
    assert noor.not_in_files == [file_key(image)]
    visit(rita).post(path, {"shown": "yes", "shown_in": [file_key(image)]})
    noor.refresh_from_db()
    assert noor.not_in_files == []


def test_the_others_go_on_only_without_the_pictures_of_whoever_left(work, noor, rita, mo):
    make_link(contributor=noor, purpose="ok", made_by=rita)
    of_noor, of_the_bus = make_image(user=rita, alt="Noor"), make_image(user=rita, alt="A bus")
    draft = page_of(work).get_latest_revision_as_object()
    photos = [{"type": "photo", "value": {"image": image.pk}} for image in (of_noor, of_the_bus)]
    draft.body = [*draft.body.raw_data, *photos]
    draft.save_revision(user=rita)
    say_where_shown(contributor=noor, by=rita, not_in_files=[file_key(of_the_bus)])
    public(work, rita, mo)
    take_back(contributor=noor)
    assert not page_of(work).live
    assert any("pictures" in one for one in Candidate(page_of(work).get_latest_revision()).content_sentences())
    draft = page_of(work).get_latest_revision_as_object()
    draft.body = [
        part for part in draft.body.raw_data if part["type"] != "photo" or part["value"]["image"] != of_noor.pk
    ]
    draft.save_revision(user=rita)
    assert not any("One of you" in one for one in Candidate(page_of(work).get_latest_revision()).content_sentences())


def _with_a_photo(work, rita):
    image = make_image(user=rita)
    services.add_part(page=page_of(work), user=rita, kind="photo", value={"image": image.pk, "caption": ""})
    return file_key(image)


@a_few(1)
@pytest.mark.parametrize("road", ["account", "link", "voice"])
def test_they_say_themselves_where_they_are(work, noor, sam_is_shown, sam, rita, mo, visit, road):
    key, address = _with_a_photo(work, rita), "where-i-am/"
    made = make_link(contributor=noor, purpose="ok", made_by=rita)
    me = sam_is_shown if road == "account" else noor
    client, base = (visit(sam), f"/my/works/{work.pk}/") if road == "account" else (_opened(made), "/ok/here/")
    # A draft is nothing that they may see.
    assert client.get(base + address).url == f"{base}your-voice/"
    approved(work, rita, mo)
    if road == "voice":
        client = _opened(make_link(contributor=noor, purpose="voice", made_by=rita))
        assert base + address not in client.get(f"{base}your-voice/").content.decode()
        client.post(base + address, {"sent": "yes"})
        me.refresh_from_db()
        assert me.not_in_files == []
        return
    assert base + address in client.get(f"{base}your-voice/").content.decode()
    other = me.not_in_files = ["files.image:999999"]
    me.save()
    for ticked in ([], [key]):
        client.post(base + address, {"sent": "yes", "shown_in": ticked})
        me.refresh_from_db()
        assert me.not_in_files == sorted({*other, *([] if ticked else [key])})


def test_their_no_counts_at_once_for_what_they_find_themselves_in(work, noor, sam_is_shown, sam, rita, mo, visit):
    noor.delete()
    key = _with_a_photo(work, rita)
    sam_is_shown.not_in_files = [key]
    sam_is_shown.save()
    approved(work, rita, mo)
    record_consent(
        contributor=sam_is_shown, answers={use: use != Use.PHOTO for use in Use.values}, is_adult=True, language="en"
    )
    for user in (rita, sam):
        give_ok(page=page_of(work), user=user)
    assert page_of(work).live
    client, address = visit(sam), f"/my/works/{work.pk}/where-i-am/"
    client.post(address, {"sent": "yes"})
    assert page_of(work).live
    assert (
        "nobody else can read it now"
        in client.post(address, {"sent": "yes", "shown_in": [key]}, follow=True).content.decode()
    )
    assert not page_of(work).live


@pytest.mark.deep
@pytest.mark.parametrize("road", ["account", "link"])
def test_each_file_is_shown_with_its_kind_and_the_way_to_where_it_is_used(
    work, noor, sam_is_shown, sam, rita, mo, visit, road
):
    _with_a_photo(work, rita)
    recording = make_recording(user=rita, transcript="The driver waved.")
    services.add_part(page=page_of(work), user=rita, kind="audio", value={"media": recording.pk, "caption": ""})
    made = make_link(contributor=noor, purpose="ok", made_by=rita)
    page = approved(work, rita, mo)
    client, base = (visit(sam), f"/my/works/{work.pk}/") if road == "account" else (_opened(made), "/ok/here/")
    ok = f"{base}pages/{page.pk}/ok/" if road == "account" else f"{base}pages/{page.pk}/"
    screen = client.get(f"{base}where-i-am/").content.decode()
    assert f'<a href="{ok}">Part 2: Photo (waits for your OK)</a>' in screen
    assert f'<a href="{ok}">Part 3: Voice or sound (waits for your OK)</a>' in screen
    assert client.get(ok).status_code == 200
    assert screen.count("<img src=") == 1
    assert '<img src=""' not in screen
    assert "Picture." in screen
    assert "Sound recording." in screen
    assert "The driver waved." in screen
    # What a draft holds beside that is nothing that they may see, and its parts are nothing that they may open.
    assert "in your draft" not in screen
    assert "/parts/" not in screen


@pytest.mark.deep
def test_what_is_public_leads_to_where_everybody_reads_it(work, noor, rita, mo):
    _with_a_photo(work, rita)
    make_link(contributor=noor, purpose="ok", made_by=rita)
    page = public(work, rita, mo)
    screen = (
        _opened(make_link(contributor=noor, purpose="ok", made_by=rita)).get("/ok/here/where-i-am/").content.decode()
    )
    assert f'<a href="{page.get_url()}">Part 2: Photo (public now)</a>' in screen


def test_who_makes_it_gets_to_the_part_that_uses_it(work, noor, rita, visit):
    _with_a_photo(work, rita)
    (photo,) = [part.id for part in page_of(work).get_latest_revision_as_object().body if part.block_type == "photo"]
    way = f'<a href="/my/works/{work.pk}/parts/{photo}/">Part 2: Photo (in your draft)</a>'
    assert way in visit(rita).get(f"/my/works/{work.pk}/where-i-am/").content.decode()
    assert way in visit(rita).get(f"/my/works/{work.pk}/people/without-account/{noor.pk}/").content.decode()


@pytest.mark.deep
def test_the_cost_does_not_grow_with_the_files(work, noor, rita, visit):
    def cost():
        client = visit(rita)
        client.get(f"/my/works/{work.pk}/where-i-am/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/my/works/{work.pk}/where-i-am/")
        return len(queries)

    _with_a_photo(work, rita)
    before = cost()
    for _number in range(3):
        _with_a_photo(work, rita)
    assert cost() == before
