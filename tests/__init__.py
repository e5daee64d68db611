"""Tests, named like the code they are about. Run them with `python -m pytest`."""
