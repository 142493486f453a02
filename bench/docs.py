"""The worked-out parts of docs/reference.md, which `python -m bench.docs` writes: commands, public names, cited theorems, verdicts."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from pathlib import Path

import verify
from bench.readme import updated
from verify import facts
from verify.cli.parser import parser
from verify.judging.marks import MARKS
from verify.kernel.facts.register import EXISTENCE, FACTS, REFERENCES

TITLES = {says: title for title, says in (*FACTS.items(), *EXISTENCE.items())}
PAGE = Path(__file__).parent.parent / "docs" / "reference.md"


def parts() -> dict[str, str]:
    """The tables, by the names of their marks."""
    return {
        "commands": _table(("command", "does", "options"), _commands()),
        "names": _table(("name", "what"), ((f"`{name}`", _first(getattr(verify, name))) for name in verify.__all__)),
        "theorems": _table(("in `verify.facts`", "says", "reference"), _theorems()),
        "verdicts": _table(("verdict", "meaning"), ((v.value, shown.meaning) for v, shown in MARKS.items())),
    }


def _commands() -> Iterator[tuple[str, ...]]:
    (found,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in found.choices.items():
        own = (a for a in command._actions if a.dest not in ("help", "package", "json"))
        yield (
            f"`verify {name}`",
            command.description or "",
            ", ".join(f"`{(a.option_strings or [a.metavar or a.dest])[-1]}`" for a in own),
        )


def _theorems() -> Iterator[tuple[str, ...]]:
    for name in facts.__all__:
        theorem = getattr(facts, name)
        asked = ", ".join(inspect.signature(theorem).parameters)
        says = " ".join((inspect.getdoc(theorem) or "").split())
        yield f"`{name}({asked})`", says, REFERENCES[TITLES[inspect.unwrap(theorem)]]


def _first(value: object) -> str:
    own = inspect.getdoc(value) if callable(value) else None
    return (own or f"the constant `{value}`").splitlines()[0]


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n" + "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8"), parts()), encoding="utf-8")
