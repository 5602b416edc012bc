"""Programme > module > session: training that somebody can teach from tomorrow."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from authorship.models import Contributor
from core.blocks import RICH_TEXT_FEATURES
from core.models import BasePage
from learning.advice_panel import HERE, AdvicePanel
from learning.blocks import ChangeBlock, LentStoryBlock, RunningOrderBlock, ThingBlock, TryBlock, minutes_of, short_list
from learning.lists import items_of, text_list
from learning.models.choices import Delivery
from learning.own_words import reading_age_of
from learning.pdf import can_make_pdfs
from learning.selectors import (
    coming_workshops,
    glossary_of,
    modules_of,
    programmes_of,
    sessions_of,
    stories_lent_to,
    words_for,
    workshops_below,
)

LICENCES = [
    ("cc-by-4.0", _("Creative Commons Attribution 4.0")),
    ("cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")),
    ("all-rights", _("All rights kept by its makers")),
]
LICENCE_ADDRESSES = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}


class LearningIndexPage(BasePage):
    """Where learning starts."""

    introduction = models.TextField(_("introduction"), blank=True)

    page_description = _("The list of programmes.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["learning.ProgrammePage", "learning.GlossaryPage", "learning.WorkshopIndexPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of programmes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the released programmes, each with its modules, the glossary and the workshops."""
        context = super().get_context(request, *args, **kwargs)
        context["programmes"] = programmes_of(self)
        context["glossary"] = glossary_of(self)
        context["workshops"] = workshops_below(self)
        return context


class LearningPage(BasePage):
    """What programmes, modules and sessions share."""

    promise = models.CharField(_("what it offers, in one line"), max_length=250, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=LICENCES, default="cc-by-4.0")

    summary_field = "promise"
    search_fields = [*Page.search_fields, index.SearchField("promise")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the words that it can explain."""
        context = super().get_context(request, *args, **kwargs)
        context["words"] = words_for(self)
        return context

    @cached_property
    def advice(self) -> dict[str, list[str]]:
        """What could be better in it, by field: worked out once for all places where an editor shows it."""
        from learning.advice import advice_on

        return advice_on(self)

    @property
    def licence_address(self) -> str:
        """Where its whole licence stands; empty where there is nothing but our own sentence."""
        return LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def reading_age(self) -> int | None:
        """The age of somebody who reads our own words on it with ease; None where that cannot be said."""
        return reading_age_of(self)


class ProgrammePage(LearningPage):
    """A path through several modules."""

    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    audience = models.CharField(_("who it is for"), max_length=300, blank=True)
    image = models.ForeignKey(
        "files.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    is_work = True
    first_role = Contributor.Role.TRAINER
    first_expertise = Contributor.Expertise.COMMUNITY

    page_description = _("A path through several modules.")
    content_panels = [
        *Page.content_panels,
        AdvicePanel("reading"),
        FieldPanel("promise"),
        FieldPanel("introduction"),
        FieldPanel("audience"),
        FieldPanel("image"),
        FieldPanel("licence"),
    ]
    parent_page_types = ["learning.LearningIndexPage"]
    subpage_types = ["learning.ModulePage"]
    search_fields = [*LearningPage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("programme")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the released modules."""
        context = super().get_context(request, *args, **kwargs)
        context["modules"] = modules_of(self)
        return context


class ModulePage(RoutablePageMixin, LearningPage):
    """A module: a few sessions that belong together, made by trainers and reporters."""

    class Level(models.TextChoices):
        NEW = "new", _("New to Community Reporting")
        SOME = "some", _("Some experience")
        TRAINER = "trainer", _("For trainers")

    class LifeCycle(models.TextChoices):
        IDEA = "idea", _("Idea")
        DRAFT = "draft", _("Draft")
        TRIED_ONCE = "tried_once", _("Tried once")
        TESTED = "tested", _("Tested")
        RETIRED = "retired", _("Retired")

    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    image = models.ForeignKey(
        "files.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.NEW)
    audience = models.CharField(_("who it is for"), max_length=300, blank=True)
    prerequisites = models.CharField(_("what to have done before"), max_length=300, blank=True)
    outcomes = text_list(_("By the end people will be able to"), _("Outcome"))
    access_notes = models.TextField(_("access"), blank=True)
    tried = models.TextField(_("where it was tried, and what changed"), blank=True)
    tries = StreamField([("try", TryBlock())], blank=True, verbose_name=_("when it was tried"))
    changes = StreamField(
        [("change", ChangeBlock())], blank=True, verbose_name=_("what people said, and what we changed")
    )
    version_notes = models.TextField(
        _("what has changed"), blank=True, help_text=_("Newest first, in a few words for whoever taught it before.")
    )
    based_on = models.CharField(
        _("what it builds on"), max_length=300, blank=True, help_text=_("Its name, who made it, and its licence.")
    )
    no_lived_experience = models.CharField(
        _("why nobody with lived experience made it"),
        max_length=300,
        blank=True,
        help_text=_("Only if that is so. Readers see it."),
    )
    life_cycle = models.CharField(_("how far it is"), max_length=20, choices=LifeCycle.choices, default=LifeCycle.DRAFT)
    opens_sending_in = models.BooleanField(
        _("whoever completes it may send stories in"),
        default=False,
        help_text=_("For the module on responsible storytelling."),
    )

    is_work = True
    first_role = Contributor.Role.TRAINER
    first_expertise = Contributor.Expertise.COMMUNITY

    page_description = _("A few sessions that belong together.")
    content_panels = [
        *Page.content_panels,
        AdvicePanel(HERE),
        AdvicePanel("reading"),
        FieldPanel("promise"),
        FieldPanel("introduction"),
        FieldPanel("image"),
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("audience"), FieldPanel("prerequisites")],
            heading=_("Who it is for"),
        ),
        AdvicePanel("image"),
        FieldPanel("outcomes"),
        AdvicePanel("outcomes"),
        FieldPanel("access_notes"),
        AdvicePanel("access_notes"),
        MultiFieldPanel(
            [
                FieldPanel("life_cycle"),
                FieldPanel("opens_sending_in"),
                FieldPanel("tries"),
                FieldPanel("tried"),
                FieldPanel("changes"),
                FieldPanel("version_notes"),
                FieldPanel("licence"),
                FieldPanel("based_on"),
                FieldPanel("no_lived_experience"),
            ],
            heading=_("Where it stands"),
        ),
    ]
    parent_page_types = ["learning.ProgrammePage"]
    subpage_types = ["learning.SessionPage"]
    search_fields = [*LearningPage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("module")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the released sessions, the texts of the outcomes, and the next workshops in it or one of its sessions."""
        context = super().get_context(request, *args, **kwargs)
        context["sessions"] = sessions_of(self)
        context["workshops"] = coming_workshops(timezone.now(), teaching=[self, *context["sessions"]])
        context["outcomes"] = items_of(self.outcomes)
        context["pack_is_possible"] = bool(context["sessions"]) and can_make_pdfs()
        return context

    @path("pack/", name="pack")
    def pack(self, request: HttpRequest) -> HttpResponseBase:
        """All of it in one file, to teach from without a network."""
        from learning.paper_views import pack

        return pack(self, request)


class SessionPage(RoutablePageMixin, LearningPage):
    """One session: what a group does in one sitting, minute by minute."""

    questions = text_list(_("Questions this answers"), _("Question"))
    outcomes = text_list(_("By the end people will be able to"), _("Outcome"))
    length_minutes = models.PositiveIntegerField(_("length in minutes"), default=90)
    group_size = models.CharField(_("group size"), max_length=120, blank=True)
    delivery = models.CharField(_("where"), max_length=20, choices=Delivery.choices, default=Delivery.IN_PERSON)
    room_and_materials = StreamField(
        [("thing", ThingBlock()), ("items", short_list(_("Room and materials"), _("Thing")))],
        blank=True,
        block_counts={"items": {"max_num": 1}},
        verbose_name=_("Room and materials"),
    )
    running_order = StreamField(RunningOrderBlock(), blank=True, verbose_name=_("running order"))
    safety_notes = models.TextField(_("safety and care"), blank=True)
    access_notes = models.TextField(_("access"), blank=True)
    language_notes = models.TextField(_("languages"), blank=True)
    key_points = text_list(_("Key points"), _("Point"))
    stories = StreamField(
        [("story", LentStoryBlock(page_type=["stories.StoryPage"]))],
        blank=True,
        verbose_name=_("stories to listen to"),
        help_text=_("Readers see those that are public and whose tellers say yes to training, while both is so."),
    )
    evaluation = text_list(_("Questions at the end, for everybody to answer without a name"), _("Question"))
    facilitator_notes = models.TextField(
        _("notes for the facilitator"),
        blank=True,
        help_text=_("How to prepare, what can go wrong, what to leave out if you are late. Everybody can read it."),
    )

    is_work = True

    page_description = _("What a group does in one sitting.")
    content_panels = [
        *Page.content_panels,
        AdvicePanel(HERE),
        AdvicePanel("reading"),
        FieldPanel("promise"),
        FieldPanel("questions"),
        FieldPanel("outcomes"),
        AdvicePanel("outcomes"),
        MultiFieldPanel(
            [FieldPanel("length_minutes"), FieldPanel("group_size"), FieldPanel("delivery")],
            heading=_("Frame"),
        ),
        FieldPanel("room_and_materials"),
        FieldPanel("running_order"),
        AdvicePanel("running_order"),
        FieldPanel("facilitator_notes"),
        FieldPanel("safety_notes"),
        FieldPanel("access_notes"),
        AdvicePanel("access_notes"),
        FieldPanel("language_notes"),
        FieldPanel("key_points"),
        FieldPanel("stories"),
        AdvicePanel("stories"),
        FieldPanel("evaluation"),
        FieldPanel("licence"),
    ]
    parent_page_types = ["learning.ModulePage"]
    subpage_types: list[str] = []
    search_fields = [*LearningPage.search_fields, index.SearchField("running_order")]

    class Meta:
        verbose_name = _("session")

    def part_of_work(self) -> Page:
        """A session is part of its module's work: the same people made it."""
        return self.get_parent().specific

    @property
    def total_minutes(self) -> int:
        """The minutes of all activities and breaks."""
        return sum(map(minutes_of, self.running_order))

    @property
    def activities(self) -> list[Any]:
        """The activities as blocks, in their order."""
        return [block for block in self.running_order if block.block_type == "activity"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the short lists as plain texts, and the next workshops in it."""
        context = super().get_context(request, *args, **kwargs)
        for name in ("questions", "outcomes", "room_and_materials", "key_points", "evaluation"):
            context[name] = items_of(getattr(self, name))
        context["stories"] = stories_lent_to(self)
        context["pdf_is_possible"] = can_make_pdfs()
        context["workshops"] = coming_workshops(timezone.now(), teaching=[self])
        context["previous_session"], context["next_session"] = self._neighbours()
        return context

    def _neighbours(self) -> tuple[Any, Any]:
        sessions = sessions_of(self.get_parent())
        place = next((number for number, page in enumerate(sessions) if page.pk == self.pk), None)
        if place is None:
            return None, None
        before, after = sessions[place - 1] if place else None, sessions[place + 1 :]
        return before, after[0] if after else None

    @path("facilitator/", name="facilitator")
    def facilitator(self, request: HttpRequest) -> HttpResponse:
        """What whoever leads the session has in hand: clock times, how much of everything, what to leave out."""
        from learning.facilitating import facilitator_view

        return facilitator_view(self, request)

    @path("handout/", name="handout")
    @path("handout/<uuid:activity>/", name="activity_handout")
    def handout(self, request: HttpRequest, activity: UUID | str = "") -> HttpResponse:
        """The handout as a page to print: of the session, or of one activity."""
        from learning.paper_views import handout_page

        return handout_page(self, request, str(activity))

    @path("feedback/", name="feedback")
    def feedback(self, request: HttpRequest) -> HttpResponse:
        """Ask how it was, without a name."""
        from learning.feedback_views import feedback_form

        if getattr(request, "is_preview", False):
            raise Http404
        return feedback_form(self, request)

    @path("feedback/thanks/", name="feedback_given")
    def feedback_given(self, request: HttpRequest) -> HttpResponse:
        """Say thank you: the same whatever was said."""
        return self.render(request, template="learning/feedback_given.html")

    @path("handout/pdf/", name="handout_pdf")
    @path("handout/<uuid:activity>/pdf/", name="activity_handout_pdf")
    def handout_pdf(self, request: HttpRequest, activity: UUID | str = "") -> HttpResponseBase:
        """The same as a tagged PDF."""
        from learning.paper_views import handout_pdf

        return handout_pdf(self, request, str(activity))
