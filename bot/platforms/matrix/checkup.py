"""Examines the account on Matrix: homeserver, login, encryption, signature, clock. Sends nothing.

Logs in only as the device that is kept already, so that no device is made for a look.
"""

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from nio.crypto import ENCRYPTION_ENABLED

from bot.chat import Refused
from bot.platforms.findings import Finding, Level
from bot.platforms.matrix.account import DEVICE, KEYS, Device, kept
from bot.platforms.matrix.parts import Account

PATIENCE = aiohttp.ClientTimeout(total=10)
ASTRAY = 30.0
"""Seconds that the clock may be off."""

SERVER, LOGIN, KEYS_OF = "matrix homeserver", "matrix login", "matrix encryption"
SIGNED, LIMIT = "matrix signature", "matrix limits"
OVERRIDE = (
    "a homeserver lets an account send about one event in five seconds unless its admin calls "
    "override_ratelimit for the bot; docs/operating.md has the command"
)

Found = tuple[Finding, ...]


async def checkup(account: Account, now: Callable[[], float]) -> Found:
    """What is well, worth knowing or to be mended."""
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        try:
            server = await _server(http, account, now)
            return (*server, *await _device(http, account), Finding(Level.NOTE, LIMIT, OVERRIDE))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            name = type(error).__name__
            told = f"does not answer as one ({name}); is SOLEUS_MATRIX_HOMESERVER right?"
            return (Finding(Level.MEND, SERVER, told),)


async def _server(http: aiohttp.ClientSession, account: Account, now: Callable[[], float]) -> Found:
    async with http.get(f"{account.homeserver}/_matrix/client/versions") as answer:
        versions = (await answer.json())["versions"] if answer.ok else []
        date = answer.headers.get("Date")
    if not versions:
        return (Finding(Level.MEND, SERVER, f"answers with {answer.status}; is it a homeserver?"),)
    ahead = now() - parsedate_to_datetime(date).timestamp() if date else 0.0
    told = f"{abs(ahead):.0f} s off the homeserver's; have NTP set it, or reminders come wrong"
    clock = Finding(Level.OK, "clock", f"within {ASTRAY:.0f} s of the homeserver's")
    return (
        Finding(Level.OK, SERVER, f"answers, up to {versions[-1]}"),
        Finding(Level.MEND, "clock", told) if abs(ahead) > ASTRAY else clock,
    )


async def _device(http: aiohttp.ClientSession, account: Account) -> Found:
    encryption = _encryption(account)
    try:
        device = kept(account.folder / DEVICE)
    except Refused as error:
        return (Finding(Level.MEND, LOGIN, str(error)), encryption)
    if device is None:
        can = account.password or account.token
        level = Level.NOTE if can else Level.MEND
        told = "no device yet; soleus run logs in" if can else "set SOLEUS_MATRIX_PASSWORD"
        return (Finding(level, LOGIN, told), encryption)
    return (*await _known(http, account, device), encryption)


def _encryption(account: Account) -> Finding:
    if not ENCRYPTION_ENABLED:
        return Finding(Level.MEND, KEYS_OF, "vodozemac is missing; install Soleus anew")
    has_device, has_keys = (account.folder / DEVICE).exists(), (account.folder / KEYS).exists()
    if has_device and not has_keys:
        return Finding(Level.MEND, KEYS_OF, f"{account.folder / KEYS} is missing; restore it")
    return Finding(Level.OK, KEYS_OF, "on")


async def _known(http: aiohttp.ClientSession, account: Account, device: Device) -> Found:
    headers = {"Authorization": f"Bearer {device.token}"}
    base = f"{account.homeserver}/_matrix/client/v3"
    async with http.get(f"{base}/account/whoami", headers=headers) as answer:
        if not answer.ok:
            told = f"the token of device {device.device} is refused; soleus run says what to do"
            return (Finding(Level.MEND, LOGIN, told),)
    body = json.dumps({"device_keys": {device.user: [device.device]}})
    async with http.post(f"{base}/keys/query", headers=headers, data=body) as answer:
        said: dict[str, Any] = await answer.json()
    return (
        Finding(Level.OK, LOGIN, f"{device.user}, device {device.device}"),
        _signature(said, device),
    )


def _signature(said: dict[str, Any], device: Device) -> Finding:
    own = said.get("self_signing_keys", {}).get(device.user, {}).get("keys", {})
    keys = said.get("device_keys", {}).get(device.user, {}).get(device.device, {})
    signed = keys.get("signatures", {}).get(device.user, {}).keys() & own.keys()
    if signed:
        return Finding(Level.OK, SIGNED, "the device is signed by its owner")
    told = "strict clients will not read the bot until soleus run has signed it"
    return Finding(Level.NOTE, SIGNED, told)
