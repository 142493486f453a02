"""Find the statements of a paper: every public module of a proof package, by name, is one statement.

A module that cannot be used is that one statement's failure: it becomes a `Broken` entry, and the others go on.
"""

from __future__ import annotations

import pkgutil
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from verify.checkers.stored.read import fault
from verify.judging.codes import USUAL_PACKAGE
from verify.judging.errors import BadInput
from verify.judging.faults_of_statements import mutual_faults, name_fault, own_faults, well_named
from verify.judging.python_errors import in_one_line
from verify.judging.sentences import Sentence, sentence_rows, sentences, table_faults
from verify.judging.table import ENGINE, Broken, Table, keep, kept, sources
from verify.language.claim import SOURCES, Claim, Statement
from verify.language.made import made_in
from verify.language.module import forgotten, statement_of
from verify.language.sentence import unmarked

PAPER = {"title?": str, "authors?": [str], "arxiv?": str, "notation?": {...: str}, ...: object}


class UnknownPackage(BadInput):
    """There is no proof package of that name, or it does not import."""


@dataclass(frozen=True)
class Catalogue:
    """The statements of a package in natural order, the module of each, the modules that failed, the paper's sentences.

    Where it was read for a few ids the statements are those that these stand for; `table` is of the whole package.
    """

    package: str
    paper: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    broken: tuple[Broken, ...] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    table: Table = field(default_factory=Table)


@dataclass(frozen=True)
class Selection:
    """What some ids stand for: claims, each with its statement, and statements that failed."""

    claims: tuple[tuple[Statement, Claim], ...]
    broken: tuple[Broken, ...]


def discover(package: str = USUAL_PACKAGE, ids: Sequence[str] = ()) -> Catalogue:
    """Every statement of the package, or those alone that the ids stand for, where the package is as it was when all was read.

    Raises UnknownPackage and UnknownId, in one line; a faulty module does not raise.
    """
    if ids and (table := kept(package)) is not None and (part := _part(package, table, ids)) is not None:
        return part
    before = sources(package)
    home = _package(package)
    read = {module: _read(module) for module in sorted(_modules(package, home.__path__), key=natural)}
    found = {module: s for module, s in read.items() if isinstance(s, Statement)}
    broken = [b for b in read.values() if isinstance(b, Broken)]
    faults = dict(mutual_faults(found, {name for b in broken for name in (b.name, b.module.rpartition(".")[2])}))
    broken += [Broken(found[module].name, reason, module) for module, reason in faults.items()]
    broken += [b for module in found if module not in faults for b in _misnamed(module)]
    broken += _astray(package, read)
    good = {module: s for module, s in found.items() if module not in faults}
    catalogue = _with_sentences(
        Catalogue(
            package,
            _paper(home),
            tuple(sorted(good.values(), key=lambda s: natural(s.name))),
            tuple(sorted(broken, key=lambda b: natural(b.name))),
            {s.name: module for module, s in good.items()},
        )
    )
    catalogue = replace(catalogue, table=Table(_rows(catalogue), catalogue.modules, package))
    if not catalogue.broken:
        keep(package, catalogue.table, before)
    return catalogue


def _part(package: str, table: Table, ids: Sequence[str]) -> Catalogue | None:
    """The statements that the ids stand for; None where one is not what the table says."""
    names = sorted({claim.partition("/")[0] for claim in table.meant(ids)[0]}, key=natural)
    home = _package(package)
    read = [_read(table.modules[name]) for name in names]
    claims = {row["id"]: row["claims"] for row in table.rows}
    good = tuple(
        s for s in read if isinstance(s, Statement) and [f"{s.name}/{c.name}" for c in s.claims] == claims.get(s.name)
    )
    if [s.name for s in good] != names:
        return None
    return Catalogue(package, _paper(home), good, modules=table.modules, table=table)


def _paper(home: ModuleType) -> Mapping[str, Any]:
    paper = getattr(home, "PAPER", {})
    found = dict(paper) if isinstance(paper, Mapping) else {"title": str(paper)}
    found |= {"authors": [*found["authors"]]} if isinstance(found.get("authors"), tuple) else {}
    if wrong := fault(found, PAPER, "PAPER"):
        raise UnknownPackage(f"the package {home.__name__!r} says wrongly what the paper is: {wrong}")
    return found


def _with_sentences(catalogue: Catalogue) -> Catalogue:
    """With the table of sentences, if it points to claims that are there; those of modules that failed are not missed."""
    module = f"{catalogue.package}._sentences"
    try:
        table = sentences(catalogue.package)
        known = {f"{s.name}/{c.name}" for s in catalogue.statements for c in s.claims}
        known |= {row["id"] for row in _rows(catalogue)}
        reason = "" if catalogue.broken else next(table_faults(table, known), "")
    except Exception as error:
        table, reason = (), f"does not import: {in_one_line(error)}{_place(error, module)}"
    broken = (*catalogue.broken, Broken("sentences", reason, module)) if reason else catalogue.broken
    return replace(catalogue, sentences=table, broken=broken)


def _misnamed(module: str) -> Iterator[Broken]:
    """The claims of a statement that no id can stand for; the others are judged."""
    statement = statement_of(module)
    for claim in statement.claims:
        if fault := name_fault(claim.name):
            yield Broken(f"{statement.name}/{claim.name}", fault, module)


def _astray(package: str, read: Mapping[str, Statement | Broken]) -> Iterator[Broken]:
    """The modules of the package that make a claim without being statements, so that nothing judges it."""
    judged = {id(c) for m, s in read.items() if isinstance(s, Statement) for c in statement_of(m).claims}
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
    """The claims that the ids stand for (all, without an id), each once, in natural order; those of equations in that of their rows.

    An id is a statement, a claim (`lemma-2/lipschitz`) or any other row (`eq-19`). Raises UnknownId, with suggestions,
    and BadInput for a sentence that is excused.
    """
    every = {f"{s.name}/{claim.name}": (s, claim) for s in catalogue.statements for claim in s.claims}
    if not ids:
        return Selection(tuple(every.values()), catalogue.broken)
    wanted, broken = catalogue.table.meant(ids, catalogue.broken)
    rows = [row for row in catalogue.table.rows if row["id"] in ids]
    equations = rows if all(row["kind"] == KINDS["eq"] for row in rows) else []
    place = {claim: k for k, claim in enumerate(dict.fromkeys(c for row in equations for c in row["claims"]))}
    keys = sorted((key for key in every if key in wanted), key=lambda key: place.get(key, -1))
    return Selection(tuple(every[key] for key in keys), tuple(b for b in catalogue.broken if b in broken))


def _package(name: str) -> ModuleType:
    try:
        home = import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            raise UnknownPackage(f"no package {name!r} here: {_others()}") from None
        raise UnknownPackage(f"the package {name!r} does not import: {in_one_line(error)}") from None
    except (Exception, SystemExit) as error:
        raise UnknownPackage(f"the package {name!r} does not import: {in_one_line(error)}") from None
    if not hasattr(home, "__path__"):
        raise UnknownPackage(f"{name!r} is a module, expected a package with one module for each statement")
    return home


def _others() -> str:
    """Which packages the working directory holds, and how one of them is named, or begun."""
    seen = sorted(init.parent.name for init in Path().glob("*/__init__.py") if _seems_to_state(init.parent))
    if seen:
        return f"there is {', '.join(seen)}; name one, as in --package {seen[0]}, or run where its directory is"
    return "run where its directory is, or begin one with: verify new lemma lemma-1 --package mypaper"


def _seems_to_state(folder: Path) -> bool:
    """Does a module of the folder, or of a section in it, have a STATEMENT? The engine writes such modules, and has none."""
    if folder.resolve() == ENGINE.resolve():
        return False
    modules = (m for m in (*folder.glob("*.py"), *folder.glob("*/*.py")) if is_public(m.stem))
    return any(b"\nSTATEMENT = " in m.read_bytes() for m in modules)


def _read(module: str) -> Statement | Broken:
    """The module's statement, or why there is none. A module may raise anything, SystemExit too."""
    name = module.rpartition(".")[2]
    try:
        loaded = import_module(module)
    except (Exception, SystemExit) as error:
        return Broken(name, f"does not import: {in_one_line(error)}{_place(error, module)}", module)
    statement = getattr(loaded, "STATEMENT", None)
    if not isinstance(statement, Statement):
        what = "no STATEMENT" if statement is None else f"a {type(statement).__name__} as its STATEMENT"
        return Broken(name, f"has {what}, expected STATEMENT = Statement(name=..., title=..., section=...)", module)
    statement = well_named(statement_of(module))
    reason = next(chain(forgotten(vars(loaded)), own_faults(statement)), "")
    return Broken(str(statement.name), reason, module) if reason else statement


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


def rows(catalogue: Catalogue) -> list[Mapping[str, Any]]:
    """One row for every id of the package."""
    return list(catalogue.table.rows)


def _rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """One row for every id: statements, equations that claims cite, further rows that statements name, sentences."""
    table = {s.name: _row(s.name, unmarked(s.title), s) for s in catalogue.statements}
    for s in catalogue.statements:
        table[s.name] |= {"uses": list(s.uses), "where": unmarked(s.where)}
        cited = {n for claim in s.claims for n in claim.equations}
        table[s.name]["equations"] = sorted(cited.union(table[s.name]["equations"]))
        for name, claim in _pointers(s):
            row = table.setdefault(
                name, _row(name, f"Equation ({name[3:]})" if name.startswith("eq-") else unmarked(s.title), s)
            )
            row["claims"] = list(dict.fromkeys([*row["claims"], f"{s.name}/{claim}"]))
            row["section"] = ", ".join(dict.fromkeys([*row["section"].split(", "), s.section]))
    claims = {f"{s.name}/{claim.name}": claim for s in catalogue.statements for claim in s.claims}
    mended = {f"{s.name}/{claim.repairs}" for s in catalogue.statements for claim in s.claims if claim.repairs}
    for row in table.values():
        if row["kind"] == KINDS["eq"]:
            row["claims"].sort(key=lambda name: rank(claims[name], mended=name in mended))
    table |= sentence_rows(catalogue.sentences, table)
    return [table[name] for name in sorted(table, key=natural)]


def rank(claim: Claim, *, mended: bool) -> tuple[int, bool]:
    """The place among the claims on one equation: what the paper prints first, and first of that what a repair mends."""
    return SOURCES.index(claim.source), not mended


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
