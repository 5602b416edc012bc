"""The group's Best Practice Guide, and who agreed to which version of it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from accounts.models import Person
from core.models import BasePage
from publishing.errors import NotReleased
from publishing.models import Release


class RuleBlock(blocks.StructBlock):
    """One rule. Its number is its place in the guide; its id stays when it moves."""

    title = blocks.CharBlock(label=_("In a few words"), max_length=80)
    words = blocks.TextBlock(label=_("In plain words"))

    class Meta:
        icon = "tick"
        label = _("Rule")
        template = "blocks/rule.html"
        preview_value = {
            "title": "Ask before you tell",
            "words": "Ask everybody who is in your story. If they say no, leave them out.",
        }
        description = _("A rule that the group has agreed on. Rules are numbered from the top.")


@dataclass(frozen=True)
class Rule:
    """A rule as one version of the guide has it."""

    id: str
    number: int
    title: str
    words: str

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class BestPracticeGuidePage(BasePage):
    """How a group has agreed to work. Each release of it is a version."""

    introduction = models.TextField(_("introduction"), blank=True)
    rules = StreamField([("rule", RuleBlock())], verbose_name=_("rules"))

    page_description = _("The rules that the group has agreed on. Moderators name one when they ask for changes.")
    template = "moderation/best_practice_guide_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("rules")]
    summary_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("rules")]

    class Meta:
        verbose_name = _("Best Practice Guide")

    def rule_list(self) -> list[Rule]:
        """Return the rules with their numbers."""
        return [
            Rule(block.id, number, block.value["title"], block.value["words"])
            for number, block in enumerate(self.rules, start=1)
        ]


class GuideAgreement(models.Model):
    """Somebody agreed to work as one released version of the guide says. Append-only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guide_agreements")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("agreement to the guide")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "release"], name="agrees_once_to_a_version")]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("An agreement is a record: agreeing to a newer version is a new row.")
        super().save(*args, **kwargs)
