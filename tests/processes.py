"""Soleus in processes of its own, as whoever runs it starts it; killed and stopped for real."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

PATIENCE = 20.0


@dataclass
class Started:
    """One process."""

    process: asyncio.subprocess.Process
    log: Path

    def kill(self) -> None:
        """As by the kernel: nothing is finished."""
        self.process.kill()

    async def stop(self, which: int = signal.SIGTERM) -> int:
        """Ask it to leave; its exit code."""
        self.process.send_signal(which)
        return await self.ended()

    async def ended(self) -> int:
        """Its exit code, when it has ended."""
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    @property
    def logged(self) -> str:
        """Everything it wrote to stderr."""
        return self.log.read_text("utf-8")


@dataclass
class Machine:
    """A folder with a database and a clock, on which processes are started."""

    folder: Path
    environment: Mapping[str, str]
    ahead: float = 0.0
    started: list[Started] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._clock.write_text("0", "utf-8")

    def move(self, seconds: float) -> None:
        """Let time pass, for the processes."""
        self.ahead += seconds
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(self.ahead), "utf-8")
        fresh.replace(self._clock)

    async def launch(self, **more: str) -> Started:
        """Start `soleus run`, and do not wait for anything."""
        log = self.folder / f"log-{len(self.started)}"
        with log.open("wb") as stderr:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.run_on_a_clock",
                str(self._clock),
                cwd=self.folder,
                env=self._environment(more),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=stderr,
            )
        made = Started(process, log)
        self.started.append(made)
        return made

    async def clear(self) -> None:
        """End whatever still runs."""
        for one in self.started:
            if one.process.returncode is None:
                one.kill()
                await one.process.wait()

    @property
    def _clock(self) -> Path:
        return self.folder / "ahead"

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        inherited = {name: it for name, it in os.environ.items() if not name.startswith("SOLEUS_")}
        return {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "SOLEUS_DATA_DIR": str(self.folder),
            **self.environment,
            **more,
        }
