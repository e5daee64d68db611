"""Settings from the environment or .env, prefix SOLEUS_; every fault is named at once.

Secrets never show: not in repr, not in messages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)

import faq

SHIPPED = Path(faq.__file__).parent
PREFIX = "SOLEUS_"


class SettingsError(Exception):
    """One line for each fault, each naming its variable."""


@dataclass(frozen=True)
class Shards:
    """The shards that one process runs, of how many there are in all."""

    ids: tuple[int, ...]
    count: int


_SHARDS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})", re.ASCII)


def _shards(given: object) -> Shards:
    found = _SHARDS.fullmatch(str(given))
    first, last, count = (int(it or 0) for it in found.groups()) if found else (0, 0, 0)
    last = max(first, last)
    if found is None or last >= count or int(found[2] or first) < first:
        raise ValueError("should be shards and their number, such as 0-3/16 or 2/16")
    return Shards(tuple(range(first, last + 1)), count)


WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
GatewayUrl = Annotated[str, StringConstraints(pattern=r"^wss?://\S+$")]


class Settings(BaseModel):
    """What an operator can choose. The descriptions are what `soleus check` prints."""

    model_config = ConfigDict(frozen=True)

    faq_dir: Path = Field(SHIPPED, description="the folder of answers; the shipped one if unset")
    data_dir: Path = Field(Path("data"), description="the folder for what must be remembered")
    database_url: SecretStr | None = Field(
        None, description="postgresql://... or sqlite:///...; unset: soleus.db in the data folder"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much is logged"
    )
    log_format: Literal["text", "json"] = Field("text", description="how `soleus run` logs")
    http_port: int | None = Field(
        None, ge=1, le=65535, description="a port for /healthz and /metrics; unset: none"
    )
    discord_token: SecretStr | None = Field(None, description="the bot's token, for Discord")
    discord_api_url: WebUrl = Field(
        "https://discord.com/api/v10", description="where Discord is; a proxy may be named"
    )
    discord_gateway_url: GatewayUrl | None = Field(
        None, description="its gateway (ws:// or wss://); unset: the one that it names"
    )
    discord_shards: Annotated[Shards, BeforeValidator(_shards)] | None = Field(
        None, description="shards of this process, such as 0-3/16; unset: all"
    )
    discord_open_channels: bool = Field(
        False, description="read what is said in open channels; needs the Message Content intent"
    )
    privacy_url: WebUrl | None = Field(
        None, description="where your privacy notice stands, for /help"
    )
    matrix_homeserver: WebUrl | None = Field(None, description="the homeserver's URL, for Matrix")
    matrix_user: str | None = Field(None, description="the bot's Matrix id, @soleus:example.org")
    matrix_password: SecretStr | None = Field(
        None, description="its password, for the first start; or a token and its device"
    )
    matrix_token: SecretStr | None = Field(None, description="an access token of its own")
    matrix_device: str | None = Field(None, description="the device of that token")
    matrix_recovery_key: SecretStr | None = Field(
        None, description="what the first start has shown, if the bot's folder was lost"
    )
    matrix_invites: str | None = Field(
        None, description="who may invite it, with commas between; unset: everybody"
    )


def read(environment: Mapping[str, str]) -> Settings:
    """The settings in the environment, and in .env what is not there. Raises SettingsError."""
    given = {**_dotenv(), **environment}
    chosen = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in given.items()
        if name.startswith(PREFIX) and value
    }
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        raise SettingsError(
            "\n".join(
                f"{PREFIX}{str(fault['loc'][0]).upper()}: " + _plainly(str(fault["msg"]))
                for fault in error.errors(include_input=False)
            )
        ) from None


def _plainly(problem: str) -> str:
    """What pydantic says, in words for whoever set it."""
    said = problem.replace("Input should", "should").removeprefix("Value error, ")
    return _SCHEME.sub(r"should begin with \1:// or \1s://", said)


_SCHEME = re.compile(r"String should match pattern '\^(\w+)s\?.*")


def _dotenv() -> Mapping[str, str | None]:
    try:
        return dotenv_values(".env")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(".env: cannot be read as UTF-8 text") from None


def overview(settings: Settings) -> list[str]:
    """One line for each setting: its name, whether it is set, what it is for."""
    return [
        f"SOLEUS_{name.upper():20} {_state(settings, name):6} {field.description}"
        for name, field in Settings.model_fields.items()
    ]


def _state(settings: Settings, name: str) -> str:
    return "set" if name in settings.model_fields_set else "unset"
