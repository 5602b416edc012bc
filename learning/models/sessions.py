"""A session: what a group does in one sitting, minute by minute."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from learning.advice_panel import HERE, AdvicePanel
from learning.blocks import LentStoryBlock, RunningOrderBlock, ThingBlock, minutes_of, short_list
from learning.lists import items_of, text_list
from learning.models.choices import Delivery
from learning.models.training import LearningPage
from learning.pdf import can_make_pdfs
from learning.selectors import coming_workshops, sessions_of, stories_lent_to


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
