"""Slash commands, the message menu and presses, as messages of the port."""

from bot.chat import Action, Message, Press, Reply
from bot.platforms.discord import custom_ids, hearing
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.desk import Desk
from bot.platforms.discord.pressing import Pressed, show_press
from bot.platforms.discord.recent import Recent
from bot.platforms.discord.whereabouts import HERE, PRIVATE, chosen_place, here

SETS_REMINDERS = "!remind "
OPINIONS = frozenset({Action.HELPFUL, Action.NOT_HELPFUL})

USUAL = "usual"
"""Where reminders come if nothing is chosen; HERE and PRIVATE are the choices."""

PLACES = {Action.TYPE_HERE: HERE, Action.TYPE_PRIVATE: PRIVATE}


class Interactions:
    """Hands interactions to the conversation, and its replies to the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._opinions: Recent[tuple[int, int], bool] = Recent()

    async def command(
        self,
        interaction: Interaction,
        typed: str,
        *,
        public: bool = False,
        where: str | None = None,
        press: Press | None = None,
    ) -> None:
        """Answer a command as if it had been typed; `where` is where its reminder shall come."""

        async def answer() -> tuple[Reply, ...]:
            return await self._answer(interaction, typed, where, press, public=public)

        await self.desk.respond(interaction, answer, public=public)

    async def pressed(self, interaction: Interaction) -> None:
        """Answer a press of a button or a choice in a menu."""
        custom_id, values = pressed_in(interaction)
        pressed_id = values[0] if values else custom_id

        async def act() -> None:
            press = custom_ids.decode(pressed_id)
            if press is None or self._is_repeated(interaction, press):
                await self.desk.say(interaction, "no_choice")
                return
            replies = await self._answer(interaction, "", _where(press), press)
            if any(reply.chosen in OPINIONS for reply in replies):
                self._opinions.keep(_whose(interaction), True)
            if not replies:
                await self.desk.say(interaction, "not_here")
            await show_press(self.desk, interaction, Pressed(press, pressed_id), replies)

        await self.desk.once(interaction, act, thinking=False)

    async def _answer(
        self,
        interaction: Interaction,
        typed: str,
        where: str | None,
        press: Press | None,
        *,
        public: bool = False,
    ) -> tuple[Reply, ...]:
        community = await self.desk.community(interaction)
        place = chosen_place(interaction, where, community) if where else None
        if where and place is None:
            return (self.desk.notice("cannot_write_here"),)
        message = Message(
            typed,
            hearing.person(interaction.user),
            here(interaction),
            pressed=press,
            private=not (public and not interaction.context.dm_channel),
            awaited=True,
            remind_at=place,
            community=community,
        )
        return await self.desk.parts.answer(message)

    def _is_repeated(self, interaction: Interaction, press: Press) -> bool:
        """Whether this person has told their opinion of this answer already."""
        return press.action in OPINIONS and self._opinions.get(_whose(interaction)) is not None


def _whose(interaction: Interaction) -> tuple[int, int]:
    """A message, and a person who pressed something on it."""
    return (interaction.message.id if interaction.message else 0, interaction.user.id)


def _where(press: Press) -> str | None:
    """Where what a press sets shall come; None when it sets nothing, or leaves that as it is."""
    sets = press.action is Action.TYPE and press.about.startswith(SETS_REMINDERS)
    return USUAL if sets else PLACES.get(press.action)


def pressed_in(interaction: Interaction) -> tuple[str, list[str]]:
    """The custom id of what was pressed, and the values chosen in a menu."""
    data: dict[str, object] = {**(interaction.data or {})}
    values = data.get("values")
    chosen = [str(value) for value in values] if isinstance(values, list) else []
    return str(data.get("custom_id")), chosen
