"""Recovery: secrets kept at the homeserver, encrypted with a key that only a person has.

Secret storage with AES in counter mode and HMAC-SHA-256
(https://spec.matrix.org/latest/client-server-api/#msecret_storagev1aes-hmac-sha2), so that every
client can open it with the recovery key.
"""

import hmac
import os
from collections.abc import Mapping
from urllib.parse import quote

from Crypto.Cipher import AES
from Crypto.Cipher._mode_ctr import CtrMode
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF
from nio import AsyncClient

from bot.platforms.matrix.asking import Json, asked
from bot.platforms.matrix.encoding import KEY_BYTES, base64_of, from_base64

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"
DEFAULT = "m.secret_storage.default_key"
OK = 200


class RecoveryError(Exception):
    """What is kept cannot be read or written."""


def new_key() -> bytes:
    """A new key to keep secrets under."""
    return os.urandom(KEY_BYTES)


async def is_kept(client: AsyncClient) -> bool:
    """Whether the account has secrets at its homeserver, whoever keeps their key."""
    return bool((await _read(client, DEFAULT)).get("key"))


async def keep(client: AsyncClient, key: bytes, secrets: Mapping[str, bytes]) -> None:
    """Keep secrets under a new key. Raises RecoveryError."""
    name = os.urandom(16).hex()
    check = encrypted(key, "", bytes(KEY_BYTES))
    about = {"algorithm": ALGORITHM, "iv": check["iv"], "mac": check["mac"]}
    await _write(client, f"m.secret_storage.key.{name}", about)
    for secret, value in secrets.items():
        sealed = encrypted(key, secret, base64_of(value).encode())
        await _write(client, secret, {"encrypted": {name: sealed}})
    await _write(client, DEFAULT, {"key": name})


async def recovered(client: AsyncClient, key: bytes, secret: str) -> bytes:
    """A secret that was kept. Raises RecoveryError."""
    name = (await _read(client, DEFAULT)).get("key")
    sealed = (await _read(client, secret)).get("encrypted", {}).get(name)
    if sealed is None:
        raise RecoveryError(f"{secret} is not kept at the homeserver")
    return from_base64(decrypted(key, secret, sealed).decode())


def encrypted(key: bytes, name: str, data: bytes) -> dict[str, str]:
    """Sealed for a name."""
    iv = bytearray(os.urandom(16))
    iv[8] &= 0x7F  # the highest bit of the counter stays free, as the specification wants
    aes_key, mac_key = _keys(key, name)
    sealed = _cipher(aes_key, bytes(iv)).encrypt(data)
    mac = hmac.digest(mac_key, sealed, "sha256")
    return {"iv": base64_of(bytes(iv)), "ciphertext": base64_of(sealed), "mac": base64_of(mac)}


def decrypted(key: bytes, name: str, sealed: Mapping[str, str]) -> bytes:
    """Opened again. Raises RecoveryError where the key does not fit."""
    aes_key, mac_key = _keys(key, name)
    try:
        iv, data, mac = (from_base64(sealed[part]) for part in ("iv", "ciphertext", "mac"))
    except (KeyError, TypeError, ValueError):
        raise RecoveryError(f"{name} is damaged") from None
    if not hmac.compare_digest(hmac.digest(mac_key, data, "sha256"), mac):
        raise RecoveryError("the recovery key does not fit")
    return _cipher(aes_key, iv).decrypt(data)


def _keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    both = HKDF(key, 64, bytes(KEY_BYTES), SHA256, context=name.encode())
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _cipher(key: bytes, iv: bytes) -> CtrMode:
    """Counter mode, the whole block counting from the iv on."""
    return AES.new(key, AES.MODE_CTR, nonce=b"", initial_value=iv)


async def _read(client: AsyncClient, kind: str) -> Json:
    status, said = await asked(client, _path(client, kind), method="GET")
    return said if status == OK else {}


async def _write(client: AsyncClient, kind: str, content: Json) -> None:
    status, _ = await asked(client, _path(client, kind), content, method="PUT")
    if status != OK:
        raise RecoveryError(f"the homeserver does not keep {kind}: {status}")


def _path(client: AsyncClient, kind: str) -> str:
    return f"/user/{quote(client.user_id)}/account_data/{quote(kind)}"
