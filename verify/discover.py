"""Find the statements of a paper: every public module of a proof package, by name, is one statement.

A module that cannot be used is that one statement's failure: it becomes a `Broken` entry, and the others go on.
"""

from __future__ import annotations

import difflib
import pkgutil
import re
import sys
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType
from typing import Any

from verify.core import Claim, Statement, Verdict

KINDS = ("assumption", "definition", "eq", "figure", "lemma", "proposition", "remark", "theorem")
MOST_EQUATIONS = 3


class UnknownPackage(ValueError):
    """There is no proof package of that name, or it does not import."""


class UnknownId(ValueError):
    """No statement, claim or equation has that id."""


@dataclass(frozen=True)
class Broken:
    """A module of the package that cannot be judged, and why. Its name is the module's where no statement could be read."""

    name: str
    reason: str
    module: str


@dataclass(frozen=True)
class Catalogue:
    """The statements of a package in natural order, the module each stands in, and the modules that failed."""

    package: str
    paper: Mapping[str, Any]
    statements: tuple[Statement, ...]
    broken: tuple[Broken, ...]
    modules: Mapping[str, str]


@dataclass(frozen=True)
class Selection:
    """What some ids stand for: claims, each with its statement, and statements that failed."""

    claims: tuple[tuple[Statement, Claim], ...]
    broken: tuple[Broken, ...]


def discover(package: str = "proofs") -> Catalogue:
    """Every statement of the package. Raises UnknownPackage, in one line; a faulty module does not raise."""
    home = _package(package)
    names = sorted((m.name for m in pkgutil.iter_modules(home.__path__) if is_public(m.name)), key=natural)
    found: dict[str, Statement] = {}
    broken: list[Broken] = []
    for module in (f"{package}.{name}" for name in names):
        read = _read(module)
        if isinstance(read, Broken):
            broken.append(read)
        else:
            found[module] = read
    faults = dict(_faults(found, broken))
    broken += [Broken(found[module].name, reason, module) for module, reason in faults.items()]
    good = {module: s for module, s in found.items() if module not in faults}
    return Catalogue(
        package,
        dict(getattr(home, "PAPER", {})),
        tuple(sorted(good.values(), key=lambda s: natural(s.name))),
        tuple(sorted(broken, key=lambda b: natural(b.name))),
        {s.name: module for module, s in good.items()},
    )


def is_public(module: str) -> bool:
    """Does a module of this name hold a statement? Private ones and `setting` do not."""
    return not module.startswith("_") and module != "setting"


def natural(name: str) -> list[Any]:
    """Sort key by which eq-2 comes before eq-10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", name)]


def rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """One row for every id: the statements, the equations that claims cite, and the further rows that statements name."""
    table = {s.name: _row(s.name, s.title, s, s.claims) for s in catalogue.statements}
    for statement in catalogue.statements:
        for name, claims in _pointers(statement):
            row = table.setdefault(name, _row(name, _title(name, statement), statement, ()))
            ids = [f"{statement.name}/{claim}" for claim in claims]
            row["claims"] = list(dict.fromkeys([*row["claims"], *ids]))
            row["section"] = ", ".join(dict.fromkeys([*row["section"].split(", "), statement.section]))
    return [table[name] for name in sorted(table, key=natural)]


def find(catalogue: Catalogue, ids: Sequence[str] = ()) -> Selection:
    """The claims that the ids stand for (all, without an id), each once, in natural order.

    An id is a statement (`lemma-2`), a claim (`lemma-2/lipschitz`) or any other row (`eq-19`). Raises UnknownId, with suggestions.
    """
    every = {f"{s.name}/{c.name}": (s, c) for s in catalogue.statements for c in s.claims}
    if not ids:
        return Selection(tuple(every.values()), catalogue.broken)
    table = {row["id"]: row["claims"] for row in rows(catalogue)}
    wanted: set[str] = set()
    broken: set[Broken] = set()
    for name in ids:
        failed = {b for b in catalogue.broken if _plain(name.partition("/")[0]) in _names(b)}
        if name not in every and name not in table and not failed:
            raise UnknownId(_suggestion(name, every if "/" in name else [*table, *(b.name for b in catalogue.broken)]))
        wanted.update([name] if name in every else table.get(name, ()))
        broken |= failed
    return Selection(
        tuple(pair for key, pair in every.items() if key in wanted),
        tuple(b for b in catalogue.broken if b in broken),
    )


def _package(name: str) -> ModuleType:
    try:
        home = import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise UnknownPackage(f"there is no package {name!r} here: run in its parent directory, or install it") from None
        raise UnknownPackage(f"the package {name!r} does not import: {error}") from None
    except Exception as error:
        raise UnknownPackage(f"the package {name!r} does not import: {_in_one_line(error)}") from None
    if not hasattr(home, "__path__"):
        raise UnknownPackage(f"{name!r} is a module, expected a package with one module a statement")
    return home


def _read(module: str) -> Statement | Broken:
    """The module's statement, or why there is none."""
    name = module.rpartition(".")[2]
    try:
        statement = getattr(import_module(module), "STATEMENT", None)
        if not isinstance(statement, Statement):
            return Broken(name, f"STATEMENT is {_kind_of(statement)}, expected a verify.Statement", module)
        reason = next(_own_faults(statement), "")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a module may raise anything, SystemExit too: it is this statement's failure
        return Broken(name, f"does not import: {_in_one_line(error)}{_place(error, module)}", module)
    return Broken(statement.name, reason, module) if reason else statement


def _own_faults(statement: Statement) -> Iterator[str]:
    """What is wrong with a statement by itself."""
    names = [c.name for c in statement.claims]
    if not names:
        yield "has no claims"
    for name in (statement.name, *names):
        if not re.fullmatch(r"[^\s/]+", name):
            yield f"the name {name!r} is empty or holds a space or a slash"
    for claim in statement.claims:
        if names.count(claim.name) > 1:
            yield f"two claims have the name {claim.name!r}"
        if len(claim.equations) > MOST_EQUATIONS:
            yield f"{claim.name} cites {len(claim.equations)} equations, expected at most {MOST_EQUATIONS}"
        if claim.repairs and (claim.repairs not in names or claim.repairs == claim.name):
            yield f"{claim.name} repairs {claim.repairs!r}, which is no other claim of this statement"
        if claim.expected not in [v.value for v in Verdict]:
            yield f"{claim.name} expects {claim.expected!r}, which is not a verdict"
    for row, claims in statement.also.items():
        for name in claims:
            if name.removeprefix(f"{statement.name}/") not in names:
                yield f"the row {row} points to {name!r}, which is not a claim of this statement"


def _faults(found: Mapping[str, Statement], broken: Iterable[Broken]) -> Iterator[tuple[str, str]]:
    """What is wrong between statements: module -> reason."""
    owner: dict[str, str] = {}
    for module, statement in found.items():
        if statement.name in owner:
            yield module, f"the name {statement.name!r} is taken by {owner[statement.name]}"
        owner.setdefault(statement.name, module)
    failed = {name for b in broken for name in _names(b)}
    uses = {found[module].name: found[module].uses for module in owner.values()}
    for name, module in owner.items():
        unknown = [u for u in uses[name] if u not in uses and _plain(u) not in failed]
        if unknown:
            yield module, f"uses {_suggestion(unknown[0], uses).removeprefix('unknown id ')}"
        elif (path := _way_back(name, uses)):
            yield module, f"uses itself: {' -> '.join(path)}"


def _way_back(name: str, uses: Mapping[str, Sequence[str]]) -> list[str]:
    """A shortest path along `uses` from the name back to itself, empty where there is none."""
    paths, seen = [[name]], set[str]()
    for path in paths:
        for following in uses.get(path[-1], ()):
            if following == name:
                return [*path, name]
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return []
