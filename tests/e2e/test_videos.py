"""Which copy of a video a real browser plays: the small one on a phone, the original on a laptop."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from accounts.models import User
from files.models import PublicFile
from files.phone_versions import make_next
from tests.films import FFMPEG, film_bytes, make_film, needs_ffmpeg
from tests.studio.making import a_person, a_story, public

PLAYED = """async () => {
    const film = document.querySelector("video");
    film.muted = true;
    await film.play();
    return [new URL(film.currentSrc).pathname, film.videoWidth];
}"""


@pytest.mark.deep
@needs_ffmpeg
def test_a_phone_plays_the_small_copy_and_a_laptop_the_original(
    live_server, settings, tmp_path, context_for: Callable[..., BrowserContext]
) -> None:
    settings.FFMPEG_PROGRAM, settings.MAKING_ROOT = FFMPEG, tmp_path
    ola = a_person("ola-films", "Reporter")
    film = make_film(user=ola, content=film_bytes((960, 540)))
    while make_next():
        pass
    work = a_story(ola, title="A film for phones", parts=(("video", {"media": film.pk, "caption": "A walk"}),))
    page = public(work, ola, User.objects.get(email="moderator@example.org"))
    copies = {copy.variant: copy for copy in PublicFile.objects.filter(release__object_id=str(page.pk))}
    for size, variant, width in (("phone", "phone", 854), ("desktop", "original", 960)):
        for scheme in ("light", "dark"):
            reader = context_for(size, scheme).new_page()
            reader.goto(live_server.url + urlsplit(page.get_url()).path)
            assert reader.evaluate(PLAYED) == [copies[variant].url, width]
