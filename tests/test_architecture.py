"""The shape of the code: imports go one way, the map is true, modules stay small."""

from __future__ import annotations

import ast
import builtins
import re
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT

LAYERS = [
    "_version",
    "errors",
    "patterns",
    "models",
    "identifiers",
    "text",
    "citing",
    "fields",
    "filters",
    "queries",
    "passages",
    "readers",
    "exchange",
    "bm25",
    "corpora",
    "indexing",
    "ranking",
    "paper_questions",
    "selecting",
    "answering",
    "askable",
    "similar",
    "conversation",
    "api",
    "upkeep",
    "evaluation",
    "render",
    "notes",
    "integrations",
    "chat",
    "cli",
    "__main__",
]
"""From what is needed by all to what needs all. A module imports from its own layer or above."""

MODULES = sorted((ROOT / "il2qa").rglob("*.py"))


def layer(name: str) -> int:
    return LAYERS.index(name.split(".")[1])


def imported(path: Path) -> set[str]:
    """The modules of il2qa that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("il2qa"):
            # `from il2qa import citing` imports a module, `from il2qa.models import Record` a name.
            names = [f"il2qa.{alias.name}" for alias in node.names]
            found |= set(names) if node.module == "il2qa" else {node.module or ""}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("il2qa.")}
    return {name for name in found if "." in name}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """No module imports from a layer that stands after its own."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts == ("il2qa", "__init__"):
        return
    own = layer(".".join(parts))
    assert [name for name in sorted(imported(path)) if layer(name) > own] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_their_purpose_and_stay_small(path: Path) -> None:
    """Each module begins with its purpose and is under 400 lines."""
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400


def test_errors_stand_in_one_module() -> None:
    """Every error class of il2qa is in errors.py, and its tree there names it."""
    text = (ROOT / "il2qa" / "errors.py").read_text(encoding="utf-8")
    own = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    drawn = ast.get_docstring(ast.parse(text)) or ""
    assert [node.name for node in own if node.name not in drawn] == []
    known = {node.name for node in own} | {
        name for name, found in vars(builtins).items() if _is_error(found)
    }
    elsewhere = [
        f"{path.name}: {node.name}"
        for path in MODULES
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and known & {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
    ]
    assert elsewhere == []


def _is_error(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, BaseException)


def test_only_the_options_see_the_command_line() -> None:
    """Below them there is neither an argparse.Namespace nor sys.argv."""
    parsing = {"arguments.py", "options.py", "manual.py", "values.py", "shared_options.py"}
    parsing |= {"grammar.py", "parsing.py"}
    looking = re.compile(r"\bargparse\b|\bsys\.argv\b|\bNamespace\b")
    found = [path for path in MODULES if looking.search(path.read_text(encoding="utf-8"))]
    assert {path.name for path in found} == parsing


def test_map_names_what_exists_and_all_of_it() -> None:
    """Every path in ARCHITECTURE.md exists, and every module or folder of il2qa is in it."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]*(?:/|\.py|\.md|\.ci/run))`", text)
    rooted = [path if (ROOT / path).exists() else f"il2qa/{path}" for path in named]
    assert [path for path in rooted if not (ROOT / path).exists()] == []
    top = {path.name for path in (ROOT / "il2qa").iterdir() if not path.name.startswith("_")}
    mapped = {Path(path).name for path in rooted}
    assert top - mapped - {"py.typed", "bundled"} == set()


def test_ways_name_what_exists() -> None:
    """What a question and a record pass, as ARCHITECTURE.md tells it, is the code's."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_]+)`", text.split("## A question's way", 1)[1])
    missing = [name for name in names if not name.endswith(".py") and not _is_there(name)]
    assert missing == []


def test_glossary_is_the_code_s() -> None:
    """Each word stands where docs/glossary.md says, and no word stands there twice."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|[^|]+\| `il2qa\.([\w.]+)` \|$", text, re.M)
    assert len(rows) > 20
    assert [name for _, name in rows if not _is_there(name)] == []
    assert len({word for word, _ in rows}) == len(rows)


def _is_there(name: str) -> bool:
    """Whether a dotted name below il2qa is a module, or something in one."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found: object = import_module(f"il2qa.{'.'.join(parts[:count])}")
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_no_module_reaches_the_network() -> None:
    """But a corpus on a cluster, and what serves assistants."""
    network = re.compile(
        r"^\s*(?:import|from) (?:socket|urllib\.request|urllib3|http|requests)\b", re.M
    )
    core = [path for path in MODULES if {"integrations", "cluster"}.isdisjoint(path.parts)]
    found = [path for path in core if network.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_possessive_quantifier_or_atomic_group(path: Path) -> None:
    """Python 3.11.0 to 3.11.3 match them wrongly, and Debian 12 ships 3.11.2."""
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    possessive = re.compile(r"(?:\\[sSdDwW]|[\])}])[*+?]\+|\(\?>")
    assert [text for text in strings if possessive.search(text)] == []
