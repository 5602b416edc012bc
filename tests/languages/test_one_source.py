"""A page follows one page at most, whoever asks for a second."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from publishing.errors import PublishBlocked
from tests.builders import make_draft, publish


def source_of(page) -> TranslationSource:
    """Return the words of a page as a translator gets them."""
    return TranslationSource.update_or_create_from_instance(page)[0]


@pytest.fixture
def told(people):
    """A public story in English, and its draft in Urdu."""
    page = publish(make_draft(people.reporter), people)
    return page, page.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)


def test_a_second_source_is_refused_and_the_first_goes_on(told, people) -> None:
    polish = Locale.objects.get(language_code="pl")
    english, urdu = map(source_of, told)
    first = Translation.objects.create(source=english, target_locale=polish)
    with pytest.raises(PublishBlocked, match="from another one"):
        Translation.objects.create(source=urdu, target_locale=polish)
    first.save_target(publish=False)
    assert first.get_target_instance().locale == polish
    # Once the first has ended, the other may begin, and the first not come back beside it.
    first.enabled = False
    first.save()
    Translation.objects.create(source=urdu, target_locale=polish)
    first.enabled = True
    with pytest.raises(PublishBlocked):
        first.save()


def test_one_page_is_translated_into_many_languages(told) -> None:
    english = source_of(told[0])
    for code in ("pl", "pa"):
        Translation.objects.create(source=english, target_locale=Locale.objects.get(language_code=code))
    assert Translation.objects.filter(source=english).count() == 2
