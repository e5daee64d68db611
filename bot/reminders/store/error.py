"""The one error that the store raises. Imports nothing, so that it can be caught anywhere."""


class StoreError(Exception):
    """A database that cannot be used, in one line; `passing` when trying again may help."""

    def __init__(self, line: str, *, passing: bool = False) -> None:
        super().__init__(line)
        self.passing = passing
