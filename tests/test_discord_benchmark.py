"""The benchmark of Discord runs, small, and shows what it measured; how fast, no test says."""

import json
import subprocess
import sys

from tests.conftest import ROOT

SMALL = ("--messages", "8", "--together", "2", "--servers", "3", "--json")


def test_both_bots_are_measured() -> None:
    command = [sys.executable, "-m", "benchmarks.discord", *SMALL]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    found = json.loads(ran.stdout)
    assert found["speed"].keys() == found["memory_mb"].keys() == {"soleus", "echo bot"}
    assert all(speed["each_second"] > 0 for speed in found["speed"].values())
    assert all(memory["3"] > 10 for memory in found["memory_mb"].values())
    assert found["ratio"] > 0
