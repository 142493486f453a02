"""A claim without one of its assumptions, and concrete choices of its unknown functions that satisfy the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from verify.kernel.for_all import mentions
from verify.kernel.instances import concrete
from verify.kernel.reasons import NotShown
from verify.language.claim import Assumption, Claim, Instance
from verify.language.forms import norm
from verify.language.relation import Relation
from verify.language.symbols import Label, Vector

Functions = Mapping[str, tuple[tuple[Any, ...], Any]]


def without(claim: Claim, dropped: Assumption) -> Claim:
    """The claim without one of its assumptions."""
    return replace(claim, assuming=tuple(a for a in claim.assuming if a != dropped))


def plain_choices(claim: Claim, dropped: Assumption) -> Iterator[Claim]:
    """The weaker claim without unknown functions, for each choice of them for which the other assumptions are proved.

    The claim's own choice comes first, then that choice with a term more in one function. Constants of which only the
    dropped assumption speaks are left free.
    """
    weaker = replace(without(claim, dropped), derive=None, example=None, counterexample=None, repairs="")
    if not weaker.abstract:
        yield weaker
        return
    if claim.instance is None:
        return
    own = _freed(claim.instance, claim, dropped)
    for chosen in (own, *(replace(own, functions=f) for f in _varied(own.functions))):
        try:
            yield concrete(weaker, chosen)
        except (NotShown, TypeError, ValueError):
            continue


def _freed(chosen: Instance, claim: Claim, dropped: Assumption) -> Instance:
    """The choice without the constants of which no assumption but the dropped one speaks."""
    others = [r for a in claim.assuming if a != dropped for r in _relations(a)]
    constants = {c: v for c, v in chosen.constants.items() if any(mentions(r, {c}) for r in others)}
    return replace(chosen, constants=constants)


def _relations(assumption: Assumption) -> tuple[Relation, ...]:
    return (assumption,) if isinstance(assumption, Relation) else (assumption.relation, *assumption.assuming)


def _varied(functions: Functions) -> Iterator[Functions]:
    """One function with a term more: ‖v‖²/2 for a real function of a vector v, its gradient with it, v for a map."""
    for name, (slots, chosen) in functions.items():
        if name.rpartition("_")[2].isdigit():
            continue
        gradients = {k: f"{name}_{k}" for k in range(1, len(slots) + 1) if f"{name}_{k}" in functions}
        for k, slot in enumerate(slots, 1):
            if not isinstance(slot, Vector) or isinstance(slot, Label):
                continue
            if not gradients:
                yield {**functions, name: (slots, chosen + slot)}
            elif k in gradients:
                more = functions[gradients[k]][1] + slot
                yield {**functions, name: (slots, chosen + norm(slot) ** 2 / 2), gradients[k]: (slots, more)}
