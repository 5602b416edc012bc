"""What translators read is a copy of public words: it says what they say now, and is gone when they are taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationContext, TranslationSource

from consent.traces import forget_sentences, forget_unused_sentences
from publishing.candidates import object_key
from publishing.models import Release
from publishing.selectors import is_released
from publishing.taking_down import Key, TakeDownStep


def take_words(page: Any) -> TranslationSource:
    """Return the copy of the words of `page` that translators read, as it says them now."""
    return TranslationSource.update_or_create_from_instance(with_every_text(page))[0]


def with_every_text(page: Any) -> Any:
    """Return `page`, in memory, with an empty text wherever its parts have a text that was never written."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for part in getattr(page, field.name):
                _write_empty_texts(part.block, part.value)
    return page


def _write_empty_texts(block: blocks.Block, value: Any) -> None:
    """Do the same in one part: wagtail-localize reads no text that is none."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(child, blocks.CharBlock | blocks.TextBlock) and value.get(name) is None:
                value[name] = ""
            _write_empty_texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        for part in value.bound_blocks if isinstance(block, blocks.ListBlock) else value:
            _write_empty_texts(part.block, part.value)


def _source(key: Key) -> TranslationSource | None:
    page = Page.objects.filter(pk=key["object_id"]).first() if key["content_type"].model_class() is Page else None
    if page is None:
        return None
    return TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale_id).first()


def is_translated_from(key: Key) -> bool:
    """Say whether translators have a copy of what this page said."""
    return _source(key) is not None


@transaction.atomic
def follow_the_words(key: Key) -> None:
    """Let that copy say what the page says in public now; where it was taken back for good, forget it.

    What is only hidden, or paused, comes back with its translations, so its copy is kept, and shown to nobody.
    """
    source = _source(key)
    if source is None:
        return
    page: Any = Page.objects.get(pk=key["object_id"]).specific
    if is_released(page):
        forget_what_is_gone(take_words(page))
    elif not _may_come_back(key):
        forget_sentences([page.translation_key])


def _may_come_back(key: Key) -> bool:
    waiting = (Release.State.HIDDEN, Release.State.PAUSED, Release.State.VALID, Release.State.WAITING)
    return Release.objects.filter(**key, state__in=waiting).exists()


def forget_what_is_gone(source: TranslationSource) -> None:
    """Delete sentences of a page that it does not say any more, in every language."""
    places = TranslationContext.objects.filter(object_id=source.object_id)
    now = set(source.stringsegment_set.values_list("context_id", "string_id"))
    for known in StringTranslation.objects.filter(context__in=places):
        if (known.context_id, known.translation_of_id) not in now:
            known.delete()
    forget_unused_sentences()


def go_with_its_source(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Before a page is deleted, which was never public: delete what was begun of it in other languages too."""
    if not TranslationSource.objects.filter(object_id=instance.translation_key, locale=instance.locale_id).exists():
        return
    for page in Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk):
        if not Release.objects.filter(**object_key(page)).exists():
            page.specific.delete()
    forget_sentences([instance.translation_key])


SOURCE_WORDS = TakeDownStep(
    "translation.source_words",
    is_needed=is_translated_from,
    run=follow_the_words,
    says=_("Let what translators read say what the page says now"),
    follows_words=True,
)
