"""The claim language as a whitelist: real numbers only, every operation known, every symbol of one kind and one name.

Why it is sound. Whatever enters a proof passes here first, so every rule may take for granted that

* a symbol is a real number, of a declared sign or whole, or one of the kinds of the language, and is not fixed to be 0: there
  are numbers of every such declaration, and all of them are tested at a point (`verify.kernel.point`);
* a constant is rational, pi or e, and an operation one of the list: of each it is written where it has a value
  (`verify.kernel.domain`) and how it is computed (`verify.kernel.evaluate`);
* one name is one symbol, and different names look different: what is printed, stored and read back is what was proved;
* a function known by name is no symbol that could be given a value, and its derivative is one in a slot that it has; its values
  are numbers everywhere or vectors everywhere, and numbers where the gradient of it is spoken of;
* a determinant is that of a quadratic form in different coordinates that it binds, and depends on no other bound one:

    c_j of degree 1     constants of degree 0     degrees add in products, agree in sums     D f(a) h linear in h
    -----------------------------------------------------------------------------------------------------------
                           Q is homogeneous of degree 2: a quadratic form

Exact types are compared, so that no class of an author's own, with signs of its own, is taken for an operator.

Not checked here: that an expression has a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from math import inf
from typing import Any

from verify.kernel.reasons import NotShown, Reason
from verify.language.functions import (
    Abs,
    LambertW,
    Max,
    Min,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    tanh,
)
from verify.language.operators import (
    Determinant,
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
    sampled,
)
from verify.language.remembered import remembered
from verify.language.symbols import Coordinate, Datum, Direction, Label, Sample, SampleLabel, Vector, d
from verify.language.term import ANY_SIGN, DECLARATIONS, Add, E, Mul, Name, Number, Pow, Symbol, Term, pi

ARITHMETIC = {Add, Mul, Pow, Abs, sign, exp, log, Max, Min, sigmoid, softplus}
ENTIRE = {sin, cos, sinh, cosh, tanh, atan, erf}
UNKNOWN = {Jacobian, Field, Value}
OPERATIONS = ARITHMETIC | ENTIRE | UNKNOWN | {Total, Norm, Peak, Product, Mean, Slope, Determinant, LambertW}
KINDS = frozenset({Vector, Sample, Datum, Label, SampleLabel})
BOUND = frozenset({Coordinate, Direction})
CONSTANTS = (pi, E)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_']*", re.ASCII)
PARTS = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9_']+", re.ASCII)
ABBREVIATED = {"eps": "varepsilon", "epsilon": "varepsilon", "varphi": "phi", "lam": "lambda", "oo": "inf"}
NUMBERS = ("pi", "E", "oo")
INDICES = {Vector: {"i", "j"}, Sample | Datum | SampleLabel: {"n", "N"}}  # as sums and averages are printed
MARKS = {"min", "max", "inf", "oo", "star", "plus", "minus"}  # printed as such, which makes sense in an index only
SIGNS = {ANY_SIGN, *DECLARATIONS.values()}
ARITY = dict.fromkeys(
    (Abs, sign, exp, log, sigmoid, softplus, *ENTIRE, Total, Norm, Peak, Product, Mean, Slope, LambertW), 1
) | {Pow: 2}


def require_language(expressions: Iterable[Any]) -> None:
    """Raise NotShown, naming the part, unless every expression is in the language and no two symbols share a name."""
    _require(expressions, KINDS)


def require_forms(expressions: Iterable[Any]) -> None:
    """The same for expressions in which coordinates of a determinant may stand outside it."""
    _require(expressions, KINDS | BOUND)


def _require(expressions: Iterable[Any], kinds: frozenset[Any]) -> None:
    named: dict[Any, Any] = {}
    real: dict[str, bool] = {}
    gradients: dict[str, str] = {}
    for e in expressions:
        for s in _symbols(e, kinds):
            other = named.setdefault((type(s) is Name, _seen(s.name)), s)
            if other != s:
                raise NotShown(Reason.TWO_SYMBOLS, name=" or ".join(sorted({s.name, other.name})))
        for name, is_real, base in _unknown(e):
            if real.setdefault(name, is_real) is not is_real:
                raise NotShown(Reason.NUMBER_AND_VECTOR, name=name)
            gradients |= {base: name} if base else {}
    for base, name in gradients.items():
        if not real.get(base, True):
            raise NotShown(Reason.GRADIENT_OF_MAP, name=name, base=base)
    plain = {s.name for s in named.values() if type(s) is Symbol}
    for kind, indices in INDICES.items():
        if plain & indices and any(isinstance(s, kind) for s in named.values()):
            raise NotShown(Reason.CALLED_LIKE_AN_INDEX, name=min(plain & indices))


@remembered
def _unknown(e: Any) -> frozenset[tuple[str, bool, str]]:
    """Of every unknown function its name, whether its values are numbers, and the function of which it is the gradient."""
    return frozenset(
        (f.args[0].name, isinstance(f, Value), "" if isinstance(f, Value) else (gradient_slot(f) or ("",))[0])
        for f in e.atoms(Jacobian, Field, Value)
    )


def _seen(name: str) -> Any:
    """What is seen of a name in a printed formula, where x1 is x_1, and eps is varepsilon."""
    return tuple(ABBREVIATED.get(part, part) for part in PARTS.findall(name)), name.count("'")


@remembered
def _symbols(e: Any, kinds: frozenset[Any]) -> frozenset[Any]:
    """The symbols and the names of an expression of the language, the bound ones too; raises NotShown for any other expression."""
    if not isinstance(e, Term) or type(type(e)) is not type:
        raise NotShown(Reason.NOT_EXACT, term=e)
    if e.is_Symbol:
        _require_plain(e, kinds)
        return frozenset([e])
    if not e.args:
        if type(e) is not Number and not any(e is c for c in CONSTANTS):
            raise NotShown(Reason.NOT_EXACT, term=e)
        return frozenset()
    if type(e) not in OPERATIONS:
        raise NotShown(Reason.UNKNOWN_OPERATOR, operator=e.func.__name__)
    if len(e.args) != ARITY.get(type(e), len(e.args)):
        raise NotShown(Reason.UNKNOWN_OPERATOR, operator=str(e))
    named: frozenset[Any] = frozenset()
    if type(e) in UNKNOWN:
        _require_name(e)
        named = frozenset([e.args[0]])
    if isinstance(e, Determinant):
        _require_form(e)
        kinds = kinds | BOUND
    return named.union(*(_symbols(a, kinds) for a in (e.args[1:] if type(e) in UNKNOWN else e.args)))


def _require_form(e: Determinant) -> None:
    """One number, visibly a quadratic form in different coordinates: of any other there is no symmetric matrix."""
    if e.form.has(Determinant):
        raise NotShown(Reason.NESTED_DETERMINANT, term=e)
    if not e.coordinates or len(set(e.coordinates)) != len(e.coordinates):
        raise NotShown(Reason.SAME_COORDINATES, term=e)
    if any(type(c) not in BOUND or not c.name.isidentifier() for c in e.coordinates):
        raise NotShown(Reason.ODD_COORDINATES, term=e)
    if indexed(e.form) or sampled(e.form):
        raise NotShown(Reason.FORM_IS_NO_NUMBER, form=e.form)
    loose = {s for s in e.form.free_symbols if type(s) in BOUND} - set(e.coordinates)
    if loose:
        raise NotShown(Reason.LOOSE_COORDINATES, term=e, symbols=", ".join(sorted(s.name for s in loose)))
    if not _degrees(e.form, set(e.coordinates)) <= {2}:
        raise NotShown(Reason.NO_QUADRATIC_FORM, form=e.form, symbols=", ".join(c.name for c in e.coordinates))


def _degrees(e: Any, coordinates: set[Any]) -> set[float]:
    """The degrees of its terms, built from the coordinates by sums, products and the derivative of an unknown map in their direction.

    What is built in another way has the degree infinity.
    """
    if e == 0:
        return set()
    if e.is_Add or isinstance(e, Total | Mean):
        return set().union(*(_degrees(a, coordinates) for a in e.args))
    if e.is_Mul or (e.is_Pow and e.exp == 2):
        factors = e.args if e.is_Mul else (e.base, e.base)
        return {sum(degrees) for degrees in product(*(_degrees(a, coordinates) for a in factors))}
    if e in coordinates or not e.free_symbols & coordinates:
        return {int(e in coordinates)}
    if isinstance(e, Jacobian) and not any(a.free_symbols & coordinates for a in e.args[3:]):
        return _degrees(e.args[2], coordinates)
    return {inf}


def _require_name(f: Any) -> None:
    """The name of an unknown function is no symbol that may be given a value, and a derivative is taken in one of its slots."""
    name = f.args[0]
    if type(name) is not Name or not NAME.fullmatch(name.name):
        raise NotShown(Reason.ODD_NAME, name=name)
    if isinstance(f, Jacobian) and not (f.args[1].is_Integer and 1 <= f.args[1] <= len(f.args) - 3):
        raise NotShown(Reason.NO_SLOT, name=name, slot=f.args[1], term=f)


def require_symbols(found: Iterable[Any]) -> None:
    """Raise NotShown unless each is a symbol of the language that may be given a value; the dimension may not."""
    for s in found:
        if not isinstance(s, Symbol) or s is d:
            raise NotShown(Reason.NOT_FREE, symbol=s)
        _require_plain(s, KINDS)


def _require_plain(s: Any, kinds: frozenset[Any]) -> None:
    """Its class is one of the language, no other with signs of its own; and no Dummy, of which a claim must not speak."""
    if type(s) not in kinds and type(s) is not Symbol:
        raise NotShown(Reason.ODD_SYMBOL, kind=type(s).__name__, symbol=s)
    if (type(s) in kinds and s is not type(s)(s.name)) or s.signs not in SIGNS:
        raise NotShown(Reason.DECLARED_TOO_MUCH, symbol=s)
    if type(s) not in BOUND and (not NAME.fullmatch(s.name) or s.name in NUMBERS or PARTS.findall(s.name)[0] in MARKS):
        raise NotShown(Reason.ODD_LETTERS, name=s.name)


def same_kind(value: Any, symbol: Any) -> bool:
    """May the value stand where the symbol stands, as far as the hidden indices go? A number may stand for a vector."""
    return (isinstance(symbol, Vector) or not indexed(value)) and (sampled(symbol) or not sampled(value))
