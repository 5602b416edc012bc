"""The parts that a story can be made of, in any mix and order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import AudioBlock, PictureBlock, QuoteBlock, VideoBlock, WordsBlock


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
