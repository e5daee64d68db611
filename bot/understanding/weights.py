"""What was learned: matrices of small whole numbers, kept in one file with the hash of its origin.

Written by training, read at every start. Knows neither words nor topics, only rows and columns.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.embedding import Vector
from bot.understanding.features import Features

NAME = "weights.npz"
LARGEST = 3_000_000
FORMAT = 2

UNREADABLE = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What numpy and zipfile raise on bytes that are no weights."""

Scores = NDArray[np.float32]


class WeightsError(Exception):
    """Weights that are missing, broken or stale; says which command mends them."""


@dataclass(frozen=True)
class Linear:
    """A linear classifier over n-gram rows and, where it has one, over a sentence vector."""

    names: tuple[str, ...]
    rows: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    dense: NDArray[np.float32] | None

    def probabilities(self, features: Features, vector: Vector | None = None) -> Scores:
        """How likely each name is, all together 1."""
        touched = self.rows[features.rows].astype(np.float32)
        scores = (features.values @ touched) * self.scale + self.bias
        if self.dense is not None and vector is not None:
            scores = scores + vector @ self.dense
        grown = np.exp(scores - scores.max())
        result: Scores = grown / grown.sum()
        return result


@dataclass(frozen=True)
class Model:
    """Which topic, and the curve from scores to confidence; with or without embeddings."""

    topics: Linear
    confidence: NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """All that was learned from one state of the FAQ."""

    origin: str
    lexicon: tuple[str, ...]
    flags: Linear
    lexical: Model
    semantic: Model | None


def load(path: Path, origin: str, *, semantic: bool) -> Weights:
    """Read the weights made from the content whose hash is `origin`. Raises WeightsError."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _unpack(arrays, origin, path, semantic=semantic)
    except FileNotFoundError:
        raise WeightsError(f"{path.name}: missing; run `soleus train` to make it") from None
    except UNREADABLE:
        raise WeightsError(f"{path.name}: cannot be read; run `soleus train`") from None


def save(weights: Weights, path: Path) -> None:
    """Write the file anew, all at once; the same weights give the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {
        "format": np.array(FORMAT),
        "origin": np.array(weights.origin),
        "lexicon": np.array("\n".join(weights.lexicon)),
        **_pack("flags", weights.flags),
        **_pack_model("lexical", weights.lexical),
        **(_pack_model("semantic", weights.semantic) if weights.semantic else {}),
    }
    part = path.with_suffix(".part")
    part.write_bytes(_zipped(arrays))
    part.replace(path)


def _unpack(
    arrays: Mapping[str, NDArray[np.generic]], origin: str, path: Path, *, semantic: bool
) -> Weights:
    if int(arrays["format"].item()) != FORMAT:
        raise WeightsError(f"{path.name}: made by another version; run `soleus train`")
    if str(arrays["origin"].item()) != origin:
        raise WeightsError(f"{path.name}: older than the content; run `soleus train`")
    has_semantic = semantic and "semantic topics names" in arrays
    return Weights(
        origin,
        tuple(str(arrays["lexicon"].item()).split("\n")),
        _linear("flags", arrays),
        _model("lexical", arrays),
        _model("semantic", arrays) if has_semantic else None,
    )


def _model(prefix: str, arrays: Mapping[str, NDArray[np.generic]]) -> Model:
    return Model(
        _linear(f"{prefix} topics", arrays),
        arrays[f"{prefix} confidence"].astype(np.float32),
    )


def _linear(prefix: str, arrays: Mapping[str, NDArray[np.generic]]) -> Linear:
    dense = f"{prefix} dense"
    return Linear(
        tuple(str(arrays[f"{prefix} names"].item()).split("\n")),
        arrays[f"{prefix} rows"].astype(np.int8, copy=False),
        arrays[f"{prefix} scale"].astype(np.float32),
        arrays[f"{prefix} bias"].astype(np.float32),
        arrays[dense].astype(np.float32) if dense in arrays else None,
    )


def _pack_model(prefix: str, model: Model) -> dict[str, NDArray[np.generic]]:
    return {f"{prefix} confidence": model.confidence, **_pack(f"{prefix} topics", model.topics)}


def _pack(prefix: str, linear: Linear) -> dict[str, NDArray[np.generic]]:
    arrays: dict[str, NDArray[np.generic]] = {
        f"{prefix} names": np.array("\n".join(linear.names)),
        f"{prefix} rows": linear.rows,
        f"{prefix} scale": linear.scale,
        f"{prefix} bias": linear.bias,
    }
    if linear.dense is not None:
        arrays[f"{prefix} dense"] = linear.dense.astype(np.float16)
    return arrays


def _zipped(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """An npz whose bytes do not depend on the day it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            body = io.BytesIO()
            np.lib.format.write_array(body, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body.getvalue())
    return out.getvalue()
