"""Absolute values, signs, exponentials, logarithms, unknown functions: what `recheck.py` says of them.

Each rule is an identity of real numbers wherever the term that it is applied to has a value. That it has one is not asked here.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import Any

from recheck import THEOREMS, VALUES, Checker, Relation, require
from recheck_polynomials import (
    ANY,
    NEGATIVE,
    POSITIVE,
    POWERS,
    Monomial,
    Poly,
    constant,
    key,
    plain,
    plus,
    power_signs,
    single,
)
from recheck_powers import NOT_NEGATIVE, UNIT, argument, primes, to_the


def is_label(s: Checker, a: int) -> bool:
    return s.atoms[a].head == "s" and "label" in s.symbols[s.atoms[a].data][1]


def function(s: Checker, head: str, p: Poly, signs: int = ANY) -> Poly:
    return single(s.of(head, [p], s.bound(0, p), s.bound(1, p), signs))


# ------------------------------------------------------------------------------------------- absolute values and signs


def absolute(s: Checker, p: Poly) -> Poly:
    """|x y| = |x||y|, |x| = x for x >= 0, |y| = 1 for a label."""
    if not p:
        return p
    content, common, rest = s.parted(p)
    found = constant(abs(content))
    for a, n in common:
        if s.atoms[a].head == "sign":
            found = s.times(found, s.reduced(((a, Fraction(2)),)))
        elif not power_signs(s.atoms[a].signs, n) & NEGATIVE:
            found = s.times(found, s.reduced(((a, n),)))
        elif not is_label(s, a):
            ((((size, _),), _),) = function(s, "abs", single(a), power_signs(s.atoms[a].signs, Fraction(2))).items()
            found = s.times(found, s.reduced(((size, n),)))
    signs = s.signs_of(rest)
    if not signs & NEGATIVE or not signs & POSITIVE:
        return s.times(found, plus({}, rest, -1 if signs & NEGATIVE else 1))
    return s.times(found, function(s, "abs", rest, NOT_NEGATIVE))


def sign(s: Checker, p: Poly) -> Poly:
    """sign(x y) = sign x sign y, sign x = 1 for x > 0. So is the slope of |x|, which has no value at 0."""
    if not p:
        return p
    content, common, rest = s.parted(p)
    found = constant(1 if content > 0 else -1)
    for a, n in common:
        signs = power_signs(s.atoms[a].signs, n)
        if is_label(s, a) or s.atoms[a].head == "sign":
            found = s.times(found, s.reduced(((a, n),)))
        elif signs in (NEGATIVE, POSITIVE):
            found = plus({}, found, 1 if signs == POSITIVE else -1)
        else:
            ((((one, _),), _),) = function(s, "sign", single(a), s.atoms[a].signs).items()
            found = s.times(found, s.reduced(((one, 1 + (n + 1) % 2 if n.denominator == 1 else Fraction(1)),)))
    signs = s.signs_of(rest)
    if signs in (NEGATIVE, POSITIVE):
        return plus({}, found, 1 if signs == POSITIVE else -1)
    return s.times(found, function(s, "sign", rest))


def power_of_abs(s: Checker, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """|x|^2 = x^2."""
    n = rest[a]
    even = 2 * int(n // 2) if n > 0 else -2 * int(-n // 2)
    rest[a] -= even
    return [s.raised(argument(s, a), even)] if even else []


def power_of_sign(s: Checker, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """sign(x)^3 = sign x; x sign x = |x| and |x| sign x = x, where x is one atom."""
    if rest[a].denominator == 1 and rest[a] > 2:
        rest[a] -= 2 * (int(rest[a] - 1) // 2)
    inner = argument(s, a)
    ((m, c), *more) = inner.items()
    if more or c != 1 or len(m) != 1 or m[0][1] != 1:
        return []
    x = m[0][0]
    if not s.atoms[x].signs & NEGATIVE:  # |x| = x
        rest[a] = 0 if rest.get(x, 0) >= 1 else rest[a]
        return []
    size = s.of("abs", [inner], *s.atoms[x][2:4], power_signs(s.atoms[x].signs, Fraction(2)))
    while rest[a] >= 1 and (rest.get(x, 0) >= 1 or rest.get(size, 0) >= 1):
        old, new = (x, size) if rest.get(size, 0) < 1 else (size, x)
        rest[old], rest[new], rest[a] = rest[old] - 1, rest.get(new, 0) + 1, rest[a] - 1
        if rest.get(size, 0) >= 2:
            rest[size], rest[x] = rest[size] - 2, rest.get(x, 0) + 2
    return []


# ------------------------------------------------------------------------------------------ exponentials and logarithms


def exponential(s: Checker, p: Poly) -> Poly:
    """exp(x + y) = exp x exp y, exp(c x) = exp(x)^c, exp(c log x) = x^c."""
    found = UNIT
    for m, c in p.items():
        if len(m) == 1 and m[0][1] == 1 and s.atoms[m[0][0]].head == "log":
            found = s.times(found, s.raised(argument(s, m[0][0]), c))
        else:
            ((((a, _),), _),) = function(s, "exp", {m: 1}, POSITIVE).items()
            found = s.times(found, s.reduced(((a, c),)))
    return found


def logarithm(s: Checker, p: Poly) -> Poly:
    """log(x y) = log x + log y and log(x^n) = n log x for x, y > 0; log(exp x) = x."""
    require(p, "the logarithm of 0")
    content, common, rest = s.parted(p)
    found: Poly = {}
    for q, k in primes(abs(content)):
        found = plus(found, function(s, "log", constant(q), POSITIVE), k)
    inside = plus({}, rest, 1 if content > 0 else -1)
    for a, n in common:
        if s.atoms[a].head == "exp":
            found = plus(found, argument(s, a), n)
        elif s.atoms[a].signs == POSITIVE:
            found = plus(found, function(s, "log", single(a)), n)
        else:
            inside = s.times(inside, {((a, n),): 1})
    return found if inside == UNIT else plus(found, function(s, "log", inside))


# ---------------------------------------------------------------------------------------- unknown functions and the rest


def unknown(s: Checker, head: str, name: Any, direction: Monomial | None, places: tuple[Poly, ...]) -> Poly:
    inner = [*([{direction: 1}] if direction is not None else []), *places]
    return single(s.of(head, inner, head != "value", s.bound(1, *inner), ANY, name))


def jacobian(s: Checker, name: str, slot: int, direction: Poly, *places: Poly) -> Poly:
    """A derivative is linear in its direction."""
    found: Poly = {}
    for outside, m in s.split(direction, 0):
        found = plus(found, s.times(outside, unknown(s, "jacobian", (name, slot), m, places)))
    return found


def peak(s: Checker, p: Poly) -> Poly:
    """max(f + c) = max f + c, and max(c f) = c max f for c >= 0 without the index; max c = c."""
    require(not s.no_coordinate, "in R^0 there is no largest coordinate")
    moving = {m: c for m, c in p.items() if s.bound(0, {m: 1})}
    if s.line or not moving:
        return p
    content, common, _ = s.parted(moving)
    above = [
        (a, n) for a, n in common if not s.atoms[a].coordinates and not power_signs(s.atoms[a].signs, n) & NEGATIVE
    ]
    size: Poly = {tuple(above): abs(content)}
    inside = s.times(moving, {tuple((a, -n) for a, n in above): 1 / abs(Fraction(content))})
    inside = {m: plain(c) for m, c in inside.items()}
    one = single(s.of("peak", [inside], False, s.bound(1, inside), s.signs_of(inside)))
    return plus({m: c for m, c in p.items() if m not in moving}, s.times(size, one))


def product(s: Checker, p: Poly) -> Poly:
    """The product over the coordinates: that of a number c is c^d, and it goes factor by factor."""
    if s.line or not p:
        return p if s.line else single(s.of("product", [p], False, False))
    content, common, rest = s.parted(p)
    number = UNIT if content == 1 else to_the(s, constant(content), s.dimension())
    inside = [{((a, n),): 1} for a, n in common] + ([rest] if rest != UNIT else [])
    if not all(s.bound(0, q) for q in inside):
        return single(s.of("product", [p], False, s.bound(1, p)))
    parts = (single(s.of("product", [q], False, s.bound(1, q), s.signs_of(q) | POSITIVE if not s.signs_of(q) & NEGATIVE else ANY))
             for q in inside)  # fmt: skip
    return reduce(s.times, parts, number)


def extreme(head: str) -> Any:
    return lambda s, *parts: single(
        s.of(
            head,
            sorted(parts, key=key),
            s.bound(0, *parts),
            s.bound(1, *parts),
            reduce(int.__or__, map(s.signs_of, parts)),
        )
    )


VALUES |= {
    "c": lambda s, name: exponential(s, UNIT) if name == "e" else single(s.atom("c", name, False, False, POSITIVE)),
    "abs": absolute,
    "sign": sign,
    "slope": sign,
    "exp": exponential,
    "log": logarithm,
    "sigmoid": lambda s, p: function(s, "sigmoid", p, POSITIVE),
    "softplus": lambda s, p: function(s, "softplus", p, POSITIVE),
    "lambertw": lambda s, p: function(s, "lambertw", p, s.signs_of(p) & NOT_NEGATIVE or ANY),
    **{head: (lambda s, p, head=head: function(s, head, p, s.signs_of(p))) for head in ("tanh", "sinh", "atan", "erf")},
    "peak": peak,
    "product": product,
    "max": extreme("max"),
    "min": extreme("min"),
    "field": lambda s, name, *places: unknown(s, "field", name, None, places),
    "value": lambda s, name, *places: unknown(s, "value", name, None, places),
    "jacobian": jacobian,
}
POWERS |= {"abs": power_of_abs, "sign": power_of_sign}


# ------------------------------------------------------------------------------------------------------------ theorems


def by_definition(head: str, says: Any) -> Any:
    return lambda s, x: (says(s, x, s.term(head, x)), [])


def one_value(s: Checker, f: int, g: int) -> tuple[Relation, list[Relation]]:
    """f(a, ..) = f(b, ..) for a = b: then the difference has the norm 0."""
    (head, name, *a), (other, again, *b) = s.entries[f], s.entries[g]
    require(head == other == "field" and name == again and len(a) == len(b), "two values of one function")
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    require(all(s.carries(x)[0] and s.carries(y)[0] for x, y in pairs), "only vectors are compared")
    zero = s.number(0)
    premises: list[Relation] = [(s.term("norm", s.minus(x, y)), "=", zero) for x, y in pairs]
    return (s.term("norm", s.minus(f, g)), "=", zero), premises


def lambert(s: Checker, z: int) -> tuple[Relation, list[Relation]]:
    w = s.term("lambertw", z)
    return (w, "=", s.mul(z, s.term("exp", s.mul(s.number(-1), w)))), [(s.number(0), "<", z)]


def lambert_reciprocal(s: Checker, z: int) -> tuple[Relation, list[Relation]]:
    w = s.term("lambertw", z)
    return (s.mul(w, s.mul(s.term("exp", w), s.power(z, -1))), "=", s.number(1)), [(s.number(0), "<", z)]


def sizes(s: Checker, f: int, v: int) -> tuple[Relation, list[Relation]]:
    return (s.term("total", s.mul(f, s.term("sign", v), v)), "=", s.term("total", s.mul(f, s.term("abs", v)))), []


def all_below(s: Checker, f: int, b: int) -> tuple[Relation, list[Relation]]:
    """max_j f_j <= b for a number b with f_i <= b for every i."""
    require(not s.carries(b)[0], "a number bounds all coordinates")
    return (s.term("peak", f), "<=", b), [(f, "<=", b)]


def coordinate_size(s: Checker, v: int) -> tuple[Relation, list[Relation]]:
    require(s.carries(v)[0] or not s.no_coordinate, "in R^0 the norm of a number is 0")
    return (s.term("abs", v), "<=", s.term("norm", v)), []


def hoelder_ends(s: Checker, u: int, v: int) -> tuple[Relation, list[Relation]]:
    """<u, v> <= (sum of |u_i|) max |v_i|."""
    sizes = s.term("total", s.term("abs", u)), s.term("peak", s.term("abs", v))
    return (s.dot(u, v), "<=", s.mul(*sizes)), []


def apart(head: str) -> Any:
    """|max(a, c) - max(b, c)| <= |a - b|, and so for min."""

    def says(s: Checker, a: int, b: int, c: int) -> tuple[Relation, list[Relation]]:
        change = s.minus(s.term(head, a, c), s.term(head, b, c))
        return (s.term("abs", change), "<=", s.term("abs", s.minus(a, b))), []

    return says


def grows(head: str) -> Any:
    """exp a <= exp b, log a <= log b for a <= b, where both have a value."""
    return lambda s, a, b: ((s.term(head, a), "<=", s.term(head, b)), [(a, "<=", b)])


THEOREMS |= {
    "a bound of every coordinate": (2, all_below),
    "the larger number moves no further": (3, apart("max")),
    "the smaller number moves no further": (3, apart("min")),
    "the exponential function increases": (2, grows("exp")),
    "the logarithm increases": (2, grows("log")),
    "a coordinate and the norm": (1, coordinate_size),
    "the square of a sum": (
        1,
        lambda s, v: (
            (s.power(s.term("total", v), 2), "<=", s.mul(s.term("d"), s.term("total", s.power(v, 2)))),
            [],
        ),
    ),
    "Hölder's inequality for a sum and a maximum": (2, hoelder_ends),
    "the Cauchy-Schwarz inequality, for the size": (
        2,
        lambda s, u, v: ((s.term("abs", s.dot(u, v)), "<=", s.mul(s.term("norm", u), s.term("norm", v))), []),
    ),
    "a number is at most its absolute value": (1, by_definition("abs", lambda s, x, y: (x, "<=", y))),
    "the largest coordinate": (1, by_definition("peak", lambda s, f, y: (f, "<=", y))),
    "the logistic function lies below 1": (1, by_definition("sigmoid", lambda s, z, y: (y, "<", s.number(1)))),
    "symmetry of the logistic function": (
        1,
        by_definition(
            "sigmoid", lambda s, z, y: (s.term("sigmoid", s.mul(s.number(-1), z)), "=", s.minus(s.number(1), y))
        ),
    ),
    "the logistic function by exponentials": (
        1,
        by_definition(
            "sigmoid",
            lambda s, z, y: (s.mul(y, s.add(s.number(1), s.term("exp", s.mul(s.number(-1), z)))), "=", s.number(1)),
        ),
    ),
    "the logistic loss by exponentials": (
        1,
        by_definition("softplus", lambda s, z, y: (y, "=", s.term("log", s.add(s.number(1), s.term("exp", z))))),
    ),
    "Lambert's function": (1, lambert),
    "Lambert's function, by the reciprocal": (1, lambert_reciprocal),
    "the triangle inequality on the line": (
        2,
        lambda s, a, b: ((s.term("abs", s.add(a, b)), "<=", s.add(s.term("abs", a), s.term("abs", b))), []),
    ),
    "the power mean inequality": (
        1,
        lambda s, v: (
            (s.power(s.term("total", s.term("abs", v)), 2), "<=", s.mul(s.term("d"), s.term("total", s.power(v, 2)))),
            [],
        ),
    ),
    "the sign times the number": (2, sizes),
    "a function has one value at one point": (2, one_value),
    "the sign of a positive number": (1, lambda s, x: ((s.term("sign", x), "=", s.number(1)), [(s.number(0), "<", x)])),
    "the sign of a negative number": (
        1,
        lambda s, x: ((s.term("sign", x), "=", s.number(-1)), [(x, "<", s.number(0))]),
    ),
    "the root of a square": (
        1,
        lambda s, x: ((s.power(s.power(x, 2), Fraction(1, 2)), "=", s.term("abs", x)), []),
    ),
    "the size of a number that is not negative": (
        1,
        lambda s, x: ((s.term("abs", x), "=", x), [(s.number(0), "<=", x)]),
    ),
    "the size of a number that is not positive": (
        1,
        lambda s, x: ((s.term("abs", x), "=", s.mul(s.number(-1), x)), [(x, "<=", s.number(0))]),
    ),
}
