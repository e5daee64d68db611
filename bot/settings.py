"""Settings from the environment or .env, prefix SOLEUS_; every fault is named at once.

Secrets never show: not in repr, not in messages.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

import faq

SHIPPED = Path(faq.__file__).parent


class SettingsError(Exception):
    """One line for each fault, each naming its variable."""


class Settings(BaseSettings):
    """What an operator can choose. The descriptions are what `soleus check` prints."""

    model_config = SettingsConfigDict(
        env_prefix="SOLEUS_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    faq_dir: Path = Field(SHIPPED, description="the folder of answers; the shipped one if unset")
    data_dir: Path = Field(Path("data"), description="where the bot keeps what it must remember")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much is logged"
    )
    log_format: Literal["text", "json"] = Field("text", description="how it is logged")
    discord_token: SecretStr | None = Field(None, description="for Discord, in a later version")
    matrix_homeserver: str | None = Field(None, description="for Matrix, in a later version")


def read() -> Settings:
    """The settings as they are now. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(
            "\n".join(
                f"SOLEUS_{str(fault['loc'][0]).upper()}: "
                + str(fault["msg"]).replace("Input should", "should")
                for fault in error.errors(include_input=False)
            )
        ) from None
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
