"""The glossary: words that we use in our own way or that are hard, each explained in a few plain lines."""

from itertools import groupby
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from core.models import BasePage
from learning.selectors import glossary_around, terms_below, words_for

LONGEST_MEANING = 400


class GlossaryPage(BasePage):
    """The words that we explain, from A to Z."""

    introduction = models.TextField(_("introduction"), blank=True)

    page_description = _("The list of words that we explain.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    summary_field = "introduction"
    parent_page_types = ["learning.LearningIndexPage"]
    subpage_types = ["learning.GlossaryTermPage"]
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("glossary")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the released words, by the letter that they begin with."""
        context = super().get_context(request, *args, **kwargs)
        terms = sorted(terms_below(self), key=lambda term: term.title.casefold())
        context["letters"] = [(letter, list(group)) for letter, group in groupby(terms, key=_first_letter)]
        return context


def _first_letter(term: "GlossaryTermPage") -> str:
    return term.title[:1].upper()


class GlossaryTermPage(BasePage):
    """One word or phrase, and what we mean by it. It is nobody's own work: trainers look after it together."""

    meaning = models.TextField(
        _("what it means"),
        max_length=LONGEST_MEANING,
        blank=True,
        help_text=_("Two or three short sentences, in words that a child of eleven knows. Readers see them in place."),
    )
    example = models.TextField(_("an example"), max_length=LONGEST_MEANING, blank=True)
    other_forms = models.CharField(
        _("other ways it is written"),
        max_length=250,
        blank=True,
        help_text=_("With commas between them, such as: reporters, Community Reporters"),
    )

    page_description = _("One word, explained.")
    content_panels = [
        FieldPanel("title", heading=_("Word"), icon="title", classname="title"),
        FieldPanel("meaning"),
        FieldPanel("example"),
        FieldPanel("other_forms"),
    ]
    summary_field = "meaning"
    parent_page_types = ["learning.GlossaryPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("meaning"), index.SearchField("other_forms")]
    api_fields = [APIField("title"), APIField("meaning"), APIField("example")]

    class Meta:
        verbose_name = _("word in the glossary")
        verbose_name_plural = _("words in the glossary")

    @property
    def forms(self) -> list[str]:
        """Every way in which it is written."""
        written = [self.title, *self.other_forms.split(",")]
        return [form.strip() for form in written if form.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list that it stands in, and the other words, which may stand in this one's meaning."""
        context = super().get_context(request, *args, **kwargs)
        context["glossary"] = glossary_around(self)
        context["words"] = [term for term in words_for(self) if term.pk != self.pk]
        return context
