"""Stories: told in whatever way their tellers choose."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from authorship.models import Contributor
from core.content_notes import ContentNotesField, labels_of
from core.facets import Facets, FacetsField, asked_for, labels_of_facets, smallest_group
from core.listing import listed
from core.models import BasePage
from files.selectors import with_cards
from stories.blocks import StoryBlock
from stories.facets import Choice, also_touching, choices_among, touching, what_is_seen
from stories.places import PlaceSelect
from stories.selectors import stories_for_index

STORIES_ON_A_PAGE = 12


class FacetsPanel(FieldPanel):
    """What a story touches on, in words."""

    def format_value_for_display(self, value: Any) -> str:
        """Return the names of facets."""
        return listed(labels_of_facets(value))


class StoryIndexPage(BasePage):
    """All the stories that are public."""

    introduction = models.TextField(_("introduction"), blank=True)

    page_description = _("The list of stories.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["stories.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the list; stories in every language stand in the English one."""
        context = super().get_context(request, *args, **kwargs)
        chosen, seen = asked_for(request.GET), what_is_seen()
        stories = touching(stories_for_index(self), chosen, seen, self.locale)
        paginator = Paginator(stories, STORIES_ON_A_PAGE)
        context["chosen"], context["choices"] = chosen, choices_among(chosen, seen, self.locale)
        context["smallest_group"] = smallest_group()
        context["stories"] = paginator.get_page(request.GET.get("page"))
        context["stories"].object_list = with_cards(context["stories"].object_list, "listing_image_id")
        return context


class StoryPage(BasePage):
    """A story. It can be words, a poem, photos, a recording, a drawing, or any mix of them."""

    class ToldAs(models.TextChoices):
        WORDS = "words", _("Words")
        POEM = "poem", _("Poem")
        PHOTO_STORY = "photo_story", _("Photo story")
        AUDIO = "audio", _("Voice")
        VIDEO = "video", _("Video")
        DRAWING = "drawing", _("Drawing")
        MIXED = "mixed", _("A mix")

    class Gathered(models.TextChoices):
        """The three ways of gathering stories that Community Reporting teaches."""

        MONOLOGUE = "monologue", _("In their own words, with no questions")
        INTERVIEW = "interview", _("In a conversation")
        SNAPSHOT = "snapshot", _("As an answer to one question")

    summary = models.TextField(_("in one or two sentences"), blank=True)
    told_as = models.CharField(_("told as"), max_length=20, choices=ToldAs.choices, blank=True)
    gathered = models.CharField(_("how it came about"), max_length=20, choices=Gathered.choices, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    content_notes = ContentNotesField(_("content notes"))
    facets = FacetsField(_("what it touches on"), db_index=True)
    listing_image = models.ForeignKey(
        "files.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for lists"),
    )
    body = StreamField(StoryBlock(), blank=True, verbose_name=_("story"))

    is_work = True
    may_be_shared = True
    first_role = Contributor.Role.TELLER
    first_expertise = Contributor.Expertise.LIVED

    page_description = _("A story in the words, pictures and sounds of those who tell it.")
    content_panels = [
        HelpPanel(
            content=_(
                "The story belongs to its tellers. Mend spelling or take out a detail that gives somebody away; "
                "leave the meaning. They see every change before it goes public."
            )
        ),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("told_as"),
        FieldPanel("gathered"),
        FieldPanel("place", widget=PlaceSelect),
        FieldPanel("content_notes"),
        FacetsPanel("facets", read_only=True, help_text=_("Those who tell it choose this, and nobody for them.")),
        FieldPanel("listing_image"),
        FieldPanel("body"),
    ]
    summary_field = "summary"
    folded_behind_notes = ("photo", "photo_story", "drawing", "audio", "video")
    """Parts that stay closed until somebody opens them, where the story has content notes."""
    # A teller who takes back ends the whole; elsewhere each holds their own part.
    voices_hold_the_whole = True
    parent_page_types = ["stories.StoryIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    api_fields = [
        APIField("title"),
        APIField("summary"),
        APIField("told_as"),
        APIField("gathered"),
        APIField("place"),
        APIField("content_notes"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the public sees of what it touches on, and a few stories that touch on the same."""
        context = super().get_context(request, *args, **kwargs)
        if self.facets and not context["is_preview"] and not context["is_shown_to_some"]:
            seen = what_is_seen()
            context["facets"] = seen.facets.get(self.facets, ())
            context["others"] = with_cards(also_touching(self, seen), "listing_image_id")
        return context

    @classmethod
    def touching(cls, facets: Facets) -> models.QuerySet:
        """Return the stories seen to touch on all of `facets`; none where they are too few to be shown.

        Whoever asks keeps of these what is released.
        """
        return touching(cls.objects.all(), facets, what_is_seen())

    @classmethod
    def choices(cls, chosen: Facets) -> list[Choice]:
        """Return what the released stories can be filtered by, beside what is `chosen`."""
        return choices_among(chosen, what_is_seen())

    @property
    def facet_labels(self) -> list[str]:
        """What it touches on, in words, for those who make it; the public may see less of it."""
        return labels_of_facets(self.facets)

    @property
    def content_note_labels(self) -> list[str]:
        """What it says of itself before it starts; empty where its authors chose nothing."""
        return labels_of(self.content_notes)


class UnsavedWords(models.Model):
    """What somebody has written in a form of the studio and not saved yet. Nobody else reads it.

    `place` names the form: "about", "add-" and a kind of part, or the id of a part. `fields` are its texts by name.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    work = models.ForeignKey("authorship.Work", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    fields = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("words that are not saved yet")
        verbose_name_plural = _("words that are not saved yet")
        constraints = [models.UniqueConstraint(fields=("user", "work", "place"), name="one_form_of_unsaved_words")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class SnapshotQuestion(models.Model):
    """One open question that a group answers in one sitting. Each answer is a story of its own.

    `audience` is the code of those who may answer by their account; empty where whoever asks writes down what is said.
    """

    question = models.CharField(_("the question"), max_length=300)
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question for snapshot stories")
        verbose_name_plural = _("questions for snapshot stories")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.closed_at is None


class SnapshotAnswer(models.Model):
    """That a story was begun as an answer to a question."""

    question = models.ForeignKey(SnapshotQuestion, on_delete=models.CASCADE, related_name="answers")
    work = models.OneToOneField("authorship.Work", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to a question")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
