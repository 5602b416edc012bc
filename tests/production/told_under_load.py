"""A site that many people use at once, by its own settings: `python -m tests.production.told_under_load make|look`."""

import json
import sys
from typing import Any

import django


def make() -> dict[str, Any]:
    """Make a public story, two drafts, and works that wait for one yes; return where they are, and who is signed in."""
    from django.conf import settings
    from django.test import Client

    from home.setting_up import make_site
    from tests.builders import act, fresh, make_draft, make_image, make_people, publish, send_in
    from tests.studio.making import parts_of

    make_site()
    people = make_people()
    teller = people.reporter
    picture = {"image": make_image(user=teller), "caption": ""}
    page = publish(make_draft(teller, words="reddoor", body=[("photo", picture)]), people)
    drafts = {}
    for _number in range(2):
        draft = make_draft(teller, words="blackdoor", body=[("words", "words number 0")])
        drafts[draft.work.pk] = parts_of(draft.work)[0]["id"]
    waiting = {}
    for number in range(16):
        body = [("photo", picture)] if number % 3 == 0 else [("words", "plain words")]
        story = make_draft(teller, words="greendoor", body=body)
        send_in(page=story, user=teller)
        act(story, people.moderator, "approve")
        waiting[story.work.pk] = fresh(story).get_url()
    client = Client()
    client.force_login(teller, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session}
    return {"page": page.get_url(), "drafts": drafts, "waiting": waiting, "cookies": cookies}


def look() -> dict[str, Any]:
    """Return what both audits find once strays are gone, what is public, and the newest words of each story."""
    from django.utils import timezone

    from authorship.models import Work
    from files.audit import audit_files
    from files.strays import A_DAY, remove_strays
    from publishing.audit import audit_public
    from publishing.models import PendingStep, Release
    from publishing.taking_down import do_all_pending

    do_all_pending(timezone.now())
    remove_strays(timezone.now() + A_DAY)
    works = Work.objects.select_related("page")
    valid = Release.objects.filter(state=Release.State.VALID)
    return {
        "found": [*audit_public(), *audit_files(every_byte=True)],
        "pending": PendingStep.objects.count(),
        "live": {work.pk: work.page.live for work in works},
        "releases": {work.pk: valid.filter(object_id=str(work.page_id)).count() for work in works},
        "words": {work.pk: json.dumps(work.page.specific.latest_revision.content["body"]) for work in works},
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"make": make, "look": look}[sys.argv[1]]()))
