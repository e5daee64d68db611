"""Runs one command, drops what it prints, and tells its seconds and peak memory as JSON.

A process of its own and a small one: the system counts towards a command's peak what its parent
held when it started it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence


def main(command: Sequence[str]) -> int:
    """Run it. The exit code is the command's."""
    start = time.perf_counter()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    taken = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"seconds": taken, "peak_mb": used.ru_maxrss * unit / 1e6}))
    started.returncode = os.waitstatus_to_exitcode(status)
    return started.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
