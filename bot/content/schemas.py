"""The models as JSON Schemas, so that an editor helps authors: `python -m bot.content.schemas`."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

import faq
from bot.content import models
from bot.content.discord_words import DiscordWords
from bot.content.matrix_words import MatrixWords
from bot.content.reminding import Reminding
from bot.content.zone_words import ZoneWords

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that every editor's YAML support reads."""

WHOLE_NUMBER = "^[0-9]+$"

KINDS: Mapping[str, TypeAdapter[Any]] = MappingProxyType(
    {
        "topic": TypeAdapter(models.Topic),
        "exercise": TypeAdapter(models.Exercise),
        "redflag": TypeAdapter(models.RedFlag),
        "phrasings": TypeAdapter(models.Phrasings),
        "flag-phrasings": TypeAdapter(models.FlagPhrasings),
        "signs": TypeAdapter(models.Signs),
        "synonyms": TypeAdapter(models.Synonyms),
        "smalltalk": TypeAdapter(dict[str, models.SmallTalk]),
        "wording": TypeAdapter(models.Wording),
        "emergency": TypeAdapter(models.Emergency),
        "reminding": TypeAdapter(Reminding),
        "zones": TypeAdapter(ZoneWords),
        "discord": TypeAdapter(DiscordWords),
        "matrix": TypeAdapter(MatrixWords),
        "sources": TypeAdapter(dict[models.SourceCode, models.Source]),
        "claims": TypeAdapter(dict[models.ClaimCode, models.Claim]),
    }
)


def schema(kind: str) -> str:
    """The schema of one kind of file, as the text of a JSON file."""
    made = KINDS[kind].json_schema(schema_generator=_ForEditors)
    return json.dumps({"$schema": DIALECT, **made}, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write every schema into `folder`, anew."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(schema(kind), "utf-8")


class _ForEditors(GenerateJsonSchema):
    """What the program reads as text or as a number, an editor sees as YAML resolves it.

    The program takes every plain scalar as text first: `2` and "2" are the same to it. An editor
    takes the first for a number, and must not call a fault what the program accepts.
    """

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text; an unquoted number too, unless only a certain form will do."""
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": ["string", "number"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, in quotes or not."""
        made = super().int_schema(schema)
        return {**made, "type": ["integer", "string"], "pattern": WHOLE_NUMBER}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Named things; a name of the wrong form is a fault."""
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - the base's
        """No titles: they would only repeat the names."""
        return False


if __name__ == "__main__":
    write(Path(faq.__file__).parent / "schemas")
