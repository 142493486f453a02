"""Find the statements of a paper: every public module of a proof package, by name, is one statement.

A module that cannot be used is that one statement's failure: it becomes a `Broken` entry, and the others go on.
"""

from __future__ import annotations

import pkgutil
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from types import ModuleType
from typing import Any

from verify.judging.errors import BadInput
from verify.judging.faults_of_statements import did_you_mean, mutual_faults, own_faults, plain
from verify.judging.sentences import Sentence, sentence_rows, sentences, table_faults
from verify.language.claim import Claim, Statement
from verify.language.made import made_in
from verify.language.module import forgotten, statement_of


class UnknownPackage(BadInput):
    """There is no proof package of that name, or it does not import."""


class UnknownId(BadInput):
    """No statement, claim or equation has that id."""


@dataclass(frozen=True)
class Broken:
    """A module that cannot be judged, and why. Its name is the module's where no statement could be read."""

    name: str
    reason: str
    module: str

    def answers_to(self, name: str) -> bool:
        """Is it what this id means? `lemma-2` may well be the statement of a `lemma2.py` that does not import."""
        return plain(name) in (plain(self.name), plain(self.module.rpartition(".")[2]))


@dataclass(frozen=True)
class Catalogue:
    """The statements of a package in natural order, the module of each, the modules that failed, the paper's sentences."""

    package: str
    paper: Mapping[str, Any]
    statements: tuple[Statement, ...]
    broken: tuple[Broken, ...]
    modules: Mapping[str, str]
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What some ids stand for: claims, each with its statement, and statements that failed."""

    claims: tuple[tuple[Statement, Claim], ...]
    broken: tuple[Broken, ...]


def discover(package: str = "proofs") -> Catalogue:
    """Every statement of the package. Raises UnknownPackage, in one line; a faulty module does not raise."""
    home = _package(package)
    paper = getattr(home, "PAPER", {})
    read = {module: _read(module) for module in sorted(_modules(package, home.__path__), key=natural)}
    found = {module: s for module, s in read.items() if isinstance(s, Statement)}
    broken = [b for b in read.values() if isinstance(b, Broken)]
    faults = dict(mutual_faults(found, {name for b in broken for name in (b.name, b.module.rpartition(".")[2])}))
    broken += [Broken(found[module].name, reason, module) for module, reason in faults.items()]
    broken += _astray(package, read)
    good = {module: s for module, s in found.items() if module not in faults}
    return _with_sentences(
        Catalogue(
            package,
            dict(paper) if isinstance(paper, Mapping) else {"title": str(paper)},
            tuple(sorted(good.values(), key=lambda s: natural(s.name))),
            tuple(sorted(broken, key=lambda b: natural(b.name))),
            {s.name: module for module, s in good.items()},
        )
    )


def _with_sentences(catalogue: Catalogue) -> Catalogue:
    """With the table of sentences, if it points to claims that are there; those of modules that failed are not missed."""
    module = f"{catalogue.package}._sentences"
    try:
        table = sentences(catalogue.package)
        known = {f"{s.name}/{c.name}" for s in catalogue.statements for c in s.claims}
        known |= {row["id"] for row in rows(catalogue)}
        reason = "" if catalogue.broken else next(table_faults(table, known), "")
    except Exception as error:
        table, reason = (), f"does not import: {_in_one_line(error)}{_place(error, module)}"
    broken = (*catalogue.broken, Broken("sentences", reason, module)) if reason else catalogue.broken
    return replace(catalogue, sentences=table, broken=broken)


def _astray(package: str, read: Mapping[str, Statement | Broken]) -> Iterator[Broken]:
    """The modules of the package that make a claim without being statements, so that nothing judges it."""
    judged = {id(c) for s in read.values() if isinstance(s, Statement) for c in s.claims}
    for module in sorted(m for m in sys.modules if m.startswith(f"{package}.") and m not in read):
        for claim in made_in(vars(sys.modules[module])):
            if id(claim) not in judged:
                reason = f"makes the claim {claim.name!r}, but is no statement: make it in the module that states it"
                yield Broken(module.rpartition(".")[2], reason, module)
                break


def _modules(package: str, places: Iterable[str]) -> Iterator[str]:
    """The public modules of a package and of its sections, which are packages in it, by their full names."""
    for place in pkgutil.iter_modules(places):
        if is_public(place.name):
            name = f"{package}.{place.name}"
            yield from _modules(name, _folders(place, name)) if place.ispkg else (name,)


def _folders(place: pkgutil.ModuleInfo, name: str) -> list[str]:
    """Where the modules of a section stand; the section itself is not run to find them."""
    spec = place.module_finder.find_spec(name, None)
    return list(spec.submodule_search_locations or ()) if spec is not None else []


def is_public(module: str) -> bool:
    """Does a module of this name hold a statement? Private ones, `setting` and `figures` do not."""
    return not module.startswith("_") and module not in ("setting", "figures")


def find(catalogue: Catalogue, ids: Sequence[str] = ()) -> Selection:
    """The claims that the ids stand for (all, without an id), each once, in natural order.

    An id is a statement, a claim (`lemma-2/lipschitz`) or any other row (`eq-19`). Raises UnknownId, with suggestions,
    and BadInput for a sentence that is excused.
    """
    every = {f"{s.name}/{claim.name}": (s, claim) for s in catalogue.statements for claim in s.claims}
    if not ids:
        return Selection(tuple(every.values()), catalogue.broken)
    table = {row["id"]: row["claims"] for row in rows(catalogue)} | {name: [name] for name in every}
    excuses = {s.id: s.excused for s in catalogue.sentences if s.excused}
    wanted: set[str] = set()
    broken: set[Broken] = set()
    for name in ids:
        failed = {b for b in catalogue.broken if b.answers_to(name.partition("/")[0])}
        if name not in table and not failed:
            known = [*table, *(b.name for b in catalogue.broken)]
            near = did_you_mean(name, [k for k in known if ("/" in k) == ("/" in name)])
            raise UnknownId(f"unknown id {name!r}{near or '; `verify list` shows every id'}")
        if name in excuses:
            raise BadInput(f"{name} has no claim to judge: {excuses[name]}; leave it out")
        wanted.update(table.get(name, ()))
        broken |= failed
    return Selection(
        tuple(pair for key, pair in every.items() if key in wanted), tuple(b for b in catalogue.broken if b in broken)
    )


def _package(name: str) -> ModuleType:
    try:
        home = import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            raise UnknownPackage(f"no package {name!r} here: run where its directory is, or install it") from None
        raise UnknownPackage(f"the package {name!r} does not import: {_in_one_line(error)}") from None
    except (Exception, SystemExit) as error:
        raise UnknownPackage(f"the package {name!r} does not import: {_in_one_line(error)}") from None
    if not hasattr(home, "__path__"):
        raise UnknownPackage(f"{name!r} is a module, expected a package with one module for each statement")
    return home


def _read(module: str) -> Statement | Broken:
    """The module's statement, or why there is none. A module may raise anything, SystemExit too."""
    name = module.rpartition(".")[2]
    try:
        loaded = import_module(module)
    except (Exception, SystemExit) as error:
        return Broken(name, f"does not import: {_in_one_line(error)}{_place(error, module)}", module)
    statement = getattr(loaded, "STATEMENT", None)
    if not isinstance(statement, Statement):
        what = "no STATEMENT" if statement is None else f"a {type(statement).__name__} as its STATEMENT"
        return Broken(name, f"has {what}, expected STATEMENT = Statement(name=..., title=..., section=...)", module)
    statement = statement_of(module)
    reason = next(chain(forgotten(vars(loaded)), own_faults(statement)), "")
    return Broken(str(statement.name), reason, module) if reason else statement


def _in_one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _place(error: BaseException, module: str) -> str:
    """Where in the author's own file it happened; a syntax error says so itself."""
    spec = find_spec(module)
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if spec and f.filename == spec.origin]
    return f" (line {lines[-1]} of {module})" if lines else ""


NOUNS = "assumption definition figure lemma proposition remark theorem"
KINDS = {noun: noun for noun in NOUNS.split()} | {"eq": "equation"}


def natural(name: str) -> list[Any]:
    """Sort key by which eq-2 comes before eq-10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", name)]


def rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """One row for every id: statements, equations that claims cite, further rows that statements name, sentences."""
    table = {s.name: _row(s.name, s.title, s) for s in catalogue.statements}
    for s in catalogue.statements:
        table[s.name]["uses"] = list(s.uses)
        cited = {n for claim in s.claims for n in claim.equations}
        table[s.name]["equations"] = sorted(cited.union(table[s.name]["equations"]))
        for name, claim in _pointers(s):
            row = table.setdefault(name, _row(name, f"Equation ({name[3:]})" if name.startswith("eq-") else s.title, s))
            row["claims"] = list(dict.fromkeys([*row["claims"], f"{s.name}/{claim}"]))
            row["section"] = ", ".join(dict.fromkeys([*row["section"].split(", "), s.section]))
    table |= sentence_rows(catalogue.sentences, table)
    return [table[name] for name in sorted(table, key=natural)]


def _row(name: str, title: str, statement: Statement) -> dict[str, Any]:
    prefix, _, number = name.partition("-")
    own = statement.name == name
    return {
        "id": name,
        "kind": KINDS.get(prefix, "statement"),
        "title": title,
        "section": statement.section,
        "equations": [int(number)] if prefix == "eq" and number.isdigit() else [],
        "uses": [],
        "claims": [f"{name}/{claim.name}" for claim in statement.claims] if own else [],
    }


def _pointers(statement: Statement) -> Iterator[tuple[str, str]]:
    """The further rows that the statement's claims are about: row id, claim name."""
    for claim in statement.claims:
        yield from ((f"eq-{number}", claim.name) for number in claim.equations)
    for name, claims in statement.also.items():
        yield from ((name, claim) for claim in claims)
