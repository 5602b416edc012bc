"""Programme > module > session: training that somebody can teach from tomorrow."""

from typing import Any

from django.db import models
from django.http import HttpRequest
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
from learning.blocks import ChangeBlock, TryBlock
from learning.lists import items_of, text_list
from learning.own_words import reading_age_of
from learning.pdf import can_make_pdfs
from learning.selectors import (
    coming_workshops,
    glossary_of,
    modules_of,
    programmes_of,
    sessions_of,
    words_for,
    workshops_below,
)

LICENCES = [
    ("cc-by-4.0", _("Creative Commons Attribution 4.0")),
    ("cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")),
    ("all-rights", _("All rights kept by its makers")),
]
SHARE_ALIKE = "cc-by-sa-4.0"
"""What is made of something under this licence has to stay under it."""
LICENCE_ADDRESSES = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    SHARE_ALIKE: "https://creativecommons.org/licenses/by-sa/4.0/",
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
        """Add the words that it can explain, and what it was made from."""
        from learning.lineage import lineage_of

        context = super().get_context(request, *args, **kwargs)
        context["words"] = words_for(self)
        context["lineage"] = lineage_of(self)
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
        AdvicePanel("original"),
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
