"""Numbers: what was answered and sent, by kind and platform, and of nobody."""

from contextlib import suppress

import pytest

from bot.chat import Answer, Gone, Kind, Message, NotNow, Person, Place, Reply
from bot.operations.metrics import Metrics
from tests.conftest import HeldClock
from tests.reminders.fakes import FakeChat

ANN, HERE = Person("fake", "ann-7"), Place("fake", "channel-9")


async def answer(message: Message) -> tuple[Reply, ...]:
    return (Reply(Kind.ANSWER, (message.text,)), Reply(Kind.NOTICE))


def value(metrics: Metrics, line: str) -> float | None:
    for found in metrics.text().decode().splitlines():
        if found.startswith(f"{line} "):
            return float(found.rpartition(" ")[2])
    return None


async def test_replies_are_counted_by_kind() -> None:
    metrics = Metrics(HeldClock())
    counted = metrics.counted("fake", answer)
    replies = await counted(Message("calf", ANN, HERE))
    assert replies == await answer(Message("calf", ANN, HERE))
    assert value(metrics, 'soleus_replies_total{kind="answer",platform="fake"}') == 1
    assert value(metrics, 'soleus_answer_seconds_count{platform="fake"}') == 1


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(None, "sent"), (Gone(), "refused"), (NotNow(), "not now"), (OSError(), "unsure")],
    ids=["sent", "refused", "not now", "unsure"],
)
async def test_reminders_are_counted_by_what_became_of_them(
    fault: Exception | None, outcome: str
) -> None:
    metrics, clock = Metrics(HeldClock()), HeldClock()
    watched = metrics.watched(Sends(fault))
    due = int(clock.now()) - 7
    with suppress(Gone, NotNow, OSError):
        await watched.deliver(HERE, ANN, Reply(Kind.REMINDER), f"12.{due}")
    line = f'soleus_reminders_total{{outcome="{outcome}",platform="{FakeChat.platform}"}}'
    assert value(metrics, line) == 1
    lag = value(metrics, f'soleus_reminder_lag_seconds_sum{{platform="{FakeChat.platform}"}}')
    assert lag == (7 if fault is None else None)


async def test_nobody_is_in_the_numbers() -> None:
    metrics = Metrics(HeldClock())
    await metrics.counted("fake", answer)(Message("calf", ANN, HERE))
    await metrics.watched(Sends(None)).deliver(HERE, ANN, Reply(Kind.REMINDER), "12.1")
    shown = metrics.text().decode()
    assert not any(it in shown for it in ("ann-7", "channel-9", "calf"))


async def test_a_gauge_is_looked_up_when_it_is_asked_for() -> None:
    metrics, now = Metrics(HeldClock()), [1.0]
    metrics.gauge("servers", "Servers", lambda: now[0])
    now[0] = 2.0
    assert value(metrics, "soleus_servers") == 2


class Sends(FakeChat):
    """A chat that ends every send in the same way."""

    def __init__(self, fault: Exception | None) -> None:
        super().__init__()
        self._fault = fault

    async def listen(self, answer: Answer) -> None:
        assert callable(answer)

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        assert to
        assert reply
        return place

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        assert place
        assert to
        assert reply
        assert key
        if self._fault:
            raise self._fault
