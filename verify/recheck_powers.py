"""Real powers: roots, symbols in the exponent, and the theorems on powers and L_p norms. Python's standard library only.

Each rule is an identity of real numbers wherever the term that it is applied to has a value. That it has one is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from recheck import THEOREMS, VALUES, Checker, Relation
from recheck_polynomials import (
    ANY,
    NEGATIVE,
    POSITIVE,
    POWERS,
    ROOTS,
    ZERO,
    Poly,
    constant,
    monomial,
    plus,
    power_signs,
    require,
    single,
)

UNIT = constant(1)
NOT_NEGATIVE = ZERO | POSITIVE


def argument(s: Checker, a: int) -> Poly:
    return dict(s.atoms[a].data[1][0])


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
    for a, k in outside:  # (a^2)^(1/2) = |a|; every power of |sign x| is sign(x)^2
        if s.atoms[a].head == "sign" and s.atoms[a].signs & NEGATIVE:
            found = s.times(found, s.reduced(((a, Fraction(2)),)))
            continue
        ((m, _),) = (VALUES["abs"](s, single(a)) if s.atoms[a].signs & NEGATIVE else single(a)).items()
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
        return VALUES["exp"](s, s.times(argument(s, a), exponent))
    if head == "power" and s.atoms[a].signs in (POSITIVE, NOT_NEGATIVE):
        base, inner = (dict(k) for k in s.atoms[a].data[1])
        return to_the(s, base, s.times(inner, exponent))
    if s.atoms[a].data == -1 and head == "prime":  # the terms are whole each, or the power stays as it is
        odd = {m: c for m, c in exponent.items() if c.denominator > 1 or not all(is_whole(s, x) for x in m)}
        if not odd:
            sign = reduce(lambda x, y: x * y, (-1 if c % 2 else 1 for m, c in exponent.items() if not m), 1)
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
    return [s.raised(base, c) if c is not None else power(s, base, total, s.atoms[a].signs)]


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


ROOTS.append(root)
VALUES["to the"] = to_the
POWERS |= {"prime": power_of_prime, "power": power_of_power}


# ------------------------------------------------------------------------------------------------------------ theorems


Says = tuple[Relation, list[Relation]]


def at_most(s: Checker, a: int, b: int, *premises: Relation) -> Says:
    return (a, "<=", b), list(premises)


def equals(s: Checker, a: int, b: int, *premises: Relation) -> Says:
    return (a, "=", b), list(premises)


def norm(s: Checker, v: int) -> int:
    return s.term("norm", v)


def size(s: Checker, v: int) -> int:
    return s.term("abs", v)


def lp(s: Checker, v: int, p: int) -> int:
    """The L_p norm as it is written: that of p = 2 is the norm."""
    require(not s.carries(p)[0], "one p for all coordinates")
    if s.entries[p] == ("n", "2"):
        return norm(s, v)
    return s.term("^", s.term("total", s.term("^", size(s, v), p)), s.term("^", p, s.number(-1)))


def hoelder(s: Checker, u: int, v: int, p: int, q: int) -> Says:
    """<u, v> <= ||u||_p ||v||_q for 1/p + 1/q = 1, p > 1."""
    one = s.number(1)
    return at_most(
        s,
        s.dot(u, v),
        s.mul(lp(s, u, p), lp(s, v, q)),
        (s.add(s.power(p, -1), s.power(q, -1)), "=", one),
        (one, "<", p),
    )


def below_exponential(s: Checker, z: int, n: int) -> Says:
    """(1 + z/n)^n <= exp z for a natural number n and z >= -n."""
    kind, text = s.entries[n][0], s.entries[n][-1]
    require(kind == "n" and text.isdecimal() and text != "0", "a natural number")
    base = s.add(s.number(1), s.mul(z, s.power(n, -1)))
    return at_most(s, s.term("^", base, n), s.term("exp", z), (s.mul(s.number(-1), n), "<=", z))


def to(s: Checker, a: int, b: int) -> int:
    return s.term("^", a, b)


def young(s: Checker, a: int, b: int, r: int) -> Says:
    """a b^r <= (a^(1+r) + r b^(1+r))/(1+r) for a, b >= 0 and r > 0."""
    zero, more = s.number(0), s.add(s.number(1), r)
    right = s.mul(s.add(to(s, a, more), s.mul(r, to(s, b, more))), s.power(more, -1))
    return at_most(s, s.mul(a, to(s, b, r)), right, (zero, "<=", a), (zero, "<=", b), (zero, "<", r))


def signed_power(s: Checker, a: int, b: int, r: int) -> Says:
    """|sign(a)|a|^r - sign(b)|b|^r| <= r |a - b| for |a|, |b| <= 1 <= r."""
    one = s.number(1)
    power = [s.mul(s.term("sign", x), to(s, size(s, x), r)) for x in (a, b)]
    return at_most(
        s,
        size(s, s.minus(*power)),
        s.mul(r, size(s, s.minus(a, b))),
        (one, "<=", r),
        (size(s, a), "<=", one),
        (size(s, b), "<=", one),
    )


def sign_size(s: Checker, f: int, v: int, a: int, b: int) -> Says:
    """sum of f_i |sign v_i|^a |v_i|^b = sum of f_i |v_i|^b for a, b > 0: both vanish where v_i = 0."""
    zero, power = s.number(0), to(s, size(s, v), b)
    left = s.term("total", s.mul(f, to(s, size(s, s.term("sign", v)), a), power))
    return equals(s, left, s.term("total", s.mul(f, power)), (zero, "<", a), (zero, "<", b))


def norms_grow(s: Checker, v: int, r: int, q: int) -> Says:
    """||v||_r <= d^(1/r - 1/q) ||v||_q for 1 <= r <= q."""
    power = s.minus(s.power(r, -1), s.power(q, -1))
    return at_most(s, lp(s, v, r), s.mul(to(s, s.term("d"), power), lp(s, v, q)), (s.number(1), "<=", r), (r, "<=", q))


THEOREMS |= {
    "Hölder's inequality": (4, hoelder),
    "powers below the exponential function": (2, below_exponential),
    "Young's inequality": (3, young),
    "the mean value theorem for a signed power": (3, signed_power),
    "the size of the sign": (4, sign_size),
    "the norms grow at most by a power of the dimension": (3, norms_grow),
    "the norms decrease in p": (
        3,
        lambda s, v, r, q: at_most(s, lp(s, v, q), lp(s, v, r), (s.number(0), "<", r), (r, "<=", q)),
    ),
    "powers grow with their base": (
        3,
        lambda s, x, y, a: at_most(
            s, to(s, x, a), to(s, y, a), (s.number(0), "<=", x), (x, "<=", y), (s.number(0), "<=", a)
        ),
    ),
    "powers of a number below 1 fall with their exponent": (
        3,
        lambda s, x, r, q: at_most(
            s,
            to(s, x, q),
            to(s, x, r),
            (s.number(0), "<=", x),
            (x, "<=", s.number(1)),
            (s.number(0), "<", r),
            (r, "<=", q),
        ),
    ),
    "a power of one": (2, lambda s, x, a: equals(s, to(s, x, a), s.number(1), (x, "=", s.number(1)))),
}
