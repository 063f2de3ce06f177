"""`il2qa eval`: how well the questions of a file are answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.errors import Il2qaError
from il2qa.evaluation.measures import Figure, Outcome, ask_all, check_extra, figures
from il2qa.evaluation.questions import read
from il2qa.evaluation.runs import bioasq_json, trec_run


def run(options: Options) -> int:
    """Print the figures; write the run where one is asked for; status 1 where there is no figure.

    The figures come first: a run that cannot be written does not cost them.
    """
    check_extra()
    outcomes = ask_all(open_named(options), read(options.files[0]))
    found = figures(outcomes)
    left_out = sum(one.answerable and not one.right for one in outcomes)
    if left_out:
        tell(
            f"{left_out:,} of {len(outcomes):,} questions left out: the corpus has no passage that "
            "would be right; name the corpus that they are about with --corpus"
        )
    if options.output.is_json:
        options.output.write_json(json.dumps([asdict(one) for one in found]))
    elif found:
        options.output.write(_table(found))
    if options.run_file:
        _write(options.run_file, outcomes)
    return ANSWERED if found else NO_EVIDENCE


def _write(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the run. Raises Il2qaError where the file cannot be written."""
    written = bioasq_json(outcomes) if path.suffix == ".json" else trec_run(outcomes)
    try:
        path.write_text(written, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise Il2qaError(f"{path}: {reason}; name another place with --run") from error


def _table(figures: list[Figure]) -> str:
    width = max((len(one.name) for one in figures), default=0)
    lines = [
        f"{one.name:<{width}}  {one.value:.3f}  [{one.low:.3f}, {one.high:.3f}]  n={one.questions}"
        for one in figures
    ]
    return "\n".join(lines)
