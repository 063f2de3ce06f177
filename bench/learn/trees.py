"""Writes LightGBM's trees, and a linear model beside them, as the arrays that il2qa reads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import lightgbm
import numpy as np

from il2qa.paper_questions.linear import Linear
from il2qa.paper_questions.trees import Mixture, read


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: boosters whose mean counts, and a linear model with its share."""

    boosters: Sequence[lightgbm.Booster]
    linear: Linear
    share: float


def save(to: Path | BinaryIO, learnt: Learnt, names: Sequence[str]) -> None:
    """Write the trees of all boosters as one ensemble, and the linear model."""
    nodes = _Nodes(share=1 / len(learnt.boosters))
    for model in learnt.boosters:
        for tree in model.dump_model()["tree_info"]:
            nodes.roots.append(nodes.add(tree["tree_structure"], 0))
    np.savez(
        to,
        features=np.frombuffer("\n".join(names).encode(), np.uint8),
        roots=np.array(nodes.roots, np.int32),
        feature=np.array(nodes.feature, np.int16),
        threshold=np.array(nodes.threshold, np.float64),
        children=np.array(nodes.children, np.int32),
        value=np.array(nodes.value, np.float64),
        depth=nodes.depth,
        share=learnt.share,
        **asdict(learnt.linear),
    )


def as_shipped(learnt: Learnt, names: Sequence[str]) -> Mixture:
    """What was learnt as il2qa reads it."""
    file = io.BytesIO()
    save(file, learnt, names)
    file.seek(0)
    return read(file)


class _Nodes:
    """The nodes of trees, in one row of lists."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.depth = 0
        self.roots: list[int] = []
        self.feature: list[int] = []
        self.threshold: list[float] = []
        self.children: list[list[int]] = []
        self.value: list[float] = []

    def add(self, node: dict[str, Any], depth: int) -> int:
        """Add a node and what is below it; its place."""
        place = len(self.feature)
        leaf = "split_feature" not in node
        self.feature.append(0 if leaf else node["split_feature"])
        self.threshold.append(np.inf if leaf else node["threshold"])
        self.value.append(node["leaf_value"] * self.share if leaf else 0.0)
        self.children.append([place, place])
        self.depth = max(self.depth, depth)
        if not leaf:
            sides = [self.add(node[side], depth + 1) for side in ("left_child", "right_child")]
            self.children[place] = sides
        return place
