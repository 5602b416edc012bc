"""What a public page reads: nothing that stands outside the gate, and as much for ten items as for one."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from authorship.selectors import contributors_of
from home.models import StandardPage
from tests.builders import (
    OPEN,
    add_co_author,
    home_page,
    live_learning,
    make_draft,
    make_image,
    make_recording,
    publish,
)

# In the released revision, in the manifest, or there to find the way. `files_publicfile` names copies made at go-live.
# `home_figure` holds the numbers of a year that is over, counted by the clock: numbers and codes, no word.
# A file's own row is read to know its id; what is shown of it comes from the manifest.
ALLOWED = {
    "publishing_release",
    "publishing_manifest",
    "publishing_publicaddress",
    "files_publicfile",
    "home_figure",
    "wagtailcore_page",
    "wagtailcore_site",
    "wagtailcore_locale",
    "wagtailcore_pageviewrestriction",
    "wagtailsearch_indexentry",
    "wagtailredirects_redirect",
    "django_content_type",
}
ONLY_FOR_THEIR_ID = {"files_image", "files_media"}
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "([a-z_]+)"', re.IGNORECASE)


@pytest.fixture
def everything(people):
    """One public page of each kind, with a picture and a recording."""
    image, media = make_image(user=people.reporter), make_recording(user=people.reporter)
    body = [("words", OPEN), ("photo", {"image": image, "caption": "c"}), ("audio", {"media": media, "caption": ""})]
    story = publish(make_draft(people.reporter, words=OPEN, listing_image=image, body=body), people)
    learning = live_learning(people)
    standard = StandardPage(
        title="About", slug="about", body=[("words", "w"), ("picture", {"image": image, "caption": ""})], live=False
    )
    home_page().add_child(instance=standard)
    standard.save_revision(user=people.admin)
    standard = publish(standard, people, sender=people.admin)
    return [story, standard, learning.programme, *learning.modules, *learning.sessions]


def _addresses(pages):
    session = pages[-1].get_url()
    activity = next(block.id for block in pages[-1].running_order if block.block_type == "activity")
    return [
        *(page.get_url() for page in pages),
        f"{session}handout/",
        f"{session}handout/{activity}/",
        f"{session}facilitator/",
        "/",
        "/ur/",
        "/stories/",
        "/learning/",
        f"/search/?q={OPEN}",
        "/feed/",
        "/sitemap.xml",
        "/open-numbers/",
        "/api/v2/pages/",
    ]


def _queries(address):
    cache.clear()
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.content
    return [query["sql"] for query in queries]


@pytest.mark.deep
def test_no_public_page_reads_what_is_outside_the_gate(everything):
    types = {model._meta.db_table for model in apps.get_models() if issubclass(model, Page)}
    found = {}
    for address in _addresses(everything):
        for sql in _queries(address):
            for table in TABLE.findall(sql):
                if table not in ALLOWED | types | ONLY_FOR_THEIR_ID and not table.startswith(
                    "wagtailsearch_indexentry"
                ):
                    found.setdefault(address, set()).add(table)
    assert found == {}


@pytest.mark.deep
def test_a_page_shows_nothing_of_a_files_own_row(everything, client):
    """Every word in the rows of files is changed behind the gate's back: no public page changes."""
    from files.models import Image, Media

    before = {address: client.get(address).content for address in _addresses(everything)}
    Image.objects.update(title="qz", alt_text="qz", is_decorative=True, width=7, height=7, description="qz")
    Media.objects.update(title="qz", transcript="qz", captions="qz", duration=7, language="pl")
    cache.clear()
    after = {address: client.get(address).content for address in _addresses(everything)}
    changed = [address for address in before if before[address] != after[address]]
    assert changed == []
    Image.objects.update(alt_text="A red door")


@pytest.mark.deep
def test_ten_items_cost_as_many_questions_as_one(people):
    """Each list, and each page around which there are lists."""

    def story(number):
        image = make_image(user=people.reporter)
        page = make_draft(people.reporter, words=OPEN, listing_image=image)
        add_co_author(page, people.reporter2)
        return publish(page, people)

    first = story(0)
    learning = live_learning(people, modules=2, sessions=2)
    addresses = [
        first.get_url(),
        learning.programme.get_url(),
        learning.modules[0].get_url(),
        learning.sessions[0].get_url(),
        *_addresses([first, learning.sessions[0]])[2:],
    ]
    for address in addresses:
        _queries(address)
    few = {address: len(_queries(address)) for address in addresses}
    for number in range(9):
        story(number)
    from tests.builders import make_module, make_session

    for _number in range(3):
        module = publish(make_module(people, learning.programme), people)
        publish(make_session(people, learning.modules[0]), people, sender=people.trainer)
        publish(make_session(people, module), people, sender=people.trainer)
    # What is worked out of all that is public is worked out anew once, after anything has changed.
    for address in addresses:
        _queries(address)
    many = {address: len(_queries(address)) for address in addresses}
    more = {address: (few[address], many[address]) for address in addresses if many[address] > few[address]}
    assert more == {}
    assert contributors_of(first).count() == 2
