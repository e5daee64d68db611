"""Programs of node that tests use: copied beside the checkout's own things, with their packages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

INSTALLING = 180
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
