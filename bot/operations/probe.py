"""Asks the bot beside it whether it is well, for health checks: `python -m bot.operations.probe`.

Exit code 0 when it is, 1 when not. Where SOLEUS_HTTP_PORT is not set nothing can be asked, and that
is no fault: a chat in the terminal serves nothing.
"""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 4.0


def main() -> int:
    """Ask."""
    port = os.environ.get("SOLEUS_HTTP_PORT")
    if not port:
        return 0
    try:
        with urlopen(f"http://127.0.0.1:{int(port)}/healthz", timeout=PATIENCE) as answer:
            return 0 if answer.status == 200 else 1  # noqa: PLR2004 - OK
    except (URLError, ValueError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
