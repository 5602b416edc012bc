"""Workshops: a module or session that a group does together on a day, and who would like to come."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from core.models import BasePage
from learning.models.choices import Delivery
from learning.selectors import coming_workshops, is_full, taught_at

KEPT_DAYS = 30
"""How long after a workshop we still know who signed up for it."""


class WorkshopIndexPage(BasePage):
    """The workshops that somebody can come to, the next one first."""

    introduction = models.TextField(_("introduction"), blank=True)

    page_description = _("The list of workshops.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    summary_field = "introduction"
    parent_page_types = ["learning.LearningIndexPage"]
    subpage_types = ["learning.WorkshopPage"]
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("list of workshops")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the released workshops that are not over."""
        context = super().get_context(request, *args, **kwargs)
        context["workshops"] = coming_workshops(timezone.now(), below=self)
        return context


class WorkshopPage(RoutablePageMixin, BasePage):
    """One workshop on one day. It is nobody's own work: trainers look after it together."""

    promise = models.CharField(_("what it offers, in one line"), max_length=250, blank=True)
    teaches = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="workshops",
        verbose_name=_("module or session"),
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    delivery = models.CharField(_("where"), max_length=20, choices=Delivery.choices, default=Delivery.IN_PERSON)
    venue = models.TextField(_("place and address"), blank=True, help_text=_("Leave it empty for one that is online."))
    join_link = models.URLField(
        _("link to join online"), blank=True, help_text=_("Only those who have a place get it, by email.")
    )
    capacity = models.PositiveSmallIntegerField(_("how many people can come"), default=12)
    sign_up_until = models.DateTimeField(
        _("sign up until"), null=True, blank=True, help_text=_("Leave it empty to let people sign up until it starts.")
    )
    facilitators = models.CharField(_("who runs it"), max_length=250, blank=True)
    access_notes = models.TextField(
        _("access and interpretation"),
        blank=True,
        help_text=_("Steps and lifts, toilets, a quiet room, hearing loop, BSL, which languages."),
    )
    travel_notes = models.TextField(_("travel and childcare"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)

    page_description = _("A module or session that a group does together on a day.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("promise"),
        PageChooserPanel("teaches", page_type=["learning.ModulePage", "learning.SessionPage"]),
        MultiFieldPanel(
            [FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("sign_up_until")], heading=_("When")
        ),
        MultiFieldPanel([FieldPanel("delivery"), FieldPanel("venue"), FieldPanel("join_link")], heading=_("Where")),
        FieldPanel("capacity"),
        FieldPanel("facilitators"),
        FieldPanel("access_notes"),
        FieldPanel("travel_notes"),
        FieldPanel("bring"),
    ]
    summary_field = "promise"
    parent_page_types = ["learning.WorkshopIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("promise"), index.SearchField("venue")]
    api_fields = [
        APIField(name)
        for name in ("title", "promise", "starts_at", "ends_at", "delivery", "venue", "access_notes", "travel_notes")
    ]

    class Meta:
        verbose_name = _("workshop")

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def closes_at(self) -> datetime | None:
        """Until when people can sign up."""
        return self.sign_up_until or self.starts_at

    @property
    def takes_sign_ups(self) -> bool:
        """Whether people can sign up now."""
        return self.live and self.closes_at is not None and timezone.now() < self.closes_at

    @property
    def kept_until(self) -> datetime | None:
        """When we forget who signed up."""
        return self.ends_at + timedelta(days=KEPT_DAYS) if self.ends_at else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is done in it, the form to sign up, and whether it is full."""
        from learning.workshop_forms import SignUpForm

        context = super().get_context(request, *args, **kwargs)
        context |= {"taught": taught_at(self), "is_full": is_full(self), "kept_days": KEPT_DAYS, "form": SignUpForm()}
        return context

    @path("sign-up/", name="sign_up")
    def sign_up(self, request: HttpRequest) -> HttpResponse:
        """Take somebody's wish to come."""
        from learning.workshop_views import sign_up

        if getattr(request, "is_preview", False):
            raise Http404
        return sign_up(self, request)

    @path("sign-up/sent/", name="signed_up")
    def signed_up(self, request: HttpRequest) -> HttpResponse:
        """Say to look for an email: the same whoever asked."""
        return self.render(request, template="learning/workshop_signed_up.html")

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The workshop for somebody's calendar."""
        from learning.calendars import calendar_of

        if self.starts_at is None or self.ends_at is None:
            raise Http404
        response = HttpResponse(calendar_of(self, request), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response


class SignUp(models.Model):
    """Somebody who would like to come to a workshop. The row goes when they cancel, and some time after the workshop.

    `told` is the fingerprint of when and where it is as this person was told last.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("has not answered our email yet")
        GOING = "going", _("has a place")
        WAITING = "waiting", _("is on the waiting list")

    workshop = models.ForeignKey(WorkshopPage, on_delete=models.CASCADE, related_name="sign_ups")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    needs = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("sign-up for a workshop")
        verbose_name_plural = _("sign-ups for workshops")
        ordering = ["confirmed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=("workshop", "email"), name="one_sign_up_for_each_address")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
