"""Formulas as plain text: ‖v‖ for a norm, Σ(...) for a sum over the coordinates, Greek letters for their names."""

from __future__ import annotations

from typing import Any

from verify.kernel.for_all import EVERY
from verify.kernel.reasons import Said
from verify.language.claim import Claim
from verify.language.functions import Abs
from verify.language.operators import (
    Field,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Value,
    gradient_slot,
    indexed,
)
from verify.language.proof import Appeal, Schema
from verify.language.relation import Relation
from verify.language.symbols import Label
from verify.language.term import NEGATIVE, POSITIVE, ZERO, Name, Symbol, Term, product, rebuilt, term, written

_NAMES = "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon"
_NAMES += " phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
GREEK = dict(zip(_NAMES.split(), "αβγδεεζηθικλμνξπρστυφφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True)) | {"ell": "ℓ"}
SIGNS = {
    POSITIVE: "> 0",
    NEGATIVE: "< 0",
    ZERO | POSITIVE: ">= 0",
    NEGATIVE | ZERO: "<= 0",
    NEGATIVE | POSITIVE: "!= 0",
}
ONES = Name("(1, …, 1)")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FORMS = {
    Norm: "‖{}‖",
    Total: "Σ({})",
    Peak: "max({})",
    Mean: "mean({})",
    Product: "Π({})",
    Slope: "|·|'({})",
    Abs: "|{}|",
}


def formula(e: Any) -> str:
    """An expression in one line."""
    e = term(e)
    numbers = {x: Norm(_every(x.args[0])) for x in e.atoms(Norm) if not indexed(x.args[0])}
    return written(rebuilt(e.xreplace(numbers) if numbers else e, _signed))


def _every(number: Any) -> Any:
    """The vector whose coordinates are all that number."""
    return ONES if number == 1 else product((number, ONES))


def _signed(e: Any) -> Any:
    """What has a sign of its own here, as a name for the text that it has."""
    if isinstance(e, Symbol | Name):
        return Name(name(e.name))
    texts = [written(a) for a in e.args]
    if isinstance(e, Jacobian):
        f, slot, direction, *at = texts
        return Name(f"D{slot if len(at) > 1 else ''} {_map(e, f)}({', '.join(at)})[{direction}]")
    if isinstance(e, Field | Value):
        return Name(f"{_map(e, texts[0])}({', '.join(texts[1:])})")
    return Name(FORMS[type(e)].format(*texts)) if type(e) in FORMS else e


def _map(e: Any, named: str) -> str:
    """The name of an unknown function: ∇f where it is the gradient of one, with its slot where there are several."""
    if isinstance(e, Value) or (found := gradient_slot(e)) is None:
        return named
    base, slot = found
    several = len(e.args) > (4 if isinstance(e, Jacobian) else 2)
    return f"∇{str(slot).translate(SUBSCRIPTS) if several else ''}{name(base)}"


def relation(r: Relation | Schema) -> str:
    """A relation in one line; an assumption about a function says for which values it holds."""
    if isinstance(r, Relation):
        return f"{formula(r.lhs)} {r.op} {formula(r.rhs)}"
    given = "".join(f", {relation(a)}" for a in r.assuming)
    return f"{r.name}: {relation(r.relation)}, for every {', '.join(map(_bound, r.variables))}{given}"


def scope(found: str, claim: Claim) -> str:
    """For what something was found; a claim on plain numbers has no dimension."""
    if claim.speaks_of_vectors:
        return found
    return "all numbers" if found == EVERY else found.removesuffix(" in d = 1")


def assumption(a: Relation | Schema) -> str:
    """A relation in one line, or the name of an assumption about a function."""
    return a.name if isinstance(a, Schema) else relation(a)


def _bound(s: Any) -> str:
    return " and ".join(declared(s)) or formula(s)


def declared(s: Any) -> list[str]:
    """What a symbol is declared to be: a sign, whole, a label."""
    if isinstance(s, Label):
        return [f"{formula(s)} = -1 or 1"]
    sign = [f"{formula(s)} {SIGNS[s.signs]}"] if s.signs in SIGNS else []
    return [*sign, f"{formula(s)} whole"] if s.integer else sign


def appeal(a: Appeal) -> str:
    """A use of a theorem or of an assumption, with its arguments."""
    schema = isinstance(a.args[0], Schema)
    return f"{a.name} at {', '.join(formula(x) for x in a.args[schema:])}"


def name(symbol: str) -> str:
    """The name of a symbol, Greek where it is: `theta_1` is θ_1."""
    return "_".join(GREEK.get(part, part) for part in symbol.split("_"))


def said(found: Said | None) -> str:
    """A reason as a sentence, its formulas as everywhere here."""
    return str(found.reason.value).format(**{name: _part(part) for name, part in found.parts.items()}) if found else ""


def _part(part: Any) -> Any:
    if isinstance(part, tuple):
        return "; ".join(str(_part(p)) for p in part)
    if isinstance(part, Said):
        return said(part)
    if isinstance(part, Relation | Schema):
        return relation(part)
    return formula(part) if isinstance(part, Term) else part
