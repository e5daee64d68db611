"""What an operator chooses: read from the environment or .env, faults at once, secrets hidden."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import SHIPPED, Settings, SettingsError, overview, read
from tests.conftest import Runner

SECRET = "abc.def-not-for-eyes"


@pytest.fixture(autouse=True)
def somewhere_empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without .env, whatever the checkout has."""
    monkeypatch.chdir(tmp_path)


def chosen(**environment: str) -> Settings:
    return read(environment)


def test_nothing_needs_to_be_set() -> None:
    settings = read({})
    assert settings.faq_dir == SHIPPED
    assert settings.data_dir == Path("data")
    assert (settings.log_level, settings.log_format) == ("INFO", "text")
    assert settings.discord_token is None


def test_the_shipped_folder_of_answers_is_there() -> None:
    assert (SHIPPED / "wording.yaml").is_file()


def test_the_environment_is_read() -> None:
    settings = chosen(SOLEUS_FAQ_DIR="mine", SOLEUS_LOG_FORMAT="json")
    assert (settings.faq_dir, settings.log_format) == (Path("mine"), "json")


def test_a_file_called_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOLEUS_LOG_LEVEL=WARNING\n", "utf-8")
    assert read({}).log_level == "WARNING"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOLEUS_LOG_LEVEL=WARNING\n", "utf-8")
    assert chosen(SOLEUS_LOG_LEVEL="ERROR").log_level == "ERROR"


def test_an_empty_value_is_no_value() -> None:
    settings = chosen(SOLEUS_FAQ_DIR="", SOLEUS_LOG_LEVEL="")
    assert (settings.faq_dir, settings.log_level) == (SHIPPED, "INFO")


def test_settings_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OTHER=1\nSOLEUS_OF_A_LATER_VERSION=1\n", "utf-8")
    assert chosen(FAQ_DIR="elsewhere", LOG_LEVEL="loud").faq_dir == SHIPPED


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_does_not_change_once_read(name: str) -> None:
    settings = read({})
    with pytest.raises(ValidationError, match="frozen"):
        setattr(settings, name, "other")


def test_every_fault_is_named_at_once_by_its_variable() -> None:
    with pytest.raises(SettingsError) as caught:
        chosen(SOLEUS_LOG_LEVEL="loud", SOLEUS_LOG_FORMAT="xml")
    told = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in told] == ["SOLEUS_LOG_LEVEL", "SOLEUS_LOG_FORMAT"]
    assert "'DEBUG', 'INFO', 'WARNING' or 'ERROR'" in told[0]


def test_what_was_set_wrongly_is_not_repeated() -> None:
    """A secret may have been put into the wrong variable."""
    with pytest.raises(SettingsError) as caught:
        chosen(SOLEUS_LOG_LEVEL=SECRET)
    assert SECRET not in str(caught.value)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SOLEUS_LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env: cannot be read as UTF-8 text$"):
        read({})


@pytest.mark.parametrize("shown", [repr, str, overview], ids=["repr", "str", "overview"])
def test_a_token_is_never_shown(shown: type) -> None:
    settings = chosen(SOLEUS_DISCORD_TOKEN=SECRET)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == SECRET
    assert SECRET not in str(shown(settings))


def test_the_overview_has_a_line_for_every_setting() -> None:
    named = [line.split()[0] for line in overview(read({}))]
    assert named == [f"SOLEUS_{name.upper()}" for name in Settings.model_fields]


def test_the_overview_says_what_is_set_and_what_each_is_for() -> None:
    states = {
        line.split()[0]: line.split()[1:] for line in overview(chosen(SOLEUS_LOG_FORMAT="json"))
    }
    assert states.pop("SOLEUS_LOG_FORMAT")[0] == "set"
    assert {state for state, *_ in states.values()} == {"unset"}
    assert all(purpose for _, *purpose in states.values())


def test_the_command_tells_a_wrong_setting_in_one_line(run: Runner) -> None:
    ran = run("ask", "why?", env={"SOLEUS_LOG_LEVEL": SECRET})
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith("soleus: SOLEUS_LOG_LEVEL: ")
    assert SECRET not in line
