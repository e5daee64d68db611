"""The benchmark of reminders runs, small, and shows what it measured; how fast, no test says."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import reminder_figures, reminder_stores, reminder_tables, reminders
from benchmarks.queue_peers import Ran
from benchmarks.reminder_figures import Burst, Cost, Drained, Figures, Runs, Setting, Store
from benchmarks.reminder_stores import POSTGRESQL, SQLITE
from benchmarks.reminder_worker import Order, alone, together
from benchmarks.timing import Spread
from bot.reminders.store.database import open_database
from tests.conftest import ROOT

# --- the whole, small -----------------------------------------------------------------------------

SMALL = (
    *("--reminders", "300", "--due", "40", "--chunk", "10", "--chunks", "20", "--runs", "1"),
    *("--burst", "10", "--within", "1", "--idle", "0.5", "--jobs", "20", "--cap", "30"),
)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.reminders", "--json", *SMALL]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_everything_is_measured_on_both_databases(told: Mapping[str, Any]) -> None:
    store = {
        *("fill_seconds", "chunks", "workers", "commands", "burst"),
        *("idle_cpu_seconds_a_minute", "growth"),
    }
    assert {name: set(it) for name, it in told["stores"].items()} == {
        SQLITE: store,
        POSTGRESQL: store,
    }


@pytest.mark.parametrize("name", [SQLITE, POSTGRESQL])
def test_one_and_two_workers_are_compared(told: Mapping[str, Any], name: str) -> None:
    workers = told["stores"][name]["workers"]
    assert set(workers) == {"1", "2"}
    assert all(it["per_second"] > 0 and it["peak_mb"] > 1 for it in workers.values())


@pytest.mark.parametrize("name", [SQLITE, POSTGRESQL])
def test_no_message_of_a_burst_comes_early(told: Mapping[str, Any], name: str) -> None:
    burst = told["stores"][name]["burst"]
    assert 0 <= burst["p50_s"] <= burst["p99_s"]


def test_others_run_every_job_too(told: Mapping[str, Any]) -> None:
    assert {name: it["done"] for name, it in told["peers"].items()} == {
        "Soleus on SQLite": 20,
        "APScheduler on SQLite": 20,
        "Soleus on PostgreSQL": 20,
        "procrastinate on PostgreSQL": 20,
    }


def test_waves_that_do_not_fit_are_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert reminders.main(["--reminders", "100", "--due", "50"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1].startswith("benchmark: ")


# --- databases and workers ------------------------------------------------------------------------


async def test_a_wave_is_due_at_its_end_and_no_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'reminders.db'}"
    filled = reminder_stores.waves(200, 30, 3, now=1_800_000_000)
    database = await open_database(url, tmp_path)
    await reminder_stores.fill(database, filled)
    await database.close()
    sent = [alone(Order("drain", url, at=filled.end_of(it), chunk=20)).sent for it in range(3)]
    assert sent == [30, 30, 30]


async def test_two_workers_share_the_work(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'reminders.db'}"
    filled = reminder_stores.waves(100, 60, 1, now=1_800_000_000)
    database = await open_database(url, tmp_path)
    await reminder_stores.fill(database, filled)
    await database.close()
    reports = together([Order("drain", url, at=filled.end_of(0), chunk=5)] * 2)
    assert sum(it.sent for it in reports) == 60


def test_nothing_is_due_by_the_clock_of_the_machine() -> None:
    now = 1_800_000_000
    assert reminder_stores.waves(10, 5, 1, now).start >= now + reminder_stores.DAY // 2


# --- what is shown --------------------------------------------------------------------------------

RUNS = Runs((4_000, 6_000, 5_000), 0.15, 70.0)
STORE = Store(
    fill=9.0,
    drained=Drained({100: RUNS}, {1: RUNS, 2: RUNS}, Spread(5, 80), 300, Cost(1, 2, 3, 4)),
    burst=Burst(Spread(70_000, 140_000), Spread(69_000, 139_000), 0.99),
    idle=0.1,
    growth={1_000: Cost(30.0, 1.0, 2.0, 0.5)},
)
FOUND = Figures(
    Setting(1_000, 60, 250, (100,), 3, 10, 60, 50.0, 60.0, 20_000, 120.0, 2),
    {SQLITE: STORE, POSTGRESQL: STORE},
    {"slow": Ran(10, 120.0), "missing": None},
)


def test_of_several_runs_the_middle_counts() -> None:
    shown = reminder_figures.as_object(FOUND)["stores"][SQLITE]["workers"]["1"]
    assert shown["per_second"] == 5_000
    assert shown["runs"] == [4_000, 6_000, 5_000]


def test_a_peer_that_was_cut_short_or_is_missing_is_told_as_that() -> None:
    peers = reminder_figures.as_object(FOUND)["peers"]
    assert peers["missing"] is None
    assert peers["slow"]["cut_short"]


@pytest.mark.parametrize(
    "row",
    [
        ("delivered, 250 at a time, 2 workers", POSTGRESQL, "5,000/s (4,000 - 6,000)", "15,000/s"),
        ("a command meanwhile, 99 in 100", SQLITE, "80.0 ms", "250 ms"),
        ("late in a burst, half of them", SQLITE, "70.0 s", "69.0 s at best"),
        ("1,000", SQLITE, "30.0 ms", "1.00 ms", "2.00 ms", "0.5 MB"),
        ("missing", "not installed", ""),
    ],
    ids=" ".join,
)
def test_the_tables_show_each_figure_with_its_aim(row: tuple[str, ...]) -> None:
    shown = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in reminder_tables.as_tables(FOUND).splitlines()
    ]
    assert row in shown
