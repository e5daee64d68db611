"""What people do: write, press, choose, run commands."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.fake_discord import objects
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.objects import DM, EPHEMERAL, EVERYTHING, GROUP, Channel, Json
from tests.fake_discord.state import Interaction, State

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
BUTTON, STRING_MENU, USER_MENU, CHANNEL_MENU = 2, 3, 5, 8
CONTEXTS = {DM: 1, GROUP: 2}
"""Where an interaction happens; anywhere else is a server."""
PATIENCE = 5.0

Until = Callable[[Callable[[], object], float], Awaitable[None]]


@dataclass(frozen=True)
class Heard:
    """What somebody sees after they did something."""

    interaction: Interaction

    @property
    def text(self) -> str:
        """Everything that can be read in the answer, and in what followed it."""
        shown = [self.interaction.original, *self.interaction.followups]
        return "\n".join(objects.texts(it) for it in shown if it)

    @property
    def message(self) -> Json:
        """The answer itself."""
        assert self.interaction.original, "the bot has not answered"
        return self.interaction.original

    @property
    def is_private(self) -> bool:
        """Whether nobody else sees it."""
        return bool(self.message["flags"] & EPHEMERAL)

    @property
    def choices(self) -> list[Json]:
        """What was offered while typing."""
        data = self.interaction.callbacks[0].get("data") or {}
        return list(data.get("choices") or ())


class People:
    """Acts for people. `rights` are those of the person in the channel.

    `installed_by_user`: the app is the person's own, and the bot is no member of the server.
    """

    def __init__(
        self, state: State, gateway: Gateway, until: Until, check: Callable[[str, Json], None]
    ) -> None:
        self._state = state
        self._gateway = gateway
        self._until = until
        self._check = check
        self.rights = EVERYTHING
        self.installed_by_user = False
        self._told: dict[str, Json] = {}

    async def say(
        self,
        user: Json,
        text: str,
        channel: Channel | None = None,
        **more: Any,  # noqa: ANN401
    ) -> Json:
        """Write in a channel, or in the DM."""
        where = channel or self._state.dm(user["id"])
        made = self._state.message(where, user, {"content": text}, {})
        made.update(more)
        self._check("MessageResponse", made)
        await self._gateway.dispatch("MESSAGE_CREATE", self._event(made, where), where.guild)
        return made

    async def edit(
        self, message: Json, text: str, *, previews: bool = False, ago: float = 0
    ) -> None:
        """Change a message; `previews` is when Discord itself adds those of links.

        `ago`: the edit is so many seconds old, and Discord tells of it again.
        """
        where = self._state.channels[message["channel_id"]]
        message["content"] = text
        message["mentions"] = self._state._mentions(text)
        if not previews:
            message["edited_timestamp"] = objects.written(self._state.now() - ago)
        await self._gateway.dispatch("MESSAGE_UPDATE", self._event(message, where), where.guild)

    async def run(
        self,
        user: Json,
        path: str,
        channel: Channel | None = None,
        **options: str,
    ) -> Heard:
        """Run a slash command by its path, `remind add`."""
        return await self._act(user, COMMAND, self._command(path, options), channel)

    async def complete(
        self, user: Json, path: str, focused: str, typed: str, channel: Channel | None = None
    ) -> Heard:
        """Type into an option of a command."""
        data = self._command(path, {focused: typed}, focused=focused)
        return await self._act(user, COMPLETION, data, channel)

    async def choose_menu(self, user: Json, target: Json, channel: Channel | None = None) -> Heard:
        """Choose the entry of the menu of a message."""
        command = next(it for it in self._state.commands if it.get("type") == 3)
        data = {
            "id": command["id"],
            "name": command["name"],
            "type": 3,
            "target_id": target["id"],
            "resolved": {"messages": {target["id"]: target}},
        }
        return await self._act(user, COMMAND, data, channel)

    async def press(
        self, user: Json, message: Json, label: str, channel: Channel | None = None
    ) -> Heard:
        """Press the button with a label."""
        buttons = [it for it in objects.every(message["components"]) if it["type"] == BUTTON]
        found = next((it for it in buttons if it.get("label") == label), None)
        assert found, f"no button {label!r} among {[it.get('label') for it in buttons]}"
        assert not found.get("disabled"), f"{label!r} cannot be pressed any more"
        return await self.forge(user, message, found["custom_id"], channel)

    async def forge(
        self, user: Json, message: Json, custom_id: str, channel: Channel | None = None
    ) -> Heard:
        """Press a button with any custom id, as a client of one's own can."""
        data = {"custom_id": custom_id, "component_type": BUTTON, "id": 1}
        return await self._act(user, COMPONENT, data, channel, message)

    async def pick(  # noqa: PLR0913
        self,
        user: Json,
        message: Json,
        custom_id: str,
        values: Sequence[str],
        *,
        channel: Channel | None = None,
        kind: int = STRING_MENU,
    ) -> Heard:
        """Choose in a menu."""
        data = {
            "custom_id": custom_id,
            "component_type": kind,
            "id": 1,
            "values": list(values),
            "resolved": self._resolved(kind, values),
        }
        return await self._act(user, COMPONENT, data, channel, message)

    async def submit(
        self, user: Json, custom_id: str, values: Mapping[str, str], channel: Channel | None = None
    ) -> Heard:
        """Send a form, whether or not the bot has shown one."""
        fields = [
            {
                "type": 18,
                "id": 1,
                "component": {"type": 4, "id": 2, "custom_id": name, "value": value},
            }
            for name, value in values.items()
        ]
        data = {"custom_id": custom_id, "components": fields}
        return await self._act(user, MODAL, data, channel)

    async def again(self, heard: Heard) -> None:
        """Discord tells of the same interaction once more."""
        data = self._told[heard.interaction.id]
        await self._gateway.dispatch("INTERACTION_CREATE", data, data.get("guild_id"))

    async def _act(
        self,
        user: Json,
        kind: int,
        data: Json,
        channel: Channel | None,
        message: Json | None = None,
    ) -> Heard:
        where = channel or self._state.dm(user["id"])
        number = self._state.id()
        made = Interaction(number, f"token{number}", kind, user, where, source=message)
        self._state.interactions[made.id] = self._state.interactions[made.token] = made
        told = self._interaction(made, data, message)
        self._told[number] = told
        await self._gateway.dispatch("INTERACTION_CREATE", told, where.guild)
        await self._until(lambda: _is_answered(made), PATIENCE)
        return Heard(made)

    def _interaction(self, made: Interaction, data: Json, message: Json | None) -> Json:
        where = made.channel
        is_dm = where.guild is None
        base: Json = {
            "id": made.id,
            "application_id": self._state.bot["id"],
            "type": made.kind,
            "data": data,
            "token": made.token,
            "version": 1,
            "channel": self._state.channel(where),
            "channel_id": where.id,
            "app_permissions": str(EVERYTHING & ~where.denied),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"1": made.user["id"]}
            if is_dm or self.installed_by_user
            else {"0": where.guild},
            "context": CONTEXTS.get(where.kind, 0),
            "attachment_size_limit": 10_485_760,
            **({"message": message} if message else {}),
        }
        if is_dm:
            return {**base, "user": made.user}
        joined = objects.written(self._state.now())
        return {
            **base,
            "guild_id": where.guild,
            "guild": {"id": where.guild, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": {**objects.member(made.user, joined), "permissions": str(self.rights)},
        }

    def _command(self, path: str, options: Mapping[str, str], focused: str | None = None) -> Json:
        top, *below = path.split()
        command = next(it for it in self._state.commands if it["name"] == top)
        known = command
        if below:
            known = next(it for it in command["options"] if it["name"] == below[0])
        kinds = {it["name"]: it["type"] for it in known.get("options") or ()}
        given: list[Json] = [
            {
                "name": name,
                "type": kinds[name],
                "value": value,
                **({"focused": True} if name == focused else {}),
            }
            for name, value in options.items()
        ]
        if below:
            given = [{"name": below[0], "type": 1, "options": given}]
        return {"id": command["id"], "name": top, "type": 1, "options": given}

    def _resolved(self, kind: int, values: Sequence[str]) -> Json:
        if kind == USER_MENU:
            return {"users": {it: self._state.users[it] for it in values}, "members": {}}
        if kind == CHANNEL_MENU:
            return {"channels": {it: self._picked(it) for it in values}}
        return {}

    def _picked(self, number: str) -> Json:
        told = self._state.channel(self._state.channels[number])
        return {**told, "permissions": str(EVERYTHING)}

    def _event(self, message: Json, where: Channel) -> Json:
        if where.kind == DM:
            return {**message, "channel_type": DM}
        joined = objects.written(self._state.now())
        member = {
            name: it
            for name, it in objects.member(message["author"], joined).items()
            if name != "user"
        }
        return {**message, "guild_id": where.guild, "member": member, "channel_type": where.kind}


def _is_answered(made: Interaction) -> bool:
    """Whether the bot has said something; that it thinks is not an answer."""
    if not made.callbacks:
        return False
    kind = made.callbacks[0]["type"]
    if kind == 5:
        return made.edits > 0 or made.original is None
    if kind == 6:
        return made.edits > 0 or bool(made.followups)
    return True
