"""Numbers for Prometheus: what was answered and sent, how fast, and how the connection is.

Labels are kinds and platforms; never ids, texts or topics.
"""

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.chat import Answer, Gone, Message, NotNow, Person, Place, Reply
from bot.clock import Clock
from bot.operations.watching import Watched

ANSWER_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 3.0)
LAG_SECONDS = (1, 2, 5, 10, 30, 60, 300, 1800, 7200)


class Metrics:
    """Counts, in a registry of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._registry = CollectorRegistry()
        self._replies = Counter(
            "soleus_replies",
            "Replies by platform and kind",
            ["platform", "kind"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "soleus_answer_seconds",
            "Seconds from a message to its replies",
            ["platform"],
            buckets=ANSWER_SECONDS,
            registry=self._registry,
        )
        self._sent = Counter(
            "soleus_reminders",
            "Reminders by what became of sending",
            ["platform", "outcome"],
            registry=self._registry,
        )
        self._lag = Histogram(
            "soleus_reminder_lag_seconds",
            "Seconds from due to sent, of those sent",
            ["platform"],
            buckets=LAG_SECONDS,
            registry=self._registry,
        )

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)

    def gauge(self, name: str, said: str, value: Callable[[], float]) -> None:
        """A number that is looked up when it is asked for."""
        Gauge(f"soleus_{name}", said, registry=self._registry).set_function(value)

    def counted(self, platform: str, answer: Answer) -> Answer:
        """The same answers, counted and timed."""

        async def count(message: Message) -> tuple[Reply, ...]:
            begun = time.perf_counter()
            replies = await answer(message)
            self._seconds.labels(platform).observe(time.perf_counter() - begun)
            for reply in replies:
                self._replies.labels(platform, reply.kind.value).inc()
            return replies

        return count

    def watched(self, platform: Watched) -> "Counted":
        """The same platform, with its reminders counted."""
        return Counted(platform, self._count, self._late)

    def _count(self, platform: str, outcome: str) -> None:
        self._sent.labels(platform, outcome).inc()

    def _late(self, platform: str, due: int) -> None:
        self._lag.labels(platform).observe(max(0.0, self._clock.now() - due))


class Counted:
    """A platform whose reminders are counted."""

    def __init__(
        self,
        platform: Watched,
        count: Callable[[str, str], None],
        late: Callable[[str, int], None],
    ) -> None:
        self._inner = platform
        self._count = count
        self._late = late
        self.platform = platform.platform
        self.account = platform.account
        self.rate = platform.rate
        self.remembers = platform.remembers
        self.listen = platform.listen
        self.arrived = platform.arrived
        self.reach = platform.reach

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder, and count what became of it."""
        outcome = "unsure"
        try:
            await self._inner.deliver(place, to, reply, key)
            outcome = "sent"
            self._late(self.platform, int(key.rpartition(".")[2]))
        except Gone:
            outcome = "refused"
            raise
        except NotNow:
            outcome = "not now"
            raise
        finally:
            self._count(self.platform, outcome)
