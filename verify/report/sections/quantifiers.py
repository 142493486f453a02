"""What a claim speaks of: its vectors, data points and numbers with their signs, its unknown functions, its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from verify.language.claim import Claim
from verify.language.operators import Field, Jacobian, Value, gradient_slot
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.language.term import NEGATIVE, POSITIVE, ZERO
from verify.report.formulas import names
from verify.report.formulas.relations import expression
from verify.report.formulas.wording import inline
from verify.report.parts import Math, Part, Text

Notation = Mapping[str, str]
SIGNS = {
    POSITIVE: "> 0",
    NEGATIVE: "< 0",
    ZERO | POSITIVE: r"\ge 0",
    NEGATIVE | ZERO: r"\le 0",
    NEGATIVE | POSITIVE: r"\ne 0",
}
# Vectors in the paper wherever they occur.
OF_THE_PAPER = ("theta", "delta", "x")
# More symbols of one kind do not fit on a line, and a formula within a sentence does not break at its commas.
MANY = 8


def given(claim: Claim, notation: Notation) -> Text:
    """Everything that the claim holds for, except what is bound by "there is"."""
    return listed(symbols(claim) - set(claim.exists), claim, notation)


def there_are(claim: Claim, notation: Notation) -> Text:
    """What is bound by "there is"."""
    return listed(set(claim.exists), claim, notation)


def listed(found: Iterable[Any], claim: Claim, notation: Notation) -> Text:
    """The symbols, those of one kind together: "θ_1, θ_2 in R^d, ε >= 0"."""
    kinds: dict[tuple[int, str], list[str]] = {}
    for s in sorted(found, key=lambda s: (s.name.lower(), s.name)):
        kinds.setdefault(_kind(s, claim), []).append(expression(s, notation))
    parts: list[Part] = []
    for kind in sorted(kinds):
        *apart, last = kinds[kind] if len(kinds[kind]) > MANY else [", ".join(kinds[kind])]
        parts += [x for name in apart for x in (", ", Math(name))]
        parts += [", ", Math(f"{last} {kind[1]}")]
    return tuple(parts[1:])


def _kind(s: Any, claim: Claim) -> tuple[int, str]:
    """Place in the order, and what is said of it."""
    if isinstance(s, Sample):
        return 1, rf"\in {space(claim)}"
    if isinstance(s, Vector):
        return 0, rf"\in {space(claim)}"
    if isinstance(s, SampleLabel):
        return 2, r"\in \{-1, 1\}"
    if isinstance(s, Label):
        return 4, r"\in \{-1, 1\}"
    if isinstance(s, Datum):
        return 3, r"\in \mathbb{R}"
    if s.integer:
        return 8, declared(s)
    if s.signs in SIGNS:
        return (7 if s.signs == NEGATIVE | POSITIVE else 5), declared(s)
    return 6, r"\in \mathbb{R}"


def declared(s: Any) -> str:
    """The sign of a symbol, that it is whole, that it is a label; nothing where it is any number or vector."""
    if isinstance(s, Label):
        return r"\in \{-1, 1\}"
    sign = SIGNS.get(s.signs, "")
    return r"\in \mathbb{Z}" + (rf",\; {names.scalar(s.name)} {sign}" if sign else "") if s.integer else sign


def bound(variables: Iterable[Any], notation: Notation) -> Math:
    """What "for all" binds, with what it is declared to be."""
    return Math(", ".join(f"{expression(v, notation)} {declared(v)}".strip() for v in variables))


def space(claim: Claim) -> str:
    """Where the vectors live: beside coordinates that are written out, d counts those too unless it occurs in the formulas."""
    return r"\mathbb{R}^{d}" if _counts_rest(claim) else rf"\mathbb{{R}}^{{d - {claim.beside}}}"


def _counts_rest(claim: Claim) -> bool:
    return not claim.beside or any(e.has(d) for e in claim.expressions)


def dimensions(claim: Claim) -> str:
    """The range of the paper's dimension, as a formula."""
    low, high = claim.dimensions
    name = f"d + {claim.beside}" if claim.beside and _counts_rest(claim) else "d"
    if high is None:
        return rf"{name} \ge {low}"
    return f"{name} = {low}" if high == low else rf"{low} \le {name} \le {high}"


def functions(claim: Claim, notation: Notation) -> Text:
    """The functions and maps that are known only by name."""
    found: dict[str, None] = {}
    for e in expressions(claim):
        for part in sorted(e.atoms(Field, Value, Jacobian), key=lambda part: part.key):
            found[name_of(part, notation)] = None
    parts: list[Part] = [x for name in sorted(found) for x in (", ", Math(name))]
    return tuple(parts[1:])


def name_of(part: Any, notation: Notation) -> str:
    """How the function or map in a term is written."""
    name = part.args[0].name
    gradient = gradient_slot(part) if isinstance(part, Field | Jacobian) else None
    if gradient:
        return notation.get(gradient[0]) or names.scalar(gradient[0])
    known = notation.get(name)
    return known or (names.scalar(name) if isinstance(part, Value) else names.vector(name))


def symbols(claim: Claim) -> set[Any]:
    """The symbols that a reader must be told about: not the dimension, and nothing bound by a schema."""
    found: set[Any] = set().union(*(e.free_symbols for e in claim.expressions))
    for schema in claim.schemas:
        found |= set().union(*map(free, (schema.relation, *schema.assuming))) - set(schema.variables)
    return found - {d}


def says(claim: Claim) -> Text:
    """What the claim says, its vectors in bold as in its formulas."""
    return inline(claim.says, vectors(claim))


def vectors(claim: Claim) -> frozenset[str]:
    """How sentences name the vectors of a claim, and its functions with vectors for values, in LaTeX without primes.

    A base without a subscript is that of a vector where no number has this name: `θ` beside `θ_1` and `θ_min`. So are the paper's
    own vectors in a claim that speaks of any.
    """
    every = symbols(claim) | set(claim.exists) | {v for s in claim.schemas for v in s.variables}
    bold = {s.name for s in every if isinstance(s, Vector)}
    bold |= {f.args[0].name for e in expressions(claim) for f in e.atoms(Field) if not gradient_slot(f)}
    bold |= set(OF_THE_PAPER) if bold else set()
    plain = {names.scalar(s.name) for s in every if not isinstance(s, Vector)}
    bases = {names.word(names.split(name)[0]) for name in bold} - plain
    signed = {rf"{base}_{{{sign}}}" for base in bases for sign in (r"\pm", "+", "-")}
    return frozenset(({names.scalar(name).rstrip("'") for name in bold} - plain) | bases | signed)


def free(r: Relation) -> set[Any]:
    """The free symbols of a relation."""
    return {*r.lhs.free_symbols, *r.rhs.free_symbols}


def expressions(claim: Claim) -> list[Any]:
    """Both sides of the conclusion and of every assumption, those on functions too."""
    inside: list[Relation] = [r for a in claim.assuming for r in (_relations(a))]
    return [e for r in (*inside, claim.conclusion) for e in (r.lhs, r.rhs)]


def _relations(a: Relation | Schema) -> tuple[Relation, ...]:
    return (a.relation, *a.assuming) if isinstance(a, Schema) else (a,)
