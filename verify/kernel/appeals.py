"""What an appeal says, to a cited theorem or to an assumption on an unknown function, once what it asks for is shown.

Why it is sound. A schema, or a cited theorem, is a statement for all values of its variables; an appeal is an instance of it:

    for all v: A(v) => R(v)       e has a value and is what v is declared to be       A(e)
    ------------------------------------------------------------------------------------------
                                            R(e)

Two more premises are owed: every side of R(e) and A(e) has a value, and where the vectors may be those of R^0 none of them
speaks of d, of a largest coordinate or of one coordinate. The values replace all variables at once. They cannot be captured:
what a determinant or a sum binds is never put in (`verify.kernel.whitelist.same_kind`), and what a theorem on a function of
one variable t binds occurs neither in the claim, the premises of its assumptions included, nor in the other arguments.
Only what the register of facts and the claim's own schemas say counts; the text that an author keeps in an appeal does not.

An identity may be differentiated (Rudin, Principles of Mathematical Analysis, 9.15):

    for all v in U: f(v) = g(v)       U open       f and g differentiable where their derivatives have a value
    ------------------------------------------------------------------------------------------------------------
                              for all v in U and all h: Df(v) h = Dg(v) h

U is open because it is given by strict inequalities between continuous functions; f and g have values around v where they have at v,
since the conditions for that are open too: that they have at v is owed. That functions known by name are
differentiable is taken for granted, and cited. Whether a theorem is stated rightly is up to `verify.kernel.facts`; whether a
premise is visibly true, to `verify.kernel.signs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from verify.kernel.domain import conditions
from verify.kernel.facts.register import WITH_VARIABLE, fact
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.signs import Signs
from verify.kernel.whitelist import require_forms, require_language, require_symbols, same_kind
from verify.language.claim import Claim
from verify.language.expansion import spread_powers
from verify.language.forms import along
from verify.language.normal import speaks_of_dimension
from verify.language.operators import Determinant, Norm, Total, indexed
from verify.language.possible import is_integer
from verify.language.proof import Appeal, Moving, Schema, instance
from verify.language.relation import Relation, eq
from verify.language.remembered import remembered
from verify.language.symbols import Label, Vector, d
from verify.language.term import NEGATIVE, NOUGHT, POSITIVE, ZERO, Add, Mul

OWED: Mapping[int, Callable[[Any], Relation]] = {
    POSITIVE: lambda v: Relation(NOUGHT, "<", v),
    NEGATIVE: lambda v: Relation(v, "<", NOUGHT),
    ZERO | POSITIVE: lambda v: Relation(NOUGHT, "<=", v),
    NEGATIVE | ZERO: lambda v: Relation(v, "<=", NOUGHT),
    NEGATIVE | POSITIVE: lambda v: Relation(v, "!=", NOUGHT),
}  # what is owed of a value for a symbol that has no other signs


def require_values(expressions: tuple[Any, ...], signs: Signs, where: str) -> None:
    """Raise NotShown unless every condition of the expressions, and of their split powers, is visibly true."""
    for e in expressions:
        if (missing := _not_shown(e, signs)) is not None:
            raise NotShown(Reason.NO_VALUE, where=where, condition=missing)


def _not_shown(e: Any, signs: Signs) -> Relation | None:
    """A condition that is not visible; those of split powers are shown by what has none, for the others are read in split form."""
    split = _split_conditions(e)
    plain = unsplit(signs) if split else signs
    owed = (*((c, signs) for c in conditions(e)), *((c, plain) for c in split))
    return next((c for c, shown_by in owed if not shown_by.holds(c)), None)


def unsplit(signs: Signs) -> Signs:
    """What is known of terms that owe nothing more in split form than as they are written."""
    return signs.only(lambda known: not _split_conditions(known))


@remembered
def _split_conditions(e: Any) -> tuple[Relation, ...]:
    """What the powers owe when they are split, and not as they are written."""
    found = dict.fromkeys(c for part in spread_powers(e) for c in conditions(part))
    return tuple(c for c in found if c not in conditions(e))


def symbols_of(claim: Claim) -> set[Any]:
    """Every symbol that the claim speaks of, those of the premises of its schemas too: nothing else stands for every number."""
    return {s for e in claim.spoken for s in e.free_symbols} | {d, *claim.exists}


def require_no_coordinate(expressions: tuple[Any, ...], where: str) -> None:
    """In R^0 a relation for every coordinate says nothing, d is 0 and there is no largest coordinate.

    Raises NotShown for an expression that speaks of them.
    """
    if any(indexed(e) for e in expressions):
        raise NotShown(Reason.COORDINATE_IN_R0, where=where)
    if any(map(speaks_of_dimension, expressions)):
        raise NotShown(Reason.DIMENSION_IN_R0, where=where)


def stated(appeal: Appeal, signs: Signs, claim: Claim) -> Relation:
    """What the appeal says, worked out from the register of facts or from the claim's own schema, its premises shown.

    Raises NotShown where a premise of the rule above is missing.
    """
    values = [a for a in appeal.args if not isinstance(a, Schema)]
    on_forms = any(isinstance(a, Determinant) for a in values)
    (require_forms if on_forms else require_language)(values)
    if isinstance(appeal.args[0], Schema):
        schema, *values = appeal.args
        if not assumed(schema, claim):
            raise NotShown(Reason.NOT_ASSUMED, name=appeal.name)
        if not all(may_stand_for(v, s, signs) for v, s in zip(values, schema.variables, strict=True)):
            raise NotShown(Reason.NOT_ABOUT, name=appeal.name, values=", ".join(map(str, values)))
        relation, premises = instance(schema, *values)
    else:
        says = fact(appeal.name)
        if says is None:
            raise NotShown(Reason.NOT_CITED, name=appeal.name)
        if appeal.name in WITH_VARIABLE and appeal.args[1] in symbols_of(claim).union(
            *(a.free_symbols for a in appeal.args[2:])
        ):
            raise NotShown(Reason.VARIABLE_NOT_FREE, name=appeal.name, variable=appeal.args[1])
        relation, premises = says(*appeal.args)
    spoken = [relation, *premises]
    if (
        isinstance(schema := appeal.args[0], Moving) and schema.origin is not None
    ):  # where it has no value it says nothing
        spoken.append(instance(schema.origin, *values[:-1])[0])
    sides = tuple(side for r in spoken for side in (r.lhs, r.rhs))
    require_language((relation.lhs, relation.rhs))
    (require_forms if on_forms else require_language)(sides)
    require_values(sides, signs, appeal.name)
    if claim.allows_no_vectors and (relation.op == "=" or not indexed(relation.slack)):
        require_no_coordinate(sides, appeal.name)
    for premise in premises:
        if not signs.holds(premise):
            raise NotShown(Reason.PREMISE_NOT_SHOWN, name=appeal.name, premise=premise)
    return relation


def may_stand_for(value: Any, symbol: Any, signs: Signs) -> bool:
    """Is the value of the kind of the symbol, with a value everywhere and the sign that the symbol is declared to have?

    Raises NotShown where the symbol may not be given a value, or the value is outside the language.
    """
    require_symbols([symbol])
    require_language([value])
    return same_kind(value, symbol) and _not_shown(value, signs) is None and is_as_declared(value, symbol, signs)


def is_as_declared(value: Any, symbol: Any, signs: Signs) -> bool:
    """Has the value the sign that the symbol is declared to have; is it a label, or whole, where the symbol is?"""
    if isinstance(symbol, Label):
        return isinstance(value, Label) or value in (1, -1)
    if symbol.integer and not is_integer(value):
        return False
    return all(signs.holds(relation(value)) for declared, relation in OWED.items() if not symbol.signs & ~declared)


def moving(schema: Schema, variable: Any, direction: Any) -> Schema:
    """The identity differentiated while `variable` moves in `direction`, which becomes its last variable.

    Functions known by name are taken to be differentiable there. Raises ValueError for anything but an identity on an open set.
    """
    if schema.relation.op != "=" or not all(_open(r) for r in schema.assuming):
        raise ValueError(f"{schema.name} is no identity on an open set: only such a one may be differentiated")
    if type(variable) is not Vector or variable not in schema.variables:
        raise ValueError(f"{schema.name} is not assumed for every {variable}")
    sides = [e for r in (schema.relation, *schema.assuming) for e in (r.lhs, r.rhs)]
    if type(direction) is not Vector or direction in schema.variables or any(e.has(direction) for e in sides):
        raise ValueError(f"{direction} is no vector that {schema.name} leaves free")
    owed = [c for e in (schema.relation.lhs, schema.relation.rhs) for c in conditions(e)]
    if any(c.op not in ("<", "!=") and variable in c.lhs.free_symbols | c.rhs.free_symbols for c in owed):
        raise ValueError(f"{schema.name} need not have a value around every point where it has one")
    lhs, rhs = (along(e, (variable, direction)) for e in (schema.relation.lhs, schema.relation.rhs))
    return Moving(
        f"{schema.says}, differentiated", (*schema.variables, direction), eq(lhs, rhs), schema.assuming, schema
    )


def assumed(schema: Schema, claim: Claim) -> bool:
    """Is it an assumption of the claim, or the derivative of one?"""
    if not isinstance(schema, Moving):
        return schema in claim.schemas
    if (origin := schema.origin) not in claim.schemas or origin is None:
        return False
    return any(_same(schema, origin, v) for v in origin.variables if type(v) is Vector)


def _same(schema: Moving, origin: Schema, variable: Any) -> bool:
    try:
        return moving(origin, variable, schema.variables[-1]) == schema
    except (TypeError, ValueError):
        return False


def _open(r: Relation) -> bool:
    """A strict inequality between continuous functions, so that it holds around every point where it holds."""
    return r.op == "<" and all(_continuous(e) for e in (r.lhs, r.rhs))


def _continuous(e: Any) -> bool:
    plain = e.is_Symbol or e.is_Number or isinstance(e, Norm | Total | Add | Mul)
    return (plain or (e.is_Pow and e.exp.is_Integer and e.exp > 0)) and all(map(_continuous, e.args))
