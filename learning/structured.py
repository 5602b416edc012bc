"""Training as machines read it: schema.org terms, so that search engines and lists of open courses find it.

The mapping is that of the LRMI terms in schema.org. It says only what the page itself says.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from wagtail.models import Page

from authorship.models import Contributor
from learning.lists import items_of
from learning.models import ModulePage, ProgrammePage, SessionPage, WorkshopPage
from learning.models.choices import Delivery
from publishing.selectors import released

Node = dict[str, Any]
CONTEXT = "https://schema.org"
WROTE = (Contributor.Role.TRAINER, Contributor.Role.CO_AUTHOR)
"""Those who are authors of training; everybody else contributed to it."""
ATTENDANCE = {
    Delivery.IN_PERSON: "OfflineEventAttendanceMode",
    Delivery.ONLINE: "OnlineEventAttendanceMode",
    Delivery.EITHER: "MixedEventAttendanceMode",
}
MODES = {Delivery.IN_PERSON: ["onsite"], Delivery.ONLINE: ["online"], Delivery.EITHER: ["onsite", "online"]}


def described(page: Any, context: Mapping[str, Any]) -> Node | None:
    """Return a page of training as a schema.org node, without what is empty; None for any other page.

    `context` is what the page's template knows: its credits as released, its sessions, what stands above it.
    """
    describe = KINDS.get(type(page))
    return None if describe is None else {"@context": CONTEXT, **without_empty(describe(page, context))}


def without_empty(value: Any) -> Any:
    """Return a node or list without what says nothing."""
    if isinstance(value, dict):
        found = {name: without_empty(part) for name, part in value.items()}
        return {name: part for name, part in found.items() if part not in ("", None, [], {})}
    if isinstance(value, list):
        return [without_empty(part) for part in value]
    return value


def iso_minutes(minutes: int) -> str:
    """Return a length as ISO 8601 says it."""
    return f"PT{minutes}M" if minutes else ""


def _address(page: Any, rest: str = "") -> str:
    return f"{settings.SITE_URL}{page.get_url() or ''}{rest}"


def _named(page: Any, kind: str) -> Node:
    return {"@type": kind, "name": page.title, "url": _address(page)}


def _our_site() -> Node:
    return {"@type": "Organization", "name": "Told Together", "url": settings.SITE_URL}


def _work(page: Any, context: Mapping[str, Any], kind: str) -> Node:
    """Return what programmes, modules and sessions have in common."""
    people = [credit for credit in context.get("credits", ()) if credit["name"]]
    return {
        **_named(page, kind),
        "description": page.promise or strip_tags(getattr(page, "introduction", "")),
        "inLanguage": page.locale.language_code,
        "license": page.licence_address,
        "isAccessibleForFree": True,
        "publisher": _our_site(),
        "author": [_person(credit) for credit in people if credit["role"] in WROTE],
        "contributor": [_person(credit) for credit in people if credit["role"] not in WROTE],
    }


def _person(credit: Mapping[str, Any]) -> Node:
    return {"@type": "Person", "name": credit["name"]}


def _audience(text: str) -> Node:
    return {"@type": "EducationalAudience", "audienceType": text, "educationalRole": "student"} if text else {}


def _programme(page: ProgrammePage, context: Mapping[str, Any]) -> Node:
    return {
        **_work(page, context, "Course"),
        "provider": _our_site(),
        "audience": _audience(page.audience),
        "hasPart": [_named(module, "LearningResource") for module in context.get("modules", ())],
    }


def _module(page: ModulePage, context: Mapping[str, Any]) -> Node:
    sessions = list(context.get("sessions", ()))
    return {
        **_work(page, context, "LearningResource"),
        "learningResourceType": "module",
        "creativeWorkStatus": str(page.get_life_cycle_display()),
        "educationalLevel": str(page.get_level_display()),
        "competencyRequired": page.prerequisites,
        "audience": _audience(page.audience),
        "teaches": items_of(page.outcomes),
        "timeRequired": iso_minutes(sum(session.total_minutes for session in sessions)),
        "accessibilitySummary": page.access_notes,
        "isBasedOn": [
            *(_named(one.page, "LearningResource") for one in context.get("lineage", ()) if one.page),
            *([{"@type": "CreativeWork", "name": page.based_on}] if page.based_on else []),
        ],
        "isPartOf": _above(page, "Course"),
        "hasPart": [_named(session, "LearningResource") for session in sessions],
    }


def _session(page: SessionPage, context: Mapping[str, Any]) -> Node:
    papers = [("text/html", "handout/")]
    if context.get("pdf_is_possible"):
        papers.append(("application/pdf", "handout/pdf/"))
    kinds = {block.block_type for block in page.running_order}
    features = {"picture": ["alternativeText"], "video": ["captions", "transcript"]}
    has = [feature for kind, some in features.items() if kind in kinds for feature in some]
    return {
        **_work(page, context, "LearningResource"),
        "learningResourceType": "session plan",
        "teaches": items_of(page.outcomes),
        "timeRequired": iso_minutes(page.total_minutes),
        "accessibilitySummary": page.access_notes,
        "accessibilityFeature": ["largePrint", "taggedPDF", *has] if len(papers) > 1 else ["largePrint", *has],
        "isPartOf": _above(page, "LearningResource"),
        "hasPart": [
            {
                "@type": "DigitalDocument",
                "name": page.title,
                "learningResourceType": "handout",
                "encodingFormat": kind,
                "url": _address(page, rest),
                "inLanguage": page.locale.language_code,
            }
            for kind, rest in papers
        ],
    }


def _above(page: Any, kind: str) -> Node:
    above = released(Page.objects.parent_of(page)).first()
    return _named(above, kind) if above is not None else {}


def _workshop(page: WorkshopPage, context: Mapping[str, Any]) -> Node:
    taught = context.get("taught")
    places: list[Node] = []
    if page.delivery != Delivery.ONLINE and page.venue:
        places.append({"@type": "Place", "name": page.venue, "address": page.venue})
    if page.delivery != Delivery.IN_PERSON:
        # The link to join is for those who have a place.
        places.append({"@type": "VirtualLocation", "url": _address(page)})
    return {
        **_named(page, "EducationEvent"),
        "@type": ["EducationEvent", "CourseInstance"],
        "description": page.promise,
        "inLanguage": page.locale.language_code,
        "startDate": page.starts_at.isoformat() if page.starts_at else "",
        "endDate": page.ends_at.isoformat() if page.ends_at else "",
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE[Delivery(page.delivery)]}",
        "courseMode": MODES[Delivery(page.delivery)],
        "location": places,
        "maximumAttendeeCapacity": page.capacity,
        "isAccessibleForFree": True,
        "organizer": _our_site(),
        "workFeatured": _named(taught, "LearningResource") if taught is not None else {},
    }


KINDS: dict[type, Callable[[Any, Mapping[str, Any]], Node]] = {
    ProgrammePage: _programme,
    ModulePage: _module,
    SessionPage: _session,
    WorkshopPage: _workshop,
}
