"""Bytes as text, in Matrix's manner: Base64 without padding, and Base58 for what people copy."""

import base64
import binascii
from functools import reduce

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58: no letter that looks like another one."""

PREFIX = b"\x8b\x01"
KEY_BYTES = 32
GROUP = 4


def base64_of(data: bytes) -> str:
    """Without padding (https://spec.matrix.org/latest/appendices/#unpadded-base64)."""
    return base64.b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """Padded or not. Raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def recovery_key_of(key: bytes) -> str:
    """A key as people see and type it, in groups of four letters.

    https://spec.matrix.org/latest/appendices/#cryptographic-key-representation
    """
    text = _base58(PREFIX + key + bytes([_parity(PREFIX + key)]))
    return " ".join(text[begin : begin + GROUP] for begin in range(0, len(text), GROUP))


def from_recovery_key(text: str) -> bytes:
    """The key behind it. Raises ValueError for a mistyped one."""
    data = _from_base58("".join(text.split()))
    if len(data) != len(PREFIX) + KEY_BYTES + 1 or not data.startswith(PREFIX) or _parity(data):
        raise ValueError("not a recovery key")
    return data[len(PREFIX) : -1]


def _parity(data: bytes) -> int:
    return reduce(lambda one, other: one ^ other, data, 0)


def _base58(data: bytes) -> str:
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, len(LETTERS))
        text = LETTERS[digit] + text
    return text


def _from_base58(text: str) -> bytes:
    number = 0
    for letter in text:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8)
