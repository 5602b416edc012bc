"""Tell one story, with a picture, up to the public, by the settings of the site: `python -m tests.production.told`."""

import json

import django


def tell() -> dict[str, str]:
    """Make the site, its people and a public story of two; return their addresses."""
    from django.core.files.storage import storages

    from files.models import PublicFile
    from home.setting_up import make_site
    from tests.builders import fresh, make_draft, make_image, make_people, publish

    make_site()
    people = make_people()
    picture = make_image(user=people.reporter, alt="A red door by the canal")
    draft = make_draft(people.reporter, words="reddoor", body=[("photo", picture_block(picture))])
    page = publish(draft, people)
    assert fresh(page).live
    shown = PublicFile.objects.filter(release__object_id=str(page.pk)).first()
    assert shown is not None
    return {
        "page": page.get_url(),
        "teller": people.reporter.email,
        "work": str(page.work.pk),
        "picture": shown.url,
        "private": storages["default"].url(picture.file.name),
        "title": page.title,
    }


def picture_block(picture) -> dict[str, object]:
    """Return the value of a photo block."""
    return {"image": picture, "caption": ""}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(tell()))
