"""A workshop as a calendar reads it (RFC 5545)."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event


def calendar_of(workshop: Any, request: Any = None) -> bytes:
    """Return a calendar file with the workshop as its one event; it replaces an older one of the same workshop."""
    event = Event()
    host = settings.SITE_URL.partition("://")[2]
    address = f"{settings.SITE_URL}{workshop.get_url(request) or ''}"
    event.add("uid", f"workshop-{workshop.pk}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", workshop.starts_at)
    event.add("dtend", workshop.ends_at)
    event.add("summary", workshop.title)
    event.add("url", address)
    if workshop.venue:
        event.add("location", ", ".join(line.strip() for line in workshop.venue.splitlines() if line.strip()))
    description = [workshop.promise, workshop.access_notes, address]
    event.add("description", "\n\n".join(words for words in description if words))
    calendar = Calendar()
    calendar.add("prodid", "-//Told Together//Workshops//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
