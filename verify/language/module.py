"""What a module of a proof package states: its STATEMENT, with every claim that the module makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from verify.language.claim import Claim, Statement
from verify.language.made import LIST, made_in


def statement_of(module: str) -> Statement:
    """The STATEMENT of the module of this name with its claims: those that it lists, or else all that the module makes, in order."""
    loaded = import_module(module)
    statement: Statement = loaded.STATEMENT
    return statement if statement.claims else replace(statement, claims=made_in(vars(loaded)))


def forgotten(namespace: Mapping[str, Any]) -> Iterator[str]:
    """Every claim that a module makes and then loses, or leaves out where it lists its claims: its name, and what to do."""
    listed = namespace["STATEMENT"].claims
    kept = {id(c) for c in (listed or _kept([v for k, v in namespace.items() if k != LIST]))}
    for claim in made_in(namespace):
        if id(claim) not in kept:
            yield f"the claim {claim.name!r} is {'not listed: leave `claims` out' if listed else LOST}"


LOST = "made and lost: give it a name of its own, or a place in a tuple, list or dict of the module"


def _kept(value: Any) -> Iterator[Claim]:
    """The claims in a value, however deep in tuples, lists and dicts."""
    if isinstance(value, Claim):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ():
        yield from _kept(part)
