"""A claim on numbers, or on vectors by their norms and inner products, as the texts that the solver reads.

Why it is sound.

  the problem holds for all real numbers with the declared signs        the form holds for all numbers that satisfy
                                                                        |<u, v>| <= ‖u‖ ‖v‖ and the equations of the norms
  --------------------------------------------------------------        ---------------------------------------------------
  the claim holds                                                       the claim holds for vectors in every dimension

Norms and inner products of vectors are such numbers. The converse fails, so no counterexample is taken from a form. The larger and
the smaller of numbers stay what they are: Max and Min of the numbers in the form.

  * What is declared of a symbol becomes a condition: its sign, that it is whole, or that it is a label, whose square is 1.
    A symbol that reads as something else is refused.
  * The number of coordinates is a real number that lies between the smallest and the largest whole number that the claim allows.
  * Coordinates, unknown functions and claims that something exists are refused.
  * Conditions about coordinates are left out, which is sound: a condition less is a claim more.
  * For vectors both sides have to have values visibly, since the equations of roots and norms would assume it, and no power
    may have fewer values in normal form.
  * A name that the numbers get begins like that of no symbol of the claim. A symbol whose name the reader does not take for that of
    a variable, as tau, gets another one.

What Gram's numbers say of the vectors is owed by `verify.kernel.gram`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from verify.checkers.inequality.formula import in_exponentials
from verify.checkers.inequality.one_coordinate import one_coordinate
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.reader import Unreadable, formula, relations
from verify.kernel.domain import conditions
from verify.kernel.gram import Gram
from verify.kernel.reasons import NotShown
from verify.kernel.signs import Signs
from verify.kernel.whitelist import require_language
from verify.language.claim import Claim
from verify.language.expansion import expand, spread_powers
from verify.language.forms import dot, norm
from verify.language.functions import Max, Min, exp
from verify.language.operators import Norm, Total, indexed
from verify.language.relation import Relation, eq, le
from verify.language.symbols import Label, Vector, d
from verify.language.term import NEGATIVE, POSITIVE, ZERO, E, Symbol

Texts = tuple[str, list[str]]
NAME = "gram"


@dataclass(frozen=True)
class Form:
    """Relations between norms and inner products as numbers: what is to be shown, in every dimension, and from what.

    The numbers are bound by Cauchy-Schwarz alone: what holds for them holds for vectors, what fails need not fail. `meant` are
    the claim's terms by the names that they have here.
    """

    shown: list[str]
    where: list[str]
    meant: Mapping[str, Any]


def problem_of(claim: Claim) -> Texts | None:
    """None where it speaks of vectors, unknown functions or of what exists."""
    if claim.abstract or claim.exists or any(e.atoms(Vector) for e in claim.expressions):
        return None
    try:
        require_language(claim.expressions)
        rule = _readable(set().union(*(e.free_symbols for e in claim.expressions)))
        where = [text(r.xreplace(rule)) for r in (*claim.relations, *_of_dimension(claim))]
        return text(claim.conclusion.xreplace(rule)), where + _signs([e.xreplace(rule) for e in claim.expressions])
    except (TypeError, Unreadable, NotShown):
        return None


def form_of(claim: Claim) -> Form | None:
    """None where the conclusion is about every coordinate, or speaks of unknown functions or of what exists."""
    if claim.abstract or claim.exists or indexed(claim.conclusion.slack):
        return None
    gram = Gram()
    try:
        require_language(claim.expressions)
        if not _plain(claim):
            return None
        wanted = [claim.conclusion.map(gram)]
        given = [r.map(gram) for r in (*claim.relations, *_of_dimension(claim)) if not indexed(r.slack)]
        larger = _larger(gram)
        given += _cauchy_schwarz(gram)
        given += [eq(e, 0) for e in gram.relations]
        wanted, given = ([r.map(lambda e: _with(larger, e)) for r in part] for part in (wanted, given))
        spoken = {s for r in (*wanted, *given) for side in (r.lhs, r.rhs) for s in side.free_symbols}
        rule = _readable(spoken - {*gram.names.values()}, gram.names.values())
        plain = [[r.xreplace(rule) for r in part] for part in (wanted, given)]
        signs = _signs([side for r in chain(*plain) for side in (r.lhs, r.rhs)])
        shown, where = ([text(r) for r in part] for part in plain)
        atoms = {name: e for e, name in gram.names.items()}
        return Form(shown, [*where, *signs], {new.name: atoms.get(old, old) for old, new in rule.items()})
    except (TypeError, Unreadable, NotShown):
        return None


def _plain(claim: Claim) -> bool:
    """No power has fewer values in normal form, and both sides visibly have values.

    The equations of roots and norms say that they have values, so this has to be seen before.
    """
    signs = Signs(claim.relations, empty_total=bool(claim.beside))
    owed = [c for e in (claim.conclusion.lhs, claim.conclusion.rhs) for c in conditions(e)]
    return not any(map(spread_powers, claim.expressions)) and all(map(signs.holds, owed))


def _cauchy_schwarz(gram: Any) -> Iterator[Relation]:
    """For two vectors whose inner product occurs, and for one and a sum of others whose norm and whose inner products with it do."""
    products = {e: e.args[0].args for e in gram.names if isinstance(e, Total) and _is_of_two(e.args[0])}
    for e, (u, v) in products.items():
        yield le(gram(e) ** 2, gram(norm(u)) ** 2 * gram(norm(v)) ** 2)
    for w in [e.args[0] for e in gram.names if isinstance(e, Norm) and e.args[0].is_Add]:
        for x in sorted({v for pair in products.values() for v in pair} - w.free_symbols, key=lambda v: v.key):
            inner = expand(dot(w, x))
            if inner.atoms(Total) <= products.keys():
                yield le(gram(inner) ** 2, gram(norm(w)) ** 2 * gram(norm(x)) ** 2)


def _is_of_two(e: Any) -> bool:
    return e.is_Mul and len(e.args) == 2 and all(isinstance(v, Vector) for v in e.args)


def _of_dimension(claim: Claim) -> Iterator[Relation]:
    """The smallest and the largest number of coordinates, which is whole, of a claim that speaks of it."""
    if not any(d in e.free_symbols for e in claim.expressions):
        return
    low, high = claim.dimensions
    yield le(low - claim.beside, d)
    yield from () if high is None else (le(d, high - claim.beside),)


def _larger(gram: Any) -> dict[Any, Any]:
    """What a name stands for, in names, where it is that of the larger or the smaller of some numbers."""
    found: dict[Any, Any] = {}
    while new := [(e, name) for e, name in gram.names.items() if isinstance(e, Max | Min) and name not in found]:
        found |= {name: type(e)(*map(gram, e.args)) for e, name in new}
    return found


def _with(larger: Mapping[Any, Any], e: Any) -> Any:
    """The term with the larger and the smaller numbers written out; what they are made of is made of other names."""
    while larger.keys() & e.free_symbols:
        e = e.xreplace(larger)
    return e


def _is_read(s: Any) -> bool:
    """Does the reader take its name for that of a variable? That of a number, as tau, it refuses."""
    try:
        return s is not d and formula(s.name) is Symbol(s.name)
    except Unreadable:
        return False


def _readable(spoken: Iterable[Any], numbers: Iterable[Any] = ()) -> dict[Any, Any]:
    """Names for the numbers, and for the symbols that have none which is read as theirs."""
    spoken, start = [*spoken], NAME
    owed = [*numbers, *sorted((s for s in spoken if not _is_read(s)), key=lambda s: s.key)]
    while any(s.name.startswith(start) for s in spoken):
        start += NAME
    return {s: _number(s, f"{start}{k}") for k, s in enumerate(owed)}


def _number(s: Any, name: str) -> Any:
    """A symbol of that name, of which the same is declared; the number of coordinates is any real one between its bounds."""
    return (
        Label._named(name, s.signs, False)
        if isinstance(s, Label)
        else Symbol._named(name, s.signs, s.integer and s is not d)
    )


def text(r: Relation) -> str:
    """The relation as a text that the reader reads as it is meant. Raises TypeError, Unreadable."""
    said = r.xreplace({E: exp(1), **{s: Symbol(s.name) for side in (r.lhs, r.rhs) for s in side.free_symbols}})
    (heard,) = relations(str(said))
    if any(
        expand(in_exponentials(a)) != expand(in_exponentials(b))
        for a, b in ((said.lhs, heard.lhs), (said.rhs, heard.rhs))
    ):
        raise TypeError(f"{said} is read as {heard}")
    return str(said)


def _signs(expressions: Any) -> list[str]:
    symbols = set().union(*(e.free_symbols for e in expressions))
    return [t for s in sorted(symbols, key=lambda s: s.key) for t in declared(s)]


SAID = {
    POSITIVE: ["> 0"],
    NEGATIVE: ["< 0"],
    ZERO | POSITIVE: [">= 0"],
    NEGATIVE | ZERO: ["<= 0"],
    NEGATIVE | POSITIVE: ["!= 0"],
}


def declared(s: Any) -> list[str]:
    """What is declared of a symbol as conditions; its name must be read as that of a variable."""
    if formula(s.name) is not Symbol(s.name):
        raise TypeError(f"{s} is no variable for every real number")
    if isinstance(s, Label):
        return [f"{s.name}**2 = 1"]
    whole = [f"{s.name} integer"] if s.integer else []
    return [*(f"{s.name} {said}" for said in SAID.get(s.signs, ())), *whole]


def stated(claim: Claim) -> list[Problem]:
    """The claim as problems, each of which shows it: on its numbers, on those of one coordinate, on norms and inner products."""
    one = [texts for c in (claim, *one_coordinate(claim)) if (texts := problem_of(c)) is not None]
    form = form_of(claim)
    forms = [_problem(form.shown, form.where, form.meant)] if form else []
    return [*(_problem([text], where) for text, where in one), *forms]


def _problem(shown: list[str], where: list[str], meant: Mapping[str, Any] | None = None) -> Problem:
    assumed, conclusion = (tuple(r for text in part for r in relations(text)) for part in (where, shown))
    return Problem(assumed, conclusion, meant=meant or {})
