"""Learns the net of il2qa.ranking.net: listwise, by torch on one core.

The loss is ListNet's top-one cross-entropy (Cao et al. 2007, ICML) over the passages that compete
for one question, the right ones taken together, so that one of several is enough; and none of them
competes too, so that questions without an answer teach what does not answer. Each seed is a net of
its own; their mean is what counts. Torch is wanted for learning only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from bench.learn.groups import Group, joined
from il2qa.ranking.net import Net, standard
from il2qa.ranking.reranker import Reranker
from il2qa.ranking.wording import Bags

ASKED, PAIRS, SAID = 400, 200, 1500  # words of questions, pairs of them, words of sentences
DIRECTIONS, HIDDEN, DROPPED = 48, 48, 0.4
PASSES, TOGETHER, RATE, DECAY = 6, 32, 2e-3, 3e-3
_LEAST = 0.05
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Numbers:
    """The words of texts as numbers, one text after another."""

    places: np.ndarray
    begins: np.ndarray  # of each text; and the end

    def as_bags(self, texts: np.ndarray) -> tuple[Any, Any, Any]:
        """Some texts as torch sums them: places, where each begins, the weight of each place."""
        import torch

        sizes = self.begins[texts + 1] - self.begins[texts]
        begins = np.cumsum(sizes) - sizes
        rows = np.arange(sizes.sum()) + np.repeat(self.begins[texts] - begins, sizes)
        weights = np.repeat(1 / np.sqrt(sizes + 1), sizes).astype(np.float32)
        found = (self.places[rows], begins, weights)
        places, starts, shares = (torch.from_numpy(one) for one in found)
        return places, starts, shares


@dataclass(frozen=True, slots=True)
class Lessons:
    """Groups as torch reads them: all rows one after another, words as numbers."""

    asked: list[str]
    said: list[str]
    mean: np.ndarray
    deviation: np.ndarray
    features: np.ndarray
    asked_vectors: np.ndarray  # of each group
    said_vectors: np.ndarray
    asked_words: Numbers  # of each group
    said_words: Numbers
    gold: np.ndarray
    weights: np.ndarray  # of each group
    begins: np.ndarray  # of each group, its first row; and the end


def lessons(
    groups: Sequence[Group], weights: Sequence[float], asked_by: Sequence[str] | None
) -> Lessons:
    """Groups as lessons; the words that count are their commonest.

    Those of questions may be of some kinds of question alone: the words by which readers ask are
    few, and the words of topics many.
    """
    given = [one.sides for one in groups]
    asked = _commonest(
        one.sides.asked for one in groups if asked_by is None or one.kind in asked_by
    )
    said = _most(Counter(word for one in given for text in one.said for word in set(text)), SAID)
    features = joined(groups)
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    return Lessons(
        asked=asked,
        said=said,
        mean=mean,
        deviation=deviation,
        features=standard(features, mean, deviation).astype(np.float32),
        asked_vectors=np.stack([one.asked_vector for one in given]).astype(np.float32),
        said_vectors=np.vstack([one.said_vectors for one in given]).astype(np.float32),
        asked_words=_numbers([one.asked for one in given], asked),
        said_words=_numbers([text for one in given for text in one.said], said),
        gold=np.concatenate([one.gold for one in groups]),
        weights=np.asarray(weights, np.float32),
        begins=np.concatenate([[0], np.cumsum([len(one.gold) for one in groups])]),
    )


def _commonest(questions: Iterable[list[str]]) -> list[str]:
    """The commonest words of questions, then their commonest pairs."""
    counts = Counter(word for question in questions for word in set(question))
    pairs = Counter({word: n for word, n in counts.items() if " " in word})
    return _most(counts - pairs, ASKED) + _most(pairs, PAIRS)


def _most(counts: Counter[str], number: int) -> list[str]:
    """The commonest; of equally common ones the first in order."""
    return sorted(counts, key=lambda word: (-counts[word], word))[:number]


def _numbers(texts: Iterable[list[str]], known: list[str]) -> Numbers:
    place = {word: i for i, word in enumerate(known)}
    found = [sorted({place[word] for word in text if word in place}) for text in texts]
    begins = np.concatenate([[0], np.cumsum([len(one) for one in found])])
    return Numbers(np.array([*chain.from_iterable(found)], np.int64), begins)


def learn(
    groups: Sequence[Group],
    weights: Sequence[float],
    seeds: Iterable[int],
    asked_by: Sequence[str] | None = None,
) -> Net:
    """A net of each seed, side by side; groups without a right passage teach that none answers.

    `asked_by` are the kinds of questions whose words count, None for all.
    """
    given = lessons(groups, weights, asked_by)
    return _side_by_side(given, [_figures(_learnt(given, seed)) for seed in seeds])


def _learnt(given: Lessons, seed: int) -> Any:
    """One net, learnt in a few passes over the lessons at a falling rate."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    net = _module(given)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    count = len(given.weights)
    steps = PASSES * (count // TOGETHER)
    for step in range(steps):
        place = step % (count // TOGETHER)
        if place == 0:
            order = draw.permutation(count)
        part = order[place * TOGETHER : (place + 1) * TOGETHER]
        for group in optimiser.param_groups:
            group["lr"] = RATE * max(0.02, 1 - step / steps)
        optimiser.zero_grad()
        _loss(net, given, part).backward()
        optimiser.step()
    return net.eval()


def _loss(net: Any, given: Lessons, part: np.ndarray) -> Any:
    """How little of each group's softmax what is right has, by the groups' weights.

    That no passage answers competes with them, at a score of nothing: it is right where none is.
    So a score tells by itself how surely a passage answers.
    """
    import torch

    sizes = given.begins[part + 1] - given.begins[part]
    owner = np.repeat(np.arange(len(part)), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = given.begins[part][owner] + place
    scores = net(
        torch.from_numpy(given.features[rows]),
        torch.from_numpy(given.asked_vectors[part]),
        given.asked_words.as_bags(part),
        torch.from_numpy(given.said_vectors[rows]),
        given.said_words.as_bags(rows),
        torch.from_numpy(owner),
    )
    none = int(sizes.max())
    every = torch.full((len(part), none + 1), _NEVER)
    every[owner, place] = scores
    every[:, none] = 0.0
    right = torch.full_like(every, _NEVER)
    gold = given.gold[rows]
    right[owner[gold], place[gold]] = scores[torch.from_numpy(gold)]
    right[np.setdiff1d(np.arange(len(part)), owner[gold]), none] = 0.0
    weights = torch.from_numpy(given.weights[part])
    missed = torch.logsumexp(every, 1) - torch.logsumexp(right, 1)
    return (weights * missed).sum() / weights.sum()


def _module(given: Lessons) -> Any:
    """The net as torch learns it."""
    from torch import cat, nn, relu

    length, features = given.asked_vectors.shape[1], given.features.shape[1]

    class Matching(nn.Module):
        """il2qa.ranking.net, one net of it, with units dropped at random while it learns."""

        def __init__(self) -> None:
            super().__init__()
            self.asked_vector = nn.Linear(length, DIRECTIONS)
            self.asked = nn.EmbeddingBag(len(given.asked), DIRECTIONS, mode="sum")
            self.said_vector = nn.Linear(length, DIRECTIONS, bias=False)
            self.said = nn.EmbeddingBag(len(given.said), DIRECTIONS, mode="sum")
            self.said_features = nn.Linear(features, DIRECTIONS, bias=False)
            self.linear = nn.Linear(features, 1, bias=False)
            self.hidden = nn.Linear(features + DIRECTIONS, HIDDEN)
            self.out = nn.Linear(HIDDEN, 1)
            self.drop = nn.Dropout(DROPPED)
            for part in (self.said_vector, self.said, self.said_features):
                nn.init.normal_(part.weight, std=0.02)
            nn.init.uniform_(self.asked.weight, -_LEAST, _LEAST)

        def forward(
            self, found: Any, asked: Any, words: Any, said: Any, told: Any, owner: Any
        ) -> Any:
            places, begins, weights = words
            question = self.asked_vector(asked)
            question = question + self.asked(places, begins, per_sample_weights=weights)
            places, begins, weights = told
            sentence = self.said_vector(said) + self.said_features(found)
            sentence = sentence + self.said(places, begins, per_sample_weights=weights)
            match = self.drop(question[owner] * sentence)
            hidden = relu(self.hidden(cat([self.drop(found), match], -1)))
            return self.linear(found)[:, 0] + match.sum(-1) + self.out(self.drop(hidden))[:, 0]

    return Matching()


def _figures(net: Any) -> dict[str, np.ndarray]:
    """The weights of one net by the names of il2qa.ranking.net."""
    stored = {name: values.numpy().astype(float) for name, values in net.state_dict().items()}
    features = stored["linear.weight"].shape[1]
    return {
        "linear": stored["linear.weight"][0],
        "asked": stored["asked.weight"],
        "asked_vector": stored["asked_vector.weight"].T,
        "asked_bias": stored["asked_vector.bias"],
        "said": stored["said.weight"],
        "said_vector": stored["said_vector.weight"].T,
        "said_features": stored["said_features.weight"].T,
        "hidden_features": stored["hidden.weight"][:, :features].T,
        "hidden_match": stored["hidden.weight"][:, features:].T,
        "hidden_bias": stored["hidden.bias"],
        "out": stored["out.weight"][0],
    }


def _side_by_side(given: Lessons, nets: list[dict[str, np.ndarray]]) -> Net:
    """Nets as one, whose columns are those of the first, then of the second, and so on."""
    joined = {name: np.concatenate([net[name] for net in nets], axis=-1) for name in nets[0]}
    asked, said = ({word: i for i, word in enumerate(words)} for words in (given.asked, given.said))
    return Net(
        mean=given.mean,
        deviation=given.deviation,
        linear=np.mean([net["linear"] for net in nets], axis=0),
        asked=Bags(asked, joined["asked"]),
        asked_vector=joined["asked_vector"],
        asked_bias=joined["asked_bias"],
        said=Bags(said, joined["said"]),
        said_vector=joined["said_vector"],
        said_features=joined["said_features"],
        hidden_features=joined["hidden_features"],
        hidden_match=np.stack([net["hidden_match"] for net in nets]),
        hidden_bias=joined["hidden_bias"],
        out=joined["out"],
    )


def save(to: Path | BinaryIO, found: Reranker) -> None:
    """Write a re-ranker as il2qa reads it, in half precision where it is large."""
    net = found.net
    large = ("said_vector", "said_features", "hidden_features", "hidden_match", "asked_vector")
    small = ("mean", "deviation", "linear", "asked_bias", "hidden_bias", "out")
    arrays: dict[str, Any] = {name: getattr(net, name).astype(np.float16) for name in large}
    arrays |= {name: getattr(net, name).astype(np.float32) for name in small}
    for name, bags in (("asked", net.asked), ("said", net.said)):
        arrays[f"{name}_words"] = _packed(bags.place)
        arrays[f"{name}_weights"] = bags.weights.astype(np.float16)
    np.savez(to, features=_packed(found.features), **arrays)


def _packed(words: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode(), np.uint8)
