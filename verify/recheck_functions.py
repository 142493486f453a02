"""Absolute values, signs, roots, powers, exponentials, logarithms, unknown functions: what `recheck.py` says of them.

Each rule is an identity of real numbers wherever the term that it is applied to has a value. That it has one is not asked here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from recheck import INTERVALS, THEOREMS, VALUES, Checker, Relation, require
from recheck_polynomials import (
    ANY,
    NEGATIVE,
    POSITIVE,
    POWERS,
    ROOTS,
    ZERO,
    Bad,
    Monomial,
    Poly,
    constant,
    key,
    monomial,
    plus,
    power_signs,
    single,
)

UNIT = constant(1)
NOT_NEGATIVE = ZERO | POSITIVE


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


def argument(s: Checker, a: int) -> Poly:
    return dict(s.atoms[a].data[1][0])


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


# ---------------------------------------------------------------------------------------------------- powers and roots


def primes(c: Fraction) -> Iterator[tuple[int, int]]:
    """Numbers and exponents whose product is c > 0: small primes, and what is left."""
    for part, way in ((c.numerator, 1), (c.denominator, -1)):
        p = 2
        while part > 1:
            p = p if p * p <= part and p < 2000 else part
            k = 0
            while part % p == 0:
                part, k = part // p, k + 1
            if k:
                yield p, way * k
            p += 1


def root(s: Checker, p: Poly, n: Fraction) -> Poly:
    """p^n for n not whole: a factor leaves it where it is positive, or where nothing can be negative."""
    content, common, rest = s.parted(p)
    clear = content > 0 and not s.signs_of(rest) & NEGATIVE
    clear = clear and all(not power_signs(s.atoms[a].signs, k) & NEGATIVE for a, k in common)
    outside = tuple((a, k) for a, k in common if clear or s.atoms[a].signs == POSITIVE)
    inside = s.times({tuple(x for x in common if x not in outside): 1 if content > 0 else -1}, rest)
    found = s.reduced(monomial(*((prime(s, q), k * n) for q, k in primes(abs(content)))))
    for a, k in outside:  # (a^2)^(1/2) = |a|
        ((m, _),) = (absolute(s, single(a)) if s.atoms[a].signs & NEGATIVE else single(a)).items()
        found = s.times(found, s.reduced(monomial(*((b, e * k * n) for b, e in m))))
    if inside == UNIT:
        return found
    ((m, c), *more) = inside.items()
    alone = not more and c == 1 and len(m) == 1 and m[0][1] == 1
    return s.times(found, s.reduced(((m[0][0] if alone else s.sum_atom(inside), n),)))


def prime(s: Checker, p: int) -> int:
    return s.atom("prime", p, False, False, POSITIVE)


def power_of_prime(s: Checker, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """What is whole in the power of a number is a number."""
    below = rest[a].numerator // rest[a].denominator
    rest[a] -= below
    return [constant(Fraction(s.atoms[a].data) ** below)] if below else []


def to_the(s: Checker, base: Poly, exponent: Poly) -> Poly:
    """x^e with symbols in e; (x y)^e = x^e y^e and (x^k)^e = x^(ke) where x, y >= 0; (-1)^(2n) = 1 for whole n.

    An even power of what may be negative is not negative, and stays as it is: (x^2)^e is an atom.
    """
    if base == UNIT:
        return base
    if (c := as_constant(s, exponent)) is not None:
        return s.raised(base, c)
    content, common, rest = s.parted(base) if base else (Fraction(0), (), base)
    factors = [(prime(s, p), Fraction(k)) for p, k in primes(abs(content))] if content else []
    factors += [*common, *([(s.sum_atom(rest), Fraction(1))] if rest and rest != UNIT else [])]
    if content < 0 and not common and rest == UNIT:
        factors, content = [(s.atom("prime", -1, False, False, NEGATIVE), Fraction(1)), *factors], Fraction(1)
    elif content <= 0 or any(power_signs(s.atoms[a].signs, k) & NEGATIVE for a, k in factors):
        return power(s, base, exponent, ANY)
    even = [(a, k) for a, k in factors if s.atoms[a].signs & NEGATIVE and s.atoms[a].head != "prime"]
    found = (power(s, single(a, k), exponent, NOT_NEGATIVE) for a, k in even)
    return reduce(
        s.times, (*found, *(raised_to(s, a, plus({}, exponent, k)) for a, k in factors if (a, k) not in even)), UNIT
    )


def power(s: Checker, base: Poly, exponent: Poly, signs: int) -> Poly:
    """x^e as one atom."""
    return single(s.of("power", [base, exponent], s.bound(0, base, exponent), s.bound(1, base, exponent), signs))


def raised_to(s: Checker, a: int, exponent: Poly) -> Poly:
    """One atom to a power with symbols in it."""
    head, base = s.atoms[a].head, single(a)
    if head == "exp":
        return exponential(s, s.times(argument(s, a), exponent))
    if head == "power" and s.atoms[a].signs in (POSITIVE, NOT_NEGATIVE):
        base, inner = (dict(k) for k in s.atoms[a].data[1])
        return to_the(s, base, s.times(inner, exponent))
    if s.atoms[a].data == -1 and head == "prime":  # the terms are whole each, or the power stays as it is
        odd = {m: c for m, c in exponent.items() if c.denominator > 1 or not all(is_whole(s, x) for x in m)}
        if not odd:
            sign = reduce(lambda x, y: x * y, ((-1) ** int(c) for m, c in exponent.items() if not m), 1)
            left = {m: Fraction(1) for m, c in exponent.items() if m and c % 2}
            return plus(
                {}, single(s.of("power", [base, left], False, False, NEGATIVE | POSITIVE)) if left else UNIT, sign
            )
    i, n = s.bound(0, base, exponent), s.bound(1, base, exponent)
    signs = s.atoms[a].signs if s.atoms[a].signs == POSITIVE else ANY if s.atoms[a].signs & NEGATIVE else NOT_NEGATIVE
    return s.reduced(((s.of("power", [base, exponent], i, n, signs), Fraction(1)),))


def is_whole(s: Checker, x: tuple[int, Fraction]) -> bool:
    atom = s.atoms[x[0]]
    return x[1].denominator == 1 and x[1] > 0 and (atom.head == "d" or (atom.head == "s" and s.symbols[atom.data][3]))


def power_of_power(s: Checker, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """x^a x^b = x^(a+b) for x >= 0; ((-1)^n)^2 = 1."""
    base, _ = (dict(k) for k in s.atoms[a].data[1])
    if s.atoms[a].signs == NEGATIVE | POSITIVE:
        rest[a] %= 2
    if rest.get(a, 0) == 0 or s.atoms[a].signs & NEGATIVE:
        return []
    ((m, _),) = base.items()
    x = m[0][0] if m[0][1] == 1 else None
    same = [
        b for b in rest if rest[b] and (b == x or (s.atoms[b].head == "power" and dict(s.atoms[b].data[1][0]) == base))
    ]
    if same == [a] and rest[a] == 1:
        return []
    total: Poly = {}
    for b in same:
        total = plus(total, UNIT if b == x else dict(s.atoms[b].data[1][1]), rest[b])
        rest[b] = 0
    c = as_constant(s, total)
    return [s.raised(base, c) if c is not None else single(s.of("power", [base, total], *s.atoms[a][2:]))]


def as_constant(s: Checker, p: Poly) -> Fraction | None:
    """c where p = c, both multiplied by what p is divided by."""
    if set(p) <= {()}:
        return Fraction(p.get((), 0))
    lowest: dict[int, Fraction | int] = {}
    for m in p:
        lowest |= {a: n for a, n in m if n < lowest.get(a, 0)}
    by = {monomial(*((a, -n) for a, n in lowest.items())): 1}
    top, bottom = s.times(p, by), s.times(UNIT, by)
    c = Fraction(top[min(top)]) / bottom[min(bottom)] if top and bottom and min(top) == min(bottom) else None
    return c if c is not None and s.zero(plus(p, constant(c), -1)) else None


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
    require(not s.no_coordinate, "in R^0 there is no largest coordinate")
    return p if s.line else single(s.of("peak", [p], False, s.bound(1, p), s.signs_of(p)))


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


def interval(s: Checker, t: int) -> int:
    """The sign of a number, by an interval around it that does not contain 0."""

    def around(t: int, numbers: Any) -> Any:
        head, *parts = s.entries[t]
        require(head not in ("s", "d"), "no number")
        if head == "n":
            return numbers.exactly(Fraction(parts[0]))
        if head == "c":
            require(parts[0] == "e", "no interval around pi is known")
            return numbers.exp(numbers.exactly(1))
        inner = [around(p, numbers) for p in s.inner(t)]
        rule = {"+": "add", "*": "times", "^": "power"}.get(head, head)
        require(
            rule in ("add", "times", "power", "exp", "log", "sigmoid", "softplus", "lambertw", "tanh"),
            f"no interval of {head}",
        )
        return reduce(getattr(numbers, rule), inner) if len(inner) > 1 else getattr(numbers, rule)(*inner)

    s.admit(t)
    for bits in (64, 256):
        numbers = sys.modules["recheck_intervals"].Numbers(bits, 5 * s.work)
        found = around(t, numbers)
        s.work = numbers.work // 5
        if found.low > 0 or found.high < 0:
            return POSITIVE if found.low > 0 else NEGATIVE
    raise Bad("the sign of a number is not decided")


ROOTS.append(root)
INTERVALS["interval"] = interval
VALUES |= {
    "c": lambda s, name: exponential(s, UNIT) if name == "e" else single(s.atom("c", name, False, False, POSITIVE)),
    "to the": to_the,
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
POWERS |= {"abs": power_of_abs, "sign": power_of_sign, "prime": power_of_prime, "power": power_of_power}


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


THEOREMS |= {
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
