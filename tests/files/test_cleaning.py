"""The one door for files: what comes out holds the picture or the sound, and nothing about whoever made it."""

import io

import av
import pillow_heif
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import ImageCms
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from files import cleaning
from learning.pdf import renderer
from tests.builders import picture_bytes, sound_bytes

OWNER = "Ayesha Malik"
PLACE = "+52.4862-001.8904/"
RED, BLUE = (220, 20, 20), (20, 20, 220)


def _marked(format: str) -> bytes:
    """Return a picture whose upper half is red once upright, kept lying on its side, full of metadata."""
    upright = PillowImage.new("RGB", (60, 80), BLUE)
    upright.paste(RED, (0, 0, 60, 40))
    # In HEIF the container says which way is up, not the metadata.
    lying = upright if format == "HEIF" else upright.transpose(PillowImage.Transpose.ROTATE_90)
    exif = PillowImage.Exif()
    exif[0x0112] = 1 if format == "HEIF" else 6
    exif[0x013B] = exif[0x8298] = exif[0x010F] = OWNER
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 29.0, 10.0), 3: "W", 4: (1.0, 53.0, 25.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    more = {}
    if format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", OWNER)
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", f"<x>{OWNER}</x>")
    if format in ("WEBP", "JPEG"):
        more["xmp"] = f"<x>{OWNER}</x>".encode()
    if format == "JPEG":
        more["comment"] = OWNER.encode()
    if format == "HEIF":
        pillow_heif.register_heif_opener()
        more["quality"] = 90
    lying.save(out, format, exif=exif, icc_profile=profile, **more)
    return out.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_loses_who_and_where_and_stays_upright_and_true_in_colour(format):
    dirty = _marked(format)
    assert OWNER.encode() in dirty
    clean = cleaning.clean_picture(io.BytesIO(dirty), "IMG_2041 Ayesha.heic")
    content = clean.read()
    assert OWNER.encode() not in content
    picture = PillowImage.open(io.BytesIO(content))
    picture.load()
    assert dict(picture.getexif()) == {}
    assert not {"exif", "xmp", "comment", "Author", "XML:com.adobe.xmp"} & set(picture.info)
    assert picture.info.get("icc_profile")
    assert picture.size == (60, 80)
    red, _green, blue = picture.convert("RGB").getpixel((30, 10))
    assert red > 150 > blue
    assert clean.name.endswith({"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "HEIF": ".jpg"}[format])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_other_kinds_of_colour_come_through(mode):
    out = io.BytesIO()
    PillowImage.new(mode, (20, 20)).save(out, "PNG")
    clean = cleaning.clean_picture(io.BytesIO(out.getvalue()), "x.png")
    assert PillowImage.open(io.BytesIO(clean.read())).size == (20, 20)


def test_a_see_through_picture_with_a_palette_stays_see_through():
    picture = PillowImage.new("P", (10, 10), 0)
    picture.putpalette([255, 0, 0, 0, 255, 0])
    out = io.BytesIO()
    picture.save(out, "PNG", transparency=0)
    clean = cleaning.clean_picture(io.BytesIO(out.getvalue()), "x.png")
    assert PillowImage.open(io.BytesIO(clean.read())).convert("RGBA").getpixel((0, 0))[3] == 0


TAGS = {
    "title": OWNER,
    "artist": OWNER,
    "comment": OWNER,
    "location": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
}


@pytest.mark.parametrize(
    ("container", "ending"), [("mp4", "m4a"), ("mov", "m4a"), ("mp3", "mp3"), ("ogg", "ogg"), ("webm", "webm")]
)
def test_a_recording_loses_who_and_where_and_keeps_its_sound(container, ending):
    dirty = sound_bytes(container, TAGS)
    assert OWNER.encode() in dirty
    clean = cleaning.clean_sound_or_video(io.BytesIO(dirty), f"Ayesha.{ending}", "audio")
    content = clean.content.read()
    assert OWNER.encode() not in content
    assert PLACE.encode() not in content
    assert clean.content.name.endswith(f".{ending}")
    assert clean.duration > 0.1
    with av.open(io.BytesIO(content)) as made:
        assert not {"title", "artist", "comment", "location"} & {key.lower() for key in made.metadata}
        assert [stream.type for stream in made.streams] == ["audio"]
        assert sum(frame.samples for frame in made.decode(audio=0)) > 1000


def _video(container: str) -> bytes:
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container != "webm" else {}
    with av.open(out, "w", format=container, options=options) as target:
        target.metadata.update(TAGS)
        codec = "libvpx" if container == "webm" else "libx264"
        stream = target.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.metadata["handler_name"] = OWNER
        for _number in range(6):
            target.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        target.mux(stream.encode(None))
    return out.getvalue()


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
def test_a_video_loses_who_and_where(container):
    dirty = _video(container)
    assert OWNER.encode() in dirty
    clean = cleaning.clean_sound_or_video(io.BytesIO(dirty), "x.mov", "video")
    content = clean.content.read()
    assert OWNER.encode() not in content
    assert PLACE.encode() not in content
    assert (clean.width, clean.height) == (64, 48)
    with av.open(io.BytesIO(content)) as made:
        assert len(list(made.decode(video=0))) == 6


def pdf_bytes(password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": OWNER, "/Title": OWNER})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_loses_its_author():
    content = cleaning.clean_document(io.BytesIO(pdf_bytes()), "x.pdf").read()
    assert OWNER.encode() not in content
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert not (reader.metadata or {}).get("/Author")
    assert len(reader.pages) == 1


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
BAD_PICTURES = {
    "text named .jpg": b"Dear all, this is a story.",
    "truncated": picture_bytes(size=(400, 400))[:900],
    "SVG": SVG,
    "HTML": HTML,
    "nothing": b"",
    "PDF": b"%PDF-1.4",
    "GIF": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    "sound": sound_bytes("mp3"),
}


def _sentence(error: ValidationError) -> str:
    sentence = " ".join(error.messages)
    assert sentence.endswith(".")
    assert "Error" not in sentence
    return sentence


@pytest.mark.parametrize("kind", BAD_PICTURES)
def test_what_is_no_picture_is_refused_with_a_sentence(kind):
    with pytest.raises(cleaning.UnsafeFile) as refusal:
        cleaning.clean_picture(io.BytesIO(BAD_PICTURES[kind]), "x.jpg")
    _sentence(refusal.value)


def test_a_picture_cut_short_is_refused_also_after_a_handout_was_drawn():
    assert renderer() is not None
    with pytest.raises(cleaning.UnsafeFile):
        cleaning.clean_picture(io.BytesIO(BAD_PICTURES["truncated"]), "x.jpg")


@pytest.mark.parametrize("side", [12_000, 8_000])
def test_a_picture_made_to_burst_is_refused_before_it_is_unpacked(side):
    out = io.BytesIO()
    PillowImage.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(cleaning.UnsafeFile) as refusal:
        cleaning.clean_picture(io.BytesIO(out.getvalue()), "x.png")
    _sentence(refusal.value)


def test_too_many_bytes_are_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = settings.MEDIA_MAX_UPLOAD_SIZE = 100
    with pytest.raises(cleaning.UnsafeFile):
        cleaning.clean_picture(io.BytesIO(picture_bytes()), "x.jpg")
    with pytest.raises(cleaning.UnsafeFile):
        cleaning.clean_sound_or_video(io.BytesIO(sound_bytes()), "x.m4a", "audio")


@pytest.mark.parametrize("kind", ["audio", "video"])
@pytest.mark.parametrize("content", [b"Dear all", b"", SVG, HTML, picture_bytes(), sound_bytes("mp4")[:300]])
def test_what_is_no_recording_is_refused_with_a_sentence(kind, content):
    with pytest.raises(cleaning.UnsafeFile) as refusal:
        cleaning.clean_sound_or_video(io.BytesIO(content), "x.m4a", kind)
    _sentence(refusal.value)


def test_sound_alone_is_no_video():
    with pytest.raises(cleaning.UnsafeFile):
        cleaning.clean_sound_or_video(io.BytesIO(sound_bytes("mp4")), "x.mp4", "video")


@pytest.mark.parametrize("content", [pdf_bytes("secret"), b"Dear all", b"", SVG, picture_bytes()])
def test_what_is_no_open_pdf_is_refused_with_a_sentence(content):
    with pytest.raises(cleaning.UnsafeFile) as refusal:
        cleaning.clean_document(io.BytesIO(content), "x.pdf")
    _sentence(refusal.value)


def test_a_pdf_with_a_program_or_a_file_in_it_comes_out_without():
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    program = {"/S": "/JavaScript", "/JS": "app.alert('hello')"}
    action = {
        NameObject(key): NameObject(value) if value[0] == "/" else TextStringObject(value)
        for key, value in program.items()
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(action)})
    writer.add_attachment("owner.txt", OWNER.encode())
    out = io.BytesIO()
    writer.write(out)
    content = cleaning.clean_document(io.BytesIO(out.getvalue()), "x.pdf").read()
    assert b"app.alert" not in content
    assert "/AA" not in pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert "owner.txt" not in pypdf.PdfReader(io.BytesIO(content)).attachments


def test_a_file_name_says_nothing(people):
    from tests.builders import make_image

    image = make_image(user=people.reporter)
    assert "door" not in image.file.name
    with image.file.open("rb") as file:
        assert PillowImage.open(file).format == "JPEG"
    again = image.file.storage.save("Ayesha.jpg", ContentFile(b"x"))
    assert again


def test_ffmpeg_cannot_be_led_to_other_files(tmp_path):
    """A playlist that names a file of the server, sent in as a recording."""
    hidden = tmp_path / "hidden.mp3"
    hidden.write_bytes(sound_bytes("mp3"))
    playlists = (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{hidden}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile {hidden}\n",
    )
    for playlist in playlists:
        with pytest.raises(cleaning.UnsafeFile):
            cleaning.clean_sound_or_video(io.BytesIO(playlist.encode()), "x.mp3", "audio")


@pytest.mark.parametrize(
    "title",
    ["a JPEG whose colour profile tells of a screen", "a PNG whose colour profile tells of a screen"],
)
def test_a_profile_tells_of_nobody(title):
    from tests.files.hostile import corpus
    from tests.files.test_hostile import _tokens_in

    hostile = corpus()[title]
    clean = cleaning.clean_picture(io.BytesIO(hostile.make()), hostile.name)
    profile = PillowImage.open(clean).info["icc_profile"]
    assert _tokens_in(profile) == []
    # The colours are those of before.
    ramp = PillowImage.linear_gradient("L").convert("RGB")
    before = PillowImage.open(io.BytesIO(hostile.make())).info["icc_profile"]
    shown = [
        ImageCms.profileToProfile(ramp, io.BytesIO(one), ImageCms.createProfile("LAB"), outputMode="LAB").tobytes()
        for one in (before, profile)
    ]
    assert shown[0] == shown[1]


def test_a_document_that_bursts_is_refused():
    from tests.files.hostile import corpus

    with pytest.raises(cleaning.UnsafeFile) as refusal:
        cleaning.clean_document(io.BytesIO(corpus()["a PDF whose drawing bursts"].make()), "x.pdf")
    _sentence(refusal.value)


@pytest.mark.parametrize("title", ["a film with words among its pictures", "a HEVC film with words in its setup"])
def test_a_film_keeps_no_words_among_its_pictures(title):
    from tests.files.hostile import corpus
    from tests.files.test_hostile import _tokens_in

    hostile = corpus()[title]
    assert _tokens_in(hostile.make())
    clean = cleaning.clean_sound_or_video(io.BytesIO(hostile.make()), hostile.name, "video")
    assert _tokens_in(clean.content.read()) == []
