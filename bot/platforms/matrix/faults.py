"""What matrix-nio returns or raises -> what it means to the bot. nio returns most errors."""

from typing import Any

import aiohttp
from nio import ErrorResponse, LocalProtocolError

from bot.chat import Gone, NotNow, Refused

UNSURE = (aiohttp.ClientError, OSError, TimeoutError)
"""After these nobody knows whether an event arrived."""

REVOKED = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"})
CLOSED = frozenset({"M_FORBIDDEN", "M_NOT_FOUND"})
LIMITED = "M_LIMIT_EXCEEDED"
UNAUTHORIZED = 401
SOON, LATER = 5.0, 60.0

SIGNED_OUT = (
    "the homeserver does not know the token of this device any more; set SOLEUS_MATRIX_PASSWORD, "
    "remove the folder matrix in SOLEUS_DATA_DIR and start again"
)
NO_LOGIN = "the homeserver refuses the login; check SOLEUS_MATRIX_USER and SOLEUS_MATRIX_PASSWORD"


class UnsureError(Exception):
    """An answer of the server's that leaves open whether an event arrived."""


def checked(response: Any) -> Any:  # noqa: ANN401 - nio has no types
    """The response, if it is no error. Raises Gone, NotNow, Refused or UnsureError."""
    if not isinstance(response, ErrorResponse):
        return response
    code = response.status_code
    if code in REVOKED:
        raise Refused(SIGNED_OUT)
    if code == LIMITED:
        raise NotNow((response.retry_after_ms or 1000 * SOON) / 1000)
    if code in CLOSED:
        raise Gone
    if isinstance(code, str) and code.startswith("M_"):
        raise NotNow(LATER)
    raise UnsureError(str(code))


def meant(error: Exception) -> Exception:
    """The fault of a send as the port knows it."""
    if isinstance(error, LocalProtocolError):  # a room that it is not in
        return Gone()
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotNow(SOON)
    return error
