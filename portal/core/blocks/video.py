"""Videos from an allow-list of hosts. Nothing is asked of the host: the player's address is reckoned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIMEO_ID = re.compile(r"\d{6,12}")


@dataclass(frozen=True)
class Video:
    """Where a video is watched (``page``) and the address of its player (``player``)."""

    host: str
    page: str
    player: str


def parse_video(address: str) -> Video | None:
    """The video at ``address``, or ``None`` when the host is not on the list or the address names no video."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme != "https":
        return None
    steps = [step for step in parts.path.split("/") if step]
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _youtube(host, steps, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com") and steps and VIMEO_ID.fullmatch(steps[-1]):
        return Video("Vimeo", f"https://vimeo.com/{steps[-1]}", f"https://player.vimeo.com/video/{steps[-1]}?dnt=1")
    return None


def _youtube(host: str, steps: list[str], query: dict[str, list[str]]) -> Video | None:
    if host == "youtu.be":
        key = steps[0] if steps else ""
    elif steps == ["watch"]:
        key = query.get("v", [""])[0]
    elif len(steps) == 2 and steps[0] in ("embed", "shorts", "live"):
        key = steps[1]
    else:
        return None
    if not YOUTUBE_ID.fullmatch(key):
        return None
    return Video("YouTube", f"https://www.youtube.com/watch?v={key}", f"https://www.youtube-nocookie.com/embed/{key}")


class VideoValue(blocks.StructValue):
    @property
    def video(self) -> Video | None:
        return parse_video(self.get("address") or "")


class VideoBlock(blocks.StructBlock):
    """A video as a link; its player is loaded only when the reader opens it."""

    title = blocks.CharBlock(label="Judul video", max_length=150)
    address = blocks.URLBlock(
        label="Alamat video", help_text="Alamat https dari YouTube atau Vimeo, disalin dari peramban."
    )
    summary = blocks.TextBlock(
        label="Ringkasan isi",
        max_length=600,
        required=False,
        help_text="Untuk pembaca yang tidak dapat menonton atau mendengar.",
    )

    class Meta:
        label = "Video"
        description = "Video dari YouTube atau Vimeo."
        icon = "media"
        group = "Media"
        template = "core/blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "title": "Contoh judul video",
            "address": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "summary": "Contoh ringkasan isi video.",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["address"] and cleaned.video is None:
            message = "Alamat ini bukan video YouTube atau Vimeo. Salin alamat https lengkap dari halaman videonya."
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned
