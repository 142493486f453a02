"""Concrete choices for the unknown functions of a claim: to show that its assumptions can hold, or that its conclusion need not.

Why it is sound. A claim on functions known by name is one for all functions with the assumed properties S, so

    S(phi)       A(phi, p)       not R(phi, p)               S(phi)       A(phi, p)
    -----------------------------------------              -----------------------------------------
      not (for all f: S(f), A(f) => R(f))                   some f and p satisfy S(f) and A(f, p)

and so for "R(phi, p) has no value" in the place of "not R(phi, p)", where an operation of R itself has none at p: a root, a
denominator, a logarithm, whose condition has a value there and is false.

S(phi) is proved, for every value of the variables of each schema, from the claim's relations on other symbols; the point p is
certified (`verify.kernel.certify`). What a choice owes beside that:

* one function, one expression: its slots are different symbols, and what stands in a slot is what the slot is declared to be,
  since the signs that a term has are read off those of its symbols;
* nothing is captured: no free symbol of a choice is a variable of a schema or bound by "there is", and none carries the index of
  the data;
* functions known by name have values and derivatives everywhere: so have the choice, for all values of its slots, and its
  derivatives of which the claim speaks;
* f_k is the gradient of f in slot k: <f_k, h> is the derivative of f in the direction h, for every h;
* a constant has the sign that its symbol is declared to have, in R^0 too if there may be no vectors; nothing brings in d there,
  and nothing takes away what keeps R^0 out.

The substitution is that of `verify.kernel.substitution`; the derivative, that of `verify.language.forms.along`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from verify.kernel.appeals import is_as_declared, may_stand_for, require_values, unsplit
from verify.kernel.certify import certify
from verify.kernel.decide import decide
from verify.kernel.domain import conditions
from verify.kernel.evidence import Evidence, Method, proved, settles
from verify.kernel.facts.register import CHAIN_RULE
from verify.kernel.for_all import mentions
from verify.kernel.gram import is_zero
from verify.kernel.point import validate
from verify.kernel.prove import prove
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.record import free_assumptions
from verify.kernel.signs import Signs
from verify.kernel.substitution import substituted, unused
from verify.kernel.whitelist import require_language, require_symbols
from verify.language.claim import Claim, Instance, afresh
from verify.language.forms import along
from verify.language.forms import inner as dot
from verify.language.normal import speaks_of_dimension
from verify.language.operators import Field, Jacobian, Mean, Value, sampled
from verify.language.proof import Schema
from verify.language.relation import Relation, le
from verify.language.symbols import Vector, d
from verify.language.term import ANY_SIGN, ONE, Symbol
from verify.language.verdict import Outcome


def concrete(claim: Claim, instance: Instance, *, differentiable: bool = False) -> Claim:
    """The claim for this choice: no unknown function is left and every schema is shown.

    `differentiable`: every function known by name is taken to be so. Raises NotShown when a schema is not proved for the choice, a
    gradient is not one, or a derivative is missing.
    """
    claim = afresh(claim)
    require_language(claim.spoken)
    _check_choice(claim, instance)
    _check_slots(claim, instance)
    _check_gradients(claim, instance)
    for symbol, value in instance.constants.items():
        if not may_stand_for(value, symbol, Signs(empty_total=bool(claim.beside))):
            raise NotShown(Reason.NOT_AS_DECLARED, symbol=symbol, value=value)
    for schema in claim.schemas:
        check_schema(schema, claim, instance)
    plain = replace(
        claim,
        conclusion=_put(claim.conclusion, instance),
        assuming=(*(_put(r, instance) for r in claim.relations), *_some_coordinate(claim)),
        derive=None,
        instance=None,
        against=None,
        example=claim.example or instance.point,
    )
    _check_derivatives(claim, instance, differentiable)
    if plain.abstract:
        raise NotShown(Reason.UNKNOWN_LEFT)
    return plain


def _some_coordinate(claim: Claim) -> tuple[Relation, ...]:
    """A claim that is not about R^0 stays so, also where the choice takes away what kept R^0 out."""
    return (le(ONE, d),) if claim.beside and not claim.allows_no_vectors else ()


def counterexample(claim: Claim, *, statement: str, found_by: str) -> Evidence:
    """What the author's own point shows, for the author's choice of the unknown functions where there are any.

    A claim is about every choice: what fails for one fails. That the choice has no value at the point settles nothing: functions
    known by name have values and derivatives. Raises NotShown for an unsuitable choice, ValueError for a malformed point.
    """
    if claim.against is None or claim.against.point is None:
        if claim.counterexample is None:
            return Evidence(Method.EXACT_POINT, Outcome.UNKNOWN)
        return certify(claim, claim.counterexample(), statement=statement, found_by=found_by, method=Method.EXACT_POINT)
    _, plain = refuting(claim, claim.against)
    point = claim.against.point(plain.dimensions[0])
    found = certify(plain, point, statement=statement, found_by=found_by, method=Method.INSTANCE)
    fails = found.outcome is Outcome.FAILS and settles(found, plain)
    return proved(claim, found) if fails else found


def refuting(claim: Claim, against: Instance) -> tuple[Instance, Claim]:
    """The author's choice against the claim, and the claim for it: as it is written or else with the constants of its point.

    A constant is part of a choice: a refutation owes the assumptions for one value of it. Raises NotShown where neither is shown to
    satisfy them, ValueError for a malformed point.
    """
    takes_derivatives = claim.derive is not None and CHAIN_RULE in prove(claim).facts
    try:
        return against, concrete(claim, against, differentiable=takes_derivatives)
    except NotShown:
        here = at_its_point(claim, against)
        if here.constants == against.constants:
            raise
        return here, concrete(claim, here, differentiable=takes_derivatives)


def at_its_point(claim: Claim, chosen: Instance) -> Instance:
    """The choice with the values that its point gives to numbers as constants. Raises ValueError for a malformed point."""
    if chosen.point is None:
        return chosen
    bound = {*claim.exists, *(v for s in claim.schemas for v in s.variables)}
    point = validate(chosen.point(claim.dimensions[0]), ())
    numbers = {s: v for s, v in point.items() if type(s) is Symbol and s is not d and s not in bound}
    return replace(chosen, constants=numbers | dict(chosen.constants))


def owes_a_value(claim: Claim, instance: Instance, point: Mapping[Any, Any]) -> bool:
    """Is a condition of the conclusion false at the point for this choice, by its own operations and not by those of the choice?

    Raises ValueError for a malformed point.
    """
    owed = dict.fromkeys(c for side in (claim.conclusion.lhs, claim.conclusion.rhs) for c in conditions(side))
    return any(decide(_put(c, instance), point) is False for c in owed)


def _check_choice(claim: Claim, instance: Instance) -> None:
    """Expressions of the right kind, and none that a schema, "there is" or an average could capture."""
    loose = set(instance.constants).union(*(v.free_symbols for v in instance.constants.values()))
    for name, (slots, expression) in instance.functions.items():
        require_language([expression, *slots])
        rest = expression.free_symbols - set(slots)
        loose |= rest
        if len(set(slots)) != len(slots):
            raise NotShown(Reason.SAME_SLOTS, name=name)
        if expression.has(Mean) or any(map(sampled, rest)):
            raise NotShown(Reason.CHOICE_OF_DATA, name=name)
        require_values((expression,), _known(claim, instance, slots), f"the choice of {name}")
    bound = {v for s in claim.schemas for v in s.variables}
    require_symbols((*bound, *instance.constants, *(s for slots, _ in instance.functions.values() for s in slots)))
    chosen = [*(e for _, e in instance.functions.values()), *instance.constants.values()]
    if claim.allows_no_vectors and any(map(speaks_of_dimension, chosen)):
        raise NotShown(Reason.CHOICE_USES_D)
    if captured := loose & {*bound, *claim.exists}:
        raise NotShown(Reason.CHOICE_CAPTURED, symbols=", ".join(sorted(map(str, captured))))


def _check_slots(claim: Claim, instance: Instance) -> None:
    """What stands in a slot has the sign that the slot is declared to have: the chosen expression was simplified under it."""
    for name, (slots, _) in instance.functions.items():
        signed = {k: s for k, s in enumerate(slots) if s.signs != ANY_SIGN or s.integer}
        for at, context in _occurrences(claim, name) if signed else ():
            here = _signs((_put(r, instance) for r in context), claim)
            for k, s in signed.items():
                if k < len(at) and not is_as_declared(value := _put_in(at[k], instance), s, here):
                    raise NotShown(Reason.NOT_AS_DECLARED, symbol=s, value=value)


def check_schema(schema: Schema, claim: Claim, instance: Instance) -> None:
    """Raise NotShown unless the assumption is proved of the choice, for all values of its variables."""
    shown = prove(property_of(schema, claim, instance))
    if shown.outcome is not Outcome.HOLDS:
        raise NotShown(Reason.SCHEMA_NOT_SHOWN, name=schema.name, why=shown.said)


def property_of(schema: Schema, claim: Claim, instance: Instance) -> Claim:
    """What the choice owes for the assumption: it for all values of its variables, from what is assumed of other symbols."""
    return Claim(
        name=schema.name,
        says=schema.name,
        conclusion=_put(schema.relation, instance),
        assuming=(
            *(_put(r, instance) for r in schema.assuming),
            *(_put(r, instance) for r in free_assumptions(claim) if not mentions(r, {*schema.variables})),
        ),
        derive=instance.derive.get(schema.name),
        beside=claim.beside,
    )


def _known(claim: Claim, instance: Instance, slots: tuple[Any, ...]) -> Signs:
    """What is known for all values of the slots: what is assumed of other symbols."""
    put = (_put(r, instance) for r in free_assumptions(claim))
    return _signs((r for r in put if not mentions(r, {*slots})), claim)


def _signs(put: Iterable[Relation], claim: Claim) -> Signs:
    return unsplit(Signs(tuple(put), empty_total=bool(claim.beside)))


def _check_gradients(claim: Claim, instance: Instance) -> None:
    """Wherever ell and ell_k both occur or are chosen, ell_k must be the gradient of ell in its k-th slot."""
    for name in _names(claim):
        base, _, k = name.rpartition("_")
        if not (base and k.isdecimal()):
            continue
        if name not in instance.functions or base not in instance.functions:
            raise NotShown(Reason.CHOOSE_BOTH, name=name, base=base)
        slots, expression = instance.functions[base]
        other, chosen = instance.functions[name]
        if slots != other:
            raise NotShown(Reason.OTHER_SLOTS, name=name, base=base)
        if not 1 <= int(k) <= len(slots):
            raise NotShown(Reason.NO_SUCH_SLOT, base=base, count=len(slots), name=name)
        slot = slots[int(k) - 1]
        if not isinstance(slot, Vector):
            raise NotShown(Reason.NO_VECTOR_SLOT, slot=slot, name=base)
        h = unused([expression, chosen, *slots])
        slope = _slope(expression, slot, h)
        require_values((slope, chosen), _known(claim, instance, slots), f"the gradient {name}")
        if not is_zero(slope - dot(chosen, h)):
            raise NotShown(Reason.NO_GRADIENT, name=name, base=base, slot=slot)


def _check_derivatives(claim: Claim, instance: Instance, differentiable: bool) -> None:
    """Where the claim speaks of the derivative of a map, or a proof takes one, the chosen map has it for all values of its slots."""
    spoken = {(str(j.args[0]), int(j.args[1])) for e in claim.spoken for j in e.atoms(Jacobian)}
    for name, (slots, expression) in instance.functions.items():
        for k, slot in enumerate(slots, 1):
            if isinstance(slot, Vector) and (differentiable or (name, k) in spoken):
                slope = _slope(expression, slot, unused([expression, *slots]))
                require_values((slope,), _known(claim, instance, slots), f"the derivative of {name}")


def _slope(expression: Any, slot: Any, direction: Any) -> Any:
    try:
        return along(expression, (slot, direction))
    except TypeError:
        raise NotShown(Reason.NOT_SMOOTH, term=expression) from None


def _occurrences(claim: Claim, name: str) -> list[tuple[tuple[Any, ...], tuple[Relation, ...]]]:
    """The arguments of a function wherever it occurs, with what is assumed there."""
    places = [(r, s.assuming) for s in claim.schemas for r in (s.relation, *s.assuming)]
    places += [(r, free_assumptions(claim)) for r in (claim.conclusion, *claim.relations)]
    return [
        (f.args[3:] if isinstance(f, Jacobian) else f.args[1:], context)
        for r, context in places
        for f in r.lhs.atoms(Field, Value, Jacobian) | r.rhs.atoms(Field, Value, Jacobian)
        if str(f.args[0]) == name
    ]


def _names(claim: Claim) -> set[str]:
    schemas = [r for s in claim.schemas for r in (s.relation, *s.assuming)]
    sides = [*claim.expressions, *(side for r in schemas for side in (r.lhs, r.rhs))]
    return {str(f.args[0]) for side in sides for f in side.atoms(Field, Value, Jacobian)}


def _put(r: Relation, instance: Instance) -> Relation:
    return r.map(lambda e: _put_in(e, instance))


def _put_in(e: Any, instance: Instance) -> Any:
    return substituted(e, instance.functions).xreplace(instance.constants)
