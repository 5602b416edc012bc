"""Where files lie: private until released, public while they are, and in no other place."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images.forms import get_image_form
from wagtailmedia.forms import get_media_form

from consent.services import hide, show_again
from files.models import FrozenFile, Image, Media, PublicFile
from files.storage import public_storage, signed_name
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from publishing.services import take_down
from tests.builders import act, change_draft, fresh, make_draft, make_image, make_recording, picture_bytes, publish
from tests.matrix import signed_in
from tests.profiles import a_few
from tests.stores import bytes_in, overwrite

GREEN, RED = (10, 200, 10), (200, 60, 60)


@pytest.fixture
def story(people):
    """A draft with a picture, twice, and a recording."""
    image = make_image(user=people.reporter)
    media = make_recording(user=people.reporter)
    body = [("photo", {"image": image, "caption": ""}), ("audio", {"media": media, "caption": ""})]
    page = make_draft(people.reporter, words="plain", listing_image=image, body=body)
    page.image, page.media = image, media
    return page


def _colour_in_public(page, client):
    """Return the colour of the picture that the page shows a stranger."""
    page_text = client.get(page.get_url()).content.decode()
    copies = PublicFile.objects.filter(release__object_id=str(page.pk), variant__startswith="jpeg")
    copy = next(copy for copy in copies if copy.url in page_text)
    content = b"".join(client.get(copy.url).streaming_content)
    return PillowImage.open(io.BytesIO(content)).convert("RGB").getpixel((5, 5))


def _near(colour, other) -> bool:
    return all(abs(one - two) < 25 for one, two in zip(colour, other, strict=True))


@pytest.mark.deep
def test_the_audit_reads_a_page_that_follows_one_with_files(story, people):
    publish(story, people).create_alias(update_slug="follows")
    teller = story.work.contributors.get()
    hide(contributor=teller, by=people.reporter)
    assert show_again(contributor=teller, user=people.reporter)
    assert audit_public() == []


def test_public_addresses_come_at_go_live_and_go_at_take_down(
    story, people, client, settings, django_capture_on_commit_callbacks
):
    assert bytes_in("public") == []
    send_in(page=story, user=people.reporter)
    assert bytes_in("public") == []
    act(story, people.moderator, "approve")
    assert bytes_in("public") == []
    from tests.builders import everybody_says_yes

    page = everybody_says_yes(story)
    addresses = [copy.url for copy in PublicFile.objects.all()]
    assert len(addresses) == len(bytes_in("public")) > 1
    assert all(client.get(address).status_code == 200 for address in addresses)
    with django_capture_on_commit_callbacks(execute=True):
        take_down(page, by=people.reporter)
    assert bytes_in("public") == []
    assert {client.get(address).status_code for address in addresses} <= {404, 410}
    assert audit_public() == []


def test_public_addresses_go_with_a_deleted_page(story, people, settings, django_capture_on_commit_callbacks):
    page = publish(story, people)
    assert len(bytes_in("public")) > 1
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert bytes_in("public") == []
    assert audit_public() == []


def test_public_addresses_go_when_code_unpublishes(story, people, settings, django_capture_on_commit_callbacks):
    page = publish(story, people)
    assert len(bytes_in("public")) > 1
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert bytes_in("public") == []


def test_a_private_file_needs_a_link_that_is_valid_now(story, client, settings, monkeypatch):
    name = story.image.file.name
    address = reverse("private_file", args=[signed_name(name)])
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    forged = TimestampSigner(salt="something else").sign(name)
    for signed in (name, signed_name(name)[:-1] + "x", signed_name(name).replace(name, "../secret-key"), forged):
        assert client.get(f"/files/{signed}").status_code == 404
    for path in (name, f"../private/{name}", f"..%2fprivate%2f{name}"):
        assert client.get(f"/media/{path}").status_code == 404
    settings.SIGNED_LINK_SECONDS = -1
    assert client.get(address).status_code == 404


@pytest.mark.deep
def test_a_recording_can_be_skipped_through(story, people, client):
    publish(story, people)
    copy = PublicFile.objects.get(variant="original", key__startswith="media")
    whole = b"".join(client.get(copy.url).streaming_content)
    for sent, wanted in (
        ("bytes=0-9", whole[:10]),
        ("bytes=5-", whole[5:]),
        ("bytes=-7", whole[-7:]),
        (f"bytes=3-{10**9}", whole[3:]),
    ):
        answer = client.get(copy.url, headers={"Range": sent})
        assert answer.status_code == 206
        assert b"".join(answer.streaming_content) == wanted
        assert answer["Content-Length"] == str(len(wanted))
        assert answer["Content-Range"].endswith(f"/{len(whole)}")
    assert client.get(copy.url, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    for odd in ("bytes=9-2", "bytes=-0"):
        assert client.get(copy.url, headers={"Range": odd}).status_code in (200, 416)
    for odd in ("bytes=a-b", "lines=1-2", "bytes=-", "bytes=0-1,3-4"):
        assert client.get(copy.url, headers={"Range": odd}).status_code == 200
    assert client.get(copy.url)["Accept-Ranges"] == "bytes"


def test_a_frozen_version_cannot_change(story, people):
    send_in(page=story, user=people.reporter)
    image, media = Image.objects.get(pk=story.image.pk), Media.objects.get(pk=story.media.pk)
    for file, name, value in (
        (image, "alt_text", "other"),
        (image, "is_decorative", True),
        (image, "file", ContentFile(picture_bytes(GREEN), name="x.jpg")),
        (media, "transcript", "other"),
        (media, "captions", "WEBVTT"),
    ):
        changed = type(file).objects.get(pk=file.pk)
        setattr(changed, name, value)
        with pytest.raises(FrozenFile):
            changed.save()
    image.title = "a title is for finding it again"
    image.save()


@a_few(2)
@pytest.mark.parametrize("who", ["reporter", "trainer", "moderator", "admin", "superuser"])
def test_nobody_deletes_a_file_that_was_sent_in(story, people, client, who):
    page = publish(story, people)
    browser = signed_in(getattr(people, who))
    for address, file in (("wagtailimages:delete", story.image), ("wagtailmedia:delete", story.media)):
        browser.post(reverse(address, args=[file.pk]))
        assert type(file).objects.filter(pk=file.pk).exists(), address
        for road in (type(file).objects.get(pk=file.pk), type(file).objects.filter(pk=file.pk)):
            with pytest.raises(FrozenFile), transaction.atomic():
                road.delete()
    assert _near(_colour_in_public(page, client), RED)
    assert audit_public() == []


def test_a_file_of_a_draft_can_be_deleted(story, people):
    signed_in(people.moderator).post(reverse("wagtailimages:delete", args=[story.image.pk]))
    assert Image.objects.filter(pk=story.image.pk).exists(), "a draft's picture is nobody else's"
    story.image.delete()
    assert not Image.objects.filter(pk=story.image.pk).exists()


def test_changing_a_frozen_picture_in_the_admin_makes_a_new_row(story, people, client):
    page = publish(story, people)
    before = Image.objects.get(pk=story.image.pk)
    upload = SimpleUploadedFile("new.jpg", picture_bytes(GREEN), content_type="image/jpeg")
    form = {"title": "t", "alt_text": "A green door", "file": upload, "collection": before.collection_id}
    answer = signed_in(people.moderator).post(reverse("wagtailimages:edit", args=[before.pk]), form)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    after = Image.objects.get(pk=before.pk)
    assert (after.sha256, after.alt_text, after.file.name) == (before.sha256, before.alt_text, before.file.name)
    assert after.file.storage.exists(after.file.name)
    new = Image.objects.get(previous=before)
    assert (new.series, new.alt_text) == (before.series, "A green door")
    assert new.sha256 != before.sha256
    assert _near(_colour_in_public(page, client), RED)
    assert "A red door" in client.get(page.get_url()).content.decode()
    assert audit_public() == []
    # Whoever made the new version wrote in the work that uses it.
    body = [("photo", {"image": new, "caption": ""})]
    page = change_draft(page, people.reporter, words="plain", listing_image=new, body=body)
    send_in(page=page, user=people.reporter)
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        act(page, people.moderator, "approve")


@pytest.mark.parametrize("model", ["image", "media"])
def test_whoever_changes_the_words_of_a_file_does_not_approve_it(story, people, model):
    from django.core.exceptions import PermissionDenied

    # The form that the admin shows; its screen opens for a moderator only once the file is frozen.
    file = getattr(story, model)
    data = {"title": "t", "collection": file.collection_id}
    if model == "image":
        form = get_image_form(Image)({**data, "alt_text": "Other words"}, instance=file, user=people.moderator)
    else:
        data |= {"language": "en", "transcript": "Other words"}
        form = get_media_form(Media)(data, instance=file, user=people.moderator)
    assert form.is_valid(), form.errors
    form.save()
    send_in(page=fresh(story), user=people.reporter)
    with pytest.raises(PermissionDenied):
        act(story, people.moderator, "approve")
    act(story, people.moderator2, "approve")


@pytest.mark.deep
def test_a_picture_replaced_before_it_is_sent_in_is_the_one_that_goes_out(story, people, client):
    image = Image.objects.get(pk=story.image.pk)
    image.get_renditions("width-480|format-jpeg", "width-480|format-webp")
    image.file = ContentFile(picture_bytes(GREEN), name="new.jpg")
    image.save()
    page = publish(story, people)
    assert _near(_colour_in_public(page, client), GREEN)


@pytest.mark.parametrize("how", ["row", "bytes"])
def test_bytes_changed_after_the_ok_do_not_go_out(story, people, how, settings):
    send_in(page=story, user=people.reporter)
    act(story, people.moderator, "approve")
    image = Image.objects.get(pk=story.image.pk)
    image.renditions.all().delete()
    if how == "row":
        other = image.file.storage.save("aa/other.jpg", ContentFile(picture_bytes(GREEN)))
        Image.objects.filter(pk=image.pk).update(file=other)
    else:
        overwrite("private", image.file.name, picture_bytes(GREEN))
    from tests.builders import everybody_says_yes

    with pytest.raises(PublishBlocked):
        everybody_says_yes(story)
    assert not fresh(story).live
    assert bytes_in("public") == []


@a_few(2)
@pytest.mark.parametrize("change", ["alt_text", "transcript", "captions", "bytes"])
def test_a_file_changed_quietly_does_not_reach_the_public_and_the_audit_sees_it(
    story, people, client, change, settings
):
    page = publish(story, people)
    before = client.get(page.get_url()).content
    image, media = Image.objects.get(pk=story.image.pk), Media.objects.get(pk=story.media.pk)
    if change == "bytes":
        overwrite("private", image.file.name, picture_bytes(GREEN))
        assert _near(_colour_in_public(page, client), RED)
    elif change == "alt_text":
        Image.objects.filter(pk=image.pk).update(alt_text="qzsecret")
    else:
        Media.objects.filter(pk=media.pk).update(**{change: "qzsecret"})
    assert client.get(page.get_url()).content == before
    if change != "bytes":
        assert any("StoryPage" in problem for problem in audit_public())


def test_a_new_version_takes_the_place_of_the_old_files(
    story, people, client, settings, django_capture_on_commit_callbacks
):
    page = publish(story, people)
    old = [copy.url for copy in PublicFile.objects.all()]
    new = make_image(user=people.reporter, content=picture_bytes(GREEN), alt="Green")
    page = change_draft(
        page, people.reporter, words="plain", listing_image=new, body=[("photo", {"image": new, "caption": ""})]
    )
    with django_capture_on_commit_callbacks(execute=True):
        page = publish(page, people)
    assert _near(_colour_in_public(page, client), GREEN)
    assert {client.get(address).status_code for address in old} <= {404, 410}
    assert len(bytes_in("public")) == PublicFile.objects.count()
    assert audit_public() == []


@pytest.mark.deep
def test_a_new_version_that_fails_leaves_the_old_files_as_they_were(story, people, client, settings):
    page = publish(story, people)
    old = sorted(bytes_in("public"))
    taken = publish(make_draft(people.reporter2, words="taken"), people)
    new = make_image(user=people.reporter, content=picture_bytes(GREEN), alt="Green")
    page = change_draft(
        page,
        people.reporter,
        words="plain",
        listing_image=new,
        slug="free",
        body=[("photo", {"image": new, "caption": ""})],
    )
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    type(taken).objects.filter(pk=taken.pk)  # the other page keeps its slug
    blocker = make_draft(people.reporter2, words="free", slug="free")
    from tests.builders import everybody_says_yes

    with pytest.raises(PublishBlocked) as blocked:
        everybody_says_yes(page)
    assert blocked.value.sentences
    assert sorted(bytes_in("public")) == old
    assert _near(_colour_in_public(fresh(page), client), RED)
    assert blocker.pk
    assert audit_public() == []


def test_a_bad_upload_in_the_admin_gets_a_sentence(people):
    client = signed_in(people.trainer)
    upload = SimpleUploadedFile("x.jpg", b"Dear all", content_type="image/jpeg")
    answer = client.post(reverse("wagtailimages:add"), {"title": "t", "file": upload, "collection": 1})
    assert answer.status_code == 200
    assert Image.objects.count() == 0


def test_nobody_reads_documents_or_pictures_by_wagtails_own_addresses(story, people):
    from files.models import Document
    from tests.files.test_cleaning import pdf_bytes

    document = Document(title="x", file=ContentFile(pdf_bytes(), name="x.pdf"))
    document.save()
    for browser in (Client(), signed_in(people.reporter)):
        assert browser.get(document.url).status_code in (403, 404)
        assert browser.get(f"/images/{story.image.pk}/width-480/").status_code in (403, 404, 410)
    assert public_storage().exists("nothing") is False
