"""Cross-signing: the bot signs its own device, so that clients which want that accept it.

MSC4153 has clients exclude devices that their owner has not signed. matrix-nio does not do it, so
this does: three Ed25519 keys, whose seeds lie in a file of their own
(https://spec.matrix.org/latest/client-server-api/#cross-signing).
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from nio import AsyncClient

from bot.chat import Refused
from bot.platforms.matrix import recovering
from bot.platforms.matrix.asking import Json, asked
from bot.platforms.matrix.encoding import (
    KEY_BYTES,
    base64_of,
    from_recovery_key,
    recovery_key_of,
)
from bot.platforms.matrix.faults import UNAUTHORIZED
from bot.platforms.matrix.parts import Account

SEEDS = "cross-signing.json"
USAGES = ("master", "self_signing", "user_signing")
KEPT = "m.cross_signing."

RECOVERY = (
    "The recovery key of the bot's Matrix account, shown this once: {key}\n"
    "Keep it where nobody else can read it. With it (SOLEUS_MATRIX_RECOVERY_KEY) the bot stays "
    "verified when its folder is lost, and you can verify it in a client of your own."
)
NO_RECOVERY = (
    "SOLEUS_MATRIX_RECOVERY_KEY: {error}; type it as it was shown, or unset it to sign anew"
)

Tell = Callable[[str], object]
"""Says something to whoever runs the bot, and not to the log."""


class SigningError(Exception):
    """The homeserver does not take the signatures."""


class Key:
    """One of the three keys."""

    def __init__(self, seed: bytes) -> None:
        self._key = ECC.construct(curve="Ed25519", seed=seed)
        self.public = base64_of(self._key.public_key().export_key(format="raw"))
        self.id = f"ed25519:{self.public}"

    def signature(self, thing: Json) -> str:
        """Of canonical JSON, without what may change."""
        bare = {name: it for name, it in thing.items() if name not in {"signatures", "unsigned"}}
        text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return base64_of(eddsa.new(self._key, "rfc8032").sign(text.encode()))


async def sign_device(client: AsyncClient, account: Account, tell: Tell) -> None:
    """Publish the keys and sign the device, unless that is done.

    Raises SigningError, and Refused for a recovery key that is none or does not fit. `tell` is for
    the eyes of whoever runs the bot, once.
    """
    path = account.folder / SEEDS
    is_new = not path.exists()
    if is_new:
        _write(path, await _recovered(client, account.recovery_key))
    seeds = _read(path)
    master, own, users = (Key(seed) for seed in seeds)
    user, device = client.user_id, client.device_id
    _, known = await asked(client, "/keys/query", {"device_keys": {user: []}})
    if master.id not in known.get("master_keys", {}).get(user, {}).get("keys", {}):
        await _publish(client, (master, own, users), account.password)
    told = known["device_keys"][user][device]
    if own.id not in told.get("signatures", {}).get(user, {}):
        signed = {name: it for name, it in told.items() if name not in {"signatures", "unsigned"}}
        signed["signatures"] = {user: {own.id: own.signature(told)}}
        status, answer = await asked(client, "/keys/signatures/upload", {user: {device: signed}})
        if status != 200 or answer.get("failures"):  # noqa: PLR2004 - OK
            raise SigningError(f"the device cannot be signed: {status}")
    if (is_new and not account.recovery_key) or not await recovering.is_kept(client):
        await _keep(client, seeds, tell)


async def _recovered(client: AsyncClient, recovery_key: str | None) -> tuple[bytes, ...]:
    """The seeds that a recovery key opens; new ones without it."""
    if recovery_key is None:
        return tuple(os.urandom(KEY_BYTES) for _ in USAGES)
    try:
        key = from_recovery_key(recovery_key)
        return tuple([await recovering.recovered(client, key, KEPT + usage) for usage in USAGES])
    except (ValueError, recovering.RecoveryError) as error:
        raise Refused(NO_RECOVERY.format(error=error)) from None


async def _keep(client: AsyncClient, seeds: tuple[bytes, ...], tell: Tell) -> None:
    """Keep the seeds at the homeserver too, for the day on which the folder is lost."""
    key = recovering.new_key()
    secrets = {KEPT + usage: seed for usage, seed in zip(USAGES, seeds, strict=True)}
    try:
        await recovering.keep(client, key, secrets)
    except recovering.RecoveryError as error:
        raise SigningError(str(error)) from None
    tell(RECOVERY.format(key=recovery_key_of(key)))


async def _publish(client: AsyncClient, keys: tuple[Key, Key, Key], password: str | None) -> None:
    user, master = client.user_id, keys[0]
    body: Json = {
        f"{usage}_key": _told(user, usage, key, None if key is master else master)
        for usage, key in zip(USAGES, keys, strict=True)
    }
    status, answer = await asked(client, "/keys/device_signing/upload", body)
    if status == UNAUTHORIZED and password:
        body["auth"] = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user},
            "password": password,
            "session": answer.get("session"),
        }
        status, _ = await asked(client, "/keys/device_signing/upload", body)
    if status != 200:  # noqa: PLR2004 - OK
        raise SigningError(f"the keys of cross-signing cannot be published: {status}")


def _told(user: str, usage: str, key: Key, signer: Key | None) -> Json:
    told: Json = {"user_id": user, "usage": [usage], "keys": {key.id: key.public}}
    if signer:
        told["signatures"] = {user: {signer.id: signer.signature(told)}}
    return told


def _write(path: Path, seeds: tuple[bytes, ...]) -> None:
    made = {usage: seed.hex() for usage, seed in zip(USAGES, seeds, strict=True)}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(made, file)


def _read(path: Path) -> tuple[bytes, ...]:
    kept = json.loads(path.read_text("utf-8"))
    return tuple(bytes.fromhex(kept[usage]) for usage in USAGES)
