"""Asking the homeserver what matrix-nio has no method for."""

import json
from typing import Any

from nio import AsyncClient

from bot.chat import Refused
from bot.platforms.matrix.faults import SIGNED_OUT, UNAUTHORIZED, UnsureError

Json = dict[str, Any]


async def asked(
    client: AsyncClient, path: str, body: Json | None = None, *, method: str = "POST"
) -> tuple[int, Json]:
    """The status and what it says. Raises Refused, or UnsureError for what no homeserver says."""
    response = await client.send(
        method,
        f"/_matrix/client/v3{path}",
        None if body is None else json.dumps(body),
        {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"},
    )
    try:
        said = json.loads(await response.read())
    except ValueError:
        raise UnsureError(str(response.status)) from None
    if not isinstance(said, dict):
        raise UnsureError(str(response.status))
    if response.status == UNAUTHORIZED and said.get("errcode"):
        raise Refused(SIGNED_OUT)
    return response.status, said
