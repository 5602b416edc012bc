"""The home page and pages of information."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks import (
    RICH_TEXT_FEATURES,
    CallToActionBlock,
    HeadingBlock,
    PictureBlock,
    QuoteBlock,
    RichWordsBlock,
    WordsBlock,
)
from core.models import BasePage
from home.figures import Figure
from home.selectors import newest_stories, programmes

__all__ = ["Figure", "HomePage", "StandardPage"]


class HomePage(BasePage):
    """The first page that somebody sees, one for each language."""

    promise = models.CharField(_("what this is, in one line"), max_length=250, blank=True)
    introduction = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    hero_image = models.ForeignKey(
        "files.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(
        [("words", WordsBlock()), ("picture", PictureBlock()), ("call_to_action", CallToActionBlock())],
        blank=True,
        verbose_name=_("more"),
    )

    page_description = _("The first page of a language.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("promise"),
        FieldPanel("introduction"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]
    summary_field = "promise"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "stories.StoryIndexPage",
        "learning.LearningIndexPage",
        "moderation.BestPracticeGuidePage",
    ]
    search_fields = [*Page.search_fields, index.SearchField("promise"), index.SearchField("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the newest stories and the programmes."""
        context = super().get_context(request, *args, **kwargs)
        context["stories"] = newest_stories(self)
        context["programmes"] = programmes(self)
        return context


class StandardPage(BasePage):
    """A page of information."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(
        [
            ("heading", HeadingBlock()),
            ("rich_text", RichWordsBlock()),
            ("words", WordsBlock()),
            ("picture", PictureBlock()),
            ("quote", QuoteBlock()),
        ],
        blank=True,
        verbose_name=_("text"),
    )

    page_description = _("A page of information, such as “About”.")
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    summary_field = "introduction"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
