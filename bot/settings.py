"""Settings from the environment or .env, prefix SOLEUS_; every fault is named at once.

Secrets never show: not in repr, not in messages.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

import faq

SHIPPED = Path(faq.__file__).parent
PREFIX = "SOLEUS_"


class SettingsError(Exception):
    """One line for each fault, each naming its variable."""


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
    log_format: Literal["text", "json"] = Field(
        "text", description="how `soleus run` logs, in a later version"
    )
    discord_token: SecretStr | None = Field(None, description="for Discord, in a later version")
    matrix_homeserver: str | None = Field(None, description="for Matrix, in a later version")


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
                f"{PREFIX}{str(fault['loc'][0]).upper()}: "
                + str(fault["msg"]).replace("Input should", "should")
                for fault in error.errors(include_input=False)
            )
        ) from None


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
