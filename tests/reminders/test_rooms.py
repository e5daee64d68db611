"""A busy room gets its messages one after the other, and holds up no other."""

from bot.chat import Place
from bot.reminders.reminder import Owner, State
from bot.reminders.rooms import BURST, LONGEST_PUT_OFF, MOST_ROOMS, Rooms
from bot.reminders.rule import Moment
from tests.reminders.world import NOON, SEVEN_PM, World

BUSY, CALM = Place("chat", "busy"), Place("chat", "calm")


def test_a_burst_is_heard_at_once() -> None:
    rooms = Rooms()
    assert [rooms.turn(BUSY, 100.0) for _ in range(BURST)] == [100.0] * BURST


def test_after_a_burst_each_waits_for_its_turn() -> None:
    rooms = Rooms()
    turns = [rooms.turn(BUSY, 100.0) for _ in range(BURST + 3)]
    assert turns[BURST:] == [101.0, 102.0, 103.0]


def test_a_room_that_was_silent_has_a_burst_again() -> None:
    rooms = Rooms()
    for _ in range(BURST):
        rooms.turn(BUSY, 100.0)
    assert [rooms.turn(BUSY, 200.0) for _ in range(BURST)] == [200.0] * BURST


def test_rooms_do_not_wait_for_each_other() -> None:
    rooms = Rooms()
    for _ in range(50):
        rooms.turn(BUSY, 100.0)
    assert rooms.turn(CALM, 100.0) == 100.0


def test_nobody_who_comes_back_in_time_is_put_off_for_ever() -> None:
    rooms = Rooms()
    waiting = [100.0] * 40
    served = 0
    for now in range(100, 160):
        turns = [rooms.turn(BUSY, float(now)) for due in waiting if due <= now]
        served += len([turn for turn in turns if turn <= now])
        waiting = [due for due in waiting if due > now] + [turn for turn in turns if turn > now]
    assert (served, waiting) == (40, [])


def test_a_clock_that_was_set_back_does_not_stall_a_room() -> None:
    rooms = Rooms()
    for _ in range(50):
        rooms.turn(BUSY, 10_000.0)
    back = rooms.turn(BUSY, 100.0)
    assert back <= 100.0 + LONGEST_PUT_OFF
    assert rooms.turn(BUSY, back) == back


def test_only_so_many_rooms_are_remembered() -> None:
    rooms = Rooms()
    for _ in range(BURST):
        rooms.turn(BUSY, 100.0)
    for number in range(MOST_ROOMS):
        rooms.turn(Place("chat", str(number)), 100.0)
    assert rooms.turn(BUSY, 100.0) == 100.0


async def test_a_busy_room_gets_every_reminder_in_time(small_world: World) -> None:
    owners = [await crowd(small_world, name, BUSY) for name in ("ada", "ben")]
    worker = small_world.delivery()
    for second in range(60):
        small_world.clock.time = max(small_world.clock.time, SEVEN_PM + second)
        while await worker.send_due():
            pass
    assert len(small_world.chat.sent) == 40
    for owner in owners:
        states = [one.state for one in await small_world.history.since(owner, 0)]
        assert states == [State.SENT] * 20


async def test_a_busy_room_does_not_hold_up_another(small_world: World) -> None:
    await crowd(small_world, "ada", BUSY)
    await crowd(small_world, "ben", BUSY)
    await small_world.add(await small_world.owner("cleo"), Moment(SEVEN_PM + 1), CALM)
    small_world.clock.time = SEVEN_PM + 1
    small_world.chat.rate = 50.0
    worker = small_world.delivery()
    while await worker.send_due():
        pass
    assert [one.place for one in small_world.chat.sent] == [BUSY] * BURST + [CALM]
    assert small_world.clock.now() < SEVEN_PM + 1.5


async def crowd(world: World, name: str, place: Place) -> Owner:
    """A person with twenty reminders at seven in one room."""
    world.clock.time = NOON
    owner = await world.owner(name)
    for _ in range(20):
        await world.add(owner, place=place)
    return owner
