"""Cross-signing: the bot signs its own device, so that clients which want that accept it.

MSC4153 has clients exclude devices that their owner has not signed. matrix-nio does not do it, so
this does: three Ed25519 keys, whose seeds lie in a file of their own
(https://spec.matrix.org/latest/client-server-api/#cross-signing).
"""

import base64
import json
import os
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from nio import AsyncClient

from bot.platforms.matrix.asking import Json, asked
from bot.platforms.matrix.faults import UNAUTHORIZED

SEEDS = "cross-signing.json"
USAGES = ("master", "self_signing", "user_signing")


class SigningError(Exception):
    """The homeserver does not take the signatures."""


class Key:
    """One of the three keys."""

    def __init__(self, seed: bytes) -> None:
        self._key = ECC.construct(curve="Ed25519", seed=seed)
        self.public = _base64(self._key.public_key().export_key(format="raw"))
        self.id = f"ed25519:{self.public}"

    def signature(self, thing: Json) -> str:
        """Of canonical JSON, without what may change."""
        bare = {name: it for name, it in thing.items() if name not in {"signatures", "unsigned"}}
        text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return _base64(eddsa.new(self._key, "rfc8032").sign(text.encode()))


async def sign_device(client: AsyncClient, folder: Path, password: str | None) -> None:
    """Publish the keys and sign the device, unless that is done. Raises SigningError."""
    master, own, users = (Key(seed) for seed in _seeds(folder / SEEDS))
    user, device = client.user_id, client.device_id
    _, known = await asked(client, "/keys/query", {"device_keys": {user: []}})
    if master.id not in known.get("master_keys", {}).get(user, {}).get("keys", {}):
        await _publish(client, (master, own, users), password)
    told = known["device_keys"][user][device]
    if own.id not in told.get("signatures", {}).get(user, {}):
        signed = {name: it for name, it in told.items() if name not in {"signatures", "unsigned"}}
        signed["signatures"] = {user: {own.id: own.signature(told)}}
        status, answer = await asked(client, "/keys/signatures/upload", {user: {device: signed}})
        if status != 200 or answer.get("failures"):  # noqa: PLR2004 - OK
            raise SigningError(f"the device cannot be signed: {status}")


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


def _seeds(path: Path) -> tuple[bytes, ...]:
    if not path.exists():
        made = {usage: os.urandom(32).hex() for usage in USAGES}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file)
    kept = json.loads(path.read_text("utf-8"))
    return tuple(bytes.fromhex(kept[usage]) for usage in USAGES)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
