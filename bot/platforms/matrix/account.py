"""The bot's device: made once, kept in a file of its own, and found again at each start.

The device id and its keys belong together for ever: a device whose keys are lost is dead, and a
transaction id is known again only for the same device.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nio import AsyncClient, AsyncClientConfig

from bot.chat import Refused
from bot.platforms.matrix.asking import asked
from bot.platforms.matrix.faults import CLOSED, NO_LOGIN, checked
from bot.platforms.matrix.parts import Account

DEVICE = "device.json"
KEYS = "keys"
NAME = "Soleus"
SEND_SECONDS = 12

LOST = (
    "the keys of this device are lost ({path} does not fit the account); sign the device {device} "
    "out in a Matrix client, remove {folder}, set SOLEUS_MATRIX_PASSWORD and start again"
)


@dataclass(frozen=True)
class Device:
    """What is needed to go on as the same device."""

    user: str
    device: str
    token: str = field(repr=False)


async def entered(account: Account) -> AsyncClient:
    """A client that is logged in as the bot's device. Raises Refused."""
    _make_private(account.folder)
    known = kept(account.folder / DEVICE)
    if known is None:
        known = await _new(account)
        _write(account.folder / DEVICE, known)
    client = _client(account, known.user, known.device)
    client.restore_login(known.user, known.device, known.token)
    try:
        await _check(client, account, known)
    except BaseException:
        await client.close()
        raise
    return client


def kept(path: Path) -> Device | None:
    """The device that was made before, if there is one. Raises Refused."""
    try:
        return Device(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        raise Refused(f"{path}: is damaged; restore it from a backup, with its folder") from None


async def _new(account: Account) -> Device:
    client = _client(account, account.user, account.device or "", encrypted=False)
    try:
        if account.token:
            client.access_token = account.token
            who = checked(await client.whoami())
            return Device(who.user_id, account.device or who.device_id or "", account.token)
        if not account.password:
            raise Refused(NO_LOGIN)
        made = await client.login(account.password, device_name=NAME)
        if getattr(made, "status_code", None) in CLOSED:
            raise Refused(NO_LOGIN)
        checked(made)
        return Device(made.user_id, made.device_id, made.access_token)
    finally:
        await client.close()


async def _check(client: AsyncClient, account: Account, known: Device) -> None:
    """The token holds, and the keys that others know are the ones we have."""
    checked(await client.whoami())
    _, found = await asked(client, "/keys/query", {"device_keys": {known.user: [known.device]}})
    told = found.get("device_keys", {}).get(known.user, {}).get(known.device, {})
    theirs = told.get("keys", {}).get(f"ed25519:{known.device}")
    if theirs not in {None, client.olm.account.identity_keys["ed25519"]}:
        folder = account.folder
        raise Refused(LOST.format(path=folder / KEYS, folder=folder, device=known.device))
    if client.should_upload_keys:
        checked(await client.keys_upload())


def _client(account: Account, user: str, device: str, *, encrypted: bool = True) -> AsyncClient:
    store = account.folder / KEYS
    store.mkdir(mode=0o700, exist_ok=True)
    config = AsyncClientConfig(
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=SEND_SECONDS,
        encryption_enabled=encrypted,
        store_sync_tokens=False,
    )
    return AsyncClient(
        account.homeserver, user, device_id=device, store_path=str(store), config=config
    )


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.umask(0o077)  # nio makes its store readable by everybody otherwise


def _write(path: Path, device: Device) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(device), file)
