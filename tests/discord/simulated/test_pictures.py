"""The pictures of the README can be taken, where Chromium is installed."""

import struct
from pathlib import Path

import pytest

from bot.answering import Answering
from tests.conftest import ROOT
from tests.discord.simulated.pictures import NAMES, WIDTH, browser, take

SMALLEST, LARGEST = 5_000, 200_000
"""Bytes of a picture; one of an empty page is smaller."""

needs_browser = pytest.mark.skipif(
    browser() is None, reason="Chromium is not installed (Debian: apt install chromium)"
)


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@needs_browser
async def test_every_picture_shows_something(answering: Answering, tmp_path: Path) -> None:
    taken = await take(answering, tmp_path)
    assert taken.keys() == set(NAMES)
    for picture in taken.values():
        width, height = size(picture)
        assert width <= WIDTH
        assert height > 80
        assert SMALLEST < picture.stat().st_size < LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_pictures_that_are_there(name: str) -> None:
    assert size(ROOT / "docs" / "pictures" / f"{name}.png")[0] <= WIDTH
    assert f"docs/pictures/{name}.png" in (ROOT / "README.md").read_text("utf-8")
