"""Blocks that more than one kind of page uses. Each has a template, a preview and a description."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]
SAMPLE = "We meet on Thursdays in the library. The kettle goes on first, then the talking."


class PicturePreview:
    """Shows the newest picture in a block's preview, since a preview value cannot name one that always exists."""

    def get_preview_value(self):
        """Return the block's value with a picture or recording of this site in it."""
        value = dict(self.meta.preview_value)
        for name, child in self.child_blocks.items():
            if hasattr(child, "target_model"):
                media_type = getattr(child, "media_type", None)
                found = child.target_model._default_manager.order_by("-pk")
                value[name] = (found.filter(type=media_type) if media_type else found).first()
        return self.normalize(value)


class WordsBlock(blocks.TextBlock):
    """Plain text; an empty line starts a new paragraph."""

    class Meta:
        icon = "pilcrow"
        label = _("Words")
        template = "blocks/words.html"
        preview_value = SAMPLE
        description = _("Plain words. Leave an empty line to start a new paragraph.")


class GapBlock(blocks.StaticBlock):
    """Stands where somebody's part was, so that a reader sees that something is missing."""

    class Meta:
        icon = "minus"
        label = _("Gap")
        template = "blocks/gap.html"
        admin_text = _("Somebody took the part back that was here. Put something else in its place, or remove the gap.")
        preview_value = "Somebody took this part back."
        description = _("Says that somebody took back the part that was here. It is put here by itself.")


class HeadingBlock(blocks.CharBlock):
    """A heading inside a page."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "How we work"
        description = _("A heading that starts a new part of the page.")


class RichWordsBlock(blocks.RichTextBlock):
    """Text with lists and links."""

    def __init__(self, **kwargs):
        super().__init__(**({"features": RICH_TEXT_FEATURES} | kwargs))

    class Meta:
        icon = "doc-full"
        label = _("Text with links and lists")
        template = "blocks/rich_text.html"
        preview_value = "<p>Bring a <b>question</b>, not an answer.</p>"
        description = _("Text with bold words, lists and links.")


class PictureBlock(PicturePreview, blocks.StructBlock):
    """A picture with words under it."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Words under the picture"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        preview_value = {"caption": "The number 50 on a wet morning"}
        description = _("One picture, with words under it if you like.")


class AudioBlock(PicturePreview, blocks.StructBlock):
    """A sound recording with its transcript."""

    media = AudioChooserBlock(label=_("Recording"))
    caption = blocks.CharBlock(label=_("Words under the recording"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Voice or sound")
        template = "blocks/audio.html"
        preview_value = {"caption": "Recorded on the bus"}
        description = _("A voice note or other sound. Its words are shown in writing too.")


class VideoBlock(PicturePreview, blocks.StructBlock):
    """A video with captions and a transcript."""

    media = VideoChooserBlock(label=_("Video"))
    # By the name that pictures of other parts have, so that all that looks for them finds this one.
    image = ImageChooserBlock(
        label=_("Picture before it plays"),
        required=False,
        help_text=_("Shown until somebody plays the video. What is asked of other pictures is asked of it too."),
    )
    caption = blocks.CharBlock(label=_("Words under the video"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        preview_value = {"caption": "A walk along the canal"}
        description = _("A video. Its words are shown in writing too.")


def languages_of_pages() -> list[tuple[str, str]]:
    """Return the code and the name of each language that a page, or a part of it, may be in."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class LanguageBlock(blocks.ChoiceBlock):
    """The language of a part; empty where it is that of the page."""

    def __init__(self, **kwargs: Any) -> None:
        # A name of a language is no word that the page says.
        super().__init__(**({"choices": languages_of_pages, "search_index": False} | kwargs))


class InItsOwnLanguage(blocks.StructBlock):
    """Words that may be in another language than their page. `spoken` names what is in it.

    Without a language it is stored as if it could have none, so that words that were approved before stay the same.
    """

    spoken = ("text",)

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        """Return what is stored."""
        stored: dict[str, Any] = super().get_prep_value(value)
        return {name: each for name, each in stored.items() if name != "language" or each}

    def restore_translated_segments(self, value: Any, segments: Sequence[Any]) -> Any:
        """Put a translator's words in (wagtail-localize calls this): they are in the language of their page."""
        for segment in segments:
            name, words = segment.unwrap()
            before, value[name] = value[name], words.render_text()
            if name in self.spoken and value[name] != before:
                value["language"] = ""
        return value


class QuoteBlock(InItsOwnLanguage):
    """A sentence that stands out."""

    text = blocks.TextBlock(label=_("Words"))
    said_by = blocks.CharBlock(label=_("Said by"), required=False, max_length=120)
    language = LanguageBlock(
        label=_("In which language are these words?"),
        required=False,
        help_text=_("Only where it is another one than that of the page."),
    )

    class Meta:
        icon = "openquote"
        label = _("Words that stand out")
        template = "blocks/quote.html"
        preview_value = {"text": "Ask us when we can come.", "said_by": ""}
        description = _("One or two sentences shown large.")


class CallToActionBlock(blocks.StructBlock):
    """An invitation to go somewhere on this site."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Words"), required=False)
    link_text = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Or an address on this site"),
        required=False,
        max_length=200,
        help_text=_("Such as /stories/"),
    )

    class Meta:
        icon = "link"
        label = _("Invitation")
        template = "blocks/call_to_action.html"
        preview_value = {
            "heading": "Hear it first",
            "text": "Stories told by people who live here.",
            "link_text": "Read the stories",
            "address": "/stories/",
        }
        description = _("A heading, a few words and a button.")
