"""Two shapes that the site may grow and the gate already holds: a draftable snippet, a page with rows of its own."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.snippets.models import register_snippet

from core.models import BasePage


class Notice(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A snippet with drafts, such as a notice or a glossary term."""

    words = models.CharField(max_length=200)
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    panels = [FieldPanel("words")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "notice"

    def __str__(self) -> str:
        return self.words

    @property
    def revisions(self):
        """Wagtail asks for the revisions by this name."""
        return self._revisions


class ListPage(BasePage):
    """A page some of whose words stand in rows of their own."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), InlinePanel("lines")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "list page"


class Line(Orderable):
    """One line of a list page."""

    page = ParentalKey(ListPage, on_delete=models.CASCADE, related_name="lines")
    words = models.CharField(max_length=200)

    panels = [FieldPanel("words")]


register_snippet(Notice)
