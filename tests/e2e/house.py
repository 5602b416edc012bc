"""People and works of the tests' own, in every state, beside the seeded demo."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from accounts.making import make_person
from accounts.models import ReporterGroup, User
from authorship.giving import give_parts
from authorship.models import Contributor, Work
from authorship.services import add_contributor, choose_credit, invite
from authorship.voices import MadeLink, add_person, ask_recorder, make_link, say_where_shown
from consent.audiences import choose_audience
from consent.services import agrees_to_everything, hide, take_back
from demo.people import demo_password
from files.references import file_key, files_of
from learning import mentoring, records
from learning.models import ModulePage
from moderation.appeals import appeal
from moderation.flags import raise_flag
from moderation.pausing import decline, pause
from moderation.services import give_ok, say_not_yet, send_in
from publishing.audiences import PROJECT, code_of_group
from stories.models import SnapshotQuestion, StoryIndexPage
from stories.studio import questions, services
from tests.builders import (
    ACTIVITY,
    act,
    agree_to_the_guide,
    make_image,
    make_module,
    make_programme,
    make_recording,
    make_session,
    publish,
)
from tests.studio.making import a_person, a_story, approved, everybody_is_named, page_of, parts_of, public, sent_in
from tests.translating import approved as translated_and_compared
from tests.translating import give, sent

WORDS = "We met on the number 50.\n\nThe fare went up again in the spring."
QUOTE = {"text": "Ask us when we can come.", "said_by": "Sam"}
PAUSED_WHY = "The door number in the photo shows where somebody lives."
ASKED = "This is warm and clear. Please look at the photo once more: a door number can be read in it."


@dataclass
class House:
    """`people` by key, `works` by state, and where the site stands."""

    base: str
    people: dict[str, User] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    cards: dict[str, MadeLink] = field(default_factory=dict)
    questions: dict[str, SnapshotQuestion] = field(default_factory=dict)
    in_urdu: dict[str, int] = field(default_factory=dict)
    """The pages that translate a work, by its state."""
    mentoring: int = 0

    def at(self, state: str, rest: str = "") -> str:
        """Return the path of a work's screen."""
        return f"/my/works/{self.works[state].pk}/{rest}"

    def part(self, state: str, kind: str) -> str:
        """Return the id of the first part of this kind."""
        return str(next(part["id"] for part in parts_of(self.works[state]) if part["type"] == kind))

    def link(self, state: str, purpose: str = "ok") -> MadeLink:
        """Return a fresh link of Amina, who has no account."""
        amina = self.works[state].contributors.get(person__user=None)
        return make_link(contributor=amina, purpose=purpose, made_by=self.people["rita"])

    def recording(self, state: str, rest: str = "") -> str:
        """Return the path at which a trainer helps Amina."""
        recorder = self.works[state].contributors.get(person__user=None).recorders.get()
        return f"/my/recording/{recorder.pk}/{rest.format(page=self.works[state].page_id)}"

    def invitation(self, state: str, email: str) -> tuple[str, str]:
        """Return path and code of a fresh invitation to a work."""
        rita = self.people["rita"]
        invitation, code, _address = invite(
            work=self.works[state], invited_by=rita, email=email, role="co_author", base_url=self.base
        )
        from django.core import mail

        assert mail.outbox[-1].to == [invitation.email]
        return mail.outbox[-1].body.split(self.base)[1].split()[0], code


TRANSLATORS = {
    "translator": ("tara", "Translator"),
    "reviewer": ("rafi", "Language reviewer"),
    "admin": ("adil", "Administrator"),
}
"""Who translates, checks and gives works in this house."""


def build(base: str) -> House:
    """Make people and works through the real services."""
    house, password = House(base), demo_password()
    for key in ("rita", "sam", "tess", "noor"):
        house.people[key] = a_person(key, "Reporter", trained=key != "tess")
    for key, role in (("tom", "Trainer"), ("mo", "Moderator")):
        house.people[key] = make_person(email=f"{key}@example.org", name=f"{key.title()} Hill", roles=[role])
        house.people[key].person.responsible_storytelling_on = "2026-01-05"
        house.people[key].person.save()
        agree_to_the_guide(house.people[key])
    for key in ("sam", "tom", "mo"):
        house.people[key].set_password(password)
        house.people[key].save()
    _stories(house)
    _modules(house)
    _typed_for(house)
    _shared(house)
    _asked(house)
    _trained(house)
    return house


def _trained(house: House) -> None:
    """Rita has completed a module of the demo, has a badge and a mentor, and shows nothing of it."""
    rita, tom = (house.people[key].person for key in ("rita", "tom"))
    page = ModulePage.objects.get(slug="snapshot-stories", locale__language_code="en")
    records.write_down(page=page, people=[rita], kind="completed", on=date(2026, 4, 16), by=tom.user)
    records.give_badge(person=rita, level="1", by=tom.user)
    made = mentoring.pair(reporter=rita, mentor=tom, by=tom.user)
    for days in (-10, 10):
        on = timezone.localdate() + timedelta(days=days)
        mentoring.add_meeting(mentoring=made, by=tom, on=on, next_step="Listen to one minute together.")
    mentoring.note(mentoring=made, by=rita, words="Ask about the microphone.")
    house.mentoring = made.pk


def _stories(house: House) -> None:
    rita, sam, mo = (house.people[key] for key in ("rita", "sam", "mo"))
    parts = (
        ("words", WORDS),
        ("photo", {"image": make_image(user=rita).pk, "caption": "Our door"}),
        ("audio", {"media": make_recording(user=rita, language="en").pk, "caption": ""}),
        ("quote", QUOTE),
    )
    works = house.works
    works["draft"] = a_story(rita, sam, title="The draft of the bus", parts=parts)
    works["empty"] = a_story(rita, title="Nothing yet", parts=())
    works["untrained"] = a_story(house.people["tess"], title="By somebody new", parts=())
    works["ready"] = a_story(rita, sam, title="Ready to go", parts=parts)
    everybody_is_named(works["ready"])
    works["in Urdu"] = a_story(
        rita, sam, title="بس کا کرایہ", parts=(("words", "بہار میں کرایہ پھر بڑھ گیا۔"),), language="ur"
    )
    for state in ("checked", "asked", "waiting", "said yes", "not yet", "public", "newer", "hidden"):
        works[state] = a_story(rita, sam, title=f"A story that is {state}", parts=parts)
    sent_in(works["checked"], rita)
    photo = next(part["id"] for part in parts_of(works["asked"]) if part["type"] == "photo")
    act(sent_in(works["asked"], rita), mo, "reject", comment=ASKED, place=photo)
    for state in ("waiting", "said yes", "not yet"):
        approved(works[state], rita, mo)
    give_ok(page=page_of(works["said yes"]), user=rita)
    say_not_yet(page=page_of(works["not yet"]), user=sam, reason="I would like to sleep on it.")
    works["hidden in Urdu"] = a_story(
        rita, title="بس کا سفر", parts=(("words", "بہار میں کرایہ پھر بڑھ گیا۔"),), language="ur"
    )
    works["noted"] = a_story(rita, title="A story with content notes", parts=parts)
    facts = services.facts_in(page_of(works["noted"]).get_latest_revision()) | {"content_notes": ["death", "home"]}
    base = page_of(works["noted"]).latest_revision_id
    services.save_facts(page=page_of(works["noted"]), user=rita, base=base, facts=facts)
    for state in ("left", "gap"):
        works[state] = a_story(rita, sam, title=f"A story with a {state}", parts=parts)
    for state in ("public", "newer", "hidden", "hidden in Urdu", "noted", "left", "gap"):
        public(works[state], rita, mo)
    services.add_part(page=page_of(works["newer"]), user=rita, kind="words", value="Since then the fare fell.")
    for state in ("hidden", "hidden in Urdu"):
        hide(contributor=works[state].contributors.get(person__user=rita), by=rita)
    _paused(house, parts)
    take_back(contributor=works["left"].contributors.get(person__user=sam), by=sam)
    works["gap"].contributors.filter(person__user=rita).update(role=Contributor.Role.PHOTOGRAPHER)
    take_back(contributor=works["gap"].contributors.get(person__user=rita), by=rita)
    _looked_at(house, "looked at", parts, "en")
    _looked_at(house, "looked at in Urdu", (("words", "بہار میں کرایہ پھر بڑھ گیا۔"),), "ur")
    works["shown"] = a_story(rita, title="Who is in the photo", parts=parts)
    add_contributor(work=works["shown"], person=house.people["noor"].person, role=Contributor.Role.SHOWN)
    amina = add_person(work=works["shown"], added_by=rita, name="Amina Begum", contact="at the group", role="shown")
    ask_recorder(contributor=amina, trainer=house.people["tom"], asked_by=rita)
    works["seen"] = a_story(rita, title="Who is in the photo that waits", parts=parts)
    add_contributor(work=works["seen"], person=house.people["noor"].person, role=Contributor.Role.SHOWN)
    approved(works["seen"], rita, mo)
    _translated(house, parts)
    _mended(house, "mended", parts, "en")
    _mended(house, "mended in Urdu", (("words", "بہار میں کرایہ پھر بڑھ گیا۔"),), "ur")


def _paused(house: House, parts: tuple) -> None:
    """Stories that are not public just now, and why."""
    rita, sam, mo = (house.people[key] for key in ("rita", "sam", "mo"))
    works = house.works
    for state in ("paused", "paused in Urdu", "appealed", "declined", "still checked"):
        urdu = state.endswith("Urdu")
        told = (("words", "بہار میں کرایہ پھر بڑھ گیا۔"),) if urdu else parts
        title = "بس کی چھت" if urdu else f"A story that is {state}"
        works[state] = a_story(rita, sam, title=title, parts=told, language="ur" if urdu else "en")
        public(works[state], rita, mo)
    pauses = {
        state: pause(page=page_of(works[state]), by=mo, ground="safeguarding", reason=PAUSED_WHY)
        for state in ("paused", "paused in Urdu", "appealed", "declined")
    }
    appeal(pause=pauses["appealed"], contributor=works["appealed"].contributors.get(person__user=rita))
    decline(pause=pauses["declined"], by=mo)
    raise_flag(page=page_of(works["still checked"]), words="Please look.", by=mo, danger_now=True)


def _looked_at(house: House, state: str, parts: tuple, language: str) -> None:
    """A story that Sam and Amina, who has no account, left; the version without them waits until they have looked."""
    rita, sam, mo = (house.people[key] for key in ("rita", "sam", "mo"))
    title = "بس کی کہانی" if language == "ur" else "The bus without them"
    work = house.works[state] = a_story(rita, sam, title=title, parts=parts, language=language)
    amina = add_person(work=work, added_by=rita, name="Amina Begum", contact="at the group", role="shown")
    files = [file_key(file) for file in files_of(page_of(work).get_latest_revision_as_object())]
    say_where_shown(contributor=amina, by=rita, not_in_files=files)
    make_link(contributor=amina, purpose="ok", made_by=rita)
    public(work, rita, mo)
    house.cards[state] = make_link(contributor=amina, purpose="voice", made_by=rita)
    for somebody in (work.contributors.get(person__user=sam), amina):
        take_back(contributor=somebody)
    approved(work, rita, mo)


def _translated(house: House, parts: tuple) -> None:
    """Public stories whose Urdu waits: one for its tellers' OKs, one for whoever checks the language, one is begun."""
    rita, sam, mo = (house.people[key] for key in ("rita", "sam", "mo"))
    helpers = {key: a_person(name, role) for key, (name, role) in TRANSLATORS.items()}
    people = SimpleNamespace(moderator=mo, **helpers)
    house.people |= {name: helpers[key] for key, (name, _role) in TRANSLATORS.items()}
    for state in ("translated", "compared", "being translated"):
        work = house.works[state] = a_story(rita, sam, title=f"A story that is {state}", parts=parts)
        public(work, rita, mo)
        target = give(page_of(work), people)
        house.in_urdu[state] = target.pk
        if state != "being translated":
            sent(target, people, words=lambda source: f"بہار میں {source}")
        if state == "translated":
            translated_and_compared(target, people)


def _mended(house: House, state: str, parts: tuple, language: str) -> None:
    """A story in which a moderator changed something, which waits for OKs; Amina in it has no account."""
    rita, sam, mo = (house.people[key] for key in ("rita", "sam", "mo"))
    title = "بس کا کرایہ" if language == "ur" else "The fare went up"
    work = house.works[state] = a_story(rita, sam, title=title, parts=parts, language=language)
    amina = add_person(work=work, added_by=rita, name="Amina Begum", contact="at the group", role="teller")
    agrees_to_everything(contributor=amina)
    ask_recorder(contributor=amina, trainer=house.people["tom"], asked_by=rita)
    sent_in(work, rita)
    draft = page_of(work).get_latest_revision_as_object()
    stored = parts_of(work)
    old, new = ("بہار", "سردیوں") if language == "ur" else ("number 50", "bus")
    stored[0]["value"] = stored[0]["value"].replace(old, new)
    draft.body = draft.body.stream_block.to_python(stored[:1] + stored[2:])
    draft.save_revision(user=mo)
    if "ann" not in house.people:
        house.people["ann"] = a_person("ann", "Moderator")
    act(page_of(work), house.people["ann"], "approve")
    give_ok(page=page_of(work), user=rita)
    choose_credit(contributor=work.contributors.get(person__user=sam), credit="made_up_name", credit_name="Robin")


def _modules(house: House) -> None:
    people = SimpleNamespace(trainer=house.people["tom"], moderator=house.people["mo"])
    programme = publish(make_programme(people, words="Listening"), people, sender=people.trainer)
    module = make_module(people, programme, words="Listening", title="Listening in pairs")
    session = make_session(people, module, title="The first hour", running_order=[("activity", ACTIVITY)])
    for page in (module, session):
        send_in(page=page, user=people.trainer)
        act(page, people.moderator, "approve")
    house.works["module"] = module.work
    written = make_module(people, programme, words="Listening", title="Listening to many")
    rita = add_contributor(work=written.work, person=house.people["rita"].person, role="co_author")
    hour = make_session(people, written, title="The second hour", running_order=[("activity", ACTIVITY)])
    activity = hour.get_latest_revision_as_object().running_order[0].id
    give_parts(contributor=rita, parts=[(hour.pk, activity), (hour.pk, "access_notes")], by=people.trainer)
    house.works["written"] = written.work


def _typed_for(house: House) -> None:
    index = StoryIndexPage.objects.get(locale__language_code="en")
    noor = services.NewTeller("Noor Begum", "on Thursdays")
    rita = house.people["rita"]
    work = services.start_story(user=rita, title="The queue at the desk", index=index, teller=noor)
    for words, person in (("I waited three hours.", "Noor Begum"), ("I typed this with the kettle on.", "Rita Shah")):
        holder = work.contributors.get(person__name=person)
        services.add_part(page=page_of(work), user=rita, kind="words", value=words, whose=holder)
    house.works["typed for"] = work


def _shared(house: House) -> None:
    """Stories for a group of Rita and Noor: one that is shown to them, in two languages, and one that waits for OKs."""
    rita, mo = house.people["rita"], house.people["mo"]
    group = ReporterGroup.objects.create(name="Friday tellers")
    group.members.add(rita, house.people["noor"])
    parts = (("words", WORDS), ("photo", {"image": make_image(user=rita).pk, "caption": "Our door"}))
    urdu = (("words", "بہار میں کرایہ پھر بڑھ گیا۔"),)
    house.works["shared"] = a_story(rita, title="Only for Fridays", parts=parts)
    house.works["shared in Urdu"] = a_story(rita, title="صرف جمعے والوں کے لیے", parts=urdu, language="ur")
    house.works["waits for its group"] = a_story(rita, title="The next one for Fridays", parts=parts)
    for state in ("shared", "shared in Urdu", "waits for its group"):
        work = house.works[state]
        me = work.contributors.select_related("work__page").get(person__user=rita)
        choose_audience(contributor=me, audience=code_of_group(group.pk), by=rita)
        work.refresh_from_db()
        page = approved(work, rita, mo)
        if state != "waits for its group":
            assert give_ok(page=page, user=rita)


def _asked(house: House) -> None:
    """A question that Rita asks the project, and what two people without an account say to her."""
    rita = house.people["rita"]
    index = StoryIndexPage.objects.get(locale__language_code="en")
    asked = questions.ask(user=rita, question="What helps you through the week?", index=index, audience=PROJECT)
    names = ["Amina Yusuf", "Bert Lowe"]
    works = questions.add_people(question=asked, by=rita, names=names, contact="at the group on Fridays")
    house.works["answer"], house.works["no answer yet"] = works
    holder = works[0].contributors.get(person__name=names[0])
    said = {"question": asked.question, "answer": "The walk to the market, before anybody is up."}
    services.add_part(page=page_of(works[0]), user=rita, kind="question", value=said, whose=holder)
    house.questions["asked"] = asked
    urdu = StoryIndexPage.objects.get(locale__language_code="ur")
    in_urdu = questions.ask(user=rita, question="ہفتے میں آپ کا سہارا کیا ہے؟", index=urdu, audience=PROJECT)
    house.questions["asked in Urdu"] = in_urdu
