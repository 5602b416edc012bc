"""What somebody who is not signed in gets by every road to a file, on both kinds of store. One table of attempts."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse

from authorship.evidence import add_evidence
from consent.services import hide, take_back
from files.audit import audit_files
from files.models import Document, Image, PublicFile
from files.storage import private_storage, public_storage, signed_name
from publishing.crawling import crawl_public
from tests.authorship.making import a_pdf
from tests.builders import fresh, make_draft, make_image, make_recording, publish
from tests.files.test_cleaning import pdf_bytes
from tests.profiles import a_few
from tests.seaweed import PRIVATE, PUBLIC
from tests.stores import names_in

REFUSED = (302, 400, 401, 403, 404, 405, 410)


@pytest.fixture
def draft(people, store):
    """A draft with a picture in several sizes, a recording with a still of it, a document and a proof."""
    image, media = make_image(user=people.reporter), make_recording(user=people.reporter)
    image.get_renditions("width-480|format-jpeg", "max-165x165")
    media.thumbnail.save("still.jpg", ContentFile(b"still"))
    document = Document(title="paper", uploaded_by_user=people.reporter)
    document.file = ContentFile(pdf_bytes(), name="paper.pdf")
    document.save()
    body = [("photo", {"image": image, "caption": ""}), ("audio", {"media": media, "caption": ""})]
    page = make_draft(people.reporter, words="plain", listing_image=image, body=body)
    add_evidence(work=page.work, kind="paper", file=a_pdf(), uploaded_by=people.trainer)
    page.image, page.media, page.document = image, media, document
    assert len(names_in("private")) >= 6
    return page


def by_our_address(path: str) -> int:
    """Return what a stranger gets from us."""
    return Client(raise_request_exception=False).get(path).status_code


def by_the_store(path: str) -> int:
    """Return what a stranger gets from the store itself, past us."""
    base = private_storage().client.meta.endpoint_url
    try:
        with urllib.request.urlopen(f"{base}/{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def under_public_addresses(page: Any) -> Iterator[str]:
    """A private name where public files are, as it is and by steps out of the folder."""
    for name in names_in("private"):
        yield from (f"/media/{name}", f"/media/../private/{name}", f"/media/..%2fprivate%2f{name}")
        yield from (f"/media//{name}", f"/static/../private/{name}", f"/media/{name}%00.jpg")


def by_guessing(page: Any) -> Iterator[str]:
    """By number, by the names that Wagtail gives to sizes, and by its own addresses."""
    for number in {page.image.pk, page.media.pk, page.document.pk, 1, 2, 3}:
        yield from (f"/images/{number}/width-480/", f"/images/x/{number}/original/", f"/documents/{number}/paper.pdf")
        yield from (f"/media/{number}", f"/media/{number}.jpg", f"/files/{number}")
        yield from (f"/admin/images/{number}/", f"/admin/images/{number}/preview/width-480/")
        yield from (
            f"/admin/documents/edit/{number}/",
            f"/admin/media/edit/{number}/",
            f"/admin/images/chooser/{number}/",
        )
        yield from (f"/api/v2/images/{number}/", f"/api/v2/documents/{number}/", f"/api/v2/media/{number}/")
    yield page.document.url


def by_names_of_sizes(page: Any) -> Iterator[str]:
    """By what Wagtail would call a size of a picture whose name is known."""
    stem, _, ending = page.image.file.name.rpartition(".")
    for size in ("width-480", "original", "max-165x165", "width-480.format-jpeg"):
        yield from (f"/media/{stem}.{size}.{ending}", f"/media/images/{stem}.{size}.{ending}", f"/files/{stem}.{size}")


def by_links_that_were_not_ours(page: Any) -> Iterator[str]:
    """A name without a signature, with somebody else's, and one whose name was changed afterwards."""
    for name in names_in("private"):
        yield from (f"/files/{name}", f"/files/{TimestampSigner(salt='other').sign(name)}")
        yield from (
            f"/files/{signed_name(name)[:-1]}_",
            f"/files/{signed_name('aa/other.jpg').replace('aa/other.jpg', name)}",
        )


def by_lists(page: Any) -> Iterator[str]:
    """Where lists would be."""
    yield from ("/media/", "/files/", "/documents/", "/images/", "/api/v2/images/", "/api/v2/documents/")


def at_the_bucket(page: Any) -> Iterator[str]:
    """The private file at the store itself."""
    location = private_storage().location
    for name in names_in("private"):
        yield from (
            f"{PRIVATE}/{location}/{name}",
            f"{PUBLIC}/{location}/{name}",
            f"{PRIVATE}/{location}/{name}?versionId=null",
        )
        yield from (f"{PUBLIC}/../{PRIVATE}/{location}/{name}", f"{PUBLIC}/%2e%2e/{PRIVATE}/{location}/{name}")


def lists_of_the_bucket(page: Any) -> Iterator[str]:
    """What lies in the buckets, and what they say about themselves."""
    yield ""
    for bucket in (PRIVATE, PUBLIC):
        for query in ("", "?list-type=2", "?versions", "?uploads", "?policy", "?acl", "?prefix=&delimiter=/"):
            yield from (f"{bucket}{query}", f"{bucket}/{query}")


ATTEMPTS: dict[str, tuple[Callable[[Any], Iterator[str]], Callable[[str], int]]] = {
    "under public addresses": (under_public_addresses, by_our_address),
    "guessing": (by_guessing, by_our_address),
    "names of sizes": (by_names_of_sizes, by_our_address),
    "links that were not ours": (by_links_that_were_not_ours, by_our_address),
    "lists": (by_lists, by_our_address),
    "the bucket": (at_the_bucket, by_the_store),
    "lists of the bucket": (lists_of_the_bucket, by_the_store),
}


@a_few(7)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_stranger_gets_no_private_file(draft, store, attempt):
    tries, ask = ATTEMPTS[attempt]
    if ask is by_the_store and store == "disk":
        pytest.skip("a disk has no address of its own")
    asked = list(tries(draft))
    assert asked
    assert {path: status for path in asked if (status := ask(path)) not in REFUSED} == {}


def test_a_link_opens_a_private_file_for_a_few_minutes_only(draft, store, settings):
    address = reverse("private_file", args=[signed_name(draft.image.file.name)])
    assert by_our_address(address) == 200
    assert settings.SIGNED_LINK_SECONDS <= 300
    settings.SIGNED_LINK_SECONDS = -1
    assert by_our_address(address) == 404


def test_a_link_of_the_store_ends_too(draft, store, settings):
    if store == "disk":
        pytest.skip("a disk has no links")
    settings.SIGNED_LINK_SECONDS = 2
    link = private_storage().link(draft.image.file.name).removeprefix(f"{private_storage().client.meta.endpoint_url}/")
    assert by_the_store(link) == 200
    assert by_the_store(link.replace("X-Amz-Expires=2", "X-Amz-Expires=900")) == 403
    time.sleep(3)
    assert by_the_store(link) == 403


def test_what_is_public_is_read_and_is_no_way_to_what_is_private(draft, people, store):
    page = publish(draft, people)
    copies = list(PublicFile.objects.all())
    assert len(copies) > 2
    assert {by_our_address(copy.url) for copy in copies} == {200}
    assert {copy.name for copy in copies} == names_in("public")
    assert not {copy.name for copy in copies} & names_in("private")
    answer = Client().get(copies[0].url)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert audit_files(every_byte=True) == []
    assert crawl_public().findings == []
    assert page.live


@pytest.mark.parametrize("how", [take_back, hide])
def test_after_taking_back_no_old_address_answers(draft, people, store, how, django_capture_on_commit_callbacks):
    page = publish(draft, people)
    copies = list(PublicFile.objects.all())
    old = [copy.url for copy in copies]
    with django_capture_on_commit_callbacks(execute=True):
        how(contributor=fresh(page).work.contributors.get(), by=people.reporter)
    assert names_in("public") == set()
    assert {by_our_address(address) for address in old} == {404}
    assert list(public_storage().old_versions()) == []
    if store == "buckets":
        location = public_storage().location
        assert {by_the_store(f"{PUBLIC}/{location}/{copy.name}") for copy in copies} <= {403, 404}
    assert audit_files(every_byte=True) == []
    assert crawl_public().findings == []


def test_a_copy_that_is_not_released_does_not_answer_though_it_lies_there(draft, people, store):
    page = publish(draft, people)
    copy = PublicFile.objects.first()
    assert by_our_address(copy.url) == 200
    # Nothing is done after the commit here, so the bytes are still in the public place.
    take_back(contributor=fresh(page).work.contributors.get(), by=people.reporter)
    assert copy.name in names_in("public")
    assert by_our_address(copy.url) == 404


@pytest.mark.parametrize("name", ["aa/page.html", "aa/drawing.svg", "aa/script.js", "aa/nothing"])
def test_a_file_that_a_browser_would_run_is_only_downloaded(people, store, name):
    private_storage().save(name, ContentFile(b"<script>alert(1)</script>"))
    answer = Client().get(reverse("private_file", args=[signed_name(name)]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == "attachment"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    if store == "buckets":
        with urllib.request.urlopen(private_storage().link(name), timeout=10) as there:
            assert there.headers["Content-Type"] == "application/octet-stream"
            assert there.headers["Content-Disposition"] == "attachment"


def test_an_nginx_in_front_is_told_which_file_and_asks_us_first(draft, people, store, settings):
    publish(draft, people)
    copy = PublicFile.objects.first()
    settings.X_ACCEL_REDIRECT = "/_files"
    answer = Client().get(copy.url)
    where = answer["X-Accel-Redirect"]
    if store == "disk":
        assert where == f"/_files/public/{copy.name}"
    else:
        assert where.startswith(f"/_files/store/{PUBLIC}/{public_storage().location}/{copy.name}?")
        assert "X-Amz-Signature=" in where
    assert answer.content == b""
    assert answer["Content-Type"].startswith(("image/", "audio/"))
    private = reverse("private_file", args=[signed_name(draft.image.file.name)])
    assert draft.image.file.name in Client().get(private)["X-Accel-Redirect"]
    for closed in (f"/media/{draft.image.file.name}", f"/files/{draft.image.file.name}"):
        answer = Client().get(closed)
        assert (answer.status_code, answer.get("X-Accel-Redirect")) == (404, None)
    assert Image.objects.count()
