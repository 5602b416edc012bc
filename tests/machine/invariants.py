"""What has to hold after every step, for what the step touched, and once more for everything at the end of a run."""

from django.conf import settings
from django.core import mail
from wagtail.models import Page

from files.models import PublicFile
from publishing.audit import audit_public
from publishing.models import Release
from tests.machine import papers, public
from tests.machine.beliefs import TOKEN, Beliefs
from tests.machine.records import Allowed, allowed_of, made_from
from tests.machine.standing import Story, live_pages, open_flags, shared_pages
from tests.machine.table import Step
from tests.machine.taking_down import may_have_shown_again, may_have_taken_down


class Broken(AssertionError):
    """A promise was broken."""


def hold(condition: object, sentence: str) -> None:
    """Raise Broken with the sentence where the condition does not hold."""
    if not condition:
        raise Broken(sentence)


class Invariants:
    """Checks one run, from what we believed before to what the public can read now."""

    def __init__(self, beliefs: Beliefs, client: public.Client, reader: public.Client) -> None:
        self.beliefs = beliefs
        self.client = client
        self.reader = reader
        self.allowed: dict[int, Allowed] = {}
        self.letters = len(mail.outbox)

    def nobody_did_without_a_right(self, step: Step) -> None:
        """Check who may have taken down, or shown again, what is not as before, while we still believe what was."""
        who, live = getattr(step.who, "email", "nobody"), live_pages()
        for pk in self.beliefs.shared - shared_pages() - live:
            story = self.beliefs.stories.get(pk)
            is_fair = story is None or may_have_taken_down(step, story, self.beliefs)
            hold(is_fair, f"page {pk} stopped being shared: {step.reason or 'for no reason'}, by {who}")
        for pk in self.beliefs.live - live:
            story = self.beliefs.stories.get(pk)
            hold(story is not None, f"page {pk} of the site itself is gone after {step.reason or 'something'}")
            is_fair = story is not None and may_have_taken_down(step, story, self.beliefs)
            hold(is_fair, f"page {pk} stopped being public: {step.reason or 'for no reason'}, by {who}")
        for pk in sorted((live - self.beliefs.live) & self.beliefs.stories.keys()):
            before = self.beliefs.stories[pk]
            is_fair = not before.paused & {self._release_of(before.alias_of or pk)} or may_have_shown_again(
                step, before, self.beliefs
            )
            hold(is_fair, f"page {pk} was paused and is public again: {step.reason or 'for no reason'}, by {who}")

    def _release_of(self, pk: int) -> int | None:
        return Release.objects.filter(object_id=str(pk), state="valid").values_list("pk", flat=True).last()

    def all_of_it_is_gone(self, step: Step, story: Story) -> None:
        """Check that what somebody took down is down in every language, with all that follows it."""
        if step.reason != "voice" or any(story.holds_the_whole(part) for part in step.by_parts):
            left = self.beliefs.family(story.pk) & (live_pages() | shared_pages())
            hold(not left, f"page {story.pk} was taken down, and {sorted(left)} of the same work are still public")

    def after(self, touched: set[int]) -> None:
        """Check what a step touched, and whatever else has become public or stopped being so."""
        live, shared = live_pages(), shared_pages()
        for pk in sorted(touched | (live ^ self.beliefs.live)):
            self._one_page(pk, pk in live)
        for pk in sorted((touched & (shared | self.beliefs.shared)) | (shared ^ self.beliefs.shared)):
            self._as_one_of_the_project(pk, pk in shared)
        self.beliefs.live, self.beliefs.shared = live, shared
        self._papers_say_no_more(live)
        self._letters_hold_no_words()

    # What is public was released and agreed to

    def _one_page(self, pk: int, is_live: bool) -> None:
        self.allowed.pop(pk, None)
        if not Page.objects.filter(pk=pk).exists():
            return
        address = public.address_of(pk)
        seen = public.read(self.client, address)
        hold(seen.status < 500, f"{address} answers {seen.status}")
        if not is_live:
            standing_in = public.standing_in_at(address)
            if standing_in is not None and seen.status == 200:
                self._only_allowed(address, seen, self._named_at(standing_in))
                return
            hold(seen.status != 200 or not TOKEN.findall(seen.text), f"{address} is open though page {pk} is not live")
            return
        self._may_be_live(pk)
        hold(seen.status == 200, f"{address} answers {seen.status} though page {pk} is live")
        self.beliefs.addresses[address] = pk
        for name in seen.files:
            self.beliefs.files[name] = pk
        self._only_allowed(address, seen, self._named_at(pk))

    def _as_one_of_the_project(self, pk: int, is_shared: bool) -> None:
        """Check what somebody reads who takes no part in a story, and is one of those with whom it may be shared."""
        story = self.beliefs.stories.get(pk)
        if story is None:
            return
        address = f"/my/shared/{story.work_id}/"
        seen = public.read(self.reader, address)
        hold(seen.status == (200 if is_shared else 404), f"{address} answers {seen.status}, shared: {is_shared}")
        if not is_shared:
            return
        allowed = allowed_of(pk, self.beliefs, shared=True)
        hold(not allowed.problems, f"page {pk} is shared, and {'; '.join(allowed.problems)}")
        # What everybody could read before is only narrowed.
        if pk not in self.beliefs.live and self.beliefs.shown.get(pk) != allowed.release_id:
            hold(not open_flags(self.beliefs.key(story)), f"page {pk} was shared while a flag is open")
            hold(not story.pause_id, f"page {pk} is shared and paused")
        self.beliefs.shown[pk] = allowed.release_id
        loose = sorted(set(TOKEN.findall(seen.text)) - allowed.tokens - self._in_addresses({pk}))
        hold(not loose, f"{address} shows what nobody released: {loose}, {loose and seen.around(loose[0])}")
        for key, person_id, is_all_gone in self.beliefs.left:
            if self._is_of(pk, key, person_id):
                theirs = {token for token in allowed.tokens if self.beliefs.wrote.get(token) == person_id}
                theirs = theirs & set(TOKEN.findall(seen.text)) & (theirs if is_all_gone else self.beliefs.private)
                hold(not theirs, f"{address} shows parts of person {person_id}, who took them back: {theirs}")

    def _named_at(self, pk: int) -> set[int]:
        """Return the pages whose names a page says: its own, and in training those above it and below it."""
        story = self.beliefs.stories.get(pk)
        if story is None or story.is_told:
            return {pk}
        page = Page.objects.get(pk=pk)
        originals = Page.objects.filter(work__in=made_from(story.work_id))
        around = {near.pk for near in (page.get_parent(), *page.get_children(), *originals) if near.live}
        return {pk} | (around & self.beliefs.stories.keys())

    def _may_be_live(self, pk: int) -> None:
        allowed = self.allowed[pk] = allowed_of(pk, self.beliefs)
        hold(not allowed.problems, f"page {pk} is public, and {'; '.join(allowed.problems)}")
        story = self.beliefs.stories.get(pk)
        # What follows a page says what that page says already.
        if story is not None and not story.alias_of and self.beliefs.shown.get(pk) != allowed.release_id:
            hold(not open_flags(self.beliefs.key(story)), f"page {pk} became public while a flag is open")
            hold(not story.pause_id, f"page {pk} is public and paused")
        self.beliefs.shown[pk] = allowed.release_id

    def _only_allowed(self, address: str, seen: public.Seen, pages: set[int]) -> None:
        shown = set(TOKEN.findall(seen.text))
        for pk in pages - set(self.allowed):
            self._may_be_live(pk)
        allowed = set().union(*(self.allowed[pk].tokens for pk in pages)) if pages else set()
        loose = sorted(shown - allowed - self._in_addresses(pages))
        hold(not loose, f"{address} shows what nobody released: {loose}, {loose and seen.around(loose[0])}")
        for key, person_id, is_all_gone in self.beliefs.left:
            here = {pk for pk in pages & self.beliefs.stories.keys() if self._is_of(pk, key, person_id)}
            training = {pk for pk in here if not self.beliefs.stories[pk].is_told}
            # The address of training stays.
            of_it = set().union(*(self.allowed[pk].tokens for pk in here)) - self._in_addresses(training)
            theirs = {token for token in shown & of_it if self.beliefs.wrote.get(token) == person_id}
            if not is_all_gone:
                theirs &= self.beliefs.private
            hold(not theirs, f"{address} shows parts of person {person_id}, who took them back: {theirs}")

    def _in_addresses(self, pages: set[int]) -> set[str]:
        """Return the words in the addresses of the same works in other languages, to which a public page leads."""
        kin: set[int] = set().union(*(self.beliefs.family(pk) for pk in pages)) if pages else set()
        addresses = Page.objects.filter(pk__in=kin, live=True).values_list("url_path", flat=True)
        return {token for address in addresses for token in TOKEN.findall(address)}

    def _is_of(self, pk: int, key: str, person_id: int) -> bool:
        """Say whether a page is of the work with this key, or was made from it by others than this person."""
        story = self.beliefs.stories[pk]
        if self.beliefs.key(story) == key:
            return True
        originals = made_from(story.work_id) if not story.is_told else set()
        keys = {self.beliefs.key(one) for one in self.beliefs.stories.values() if one.work_id in originals}
        return key in keys and all(part.person_id != person_id for part in story.parts)

    def _papers_say_no_more(self, live: frozenset[int]) -> None:
        for paper in papers.kept():
            pk = paper.page_number
            hold(pk in live, f"{paper} is kept though the page is not public")
            self._only_allowed(str(paper), public.Seen(200, papers.text_of(paper)), self._named_at(pk))

    def _letters_hold_no_words(self) -> None:
        for letter in mail.outbox[self.letters :]:
            text = f"{letter.subject} {letter.body}"
            hold(not TOKEN.findall(text), f"an email carries words of a story: {letter.subject}")
        self.letters = len(mail.outbox)

    # Everything, at the end of a run

    def everywhere(self) -> None:
        """Read all that the public can reach; what was public and is no longer is gone from each of its addresses."""
        live = live_pages()
        hold(
            shared_pages() == self.beliefs.shared,
            "something was shared, or stopped being so, with nobody doing anything",
        )
        hold(live == self.beliefs.live, "something became public, or stopped being so, with nobody doing anything")
        self.allowed = {}
        for address in public.LISTS:
            seen = public.read(self.client, address)
            hold(seen.status == 200 or "?page=" in address, f"{address} answers {seen.status}")
            self._only_allowed(address, seen, set(live))
        for pk in sorted(live & self.beliefs.stories.keys()):
            self._one_page(pk, True)
        self._gone_where_it_was(live)
        self._files()
        problems = [] if self.beliefs.meddled else audit_public()
        hold(not problems, f"the audit says: {problems}")

    def _gone_where_it_was(self, live: frozenset[int]) -> None:
        open_now = {public.address_of(pk) for pk in live}
        gone = {address: pk for address, pk in self.beliefs.addresses.items() if pk not in live}
        for address in gone.keys() - open_now:
            status = public.read(self.client, address).status
            hold(status == 410, f"{address} answers {status} though page {gone[address]} is gone from there")
        for pk in set(gone.values()):
            status = public.read(self.client, f"/api/v2/pages/{pk}/").status
            hold(status == 404, f"the API answers {status} for page {pk}")

    def _files(self) -> None:
        good = set(PublicFile.objects.filter(release__state="valid").values_list("name", flat=True))
        loose = public.files_on_disk() - good
        hold(not loose, f"public files belong to nothing that is public: {sorted(loose)}")
        for address in self.beliefs.files:
            name = address.removeprefix(settings.PUBLIC_FILES_URL)
            if name not in good:
                hold(public.read(self.client, address).status in (404, 410), f"{address} can still be read")
