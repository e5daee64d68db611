"""What faq/zones.yaml holds: words for places that the tz database has no name for. No rules."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content.models import Entry

PlaceName = Annotated[str, StringConstraints(pattern=r"^[^A-Z\s]+( [^A-Z\s]+)*$")]
ZoneName = Annotated[str, StringConstraints(pattern=r"^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$")]
ZoneNames = Annotated[tuple[ZoneName, ...], Field(min_length=2)]


class ZoneWords(Entry):
    """Places and abbreviations, each with its IANA zone, or with all that it may mean."""

    places: dict[PlaceName, ZoneName | ZoneNames] = Field(
        description="Small letters, no accents; several zones, the likeliest first, make it ask"
    )
