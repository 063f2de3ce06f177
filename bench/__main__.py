"""The one way in to everything that is measured or learnt: python -m bench NAME [OPTIONS]."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

MODULES = {
    "quality": "bench.quality.everything",
    "seed": "bench.quality.seed",
    "sentences": "bench.quality.sentences",
    "abbreviations": "bench.quality.abbreviations",
    "definitions": "bench.quality.definitions",
    "diversity": "bench.quality.diversity",
    "focus": "bench.quality.focus",
    "talks": "bench.quality.talks",
    "other-names": "bench.quality.other_names",
    "readers": "bench.peers.readers",
    "forms": "bench.peers.forms",
    "startup": "bench.speed.startup",
    "speed": "bench.speed.corpora",
    "cluster": "bench.speed.cluster",
    "analysis": "bench.speed.analysis",
    "asking": "bench.speed.asking",
    "speed-queries": "bench.speed.queries",
    "kill": "bench.reliability.kill",
    "flips": "bench.reliability.flips",
    "load": "bench.reliability.load",
    "chat": "bench.reliability.chat",
    "shapes": "bench.reliability.shapes",
    "mutate": "bench.reliability.mutate",
    "mcp": "bench.reliability.mcp",
    "same-answers": "bench.reliability.same_answers",
    "queries": "bench.reliability.queries",
    "make-pubmed": "bench.data.made_pubmed",
    "learn-vocabulary": "bench.learn.vocabulary",
    "learn-reranker": "bench.learn.reranker",
    "learn-confidence": "bench.learn.confidence",
    "learn-leaning": "bench.learn.leaning",
    "learn-roles": "bench.learn.roles",
    "learn-wordings": "bench.learn.wordings",
    "learn-fit": "bench.learn.fit",
    "learn-capitals": "bench.learn.capitals",
    "learn-symbols": "bench.learn.symbols",
    "learn-synonyms": "bench.learn.synonyms",
    "learn-compression": "bench.learn.common_words",
    "learn-words": "bench.learn.known_words",
    "learn-kinds": "bench.learn.kinds",
}
"""Each name, and the module whose `main` it runs."""


def main() -> int:
    """Run what is named; without a name, tell the names. The exit status is that of what ran."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in MODULES:
        print(_names(), file=sys.stderr if name else sys.stdout)
        return 2 if name else 0
    del sys.argv[1]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before numpy
    os.environ.setdefault("PYTHONPATH", str(Path.cwd()))  # for processes that are timed
    return int(import_module(MODULES[name]).main() or 0)


def _names() -> str:
    return "python -m bench NAME [OPTIONS]\n\n" + "\n".join(
        f"  {name:<20}{_purpose(module)}" for name, module in MODULES.items()
    )


def _purpose(module: str) -> str:
    """The first line of a module, read without importing what it needs."""
    path = module.replace(".", "/") + ".py"
    with Path(path).open(encoding="utf-8") as lines:
        return next(lines).strip().strip('"').split(": python -m", 1)[0]


if __name__ == "__main__":
    sys.exit(main())
