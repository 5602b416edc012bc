"""Hiding a face in a picture: a new version from which nothing can be brought back, and the old one stays inside."""

import io
import random
from typing import Any

import pytest
from django.test import Client
from PIL import Image as PillowImage

from authorship.selectors import work_of
from files.covering import COLUMNS, cover, squares_of
from files.models import Image, PublicFile
from files.references import file_key
from moderation.services import send_in
from tests.builders import add_co_author, fresh, make_draft, make_image, publish
from tests.matrix import signed_in
from tests.stores import bytes_in

SECRET_SQUARE = (2, 3)


def noise(size: tuple[int, int] = (140, 100), format: str = "PNG", mode: str = "RGB") -> bytes:
    """Return a picture in which every dot is its own."""
    picture = PillowImage.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3)).convert(mode)
    out = io.BytesIO()
    picture.save(out, format)
    return out.getvalue()


def pixels(image: Image) -> PillowImage.Image:
    with image.file.storage.open(image.file.name) as file:
        picture = PillowImage.open(file)
        picture.load()
    return picture


def a_story(author: Any, **answers: Any) -> tuple[Any, Image, str]:
    """Return a story with one picture, the picture and the address of hiding in it."""
    image = make_image(user=author, content=noise(), alt="A crowd", **answers)
    page = make_draft(author, words="plain", body=[("photo", {"image": image, "caption": "Our street"})])
    return page, image, address(page, image)


def address(page: Any, image: Image) -> str:
    part_id = fresh(page).get_latest_revision_as_object().body.raw_data[0]["id"]
    return f"/my/works/{work_of(page).pk}/parts/{part_id}/pictures/{image.pk}/hide/"


def form(page: Any, **changes: Any) -> dict[str, Any]:
    return {"base": fresh(page).latest_revision_id, "squares": ["2-3"], "recognised": "nobody", **changes}


@pytest.mark.parametrize(("format", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"),
                                              ("PNG", "L"), ("PNG", "LA"), ("JPEG", "RGB"), ("JPEG", "CMYK"),
                                              ("WEBP", "RGB")])  # fmt: skip
def test_of_a_hidden_square_four_colours_are_left_and_the_rest_is_as_it_was(people, format: str, mode: str) -> None:
    before = make_image(user=people.reporter, content=noise(format=format, mode=mode))
    after = cover(before, [SECRET_SQUARE], user=people.reporter, recognised="nobody")
    old, new = pixels(before).convert("RGB"), pixels(after).convert("RGB")
    assert old.size == new.size
    box = (2 * 20, 20, 3 * 20, 40)
    colours = {colour for _count, colour in new.crop(box).getcolors(400) or []}
    if format == "PNG":
        assert len(colours) <= 4
    else:
        # Drawn with loss, so near to four.
        few = new.crop(box).resize((2, 2), PillowImage.Resampling.BOX).resize((20, 20), PillowImage.Resampling.NEAREST)
        assert max(max(channel) for channel in _difference(few, new.crop(box))) < 120
    assert _far(old.crop(box), new.crop(box))
    if format == "PNG":
        assert old.crop((60, 0, 140, 100)).tobytes() == new.crop((60, 0, 140, 100)).tobytes()
    assert (after.previous, after.series, after.alt_text) == (before, before.series, before.alt_text)
    assert after.sha256 != before.sha256


def _difference(one: Any, other: Any) -> Any:
    from PIL import ImageChops

    return ImageChops.difference(one, other).getextrema()


def _far(one: Any, other: Any) -> bool:
    return any(low[1] > 60 for low in _difference(one, other))


@pytest.mark.parametrize("size", [(600, 20), (20, 600), (5, 5), (700, 500), (701, 499)])
def test_the_squares_cover_all_of_a_picture_of_any_shape(people, size: tuple[int, int]) -> None:
    before = make_image(user=people.reporter, content=noise(size))
    squares = squares_of(before)
    after = cover(before, squares, user=people.reporter, recognised="nobody")
    colours = pixels(after).convert("RGB").getcolors(1_000_000) or []
    assert len(colours) <= 4 * len(squares)
    assert len(squares) % COLUMNS == 0


@pytest.mark.parametrize("squares", [[], [(0, 1)], [(1, 8)], [(99, 1)], [(-1, -1)]])
def test_squares_that_the_picture_does_not_have_are_refused(people, squares: list[tuple[int, int]]) -> None:
    image = make_image(user=people.reporter, content=noise())
    with pytest.raises(ValueError, match="squares"):
        cover(image, squares, user=people.reporter, recognised="nobody")
    assert Image.objects.count() == 1


def test_the_story_uses_the_new_version_and_may_then_be_sent_in(people) -> None:
    page, image, path = a_story(people.reporter, recognised="no_yes")
    client = signed_in(people.reporter)
    text = client.get(path).content.decode()
    assert "Row 2, square 3" in text
    assert page.title in text
    assert 'alt="A crowd"' in text
    answer = client.post(path, form(page))
    assert answer.status_code == 302
    new = Image.objects.get(previous=image)
    assert fresh(page).get_latest_revision_as_object().body[0].value["image"] == new
    assert new.recognised == "nobody"
    send_in(page=fresh(page), user=people.reporter)


def test_a_picture_of_a_photo_story_is_replaced_in_its_place(people) -> None:
    images = [make_image(user=people.reporter, content=noise((140, 100 + number))) for number in range(3)]
    photos = [{"image": image, "caption": f"Photo {number}"} for number, image in enumerate(images)]
    page = make_draft(people.reporter, words="plain", body=[("photo_story", {"photos": photos})])
    signed_in(people.reporter).post(address(page, images[1]), form(page))
    shown = fresh(page).get_latest_revision_as_object().body[0].value["photos"]
    assert [photo["caption"] for photo in shown] == ["Photo 0", "Photo 1", "Photo 2"]
    new = Image.objects.get(previous=images[1])
    assert [photo["image"] for photo in shown] == [images[0], new, images[2]]


@pytest.mark.deep
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"squares": []}, "touch at least one square"),
        ({"squares": ["99-1"]}, "squares of this picture"),
        ({"squares": ["x"]}, "squares of this picture"),
        ({"recognised": ""}, "Please choose one"),
        ({"recognised": "later"}, "Please choose one"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_chosen_stays(people, changes: dict, sentence: str) -> None:
    page, _image, path = a_story(people.reporter)
    answer = signed_in(people.reporter).post(path, form(page, **changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Image.objects.count() == 1
    if "squares" not in changes:
        assert 'value="2-3" id="id_squares_9" checked' in " ".join(answer.content.decode().split())


def test_nobody_else_hides_anything_or_sees_the_picture_there(people) -> None:
    page, _image, path = a_story(people.reporter)
    others = ("reporter2", "trainer", "moderator", "translator", "safeguarding", "admin", "superuser")
    for browser in (Client(), *(signed_in(getattr(people, key)) for key in others)):
        for answer in (browser.get(path), browser.post(path, form(page))):
            assert answer.status_code in (302, 403, 404)
            assert "A crowd" not in answer.content.decode()
    assert Image.objects.count() == 1
    add_co_author(page, people.reporter2)
    assert signed_in(people.reporter2).post(path, form(page)).status_code == 302


def test_a_picture_that_is_not_in_this_part_is_not_there(people) -> None:
    page, image, path = a_story(people.reporter)
    theirs = make_image(user=people.reporter2, content=noise(), alt="Secret face")
    client = signed_in(people.reporter)
    forged = path.replace(f"/pictures/{image.pk}/", f"/pictures/{theirs.pk}/")
    assert client.get(forged).status_code == 404
    assert client.post(forged, form(page)).status_code == 409
    assert not Image.objects.filter(previous=theirs).exists()


def test_what_is_with_the_moderators_is_not_changed(people) -> None:
    page, image, path = a_story(people.reporter)
    add_co_author(page, people.reporter2)
    send_in(page=fresh(page), user=people.reporter)
    answer = signed_in(people.reporter).post(path, form(page))
    assert answer.status_code == 409
    assert Image.objects.count() == 1
    assert Image.objects.get().sha256 == image.sha256


def test_the_public_gets_the_new_version_and_nothing_of_the_old_one(people, client: Client) -> None:
    page, image, path = a_story(people.reporter)
    image.get_renditions("width-480|format-webp", "width-480|format-jpeg")
    signed_in(people.reporter).post(path, form(page))
    page = publish(fresh(page), people)
    new = Image.objects.get(previous=image)
    text = client.get(page.get_url()).content.decode()
    public = bytes_in("public")
    assert public
    with image.file.open("rb") as file:
        assert file.read() not in public
    for rendition in image.renditions.all():
        with rendition.file.open("rb") as file:
            assert file.read() not in public
        assert rendition.file.name not in text
    assert set(PublicFile.objects.values_list("key", flat=True)) == {file_key(new)}
    assert client.get(f"/media/{image.file.name}").status_code in (404, 410)


def test_a_public_story_shows_the_old_picture_until_the_new_version_is_approved(people, client: Client) -> None:
    page, image, path = a_story(people.reporter)
    page = publish(page, people)
    before = client.get(page.get_url()).content
    assert signed_in(people.reporter).post(path, form(page)).status_code == 302
    assert client.get(page.get_url()).content == before
    assert Image.objects.get(pk=image.pk).frozen_at is not None
