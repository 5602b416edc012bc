"""One house, built once: people who are signed in, and stories in every state. Each run begins in it."""

import copy
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, TaskState

from accounts.models import Person
from authorship.models import Contributor
from authorship.selectors import contributors_of
from authorship.services import choose_credit
from authorship.voices import MadeLink, add_person, ask_recorder, make_link
from consent.services import agrees_to_everything, hide
from home.setting_up import make_person, make_site
from moderation.services import give_ok, send_in
from publishing.models import Release
from publishing.services import take_down
from stories.models import StoryPage
from tests.builders import act, add_co_author, fresh, make_draft, make_image, make_people, make_recording, publish
from tests.machine.beliefs import Beliefs, live_pages, stand

NOBODY = 0


class House:
    """The people, their browsers, and what we believe of the stories when a run begins."""

    def __init__(self) -> None:
        make_site()
        self.people = self._people()
        self.beliefs = Beliefs()
        self.links: dict[int, MadeLink] = {}
        """Contributor without an account → the link of their own."""
        self._clients: dict[int, Client] = {}
        self._cookies: dict[int, SimpleCookie] = {}
        self.public = Client()
        for build in STORIES:
            build(self)
        for user in self.users:
            self._sign_in(user.pk, user)
        self._sign_in(NOBODY, None)
        for contributor_id in self.links:
            self._sign_in(-contributor_id, None)
        self._note_records()

    def _people(self) -> SimpleNamespace:
        people = make_people()
        for key, role in (("reporter3", "Reporter"), ("moderator3", "Moderator")):
            user = make_person(email=f"{key}@example.net", name=f"{key.title()} Person", roles=[role])
            user.person.responsible_storytelling_on = timezone.localdate()
            user.person.save()
            setattr(people, key, user)
        for user in vars(people).values():
            person = Person.objects.filter(user=user).first()
            user.person_id_in_house = person.pk if person else None
        return people

    @property
    def users(self) -> list[Any]:
        """Every account."""
        return list(vars(self.people).values())

    def _sign_in(self, number: int, user: Any) -> None:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        self._clients[number] = client
        self._cookies[number] = copy.deepcopy(client.cookies)

    def client(self, user: Any) -> Client:
        """Return the browser of an account, or of somebody who is not signed in."""
        return self._clients[user.pk if user is not None else NOBODY]

    def linked(self, contributor_id: int) -> Client:
        """Return a browser in which somebody without an account has opened their own link."""
        client, made = self._clients[-contributor_id], self.links[contributor_id]
        if not client.cookies:
            token = made.address.rstrip("/").rpartition("/")[2]
            client.post(f"/ok/{token}/", {"code": made.code})
        return client

    def move_in(self) -> Beliefs:
        """Begin a run: every browser as it was, and what we believe."""
        for number, client in self._clients.items():
            client.cookies = copy.deepcopy(self._cookies[number])
        self.public = Client(raise_request_exception=False)
        return copy.deepcopy(self.beliefs)

    def page(self, pk: int) -> Any:
        """Return a page as the database has it now."""
        return Page.objects.get(pk=pk).specific

    # Building

    def draft(self, *users: Any, roles: tuple[str, ...] = (), **fields: Any) -> StoryPage:
        """Return a draft of these people, the first of whom wrote it; each is named by a name of their own."""
        first = users[0]
        page = make_draft(first, words=self.beliefs.token(first.person_id_in_house), **fields)
        for place, user in enumerate(users[1:]):
            add_co_author(page, user, role=roles[place] if place < len(roles) else "co_author")
        for contributor in contributors_of(page):
            self.name(contributor)
        return fresh(page)

    def name(self, contributor: Contributor, beliefs: Beliefs | None = None) -> None:
        """Let somebody choose a name that nobody else has."""
        token = (beliefs or self.beliefs).token(contributor.person_id, private=True)
        choose_credit(contributor=contributor, credit="made_up_name", credit_name=token)

    def photo(self, user: Any, **colour: Any) -> dict[str, Any]:
        """Return a part with a picture that somebody brought."""
        alt = self.beliefs.token(user.person_id_in_house, private=True)
        return {"image": make_image(user=user, alt=alt, title="door"), "caption": ""}

    def recording(self, user: Any) -> dict[str, Any]:
        """Return a part with a recording that somebody brought."""
        said = self.beliefs.token(user.person_id_in_house, private=True)
        return {"media": make_recording(user=user, transcript=said), "caption": ""}

    def keep(self, page: Any) -> None:
        """Count a page among the stories."""
        self.beliefs.stories[page.pk] = stand(page.pk)

    def without_account(self, page: Any, by: Any, name: str) -> Contributor:
        """Let somebody without an account take part, who has agreed to everything."""
        contributor = add_person(work=page.work, added_by=by, name=name, contact="", role="teller")
        agrees_to_everything(contributor=contributor)
        self.name(contributor)
        return contributor

    def _note_records(self) -> None:
        beliefs = self.beliefs
        for revision in Revision.objects.order_by("pk"):
            beliefs.revisions[int(revision.object_id)][revision.pk] = revision.user_id
            beliefs.newest_revision = revision.pk
        for check in TaskState.objects.filter(status=TaskState.STATUS_APPROVED, finished_by__isnull=False):
            beliefs.approvals[check.revision_id].add(check.finished_by_id)
        for release in Release.objects.order_by("pk"):
            beliefs.releases[release.pk] = (int(release.object_id), release.revision_id)
        beliefs.live = live_pages()
        beliefs.newest_page = Page.objects.latest("pk").pk


def drafts(house: House) -> None:
    """Drafts, one sent in, one that waits for OKs."""
    p = house.people
    house.keep(house.draft(p.reporter))
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
    urdu = alone.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    for contributor in contributors_of(urdu):
        house.name(contributor)
        agrees_to_everything(contributor=contributor)
    # Copied by nobody in particular: somebody takes it up by name.
    urdu.save_revision(user=p.reporter)
    publish(fresh(urdu), p, sender=p.reporter)
    house.keep(alone)
    body = [("words", house.beliefs.token(p.reporter.person_id_in_house)), ("photo", house.photo(p.reporter2))]
    joint = house.draft(p.reporter, p.reporter2, p.trainer, roles=("co_author", "supporter"), body=body)
    joint = publish(joint, p)
    alias = joint.create_alias(update_slug=house.beliefs.token(p.reporter.person_id_in_house))
    house.keep(joint)
    house.keep(alias)
    heard = house.draft(p.reporter3, p.reporter2, body=[("audio", house.recording(p.reporter3))])
    house.keep(publish(heard, p, moderator=p.moderator2))
    house.keep(urdu)


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
    soon = house.draft(p.reporter3, go_live_at=timezone.now() + timedelta(seconds=2))
    house.keep(publish(soon, p))
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
        noor = house.without_account(page, p.reporter, "Noor")
        house.links[noor.pk] = made = make_link(contributor=noor, purpose="ok", made_by=p.reporter)
        send_in(page=page, user=p.reporter)
        act(page, p.moderator, "approve")
        if is_public:
            give_ok(page=fresh(page), user=p.reporter)
            give_ok(page=fresh(page), contributor=noor, link=made.link)
        house.keep(page)
    page = house.draft(p.reporter)
    ann = house.without_account(page, p.reporter, "Ann")
    ask_recorder(contributor=ann, trainer=p.trainer2, asked_by=p.reporter)
    send_in(page=page, user=p.reporter)
    act(page, p.moderator, "approve")
    house.keep(page)


STORIES = (drafts, public_ones, put_away, review_soon, of_people_without_account)
