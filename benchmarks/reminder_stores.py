"""Databases full of reminders to measure on: made, filled in bulk, weighed. Measures no speed.

Reminders come in waves: all of one wave fall due within one hour, the first wave of them at
midnight; everything else is due twelve hours later or more.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import batched_ as batched
