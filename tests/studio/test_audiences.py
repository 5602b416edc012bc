"""Who reads a story that is not for everybody: its group or the project, and nobody else by any road."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import ReporterGroup, User
from authorship.models import Contributor, YourOK
from authorship.selectors import work_of
from authorship.services import add_contributor, choose_credit
from consent.audiences import Choice, choose_audience
from consent.erasure import erase_person
from consent.models import ConsentEntry
from consent.selectors import must_answer
from consent.services import agrees_to_everything, hide, record_consent, show_again, take_back
from consent.wording import Use
from files.models import Image, Media, PublicFile
from moderation.flags import raise_flag
from moderation.models import Flag
from moderation.services import give_ok, send_in
from publishing.audit import audit_public
from publishing.candidates import writers_of
from publishing.errors import NotReleased, PublishBlocked
from publishing.models import Decision, Release
from publishing.selectors import is_released
from publishing.services import go_live, narrow
from stories.models import StoryPage
from stories.studio import services
from tests.builders import act, make_image, make_recording
from tests.studio.making import a_person, a_story, approved, everybody_is_named, page_of, public, sent_in
from tests.translating import translated

SECRET = "qzsecret"
TRANSLATING = {"translator": "Translator", "reviewer": "Language reviewer", "admin": "Administrator"}
PROJECT, PUBLIC = "project", "public"


@pytest.fixture
def shared(rita: User, sam: User, mo: User) -> SimpleNamespace:
    """A story of Rita and Sam for their group, not sent in yet; Gita is in the group, Ola in another, Uma in none."""
    picture = make_image(user=rita, alt=f"{SECRET} picture")
    parts = (("words", f"{SECRET} words"), ("photo", {"image": picture.pk, "caption": f"{SECRET} caption"}))
    work = a_story(rita, sam, title=f"{SECRET} title", parts=parts)
    gita, ola, uma = (a_person(name, "Reporter") for name in ("gita", "ola", "uma"))
    group = ReporterGroup.objects.create(name="Thursday group")
    group.members.add(rita, gita)
    ReporterGroup.objects.create(name="Other group").members.add(ola)
    found = SimpleNamespace(
        work=work, rita=rita, sam=sam, mo=mo, gita=gita, ola=ola, uma=uma, group=group, code=f"group:{group.pk}"
    )
    found.picture = picture
    choose(found, found.code)
    return found


def part_of(shared: SimpleNamespace, user: User) -> Contributor:
    """Return the part that somebody has in the story."""
    return shared.work.contributors.select_related("work__page", "person").get(person__user=user)


def choose(shared: SimpleNamespace, audience: str, *, by: User | None = None) -> Choice:
    """Let somebody choose who should read it; Rita where nobody is named."""
    user = by or shared.rita
    done = choose_audience(contributor=part_of(shared, user), audience=audience, by=User.objects.get(pk=user.pk))
    shared.work.refresh_from_db()
    return done


def all_the_way(shared: SimpleNamespace) -> StoryPage:
    """Send it in, have it checked, and let both say yes."""
    approved(shared.work, shared.rita, shared.mo)
    for user in (shared.rita, shared.sam):
        give_ok(page=page_of(shared.work), user=user)
    return page_of(shared.work)


def reads(user: User | None, shared: SimpleNamespace) -> bool:
    """Say whether somebody finds the story among what is shared with them, and can open it: both or neither."""
    client = Client()
    if user is not None:
        client.force_login(User.objects.get(pk=user.pk))
    listed = SECRET in client.get("/my/shared/").content.decode()
    answer = client.get(f"/my/shared/{shared.work.pk}/")
    opened = answer.status_code == 200 and f"{SECRET} words" in answer.content.decode()
    assert listed == opened
    assert opened or SECRET not in answer.content.decode()
    return opened


def readers(shared: SimpleNamespace) -> set[str]:
    """Return who of the people around it reads it as one with whom it is shared."""
    people = {name: getattr(shared, name) for name in ("rita", "sam", "mo", "gita", "ola", "uma")}
    return {name for name, user in (people | {"nobody": None}).items() if reads(user, shared)}


def test_for_whom_it_is_is_said_in_the_language_of_the_sentence_around_it(shared: SimpleNamespace) -> None:
    choose(shared, PROJECT)
    all_the_way(shared)
    client = Client(headers={"accept-language": "ur"})
    client.force_login(User.objects.get(pk=shared.gita.pk))
    page = client.get(f"/my/shared/{shared.work.pk}/").content.decode()
    said = page.partition("It is only for <bdi>")[2].partition("</bdi>")[0]
    assert said.isascii()
    assert said


def open_to_the_public(page: StoryPage) -> list[str]:
    """Return the public addresses at which a word of the story stands."""
    places = ("/", "/stories/", "/feed/", "/sitemap.xml", f"/search/?q={SECRET}", "/api/v2/pages/?fields=*")
    found = {place: Client().get(place) for place in (*places, page.get_url(), f"/api/v2/pages/{page.pk}/")}
    # A page that says "not here" may repeat its address, and search what was searched for.
    return [place for place, answer in found.items() if f"{SECRET} title" in answer.content.decode()]


# What they read


def test_they_read_the_words_that_were_frozen_with_its_files(shared) -> None:
    sound = make_recording(user=shared.rita, language="en", transcript=f"{SECRET} said")
    services.add_part(
        page=page_of(shared.work), user=shared.rita, kind="audio", value={"media": sound.pk, "caption": ""}
    )
    all_the_way(shared)
    # As no form can, and no signal notices.
    Image.objects.filter(pk=shared.picture.pk).update(alt_text="qzloose picture", credit="qzloose credit")
    Media.objects.filter(pk=sound.pk).update(transcript="qzloose said")
    client = Client()
    client.force_login(shared.gita)
    shown = client.get(f"/my/shared/{shared.work.pk}/").content.decode()
    assert "qzloose" not in shown
    assert f"{SECRET} picture" in shown
    assert f"{SECRET} said" in shown
    Image.objects.filter(pk=shared.picture.pk).update(sha256="0" * 64)
    Media.objects.filter(pk=sound.pk).update(sha256="0" * 64)
    shown = client.get(f"/my/shared/{shared.work.pk}/").content.decode()
    assert f"{SECRET} picture" not in shown
    assert f"{SECRET} said" not in shown
    assert f"{SECRET} words" in shown


# Who reads it


@pytest.mark.parametrize(
    ("audience", "expected"),
    [("group", {"rita", "gita"}), (PROJECT, {"rita", "sam", "mo", "gita", "ola", "uma"}), (PUBLIC, set())],
)
def test_just_its_audience_reads_it_and_only_once_everybody_said_yes(shared, audience, expected):
    choose(shared, shared.code if audience == "group" else audience)
    assert readers(shared) == set()
    sent_in(shared.work, shared.rita)
    assert readers(shared) == set()
    act(page_of(shared.work), shared.mo, "approve")
    give_ok(page=page_of(shared.work), user=shared.rita)
    assert readers(shared) == set()
    assert give_ok(page=page_of(shared.work), user=shared.sam)
    assert readers(shared) == expected
    page = page_of(shared.work)
    assert page.live == is_released(page) == (audience == PUBLIC)
    assert bool(open_to_the_public(page)) == (audience == PUBLIC)
    assert PublicFile.objects.exists() == (audience == PUBLIC)
    assert audit_public() == []
    of_it = Decision.objects.filter(content_type__model="work", object_id=str(shared.work.pk))
    lines = of_it.filter(kind__in=("released", "shared"))
    assert list(lines.values_list("kind", flat=True)) == ["released" if audience == PUBLIC else "shared"]


def test_whoever_leaves_the_group_or_loses_their_role_reads_nothing_any_more(shared):
    all_the_way(shared)
    assert reads(shared.gita, shared)
    shared.gita.groups.clear()
    assert not reads(shared.gita, shared)
    shared.group.members.remove(shared.rita)
    assert readers(shared) == set()
    assert set(Decision.objects.filter(kind__startswith="group_").values_list("kind", "object_id", "detail")) >= {
        ("group_joined", str(shared.gita.pk), f"group {shared.group.pk}"),
        ("group_left", str(shared.rita.pk), f"group {shared.group.pk}"),
    }


def test_nobody_can_make_it_live_by_hand(shared):
    page = all_the_way(shared)
    release = Release.objects.get(object_id=str(page.pk), state="valid")
    page.live, page.live_revision_id = True, release.revision_id
    with pytest.raises(NotReleased, match="smaller audience"):
        page.save()
    go_live(release)
    assert not page_of(shared.work).live


def test_its_files_stay_in_the_private_place_and_a_stranger_gets_no_link_to_them(shared):
    all_the_way(shared)
    client = Client()
    client.force_login(shared.gita)
    words = client.get(f"/my/shared/{shared.work.pk}/").content.decode()
    assert f"{SECRET} picture" in words
    assert "/files/public/" not in words
    assert "Only <bdi>the people in the group “Thursday group”</bdi>" in words
    assert "Share it with care" not in words
    assert "Please keep it here" in words


def test_a_later_change_is_not_shown_before_everybody_said_yes_to_it(shared):
    page = all_the_way(shared)
    draft = page.get_latest_revision_as_object()
    draft.title = f"{SECRET} title, newer"
    draft.save_revision(user=shared.rita)
    client = Client()
    client.force_login(shared.gita)
    assert "newer" not in client.get("/my/shared/").content.decode()
    assert "newer" not in client.get(f"/my/shared/{shared.work.pk}/").content.decode()
    client.force_login(shared.rita)
    assert (
        "What you have changed since is shown to nobody yet"
        in client.get(f"/my/works/{shared.work.pk}/").content.decode()
    )


def test_words_that_differ_from_the_release_are_shown_to_nobody(shared, monkeypatch):
    all_the_way(shared)
    monkeypatch.setattr("stories.studio.shared.revision_digest", lambda revision: "0" * 64)
    client = Client()
    client.force_login(shared.gita)
    assert client.get(f"/my/shared/{shared.work.pk}/").status_code == 404


# Wider and narrower


def test_more_people_need_a_new_check_and_a_new_yes_of_everybody(shared):
    page = all_the_way(shared)
    assert choose(shared, PUBLIC) is Choice.WISHED
    assert readers(shared) == {"rita", "gita"}
    assert not page_of(shared.work).live
    assert must_answer(part_of(shared, shared.sam)), "nobody has been asked yet whether everybody may read it"
    everybody_is_named(shared.work)
    send_in(page=page, user=shared.rita)
    act(page_of(shared.work), shared.mo, "approve")
    give_ok(page=page_of(shared.work), user=shared.rita)
    assert not page_of(shared.work).live
    give_ok(page=page_of(shared.work), user=shared.sam)
    assert page_of(shared.work).live
    assert readers(shared) == set(), "it is public, and no longer shared beside that"


def test_a_yes_to_fewer_readers_is_none_to_more(shared):
    approved(shared.work, shared.rita, shared.mo)
    give_ok(page=page_of(shared.work), user=shared.rita)
    shared.work.refresh_from_db()
    shared.work.audience = PUBLIC
    shared.work.save()
    for contributor in shared.work.contributors.all():
        # Only their yes to the exact words is missing.
        agrees_to_everything(contributor=contributor)
    assert not give_ok(page=page_of(shared.work), user=shared.sam)
    assert not Release.objects.filter(object_id=str(shared.work.page_id)).exists()


def test_nobody_chooses_more_readers_while_it_is_being_checked(shared):
    sent_in(shared.work, shared.rita)
    with pytest.raises(PublishBlocked):
        choose(shared, PUBLIC)
    shared.work.refresh_from_db()
    assert shared.work.audience == shared.code


def test_fewer_people_read_it_at_once_and_the_public_address_is_gone(shared, django_capture_on_commit_callbacks):
    choose(shared, PUBLIC)
    page = public(shared.work, shared.rita, shared.mo)
    address = page.get_url()
    assert Client().get(address).status_code == 200
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert choose(shared, shared.code) is Choice.NARROWED
    assert Client().get(address).status_code == 410
    assert open_to_the_public(page_of(shared.work)) == []
    assert readers(shared) == {"rita", "gita"}
    assert [letter.to for letter in mail.outbox] == [[shared.sam.email]]
    assert SECRET not in mail.outbox[0].body + mail.outbox[0].subject
    call_command("run_due", verbosity=0)
    assert not PublicFile.objects.exists()
    assert audit_public() == []


@pytest.mark.parametrize("who", ["rita", "sam"])
@pytest.mark.parametrize("how", ["no", "time is over"])
def test_nobody_reads_it_where_somebody_in_it_does_not_want_those_fewer_people(shared, who, how):
    choose(shared, PUBLIC)
    page = public(shared.work, shared.rita, shared.mo)
    contributor = part_of(shared, getattr(shared, who))
    yesterday = timezone.localdate() - timedelta(days=1)
    ConsentEntry.objects.create(
        person_id=contributor.person_id,
        work_id=contributor.work_id,
        use=Use.SHARED,
        agreed=how != "no",
        review_on=None if how == "no" else yesterday,
        language="en",
        how="online",
    )
    assert page_of(shared.work).live
    assert choose(shared, PROJECT) is Choice.HIDDEN
    assert Client().get(page.get_url()).status_code == 410
    assert readers(shared) == set()
    assert shared.work.audience == PROJECT
    assert not Decision.objects.filter(kind="narrowed").exists()
    call_command("run_due", verbosity=0)
    assert audit_public() == []


def test_fewer_people_read_it_at_once_in_every_language(shared):
    choose(shared, PUBLIC)
    page = public(shared.work, shared.rita, shared.mo)
    helpers = {key: a_person(key, role) for key, role in TRANSLATING.items()}
    urdu = translated(page, SimpleNamespace(moderator=shared.mo, **helpers))
    assert choose(shared, PROJECT) is Choice.NARROWED
    urdu.refresh_from_db()
    assert not urdu.live
    assert Client().get(urdu.get_url()).status_code == 410
    assert readers(shared) == {"rita", "sam", "mo", "gita", "ola", "uma"}
    assert work_of(urdu).audience == PROJECT


def test_narrowing_stops_what_was_sent_in_for_more(shared):
    choose(shared, PUBLIC)
    page = public(shared.work, shared.rita, shared.mo)
    draft = page.get_latest_revision_as_object()
    draft.title = f"{SECRET} newer"
    draft.save_revision(user=shared.rita)
    send_in(page=page_of(shared.work), user=shared.rita)
    assert choose(shared, PROJECT) is Choice.NARROWED
    assert not page_of(shared.work).workflow_in_progress


def test_what_was_said_before_it_was_narrowed_does_not_bring_it_back_to_the_public(shared):
    choose(shared, PUBLIC)
    public(shared.work, shared.rita, shared.mo)
    yeses = YourOK.objects.count()
    choose(shared, PROJECT)
    choose(shared, PUBLIC)
    send_in(page=page_of(shared.work), user=shared.rita)
    act(page_of(shared.work), shared.mo, "approve")
    assert not page_of(shared.work).live
    give_ok(page=page_of(shared.work), user=shared.rita)
    assert YourOK.objects.count() == yeses + 1
    assert not page_of(shared.work).live, "Sam has not said yes to the public anew"


def test_whoever_changes_their_mind_goes_back_to_what_is_shown(shared):
    all_the_way(shared)
    choose(shared, PUBLIC)
    choose(shared, shared.code)
    hide(contributor=part_of(shared, shared.rita), by=shared.rita)
    assert readers(shared) == set()
    assert show_again(contributor=part_of(shared, shared.rita), user=shared.rita)
    assert readers(shared) == {"rita", "gita"}


def test_only_those_whose_story_it_is_narrow_it(shared):
    choose(shared, PUBLIC)
    helper = add_contributor(work=shared.work, person=shared.uma.person, role="supporter")
    agrees_to_everything(contributor=helper)
    choose_credit(contributor=helper, credit="none")
    public(shared.work, shared.rita, shared.mo)
    with pytest.raises(PermissionDenied):
        choose(shared, PROJECT, by=shared.uma)
    assert page_of(shared.work).live
    assert choose(shared, PROJECT, by=shared.sam) is Choice.NARROWED


@pytest.mark.parametrize("audience", ["group:999999", "everybody", "", "group:x"])
def test_nobody_chooses_a_group_that_they_are_not_in(shared, audience):
    other = ReporterGroup.objects.get(name="Other group")
    for code in (audience, f"group:{other.pk}"):
        with pytest.raises(PermissionDenied):
            choose(shared, code)


def test_narrowing_does_not_let_a_writer_approve(shared):
    choose(shared, PUBLIC)
    page = public(shared.work, shared.rita, shared.mo)
    second = a_person("mia", "Moderator")
    draft = page.get_latest_revision_as_object()
    draft.title = f"{SECRET} mended"
    draft.save_revision(user=second)
    choose(shared, PROJECT)
    assert second.pk in writers_of(page_of(shared.work))


def test_narrow_refuses_to_widen(shared):
    page = all_the_way(shared)
    for audience in (PROJECT, PUBLIC, shared.code):
        with pytest.raises(NotReleased):
            narrow(page, chosen={"audience": audience, "audience_choice": 1})
    assert readers(shared) == {"rita", "gita"}


# Taking it back


def _hide(shared: SimpleNamespace) -> None:
    hide(contributor=part_of(shared, shared.sam), by=shared.sam)


def _take_back(shared: SimpleNamespace) -> None:
    take_back(contributor=part_of(shared, shared.sam), by=shared.sam)


def _say_no(use: str) -> Any:
    def say(shared: SimpleNamespace) -> None:
        record_consent(contributor=part_of(shared, shared.sam), answers={use: False}, is_adult=True, language="en")

    return say


def _erase(shared: SimpleNamespace) -> None:
    erase_person(person=shared.rita.person, by=a_person("ada", "Administrator"))


def _danger(shared: SimpleNamespace) -> None:
    raise_flag(page=page_of(shared.work), words="worried", by=shared.gita, danger_now=True)


ENDS = {
    "hide": _hide,
    "take back": _take_back,
    "no to being read": _say_no(Use.SHARED),
    "no to pictures": _say_no(Use.PHOTO),
    "erase": _erase,
    "danger now": _danger,
}


@pytest.mark.parametrize("end", ENDS)
def test_it_is_gone_for_everybody_at_once(shared, end):
    all_the_way(shared)
    assert readers(shared) == {"rita", "gita"}
    ENDS[end](shared)
    assert readers(shared) == set()
    assert all(open_to_the_public(page) == [] for page in StoryPage.objects.filter(pk=shared.work.page_id))
    assert audit_public() == []


def test_it_is_hidden_where_nobody_confirmed_it_in_time(shared):
    all_the_way(shared)
    past = timezone.localdate() - timedelta(days=1)
    entry = ConsentEntry.objects.filter(person=shared.sam.person, use=Use.SHARED).get()
    ConsentEntry.objects.bulk_create(
        [
            ConsentEntry(
                person_id=entry.person_id,
                work_id=entry.work_id,
                use=entry.use,
                agreed=True,
                how=entry.how,
                language="en",
                wording=entry.wording,
                review_on=past,
            )
        ]
    )
    call_command("run_due", verbosity=0)
    assert readers(shared) == set()


def test_a_date_that_does_not_count_keeps_no_other_from_counting(shared):
    choose(shared, PUBLIC)
    public(shared.work, shared.rita, shared.mo)
    past = timezone.localdate() - timedelta(days=1)
    told = {"how": "online", "language": "en", "wording": "x", "agreed": True, "review_on": past}
    for use in (Use.SHARED, Use.PUBLIC_PAGE):
        ConsentEntry.objects.create(person=shared.sam.person, work=shared.work, use=use, **told)
    call_command("run_due", verbosity=0)
    assert not page_of(shared.work).live


def test_a_no_to_the_public_page_does_not_hide_it_from_the_group(shared):
    all_the_way(shared)
    _say_no(Use.PUBLIC_PAGE)(shared)
    assert readers(shared) == {"rita", "gita"}


def test_no_name_and_a_picture_taken_away_count_at_once_in_what_is_shared(shared):
    helper = add_contributor(work=shared.work, person=shared.uma.person, role="photographer")
    agrees_to_everything(contributor=helper)
    Image.objects.filter(pk=shared.picture.pk).update(uploaded_by_user=shared.uma)
    everybody_is_named(shared.work)
    approved(shared.work, shared.rita, shared.mo)
    for user in (shared.rita, shared.sam, shared.uma):
        give_ok(page=page_of(shared.work), user=user)
    client = Client()
    client.force_login(shared.gita)
    address = f"/my/shared/{shared.work.pk}/"
    before = client.get(address).content.decode()
    assert f"{SECRET} picture" in before
    assert "Uma" in before
    take_back(contributor=part_of(shared, shared.uma), by=shared.uma)
    after = client.get(address).content.decode()
    assert f"{SECRET} words" in after
    assert f"{SECRET} picture" not in after
    assert "Uma" not in after


# Screens


def test_a_reader_can_tell_the_leads_and_a_stranger_cannot(shared):
    all_the_way(shared)
    address = f"/my/shared/{shared.work.pk}/worried/"
    for user, status in ((shared.ola, 404), (shared.gita, 302)):
        client = Client()
        client.force_login(user)
        assert client.post(address, {"words": "I am worried"}).status_code == status
    assert Flag.objects.get().page_id == shared.work.page_id


def test_the_screen_says_what_comes_of_it(shared):
    client = Client()
    client.force_login(shared.rita)
    address = f"/my/works/{shared.work.pk}/audience/"
    words = client.get(address).content.decode()
    assert "The people in the group “Thursday group”" in words
    assert "Other group" not in words
    assert client.post(address, {}).status_code == 200
    assert "Nobody new can read it yet" in client.post(address, {"audience": PROJECT}, follow=True).content.decode()
    page = all_the_way(shared)
    assert "Change who should read it" in client.get(f"/my/works/{shared.work.pk}/").content.decode()
    told = client.post(address, {"audience": shared.code}, follow=True).content.decode()
    assert "From now on fewer people can read it" in told
    assert not page.live
    assert readers(shared) == {"rita", "gita"}


@pytest.mark.parametrize("who", ["sam", "rita"])
def test_whoever_is_asked_hears_who_would_read_it(shared, who):
    approved(shared.work, shared.rita, shared.mo)
    client = Client()
    client.force_login(getattr(shared, who))
    words = client.get(f"/my/works/{shared.work.pk}/ok/").content.decode()
    assert "the people in the group “Thursday group”" in words
    assert "Yes, show this to them" in words
    assert "Yes, publish this" not in words
    agree = client.get(f"/my/works/{shared.work.pk}/agree/").content.decode()
    assert "Show it to the people you chose" in agree
    assert "where everybody can read it" not in agree
