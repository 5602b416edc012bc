"""The parts that a story can be made of, in any mix and order."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import (
    AudioBlock,
    InItsOwnLanguage,
    LanguageBlock,
    PictureBlock,
    QuoteBlock,
    VideoBlock,
    WordsBlock,
)


class PoemBlock(blocks.TextBlock):
    """Words whose lines stay as they are."""

    class Meta:
        icon = "pilcrow"
        label = _("Poem")
        template = "blocks/poem.html"
        preview_value = "The kettle knows\nwhat day it is.\n\nIt sings on Thursdays."
        description = _("A poem or song. Every line stays where you put it.")


class PhotoBlock(PictureBlock):
    """A photo in a story."""

    class Meta:
        icon = "image"
        label = _("Photo")
        template = "blocks/photo.html"
        preview_value = {"caption": "Where the bus stops"}
        description = _("A photo, with words under it if you like.")


class DrawingBlock(PictureBlock):
    """A drawing in a story."""

    class Meta:
        icon = "edit"
        label = _("Drawing")
        template = "blocks/drawing.html"
        preview_value = {"caption": "My street"}
        description = _("A drawing or painting, shown whole.")


class PhotoStoryBlock(blocks.StructBlock):
    """Photos in a row that tell something together."""

    photos = blocks.ListBlock(PhotoBlock(), label=_("Photos"), min_num=2)

    class Meta:
        icon = "image"
        label = _("Photo story")
        template = "blocks/photo_story.html"
        preview_value = {"photos": [{"caption": "Morning"}, {"caption": "Evening"}]}
        description = _("Several photos that tell a story one after the other.")

    def get_preview_value(self):
        """Return two photos of this site in a row."""
        photo = self.child_blocks["photos"].child_block
        return self.normalize({"photos": [photo.get_preview_value(), photo.get_preview_value()]})


is_web_address = URLValidator(
    schemes=["http", "https"],
    message=_("This is no web address. Please copy it from the top of its page, such as https://example.org/meeting."),
)


class EventValue(blocks.StructValue):
    """What is said of an event."""

    @property
    def shown_link(self) -> str:
        """The address as a reader sees it, so that everybody who says yes to the words says yes to where they lead."""
        return str(self.get("link") or "").partition("://")[2].rstrip("/")


class EventBlock(blocks.StructBlock):
    """An event that a story leads to, with the address of its page."""

    name = blocks.CharBlock(label=_("What is it called?"), max_length=120)
    when = blocks.CharBlock(label=_("When is it?"), required=False, max_length=120)
    where = blocks.CharBlock(label=_("Where is it?"), required=False, max_length=200)
    link = blocks.URLBlock(label=_("The address of its page"), max_length=500, validators=[is_web_address])

    class Meta:
        icon = "date"
        label = _("Event")
        template = "blocks/event.html"
        value_class = EventValue
        preview_value = {
            "name": "Soup and talk",
            "when": "Thursdays, 6 pm",
            "where": "The library",
            "link": "https://example.org/soup-and-talk",
        }
        description = _("Something that people can come to, with a link to its page.")


class OtherWordsBlock(InItsOwnLanguage):
    """Words or a poem in another language than the rest of the story. Every line stays where it is."""

    text = blocks.TextBlock(label=_("Words"))
    language = LanguageBlock(label=_("In which language are they?"))

    class Meta:
        icon = "globe"
        label = _("Words in another language")
        template = "blocks/other_words.html"
        preview_value = {"text": "Chodź, usiądź z nami.", "language": "pl"}
        description = _("Words in another language than the rest, so that they are shown and read aloud rightly.")


class QuestionBlock(InItsOwnLanguage):
    """What somebody was asked, and what they said. The answer may also be the picture or recording that follows."""

    spoken = ("answer",)

    question = blocks.TextBlock(label=_("The question"), rows=2, max_length=500)
    answer = blocks.TextBlock(label=_("The answer"), required=False, rows=6)
    language = LanguageBlock(
        label=_("In which language is the answer?"),
        required=False,
        help_text=_("Only where it is another one than that of the page."),
    )

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/question.html"
        preview_value = {"question": "What helps you through the week?", "answer": "The walk to the market."}
        description = _("A question that somebody asked, with the answer.")


class StoryBlock(blocks.StreamBlock):
    """All the parts of a story."""

    words = WordsBlock()
    poem = PoemBlock()
    photo = PhotoBlock()
    photo_story = PhotoStoryBlock()
    drawing = DrawingBlock()
    audio = AudioBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    other_words = OtherWordsBlock()
    event = EventBlock()
    question = QuestionBlock()
