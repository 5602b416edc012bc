"""Building the demo from its content files. Doing it twice changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.models import ReporterGroup, User
from accounts.roles import has_role
from authorship.models import Contributor
from consent.audiences import choose_audience
from consent.models import ConsentEntry
from consent.services import agrees_to_everything
from core.facets import as_text
from demo.assets_to_files import Assets
from demo.content_files import modules, read, stories
from demo.journeys import bring_to, put_names
from demo.last_year import make_last_year
from demo.people import make_people
from demo.training import make_records
from demo.translating import Translations
from home.models import HomePage, StandardPage
from home.setting_up import make_site
from learning.models import (
    LICENCES,
    GlossaryPage,
    GlossaryTermPage,
    LearningIndexPage,
    ModulePage,
    ProgrammePage,
    SessionPage,
    WorkshopIndexPage,
    WorkshopPage,
)
from moderation.guides import agree, newest_guide
from moderation.models import BestPracticeGuidePage
from publishing.audiences import PROJECT, PUBLIC, code_of_group
from stories.models import StoryIndexPage, StoryPage
from stories.studio.questions import ask, questions_asked_by

PICTURE_PARTS = ("photo", "drawing", "picture")
RECORDING_PARTS = ("audio", "video")


class Demo:
    """One building of the demo: its people, its files, and how far it is."""

    def __init__(self, say: Callable[[str], Any] = print) -> None:
        self.say = say
        make_site()
        self.people: dict[str, User] = make_people()
        self.assets = Assets(brought_by=self.people["admin"])
        self.moderator = self.people["moderator"]

    def build(self) -> None:
        """Make whatever is not there yet."""
        self.home()
        self.guide()
        self.standard_pages()
        for story in stories():
            self.story(story)
        self.learning()
        self.glossary()
        self.workshops()
        for made in Translations(self.people, self.moderator).build():
            self.say(made)
        self.groups()
        self.questions()
        self.consents()
        make_records(self.people)
        make_last_year(self.people)

    def groups(self) -> None:
        """The reporter groups, and the stories that are for one of them or for the project, and not for everybody."""
        for row in read("people.toml")["groups"]:
            group, made = ReporterGroup.objects.get_or_create(name=row["name"])
            if made:
                group.members.set(self.people[key] for key in row["members"])
        for row in stories():
            if row.get("readers"):
                self._share(row)

    def questions(self) -> None:
        """The open questions that reporters find in their studio."""
        for row in read("people.toml")["questions"]:
            asker = self.people[row["asked_by"]]
            if not any(asked.question == row["question"] for asked in questions_asked_by(asker)):
                index = StoryIndexPage.objects.get(locale__language_code="en")
                ask(user=asker, question=row["question"], index=index, audience=PROJECT)

    def _share(self, row: dict[str, Any]) -> None:
        page = StoryPage.objects.get(slug=row["key"], locale__language_code=row["language"])
        teller = self.people[row["contributors"][0]["person"]]
        if page.live or page.work.audience != PUBLIC or page.workflow_in_progress:
            return
        group = ReporterGroup.objects.filter(name=row["readers"]).first()
        audience = code_of_group(group.pk) if group is not None else PROJECT
        me = page.work.contributors.get(person__user=teller)
        choose_audience(contributor=me, audience=audience, by=teller)
        for contributor in StoryPage.objects.get(pk=page.pk).work.contributors.all():
            agrees_to_everything(contributor=contributor)
        bring_to(StoryPage.objects.get(pk=page.pk), "published", sender=teller, moderator=self.moderator)

    def consents(self) -> None:
        """What the demo's tellers agreed to in its own works, where those are older than the consent ledger."""
        answered = Exists(ConsentEntry.objects.filter(work=OuterRef("work"), person=OuterRef("person")))
        for row in (read("learning/programme.toml"), *modules(), *stories()):
            tellers = [self.people[each["person"]].person for each in row["contributors"]]
            parts = Contributor.objects.filter(work__page__slug=row["key"], person__in=tellers)
            for contributor in parts.filter(~answered):
                agrees_to_everything(contributor=contributor)

    def _part(self, part: dict[str, Any]) -> tuple[str, Any]:
        kind = part["kind"]
        if kind in PICTURE_PARTS:
            return kind, {"image": self.assets.get(part["asset"]), "caption": part.get("caption", "")}
        if kind in RECORDING_PARTS:
            first = {"image": self._picture(part, "picture")} if kind == "video" else {}
            return kind, {"media": self.assets.get(part["asset"]), "caption": part.get("caption", "")} | first
        if kind == "photo_story":
            photos = [
                {"image": self.assets.get(photo["asset"]), "caption": photo.get("caption", "")}
                for photo in part["photos"]
            ]
            return kind, {"photos": photos}
        if kind in ("quote", "other_words", "event", "call_to_action"):
            return kind, {name: value for name, value in part.items() if name != "kind"}
        return kind, part["text"]

    def _picture(self, row: dict[str, Any], field: str) -> Any:
        return self.assets.get(row[field]) if row.get(field) else None

    def _new(self, parent: Page, page: Any, owner: User) -> Any:
        page.owner, page.live, page.locale = owner, False, parent.locale
        if hasattr(page, "show_in_menus") and page.slug == "about":
            page.show_in_menus = True
        parent.add_child(instance=page)
        page.save_revision(user=owner)
        return type(page).objects.get(pk=page.pk)

    def home(self) -> None:
        """The home pages as the administrator wrote them and a moderator approved them."""
        row = read("home.toml")
        for code, words in {"en": row, **row["in_other_languages"]}.items():
            self._home_in(code, words)
        self._index(StoryIndexPage, row["story_index"]["introduction"])
        self._index(LearningIndexPage, read("learning/programme.toml")["index_introduction"])

    def _home_in(self, code: str, row: dict[str, Any]) -> None:
        page = HomePage.objects.get(locale__language_code=code)
        if page.introduction:
            return
        page = page.get_latest_revision_as_object()
        page.title = row.get("title", page.title)
        page.promise, page.introduction = row["promise"], row["introduction"]
        page.search_description = row.get("search_description", "")
        page.hero_image = self._picture(row, "hero_image")
        page.body = [self._part(part) for part in row.get("body", [])]
        self._publish(page)
        self.say(f"Home page in {page.locale}")

    def _index(self, model: Any, introduction: str) -> None:
        page = model.objects.get(locale__language_code="en").get_latest_revision_as_object()
        if page.introduction != introduction:
            page.introduction = introduction
            self._publish(page)

    def _publish(self, page: Any) -> None:
        admin = self.people["admin"]
        page.save_revision(user=admin)
        bring_to(type(page).objects.get(pk=page.pk), "published", sender=admin, moderator=self.moderator)

    def guide(self) -> None:
        """The group's Best Practice Guide, and everybody who tells agreed to it."""
        home, row = HomePage.objects.get(locale__language_code="en"), read("guide.toml")
        if not BestPracticeGuidePage.objects.child_of(home).exists():
            page = BestPracticeGuidePage(
                **{name: row[name] for name in ("title", "slug", "introduction", "search_description")},
                rules=[("rule", rule) for rule in row["rules"]],
            )
            page = self._new(home, page, self.people["admin"])
            bring_to(page, "published", sender=self.people["admin"], moderator=self.moderator)
            self.say(row["title"])
        newest = newest_guide()
        assert newest is not None, "it has just been published"
        for person in self.people.values():
            if has_role(person, "reporter", "trainer"):
                agree(user=person, version_seen=str(newest.version.pk))

    def standard_pages(self) -> None:
        """Pages of information."""
        home = HomePage.objects.get(locale__language_code="en")
        for row in read("home.toml")["standard_pages"]:
            if StandardPage.objects.child_of(home).filter(slug=row["slug"]).exists():
                continue
            page = StandardPage(
                title=row["title"],
                slug=row["slug"],
                introduction=row["introduction"],
                search_description=row.get("search_description", ""),
                body=[self._part(part) for part in row["body"]],
            )
            page = self._new(home, page, self.people["admin"])
            bring_to(page, "published", sender=self.people["admin"], moderator=self.moderator)
            self.say(row["title"])

    def programme(self) -> ProgrammePage:
        """The programme."""
        row = read("learning/programme.toml")
        index = LearningIndexPage.objects.get(locale__language_code="en")
        programme = ProgrammePage.objects.child_of(index).filter(slug=row["key"]).first()
        if programme is None:
            page = ProgrammePage(slug=row["key"], **self._shared(row, ("introduction", "audience")))
            programme = self._made_together(index, page, row)
        return programme

    def learning(self) -> None:
        """The programme, its modules and their sessions."""
        programme = self.programme()
        for module in modules():
            if not ModulePage.objects.child_of(programme).filter(slug=module["key"]).exists():
                self.module(programme, module)

    def glossary(self) -> None:
        """The words that pages of training explain."""
        row = read("glossary.toml")
        index = LearningIndexPage.objects.get(locale__language_code="en")
        if GlossaryPage.objects.child_of(index).exists():
            return
        trainer = self.people[row["looked_after_by"]]
        names = ("title", "introduction", "search_description")
        page = GlossaryPage(slug=row["key"], **{name: row[name] for name in names})
        glossary = self._checked(self._new(index, page, trainer), trainer)
        for word in row["words"]:
            fields = {name: word.get(name, "") for name in ("meaning", "example", "other_forms")}
            self._checked(self._new(glossary, GlossaryTermPage(title=word["word"], **fields), trainer), trainer)
        self.say(row["title"])

    def workshops(self) -> None:
        """Workshops to come, counted from the day on which the demo is built."""
        row = read("workshops.toml")
        index = LearningIndexPage.objects.get(locale__language_code="en")
        if WorkshopIndexPage.objects.child_of(index).exists():
            return
        trainer = self.people[row["looked_after_by"]]
        page = WorkshopIndexPage(slug=row["key"], title=row["title"], introduction=row["introduction"])
        workshops = self._checked(self._new(index, page, trainer), trainer)
        for one in row["workshops"]:
            day = timezone.localtime() + timedelta(days=one.pop("days_from_now"))
            starts_at = day.replace(hour=one.pop("hour"), minute=0, second=0, microsecond=0)
            length = timedelta(minutes=one.pop("minutes"))
            teaches = Page.objects.filter(slug=one.pop("teaches"), locale=index.locale).first()
            page = WorkshopPage(teaches=teaches, starts_at=starts_at, ends_at=starts_at + length, **one)
            self._checked(self._new(workshops, page, trainer), trainer)
        self.say(row["title"])

    def _checked(self, page: Any, sender: User) -> Any:
        return bring_to(page, "published", sender=sender, moderator=self.moderator)

    def _shared(self, row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        licences = {str(label).lower(): code for code, label in LICENCES} | {"cc by 4.0": "cc-by-4.0"}
        fields = {name: row.get(name, "") for name in ("title", "promise", "search_description", *names)}
        fields["licence"] = licences[row.get("licence", "CC BY 4.0").lower()]
        if "image" in row:
            fields["image"] = self._picture(row, "image")
        return fields

    def _made_together(self, parent: Page, page: Any, row: dict[str, Any], state: str = "") -> Any:
        sender = self.people[row["contributors"][0]["person"]]
        page = self._new(parent, page, sender)
        put_names(page, row["contributors"], self.people)
        page = bring_to(
            page,
            state or row["state"],
            sender=sender,
            moderator=self.moderator,
            asked=row.get("asked", ""),
        )
        self.say(row["title"])
        return page

    def module(self, programme: Any, row: dict[str, Any]) -> None:
        """A module and its sessions, all in the module's state."""
        names = (
            "introduction",
            "level",
            "audience",
            "prerequisites",
            "access_notes",
            "tried",
            "life_cycle",
            "based_on",
            "version_notes",
        )
        tries = [("try", one) for one in row.get("tries", [])]
        changes = [("change", one) for one in row.get("changes", [])]
        page = ModulePage(
            slug=row["key"],
            outcomes=_items(row["outcomes"]),
            tries=tries,
            changes=changes,
            opens_sending_in=row.get("opens_sending_in", False),
            **self._shared(row, names),
        )
        module = self._made_together(programme, page, row)
        for session in row["sessions"]:
            self._session(module, session, row)

    def _session(self, module: Any, row: dict[str, Any], whole: dict[str, Any]) -> None:
        names = ("group_size", "delivery", "safety_notes", "access_notes", "language_notes", "facilitator_notes")
        told = StoryPage.objects.filter(locale=module.locale)
        lists = {name: _items(row.get(name, [])) for name in ("questions", "outcomes", "key_points", "evaluation")}
        page = SessionPage(
            slug=row["key"],
            length_minutes=row["length_minutes"],
            running_order=[self._step(step) for step in row["running_order"]],
            room_and_materials=_things(row.get("room_and_materials", [])),
            stories=[("story", told.get(slug=key)) for key in row.get("stories", [])],
            **lists,
            **self._shared({"licence": whole.get("licence", "CC BY 4.0")} | row, names),
        )
        sender = self.people[whole["contributors"][0]["person"]]
        page = self._new(module, page, sender)
        bring_to(page, whole["state"], sender=sender, moderator=self.moderator, asked=whole.get("asked", ""))

    def _step(self, step: dict[str, Any]) -> tuple[str, Any]:
        fields = {name: value for name, value in step.items() if name != "type"}
        if step["type"] == "break":
            return "rest", fields
        if step["type"] == "activity":
            return "activity", fields
        return self._part({"kind": step["type"]} | fields)

    def story(self, row: dict[str, Any]) -> None:
        """A story in its own language and state."""
        locale = Locale.objects.get(language_code=row["language"])
        index = StoryIndexPage.objects.get(locale=locale)
        if StoryPage.objects.child_of(index).filter(slug=row["key"]).exists():
            return
        page = StoryPage(
            title=row["title"],
            slug=row["key"],
            summary=row.get("summary", ""),
            told_as=row.get("told_as", ""),
            gathered=row.get("gathered", ""),
            place=row.get("place", ""),
            content_notes=row.get("content_notes", []),
            facets=as_text(row.get("touches", [])),
            search_description=row.get("search_description", ""),
            listing_image=self._picture(row, "listing_image"),
            body=[self._part(part) for part in row["parts"]],
        )
        self._made_together(index, page, row)


def _things(things: list[Any]) -> list[tuple[str, Any]]:
    """Return what a session needs: things with their numbers first, then those that are one line."""
    counted = [("thing", thing) for thing in things if isinstance(thing, dict)]
    return counted + _items([thing for thing in things if isinstance(thing, str)])


def _items(texts: list[str]) -> list[tuple[str, list[str]]]:
    return [("items", texts)] if texts else []
