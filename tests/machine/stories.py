"""The stories that stand in the house when a run begins: one in every state."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone

from authorship.models import Contributor
from authorship.selectors import contributors_of
from authorship.services import what_is_seen
from authorship.voices import ask_recorder, make_link
from consent.looking import open_looks
from consent.services import agrees_to_everything, hide, take_back
from moderation.appeals import appeal
from moderation.flags import raise_flag
from moderation.leavers import say_recognisable
from moderation.pausing import pause
from moderation.services import give_ok, record_yes, send_in, waiting_ok_step
from publishing.candidates import Candidate
from publishing.models import Release
from publishing.services import take_down
from tests.builders import act, fresh, picture_bytes, publish
from tests.machine.house import House
from tests.translating import approved, give, sent, translated

LONG_ENOUGH_TO_APPROVE = timedelta(seconds=20)


def drafts(house: House) -> None:
    """Drafts, one sent in, one that waits for OKs."""
    p = house.people
    words = ("words", house.beliefs.token(p.reporter.person_id_in_house))
    house.keep(house.draft(p.reporter, body=[words, ("photo", house.photo(p.reporter))]))
    house.keep(house.draft(p.trainer, p.reporter2))
    sent = house.draft(p.reporter, p.reporter2)
    send_in(page=sent, user=p.reporter)
    house.keep(sent)
    waiting = house.draft(p.reporter2, p.reporter3)
    send_in(page=waiting, user=p.reporter2)
    act(waiting, p.moderator, "approve")
    house.keep(waiting)


def public_ones(house: House) -> None:
    """Public stories: of one person, of several with files, with an alias, with a newer draft, with a translation."""
    p = house.people
    alone = publish(house.draft(p.reporter), p)
    urdu = translated(alone, p, words=lambda source: house.beliefs.token(p.reporter.person_id_in_house))
    house.keep(alone)
    body = [("words", house.beliefs.token(p.reporter.person_id_in_house)), ("photo", house.photo(p.reporter2))]
    joint = house.draft(p.reporter, p.reporter2, p.trainer, roles=("co_author", "supporter"), body=body)
    joint = publish(joint, p)
    alias = joint.create_alias(update_slug=house.beliefs.token(p.reporter.person_id_in_house))
    house.keep(joint)
    house.keep(alias)
    heard = house.draft(
        p.reporter3,
        p.reporter2,
        p.trainer2,
        roles=("co_author", "photographer"),
        body=[("audio", house.recording(p.reporter3))],
    )
    house.keep(publish(heard, p, moderator=p.moderator2))
    house.keep(urdu)


def in_other_languages(house: House) -> None:
    """Public stories whose translation is on its way: given, sent, compared and approved."""
    p = house.people
    for number, code in enumerate(("pl", "pl", "ro", "ro")):
        page = publish(house.draft((p.reporter, p.reporter2)[number % 2]), p)
        house.keep(page)
        target = give(page, p, code)
        words = house.beliefs.token(contributors_of(page).first().person_id)
        if number:
            sent(target, p, words=lambda source, words=words: words)
        if number == 3:
            approved(target, p)
        house.keep(fresh(target))


def put_away(house: House) -> None:
    """A hidden story, one that was taken back, and one whose hour has come though the clock has not."""
    p = house.people
    hidden = publish(house.draft(p.reporter2, p.reporter), p)
    hide(contributor=contributors_of(hidden).first(), by=p.reporter2)
    house.keep(hidden)
    gone = publish(house.draft(p.reporter), p)
    take_down(fresh(gone), by=p.reporter, revoke=True)
    house.beliefs.ended[gone.pk] = Release.objects.filter(object_id=str(gone.pk)).latest("pk").pk
    house.keep(gone)
    hour = timezone.now() + LONG_ENOUGH_TO_APPROVE
    soon = publish(house.draft(p.reporter3, go_live_at=hour), p)
    assert not soon.live, "its hour came while it was being approved"
    house.keep(soon)
    house.ready_at = hour
    later = house.draft(p.reporter, go_live_at=timezone.now() + timedelta(days=7))
    house.keep(publish(later, p))


def review_soon(house: House) -> None:
    """A public story whose time is over in a month."""
    p = house.people
    page = house.draft(p.reporter2, p.trainer2)
    with override_settings(CONSENT_REVIEW_MONTHS=1):
        agrees_to_everything(contributor=contributors_of(page).first())
    house.keep(publish(page, p))


def of_people_without_account(house: House) -> None:
    """Stories with somebody who comes by a link, public and waiting, and with somebody who says it on paper."""
    p = house.people
    for is_public in (True, False):
        page = house.draft(p.reporter)
        noor = house.without_account(page, p.reporter, "Noor", link="ok")
        _check(house, page, p.reporter)
        if is_public:
            _both_say_yes(house, page, noor)
        house.keep(page)
    for is_recorded in (False, True):
        page = house.draft(p.reporter)
        ann = house.without_account(page, p.reporter, "Ann")
        ask_recorder(contributor=ann, trainer=p.trainer2, asked_by=p.reporter)
        _check(house, page, p.reporter)
        if is_recorded:
            proof = SimpleUploadedFile("yes.jpg", picture_bytes(size=(16, 12)), "image/jpeg")
            record_yes(
                page=fresh(page), contributor=ann, recorded_by=p.trainer2, kind="paper", file=proof, seen=_seen(page)
            )
        house.keep(page)


def _seen(page: Any) -> str:
    return what_is_seen(Candidate(waiting_ok_step(fresh(page)).revision))


def _check(house: House, page: Any, sender: Any) -> None:
    send_in(page=fresh(page), user=sender)
    act(page, house.people.moderator, "approve")


def _both_say_yes(house: House, page: Any, somebody: Contributor) -> None:
    """The reporter, and somebody who came by a link."""
    give_ok(page=fresh(page), user=house.people.reporter)
    give_ok(page=fresh(page), contributor=somebody, link=house.links[somebody.pk].link)


def stopped(house: House) -> None:
    """Stories that were paused, one of which somebody appealed, and stories about which somebody is worried."""
    p = house.people
    page = house.draft(p.reporter)
    rosa = house.without_account(page, p.reporter, "Rosa", link="ok")
    _check(house, page, p.reporter)
    _both_say_yes(house, page, rosa)
    pause(page=fresh(page), by=p.moderator, ground="law", reason="It names an employer.")
    house.keep(page)
    page = publish(house.draft(p.reporter2, p.moderator3), p)
    made = pause(page=page, by=p.moderator, ground="safeguarding", reason="It names a child.")
    appeal(pause=made, contributor=contributors_of(page).first())
    house.keep(page)
    for danger_now in (False, True):
        page = publish(house.draft(p.reporter3, p.lead2), p)
        raise_flag(page=page, words="I am worried.", by=p.trainer, danger_now=danger_now)
        house.keep(page)


def somebody_left(house: House) -> None:
    """Joint stories after somebody left: it waits for a look, they object, come by a link. And one not sent in."""
    p = house.people
    for objects in (False, True):
        page = publish(house.draft(p.reporter, p.reporter2), p)
        _leaves(house, page, contributors_of(page).get(person__user=p.reporter2))
        if objects:
            say_recognisable(look=open_looks().get(page_id=page.pk), road="account", user=p.reporter2)
        house.keep(page)
    page = house.draft(p.reporter, p.reporter2)
    draft = page.get_latest_revision_as_object()
    draft.body.append(("words", house.beliefs.token(p.reporter2.person_id_in_house)))
    draft.save_revision(user=p.reporter2)
    publish(fresh(page), p)
    _goes(house, page, contributors_of(page).get(person__user=p.reporter2))
    house.keep(page)
    page = house.draft(p.reporter)
    sam = house.without_account(page, p.reporter, "Sam", role="shown", link="ok")
    _check(house, page, p.reporter)
    _both_say_yes(house, page, sam)
    house.links[sam.pk] = make_link(contributor=sam, purpose="voice", made_by=p.reporter)
    _leaves(house, page, sam)
    house.keep(page)


def _leaves(house: House, page: Any, somebody: Contributor) -> None:
    """Somebody takes back a public story, and the others send it in anew."""
    _goes(house, page, somebody)
    draft = fresh(page).get_latest_revision_as_object()
    draft.title = house.beliefs.token(house.people.reporter.person_id_in_house)
    draft.save_revision(user=house.people.reporter)
    _check(house, page, house.people.reporter)


def _goes(house: House, page: Any, somebody: Contributor) -> None:
    """Somebody takes back a public story; the others have a draft in which nothing has changed yet."""
    take_back(contributor=somebody, by=somebody.person.user)
    house.beliefs.left.append((str(page.translation_key), somebody.person_id, True))
    house.beliefs.ended[page.pk] = Release.objects.filter(object_id=str(page.pk)).latest("pk").pk


def training(house: House) -> None:
    """A programme; modules of one person, of several with a picture, after one of them left, and one not sent in."""
    p = house.people
    programme = publish(house.programme(), p)
    house.keep(programme)
    house.keep(publish(house.module(programme), p))
    joint = house.module(programme, p.reporter, p.reporter2, roles=("co_author", "photographer"))
    house.keep(publish(joint, p))
    left = publish(house.module(programme, p.reporter3), p)
    gone = contributors_of(left).get(person__user=p.reporter3)
    take_back(contributor=gone, by=p.reporter3)
    house.beliefs.left.append((str(left.translation_key), gone.person_id, True))
    house.keep(left)
    house.keep(house.module(programme, p.reporter2, p.moderator3))


STORIES = (
    drafts,
    public_ones,
    in_other_languages,
    put_away,
    review_soon,
    of_people_without_account,
    stopped,
    somebody_left,
    training,
)
