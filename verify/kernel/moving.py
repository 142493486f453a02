"""The derivative of an assumed identity: what holds on an open set may be differentiated there."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.language.claim import Claim
from verify.language.forms import along
from verify.language.operators import Norm, Total
from verify.language.proof import Moving, Schema
from verify.language.relation import Relation, eq
from verify.language.symbols import Vector


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
    lhs, rhs = (along(e, (variable, direction)) for e in (schema.relation.lhs, schema.relation.rhs))
    return Moving(
        f"{schema.name}, differentiated", (*schema.variables, direction), eq(lhs, rhs), schema.assuming, schema
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
    plain = e.is_Symbol or e.is_Rational or isinstance(e, Norm | Total | sp.Add | sp.Mul)
    return bool(plain or (e.is_Pow and e.exp.is_Integer and e.exp > 0)) and all(map(_continuous, e.args))
