"""What is wrong with the way a statement is written down, by itself and beside the others: names, owners, `uses`, `repairs`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from verify.judging.table import did_you_mean, plain
from verify.language.claim import Claim, Statement
from verify.language.proof import Schema
from verify.language.relation import Relation

MOST_EQUATIONS = 3


def name_fault(name: str) -> str:
    """What is wrong with a name that is part of an id; empty where nothing is."""
    good = re.fullmatch(r"[\w-]+", name)
    return "" if good else f"the name {name!r} is empty or holds another sign than letters, digits, - and _"


def well_named(statement: Statement) -> Statement:
    """The statement with those of its claims that an id can stand for; all of it, where there are none."""
    kept = tuple(claim for claim in statement.claims if not name_fault(claim.name))
    return replace(statement, claims=kept) if kept and len(kept) < len(statement.claims) else statement


def own_faults(statement: Statement) -> Iterator[str]:
    """What is wrong with a statement by itself."""
    names = [claim.name for claim in statement.claims]
    if not names:
        yield "has no claims"
    for name in (statement.name, *names):
        if fault := name_fault(name):
            yield fault
    for claim in statement.claims:
        if names.count(claim.name) > 1:
            yield f"two claims have the name {claim.name!r}"
        if len(claim.equations) > MOST_EQUATIONS:
            yield f"{claim.name} cites {len(claim.equations)} equations, expected at most {MOST_EQUATIONS}"
        if claim.repairs and (claim.repairs not in names or claim.repairs == claim.name):
            yield f"{claim.name} repairs {claim.repairs!r}, which is no other claim of this statement"
        yield from owner_faults(claim, next((c.assuming for c in statement.claims if c.name == claim.repairs), ()))
        yield from _strange_needs(claim)
    for row, claims in statement.also.items():
        for name in claims:
            if name not in names:
                yield f"the row {row} points to {name!r}, which is not a claim of this statement"


def owner_faults(claim: Claim, printed: Sequence[Relation | Schema]) -> Iterator[str]:
    """An assumption of a repair has one owner: the printed claim makes it, or it is one of `adds` or one of `restates`."""
    stated = (*claim.adds, *claim.restates)
    if claim.source != "repair":
        if stated:
            yield f"{claim.name} has adds or restates, which only a claim with source='repair' has"
        return
    for a in stated:
        if a not in claim.assuming:
            yield f"{claim.name} says whose {_named(a)} is, and does not assume it"
    for a in claim.assuming:
        owners = (a in printed) + stated.count(a)
        if owners == 0:
            yield f"{claim.name} does not say whose {_named(a)} is: expected in adds (its own) or restates (the paper's)"
        if owners > 1:
            yield f"{claim.name} says more than once whose {_named(a)} is: the printed claim's, adds or restates"


def _named(a: Relation | Schema) -> str:
    return repr(a.name if isinstance(a, Schema) else str(a))


def _strange_needs(claim: Claim) -> Iterator[str]:
    """An assumption that is said to be needed and is none of the claim's, or that is named twice."""
    for k, removal in enumerate(claim.needs):
        name = removal.assumption.name if isinstance(removal.assumption, Schema) else removal.assumption
        if removal.assumption not in claim.assuming:
            yield f"{claim.name} says why it needs {str(name)!r}, which it does not assume"
        if removal.assumption in [r.assumption for r in claim.needs[:k]]:
            yield f"{claim.name} says twice why it needs {str(name)!r}"


def mutual_faults(found: Mapping[str, Statement], failed: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong between statements (module -> statement): the module to blame, and why.

    `failed` are names of modules that could not be read: a name that may be one of theirs is not held against its user.
    """
    owner: dict[str, str] = {}
    for module, statement in found.items():
        if statement.name in owner:
            yield module, f"the name {statement.name!r} is taken by {owner[statement.name]}"
        owner.setdefault(statement.name, module)
    uses = {name: found[module].uses for name, module in owner.items()}
    excused = {plain(name) for name in failed}
    for name, module in owner.items():
        unknown = [u for u in uses[name] if u not in uses and plain(u) not in excused]
        if unknown:
            yield module, f"uses {unknown[0]!r}, which is no statement{did_you_mean(unknown[0], uses)}"
        elif path := way_back(name, uses):
            yield module, f"uses itself: {' -> '.join(path)}"


def way_back(name: str, uses: Mapping[str, Sequence[str]]) -> list[str]:
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
