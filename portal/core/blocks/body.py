"""The body of a page: every block family in one stream."""

from __future__ import annotations

from wagtail import blocks
from wagtail.fields import StreamField

from .data import TableBlock
from .media import DocumentListBlock, GalleryBlock, PictureBlock
from .text import CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock
from .video import VideoBlock


class BodyBlock(blocks.StreamBlock):
    """What a page may be made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    documents = DocumentListBlock()
    video = VideoBlock()
    table = TableBlock()


class BlocksInCode(StreamField):
    """A stream whose blocks stand in code only, so that changing one makes no migration."""

    def deconstruct(self):
        name, path, _, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs


class BodyField(BlocksInCode):
    """A stream of ``BodyBlock``."""

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(BodyBlock, verbose_name=verbose_name, **kwargs)


def body_field(verbose_name: str = "isi", **kwargs) -> BodyField:
    """The body field of a page model, for example ``body = body_field("isi berita")``."""
    return BodyField(verbose_name, **kwargs)
