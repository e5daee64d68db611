"""What is watched of a platform: that it talks, and what it delivers."""

from typing import Protocol

from bot.chat import Answer, Person, Place, Reply


class Watched(Protocol):
    """What is watched of a platform: delivery, as it knows it."""

    platform: str
    account: str
    rate: float | None
    remembers: int

    async def listen(self, answer: Answer) -> None:
        """Talk."""

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder."""

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether it is there."""

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something, to find out whether one may."""
