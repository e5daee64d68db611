"""Programs of node that tests use: copied beside the checkout's own things, with their packages."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

INSTALLING, PATIENCE = 180, 90
"""Seconds for npm, and for one run of a program."""
INSTALL = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")

needs_node = pytest.mark.skipif(
    shutil.which("npm") is None, reason="node and npm are not installed (https://nodejs.org)"
)


def installed(source: Path, folder: str, package: str) -> Path:
    """The folder of a program, with what it needs; skips where npm cannot get that."""
    where = ROOT / folder
    where.mkdir(exist_ok=True)
    for path in source.iterdir():
        shutil.copy(path, where / path.name)
    if not (where / "node_modules" / package).exists():
        try:
            subprocess.run(INSTALL, cwd=where, check=True, timeout=INSTALLING)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip(f"npm cannot install {package}; run it in {folder} to see why")
    return where


async def ran(folder: Path, *command: str) -> dict[str, Any]:
    """Run a program of node; the object that its last line is. It is ended with its patience."""
    process = await asyncio.create_subprocess_exec(
        "node",
        *command,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()
    assert process.returncode == 0, err.decode()[-2000:]
    told: dict[str, Any] = json.loads(out.decode().strip().splitlines()[-1])
    return told
