"""The sizes and formats of pictures: who never sees one, when each is made, and what a page does with them."""

import io
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage

from consent.erasure import erase_person
from consent.services import take_back
from files.audit import audit_files
from files.models import PublicFile, Rendition
from files.pictures import private_picture
from files.sizes import FILTERS, filters, make_sizes
from moderation.services import send_in
from tests.builders import act, fresh, make_draft, make_image, publish
from tests.matrix import signed_in
from tests.stores import bytes_in, names_in

REFUSED = (302, 400, 403, 404, 410)
AVIF = filters(("avif",))


def a_photo(size: tuple[int, int] = (2000, 1500), mode: str = "RGB", kind: str = "JPEG") -> bytes:
    """Return a picture with something in it."""
    picture = PillowImage.linear_gradient("L").resize(size)
    if mode == "I;16":
        picture = PillowImage.new("I;16", size, 40_000)
    elif mode == "RGBA":
        picture = PillowImage.merge("RGBA", [picture] * 4)
    elif mode == "P":
        picture = picture.quantize(16)
        picture.info["transparency"] = 0
    else:
        picture = picture.convert(mode)
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def a_story(user, photos: int = 1, **fields):
    """Return a draft with so many different photos, each in a part of its own."""
    images = [make_image(user=user, content=a_photo((600 + number, 400)), **fields) for number in range(photos)]
    body = [("photo", {"image": image, "caption": ""}) for image in images]
    page = make_draft(user, words="plain", body=body)
    page.images = images
    return page


def pictures_in(html: str) -> list[str]:
    """Return each picture in a page, as it is written."""
    return re.findall(r"<picture>.*?</picture>", html, re.S)


# Who never sees one


def test_no_size_of_a_draft_can_be_read_by_a_stranger(people, store) -> None:
    page = a_story(people.reporter)
    make_sizes.call(page.images[0].pk)
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    assert bytes_in("public") == []
    for rendition in Rendition.objects.all():
        for address in (f"/media/{rendition.file.name}", f"/files/{rendition.file.name}"):
            assert Client().get(address).status_code in REFUSED
    assert audit_files(every_byte=True) == []


def test_nothing_is_left_of_any_format_after_taking_back(people, store, django_capture_on_commit_callbacks) -> None:
    page = publish(a_story(people.reporter), people)
    addresses = [copy.url for copy in PublicFile.objects.all()]
    assert {copy.variant for copy in PublicFile.objects.all()} == {
        f"{format}-{width}" for format in ("avif", "webp", "jpeg") for width in (480, 960, 1600)
    }
    assert {Client().get(address).status_code for address in addresses} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=page.work.contributors.get(), by=people.reporter)
    assert bytes_in("public") == []
    assert {Client().get(address).status_code for address in addresses} == {404}
    assert audit_files(every_byte=True) == []


def test_nothing_is_left_of_any_format_after_erasure(people, store, django_capture_on_commit_callbacks) -> None:
    publish(a_story(people.reporter), people)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person, by=people.admin)
    assert names_in("private") == set() == names_in("public")
    assert not Rendition.objects.exists()
    assert audit_files(every_byte=True) == []


# When each is made


def test_the_worker_makes_every_size_as_soon_as_a_picture_is_kept(people, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image(user=people.reporter)
    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(FILTERS)


def test_the_worker_makes_nothing_of_a_picture_that_is_gone(people) -> None:
    image = make_image(user=people.reporter)
    number = image.pk
    image.delete()
    before = names_in("private")
    make_sizes.call(number)
    assert names_in("private") == before


def test_nobody_who_reads_a_draft_waits_for_the_slow_format(people) -> None:
    page = a_story(people.reporter)
    image = page.images[0]
    address = f"/my/works/{page.work.pk}/"
    signed_in(people.reporter).get(address)
    signed_in(people.reporter).get(f"{address}pages/{page.pk}/preview/")
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == set(filters(("webp", "jpeg")))


@pytest.mark.deep
def test_a_format_of_which_a_size_is_missing_is_not_offered(people) -> None:
    image = make_image(user=people.reporter, content=a_photo())
    image.get_renditions(*AVIF[:2])
    assert private_picture(image).avif == ""
    image.get_renditions(*AVIF)
    offered = private_picture(image)
    assert [part.split()[1] for part in offered.avif.split(", ")] == ["480w", "960w", "1600w"]
    assert offered.webp.count("w,") == offered.jpeg.count("w,") == 2


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP"), ("I;16", "PNG")],
)
def test_each_kind_of_picture_comes_in_each_format(people, mode, kind) -> None:
    image = make_image(user=people.reporter, content=a_photo((500, 300), mode, kind))
    assert {made.filter_spec for made in image.get_renditions(*FILTERS).values()} == set(FILTERS)
    for rendition in image.renditions.all():
        with rendition.file.open() as file, PillowImage.open(file) as shown:
            shown.load()
            if mode == "I;16":
                assert 140 < shown.convert("L").getpixel((5, 5)) < 170
            assert (shown.width, shown.height) == (rendition.width, rendition.height)


def test_avif_is_written_at_our_speed_unless_another_is_asked_for() -> None:
    picture = PillowImage.open(io.BytesIO(a_photo((600, 400))))
    picture.load()

    def written(**options) -> bytes:
        out = io.BytesIO()
        picture.save(out, "AVIF", quality=61, **options)
        return out.getvalue()

    assert written() == written(speed=8)
    assert written() != written(speed=4)


# What a page does with them


@pytest.mark.deep
def test_a_public_page_offers_the_smallest_first_and_loads_only_the_first_picture_at_once(people) -> None:
    page = publish(a_story(people.reporter, photos=3), people)
    shown = pictures_in(Client().get(page.get_url()).content.decode())
    assert len(shown) == 3
    for picture in shown:
        assert re.findall(r'type="image/(\w+)"', picture) == ["avif", "webp"]
        assert re.search(r'<img[^>]* width="\d+"[^>]* height="\d+"', picture, re.S)
        assert picture.count('sizes="') == 3
    assert ['loading="lazy"' in picture for picture in shown] == [False, True, True]


@pytest.mark.deep
def test_the_first_card_of_a_list_is_loaded_at_once_and_the_others_when_they_are_near(people) -> None:
    for _number in range(3):
        page = a_story(people.reporter)
        page.listing_image = page.images[0]
        page.save_revision(user=people.reporter)
        publish(fresh(page), people)
    shown = pictures_in(Client().get("/stories/").content.decode())
    assert ['loading="lazy"' in picture for picture in shown] == [False, True, True]


def _cost(client: Client, address: str) -> int:
    """Return the queries of a look when every size is made and nothing is remembered."""
    assert client.get(address).status_code == 200
    cache.clear()
    ContentType.objects.clear_cache()
    client.get("/my/" if "/my/" in address else "/")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.deep
def test_ten_pictures_cost_a_public_page_no_more_queries_than_one(people) -> None:
    one, ten = (publish(a_story(people.reporter, photos=photos), people) for photos in (1, 10))
    assert _cost(Client(), one.get_url()) == _cost(Client(), ten.get_url())


@pytest.mark.deep
@pytest.mark.parametrize("screen", ["", "pages/{page}/preview/", "ok/"])
def test_ten_pictures_cost_a_screen_of_the_studio_no_more_queries_than_one(people, screen) -> None:
    costs = []
    for photos in (1, 10):
        page = a_story(people.reporter, photos=photos)
        if screen == "ok/":
            send_in(page=page, user=people.reporter)
            act(page, people.moderator, "approve")
        address = f"/my/works/{page.work.pk}/{screen.format(page=page.pk)}"
        costs.append(_cost(signed_in(people.reporter), address))
        assert len(pictures_in(signed_in(people.reporter).get(address).content.decode())) == photos
    assert costs[0] == costs[1]
