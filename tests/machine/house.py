"""One house, built once: people who are signed in, and stories in every state. Each run begins in it."""

import copy
import time
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState

from accounts.making import make_person
from accounts.models import Person
from authorship.models import Contributor
from authorship.selectors import contributors_of
from authorship.services import choose_credit
from authorship.voices import MadeLink, add_person, make_link
from consent.services import agrees_to_everything
from home.setting_up import make_site
from learning.models import ModulePage, ProgrammePage
from publishing.models import Release
from stories.models import StoryPage
from tests.builders import (
    add_co_author,
    fresh,
    make_draft,
    make_image,
    make_module,
    make_people,
    make_programme,
    make_recording,
)
from tests.machine.beliefs import Beliefs
from tests.machine.standing import live_pages, stand

NOBODY = 0
MORE = {
    "reporter3": ["Reporter"],
    "moderator3": ["Moderator", "Reporter"],
    "lead2": ["Safeguarding lead", "Reporter"],
}
"""Who lives here beside the usual ones: a moderator and a safeguarding lead who tell stories too."""


class House:
    """The people, their browsers, and what we believe of the stories when a run begins."""

    def __init__(self, builders: Iterable[Callable[["House"], None]]) -> None:
        make_site()
        self.people = self._people()
        self.beliefs = Beliefs()
        self.links: dict[int, MadeLink] = {}
        """Contributor without an account → the link of their own."""
        self.ready_at = timezone.now()
        """When the hour has come of the story whose hour has come."""
        self._clients: dict[int, Client] = {}
        self._cookies: dict[int, SimpleCookie] = {}
        self.public = Client()
        for build in builders:
            build(self)
        for user in self.users:
            self._sign_in(user.pk, user)
        self._sign_in(NOBODY, None)
        for contributor_id in self.links:
            self._sign_in(-contributor_id, None)
        self._note_records()
        time.sleep(max(0, (self.ready_at - timezone.now()).total_seconds()))

    def _people(self) -> SimpleNamespace:
        people = make_people()
        for key, roles in MORE.items():
            user = make_person(email=f"{key}@example.net", name=f"{key.title()} Person", roles=roles)
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
        return self._read(self._clients[user.pk if user is not None else NOBODY])

    def _read(self, client: Client) -> Client:
        """Let somebody have read what they were told before, or an old warning would count as a new one."""
        client.cookies.pop("messages", None)
        return client

    def linked(self, contributor_id: int) -> Client:
        """Return a browser in which somebody without an account has opened their own link."""
        client, made = self._clients[-contributor_id], self.links[contributor_id]
        if not client.cookies:
            token = made.address.rstrip("/").rpartition("/")[2]
            client.post(f"/ok/{token}/", {"code": made.code})
        return self._read(client)

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
        self._name_all(page)
        return fresh(page)

    def programme(self) -> ProgrammePage:
        """Return a draft programme of the trainer."""
        words = self.beliefs.token(self.people.trainer.person_id_in_house)
        page = make_programme(self.people, words, slug=self._address())
        self._name_all(page)
        return fresh(page)

    def module(self, programme: ProgrammePage, *users: Any, roles: tuple[str, ...] = ()) -> ModulePage:
        """Return a draft module of the trainer and these people, each of whom wrote a line or brought a picture."""
        token = self.beliefs.token
        trainer = self.people.trainer
        page = make_module(self.people, programme, token(trainer.person_id_in_house), slug=self._address())
        for place, user in enumerate(users):
            add_co_author(page, user, role=roles[place] if place < len(roles) else "co_author")
        self._name_all(page)
        for field, user in zip(("audience", "prerequisites"), users, strict=False):
            draft = page.get_latest_revision_as_object()
            setattr(draft, field, token(user.person_id_in_house))
            if field == "prerequisites":
                draft.image = self.photo(user)["image"]
            draft.save_revision(user=user)
        return fresh(page)

    def _address(self) -> str:
        """Return an address without words of anybody: it stays when somebody takes theirs back."""
        return f"training-{self.beliefs.number}"

    def _name_all(self, page: Any) -> None:
        for contributor in contributors_of(page):
            self.name(contributor)

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
        self.beliefs.stories |= stand([page.pk])

    def without_account(self, page: Any, by: Any, name: str, *, role: str = "teller", link: str = "") -> Contributor:
        """Let somebody without an account take part, who has agreed to everything; `link` is what theirs is for."""
        contributor = add_person(work=page.work, added_by=by, name=name, contact="", role=role)
        agrees_to_everything(contributor=contributor)
        self.name(contributor)
        if link:
            self.links[contributor.pk] = make_link(contributor=contributor, purpose=link, made_by=by)
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
        valid = dict(Release.objects.filter(state="valid").values_list("object_id", "pk"))
        for page in Page.objects.filter(live=True, depth__gt=1):
            beliefs.shown[page.pk] = valid.get(str(page.alias_of_id or page.pk))
        beliefs.newest_page = Page.objects.latest("pk").pk
