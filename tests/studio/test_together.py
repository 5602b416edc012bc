"""Making something together: who else is here, whose part is whose, and taking somebody off who has not begun."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from accounts.models import Person, User
from accounts.sheets import print_sheets
from authorship.models import Contributor, Work
from authorship.services import add_contributor
from consent.newcomers import may_take_off, newcomers_in, take_off
from consent.services import agrees_to_everything, take_back
from moderation.services import give_ok
from publishing.models import Decision
from stories.studio import services
from stories.studio.whose_parts import writers_of_parts
from tests.builders import change_draft
from tests.studio.making import a_person, a_story, approved, base_of, page_of, parts_of


@pytest.fixture
def joint(rita, sam) -> Work:
    """A story of two people, of which Rita has written all so far."""
    return a_story(rita, sam, title="Aubergine night")


def part_of(work: Work, user: User) -> Contributor:
    return work.contributors.get(person__user=user)


def shown(visit, user: User, work: Work, rest: str = "") -> str:
    return visit(user).get(f"/my/works/{work.pk}/{rest}").content.decode()


# Who else is here


def test_two_people_see_each_other_and_whether_they_have_the_same_part_open(rita, sam, joint, visit) -> None:
    part = f"parts/{parts_of(joint)[0]['id']}/"
    assert "is here too" not in shown(visit, rita, joint, part)
    assert "<bdi>Rita</bdi> is here too." in shown(visit, sam, joint)
    assert "<bdi>Sam</bdi> is here too." in shown(visit, rita, joint, part)
    assert "<bdi>Rita</bdi> has this open too." in shown(visit, sam, joint, part)
    assert "<bdi>Rita</bdi> is here too." in shown(visit, sam, joint, "about/")
    cache.clear()
    assert "Rita" not in shown(visit, sam, joint, "here/")


def test_a_screen_that_asks_again_hears_of_others_and_is_heard_of(rita, sam, joint, visit) -> None:
    part = parts_of(joint)[0]["id"]
    assert shown(visit, rita, joint, f"here/?at={part}").strip() == ""
    assert "<bdi>Rita</bdi> has this open too." in shown(visit, sam, joint, f"here/?at={part}")
    assert "<bdi>Rita</bdi> is here too." in shown(visit, sam, joint, "here/?at=about")
    assert "<script" not in shown(visit, rita, joint, "here/?at=<script>")


def test_nobody_who_does_not_make_it_is_seen_there_or_sees_anybody(rita, sam, joint, mo, visit) -> None:
    noor = a_person("noor", "Reporter")
    add_contributor(work=joint, person=noor.person, role=Contributor.Role.SHOWN)
    shown(visit, rita, joint)
    for stranger in (noor, mo):
        answer = visit(stranger).get(f"/my/works/{joint.pk}/here/")
        assert (answer.status_code, "Rita" in answer.content.decode()) == (404, False)
    assert "Noor</bdi> is here" not in shown(visit, sam, joint)
    take_back(contributor=part_of(joint, sam), by=sam)
    assert visit(sam).get(f"/my/works/{joint.pk}/here/").status_code == 404
    assert "is here too" not in shown(visit, rita, joint)


def test_whoever_is_alone_in_it_is_not_asked_after(rita, visit) -> None:
    work = a_story(rita)
    assert "who-is-here" not in shown(visit, rita, work)


def test_on_a_shared_phone_no_screen_asks_by_itself(rita, joint, visit) -> None:
    client = visit(rita)
    assert "data-who-is-here" in client.get(f"/my/works/{joint.pk}/").content.decode()
    client.cookies["shared_phone"] = "yes"
    assert "who-is-here" not in client.get(f"/my/works/{joint.pk}/").content.decode()


# Whose part is whose


def names(work: Work) -> dict[str, str]:
    """Return who is named at each part, without the marks that keep a name's direction."""
    found = writers_of_parts(page_of(work), parts_of(work), work.contributors.select_related("person"))
    return {part: words.translate({0x2068: None, 0x2069: None}) for part, words in found.items()}


def test_each_part_names_who_wrote_and_who_changed_it(rita, sam, joint, visit) -> None:
    first = parts_of(joint)[0]["id"]
    added = services.add_part(page=page_of(joint), user=sam, kind="words", value="Sam waited too.").part_id
    assert names(joint) == {first: "Rita", added: "Sam"}
    services.save_part(
        page=page_of(joint), user=sam, kind="words", part_id=first, base=base_of(joint), value="Changed by Sam."
    )
    assert names(joint) == {first: "Rita, Sam", added: "Sam"}
    services.move_part(page=page_of(joint), user=rita, part_id=added, up=True)
    assert names(joint) == {first: "Rita, Sam", added: "Sam"}
    page = shown(visit, rita, joint)
    assert page.index("By \u2068Sam\u2069<") < page.index("By \u2068Rita\u2069, \u2068Sam\u2069<")


def test_words_of_a_moderator_or_of_whoever_left_name_nobody(rita, sam, joint, mo, visit) -> None:
    added = services.add_part(page=page_of(joint), user=sam, kind="words", value="Sam waited too.").part_id
    first = parts_of(joint)[0]["id"]
    noor = a_person("noor", "Reporter")
    add_contributor(work=joint, person=noor.person, role="co_author")
    take_back(contributor=part_of(joint, sam), by=sam)
    assert names(joint) == {first: "Rita"}
    assert added in {part["id"] for part in parts_of(joint)}
    change_draft(page_of(joint), mo, words="Mended.")
    assert "Mo" not in "".join(names(joint).values())


def test_one_person_alone_is_not_named_at_each_part(rita, visit) -> None:
    assert "part__by" not in shown(visit, rita, a_story(rita))


# Taking somebody off who has not begun


def asked_along(work: Work, key: str = "noor", role: str = "co_author") -> Contributor:
    return add_contributor(work=work, person=a_person(key, "Reporter").person, role=role)


def test_whoever_leads_takes_somebody_off_who_has_not_begun(
    rita, joint, visit, django_capture_on_commit_callbacks
) -> None:
    noor = asked_along(joint)
    client, address = visit(rita), f"/my/works/{joint.pk}/people/{noor.pk}/take-off/"
    assert address in client.get(f"/my/works/{joint.pk}/").content.decode()
    assert "Take <bdi>Noor</bdi> off?" in client.get(address).content.decode()
    assert part_of(joint, noor.person.user)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, follow=True).content.decode()
    assert "We have told them." in answer
    assert not Contributor.everyone.filter(pk=noor.pk).exists()
    assert visit(noor.person.user).get(f"/my/works/{joint.pk}/").status_code == 404
    (message,) = [message for message in mail.outbox if message.to == ["noor@example.org"]]
    assert "Aubergine" not in message.subject + message.body
    assert "Rita" not in message.subject + message.body
    assert Decision.objects.get(kind="newcomer_off").by_id == rita.pk


def wrote(work: Work, noor: Contributor) -> None:
    services.add_part(page=page_of(work), user=noor.person.user, kind="words", value="Me too.")


def wrote_in_a_version_that_was_deleted(work: Work, noor: Contributor) -> None:
    wrote(work, noor)
    page = page_of(work)
    written = page.latest_revision
    services.add_part(page=page, user=work.contributors.first().person.user, kind="words", value="And I.")
    written.delete()


def agreed(work: Work, noor: Contributor) -> None:
    agrees_to_everything(contributor=noor)


def said_yes(work: Work, noor: Contributor) -> None:
    rita, mo = work.contributors.first().person.user, a_person("mo", "Moderator")
    approved(work, rita, mo)
    give_ok(page=page_of(work), user=noor.person.user)


def left(work: Work, noor: Contributor) -> None:
    take_back(contributor=noor, by=noor.person.user)


@pytest.mark.parametrize("begun", [wrote, wrote_in_a_version_that_was_deleted, agreed, said_yes, left])
def test_nobody_is_taken_off_who_has_begun(rita, joint, visit, begun) -> None:
    noor = asked_along(joint)
    begun(joint, noor)
    client, address = visit(rita), f"/my/works/{joint.pk}/people/{noor.pk}/take-off/"
    assert address not in client.get(f"/my/works/{joint.pk}/").content.decode()
    assert "cannot be taken off" in client.post(address, follow=True).content.decode()
    assert Contributor.everyone.filter(pk=noor.pk).exists()
    with pytest.raises(PermissionDenied):
        take_off(contributor=noor, by=rita)


def test_nobody_takes_off_a_teller_themselves_or_somebody_without_an_account(rita, sam, joint) -> None:
    teller, noor = asked_along(joint, "tom", "teller"), asked_along(joint)
    silent = add_contributor(work=joint, person=Person.objects.create(name="Bea"), role="co_author")
    visible = {person.pk for person in newcomers_in(joint)}
    assert visible == {noor.pk, part_of(joint, sam).pk}
    for person in (teller, silent, part_of(joint, rita)):
        assert not may_take_off(rita, person)
    assert may_take_off(rita, noor)


@pytest.mark.parametrize("who", ["sam", "noor", "stranger", "mo"])
def test_nobody_but_whoever_leads_takes_anybody_off(rita, joint, mo, visit, who) -> None:
    noor = asked_along(joint)
    user = {"mo": mo, "noor": noor.person.user}.get(who) or User.objects.filter(email=f"{who}@example.org").first()
    user = user or a_person("stranger", "Reporter")
    visit(user).post(f"/my/works/{joint.pk}/people/{noor.pk}/take-off/")
    assert Contributor.everyone.filter(pk=noor.pk).exists()
    with pytest.raises(PermissionDenied):
        take_off(contributor=noor, by=user)


def test_whoever_is_of_another_work_is_not_reached_from_here(rita, joint, visit) -> None:
    other = a_story(a_person("una", "Reporter"))
    noor = asked_along(other)
    visit(rita).post(f"/my/works/{joint.pk}/people/{noor.pk}/take-off/")
    assert Contributor.everyone.filter(pk=noor.pk).exists()


def test_somebody_without_email_is_to_be_told_in_person(rita, joint, visit, tess) -> None:
    user = print_sheets(how_many=1, by=tess)[0].sheet.user
    noor = add_contributor(work=joint, person=Person.objects.of(user), role="co_author")
    address = f"/my/works/{joint.pk}/people/{noor.pk}/take-off/"
    assert "please tell them yourself" in visit(rita).get(address).content.decode()
