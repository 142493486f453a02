"""Derivatives, and the theorems on them: what `recheck.py` does not cover. Python's standard library only.

Read `recheck.py` first. A theorem on a function f of one real variable t is given f as a term with the symbol t in it, of which
nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from recheck import STEPS, THEOREMS, Checker
from recheck_polynomials import ANY, POSITIVE, ZERO, Bad, require
from recheck_powers import Says, at_most, equals, norm, size
from recheck_terms import gradient

CHAIN_RULE, SYMMETRY = "the chain rule", "the second derivative is symmetric"
SMOOTH = ("+", "*", "^", "exp", "sigmoid", "softplus", "atan")
ON_CURVES = (*SMOOTH, "field", "value", "total")
REAL, WHOLE = ("number", ANY, False), ("number", ZERO | POSITIVE, True)


OUTER: dict[str, Callable[[Checker, int, int], int]] = {  # the derivative of a function f of a
    "exp": lambda s, f, a: f,
    "sigmoid": lambda s, f, a: s.mul(f, s.minus(s.number(1), f)),
    "softplus": lambda s, f, a: s.term("sigmoid", a),
    "abs": lambda s, f, a: s.term("slope", a),
    "log": lambda s, f, a: s.power(a, -1),
    "atan": lambda s, f, a: s.power(s.add(s.number(1), s.power(a, 2)), -1),
}


def derivative(s: Checker, f: int, t: int) -> int:
    """df/dt by the rules of calculus, wherever the result has a value. Raises Bad for what has no rule."""
    if (f"d/d {t}", f) not in s.once:
        s.once[f"d/d {t}", f] = _derivative(s, f, t)
    found: int = s.once[f"d/d {t}", f]
    return found


def _derivative(s: Checker, f: int, t: int) -> int:
    head, *parts = s.entries[f]
    if head == "s":
        return s.number(int(parts[0] == t))
    if t not in s.symbols_in(f):
        return s.number(0)
    inner = [derivative(s, p, t) for p in s.inner(f)] if head in ("+", "total", "mean") else []
    if inner:
        return s.term(head, *inner)
    if head == "*":
        moved = [k for k, p in enumerate(parts) if t in s.symbols_in(p)]
        return s.add(*(s.mul(*parts[:k], derivative(s, parts[k], t), *parts[k + 1 :]) for k in moved))
    if head == "^":
        require(t not in s.symbols_in(parts[1]) and s.entries[parts[1]][0] == "n", "the exponent is a number")
        n = Fraction(s.entries[parts[1]][1])
        slope = derivative(s, parts[0], t)
        if n.denominator > 1:  # at the edge of its domain, base 0, it has none, as base^(n - 1) may have
            return s.mul(s.number(n), f, s.power(parts[0], -1), slope)
        lower = parts[0] if n == 2 else s.power(parts[0], n - 1)
        return s.mul(s.number(n), lower, slope) if n != 1 else slope
    if head in OUTER:
        a = parts[0]
        return s.mul(OUTER[head](s, f, a), derivative(s, a, t))
    if head == "norm":
        return s.mul(s.dot(parts[0], derivative(s, parts[0], t)), s.power(f, -1))
    if head == "jacobian":  # linear in its direction
        name, slot, h, *places = parts
        require(all(t not in s.symbols_in(p) for p in places), "a second derivative is not given")
        return s.term(head, name, slot, derivative(s, h, t), *places)
    if head in ("field", "value"):  # the chain rule; f_k is the gradient of f in its k-th argument
        name, *places = parts
        s.cited.add(CHAIN_RULE)
        found = []
        for k, p in enumerate(places, 1):
            if t in s.symbols_in(p):
                require(s.carries(p)[0], "only vectors move")
                h = derivative(s, p, t)
                along = s.dot(s.term("field", f"{name}_{k}", *places), h)
                found.append(s.term("jacobian", name, k, h, *places) if head == "field" else along)
        return s.add(*found)
    raise Bad(f"no derivative of {s.show(f)}")


def fresh(s: Checker, t: int, *others: int, kind: tuple[str, int, bool] = REAL) -> int:
    """The symbol t, of which nothing is known, and which the other terms do not speak of."""
    head, *parts = s.entries[t]
    require(head == "s" and s.symbols[parts[0]][1:] == kind, "a variable of which nothing else is declared")
    x = parts[0]
    spoken = [side for r in s.given for side in (r[0], r[2])] + list(others)
    spoken += [side for _, premises, r in s.schemas for q in (r, *premises) for side in (q[0], q[2])]
    require(all(x not in s.symbols_in(e) for e in spoken), "something is assumed of the variable")
    return x


def smooth(s: Checker, f: int, t: int, heads: tuple[str, ...]) -> None:
    """f has derivatives of every order in t on the whole line. Raises Bad where that is not seen."""
    head, *parts = s.entries[f]
    if t not in s.symbols_in(f) or head == "s" or (f"smooth in {t}: {heads}", f) in s.once:
        return
    require(head in heads, "what is no sum, product or whole power of smooth functions need not be smooth")
    if head == "^":
        kind, n = s.entries[parts[1]][0], s.entries[parts[1]][-1]
        require(kind == "n" and n.isdecimal() and n != "0", "only whole powers are smooth on the whole line")
    for p in s.inner(f):
        smooth(s, p, t, heads)
    s.once[f"smooth in {t}: {heads}", f] = True


def slope_on_line(s: Checker, f: int, t: int) -> int:
    smooth(s, f, t, SMOOTH)
    return derivative(s, f, t)


def mean_value(s: Checker, f: int, t: int, a: int, b: int, bound: int) -> Says:
    """|f(b) - f(a)| <= bound |b - a| for |f'| <= bound everywhere."""
    x = fresh(s, t, a, b, bound)
    slope = slope_on_line(s, f, x)
    rise = s.minus(s.put(f, {x: b}), s.put(f, {x: a}))
    premises = ((slope, "<=", bound), (s.mul(s.number(-1), slope), "<=", bound))
    return at_most(s, size(s, rise), s.mul(bound, size(s, s.minus(b, a))), *premises)


def tangent(s: Checker, f: int, t: int, a: int, b: int) -> Says:
    """f(a) + f'(a) (b - a) <= f(b) for f'' >= 0 everywhere."""
    x = fresh(s, t, a, b)
    slope = slope_on_line(s, f, x)
    line = s.add(s.put(f, {x: a}), s.mul(s.put(slope, {x: a}), s.minus(b, a)))
    return at_most(s, line, s.put(f, {x: b}), (s.number(0), "<=", derivative(s, slope, x)))


def taylor(s: Checker, f: int, t: int, a: int, b: int, bound: int) -> Says:
    """f(b) <= f(a) + f'(a) (b - a) + bound/2 (b - a)^2 for f'' <= bound everywhere."""
    x = fresh(s, t, a, b, bound)
    slope = slope_on_line(s, f, x)
    step = s.minus(b, a)
    line = s.add(s.put(f, {x: a}), s.mul(s.put(slope, {x: a}), step), s.mul(s.number("1/2"), bound, s.power(step, 2)))
    return at_most(s, s.put(f, {x: b}), line, (derivative(s, slope, x), "<=", bound))


def velocity(s: Checker, f: int, t: int) -> int:
    require(s.carries(f)[0], "a curve of vectors")
    smooth(s, f, t, ON_CURVES)
    return derivative(s, f, t)


def lipschitz_curve(s: Checker, f: int, t: int, bound: int) -> Says:
    """||f'(0)|| <= bound where ||f(t) - f(0)|| <= bound |t| for every t."""
    x, zero = fresh(s, t, bound), s.number(0)
    start = s.put(f, {x: zero})
    premise = (norm(s, s.minus(f, start)), "<=", s.mul(bound, size(s, t)))
    return at_most(s, norm(s, s.put(velocity(s, f, x), {x: zero})), bound, premise)


def mean_value_on_curve(s: Checker, f: int, t: int, bound: int) -> Says:
    """||f(1) - f(0)|| <= bound where ||f'|| <= bound between: at sigmoid(t) for every t."""
    x = fresh(s, t, bound)
    ends = s.minus(s.put(f, {x: s.number(1)}), s.put(f, {x: s.number(0)}))
    between = s.put(velocity(s, f, x), {x: s.term("sigmoid", t)})
    return at_most(s, norm(s, ends), bound, (norm(s, between), "<=", bound))


def on_the_line(
    s: Checker, f: int, t: int, x: int, y: int, *others: int
) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """A real function f, given by its value at x, its k-th argument, and its gradient f_k; of the number t nothing is assumed."""
    head, name, *places = s.entries[f]
    require(head == "value" and places.count(x) == 1, "the value at x of a function of a vector")
    require(s.carries(s.minus(y, x))[0], "a function of a vector")
    fresh(s, t, x, y, f, *others)
    s.cited.add(CHAIN_RULE)
    k = places.index(x)

    def put(head: str, name: str) -> Callable[[int], int]:
        return lambda at: s.term(head, name, *places[:k], at, *places[k + 1 :])

    return put("value", name), put("field", f"{name}_{k + 1}")


def descent(s: Checker, f: int, t: int, x: int, y: int, bound: int, sign: int = 1) -> Says:
    """f(y) <= f(x) + <f_1(x), h> + bound/2 ||h||^2, h = y - x, for ||f_1(x + s h) - f_1(x)|| <= bound s ||h|| at s = sigmoid(t)."""
    value, slope = on_the_line(s, f, t, x, y, bound)
    h = s.minus(y, x)
    line = s.add(f, s.dot(slope(x), h), s.mul(s.number(Fraction(sign, 2)), bound, s.power(norm(s, h), 2)))
    part = s.term("sigmoid", t)
    change = norm(s, s.minus(slope(s.add(x, s.mul(part, h))), slope(x)))
    premise = (change, "<=", s.mul(bound, part, norm(s, h)))
    return at_most(s, value(y), line, premise) if sign > 0 else at_most(s, line, value(y), premise)


def descent_below(s: Checker, f: int, t: int, x: int, y: int, bound: int) -> Says:
    """f(x) + <f_1(x), h> - bound/2 ||h||^2 <= f(y), under the same premise."""
    return descent(s, f, t, x, y, bound, -1)


def taylor_along(s: Checker, f: int, t: int, x: int, y: int, bound: int) -> Says:
    """f(y) <= f(x) + <f_k(x), h> + bound/2, h = y - x, for <h, D_k f_k(x + s h) h> <= bound at s = sigmoid(t) for every t."""
    value, slope = on_the_line(s, f, t, x, y, bound)
    h = s.minus(y, x)
    _, name, *places = s.entries[slope(s.add(x, s.mul(s.term("sigmoid", t), h)))]
    k = gradient(name)[1]
    line = s.add(f, s.dot(slope(x), h), s.mul(s.number("1/2"), bound))
    return at_most(s, value(y), line, (s.dot(h, s.term("jacobian", name, k, h, *places)), "<=", bound))


def first_order(s: Checker, f: int, t: int, x: int, y: int) -> Says:
    """f(x) + <f_1(x), h> <= f(y), h = y - x, for f(x + s h) <= (1 - s) f(x) + s f(y) at s = sigmoid(t) for every t."""
    value, slope = on_the_line(s, f, t, x, y)
    h, part = s.minus(y, x), s.term("sigmoid", t)
    mixed = s.add(s.mul(s.minus(s.number(1), part), f), s.mul(part, value(y)))
    premise = (value(s.add(x, s.mul(part, h))), "<=", mixed)
    return at_most(s, s.add(f, s.dot(slope(x), h)), value(y), premise)


def strongly_first_order(s: Checker, f: int, t: int, x: int, y: int, mu: int) -> Says:
    """f(x) + <f_1(x), h> + r <= f(y), h = y - x, r = mu/2 ||h||^2, for f(x + s h) <= (1 - s) f(x) + s f(y) - s (1 - s) r, as above."""
    value, slope = on_the_line(s, f, t, x, y, mu)
    h, part = s.minus(y, x), s.term("sigmoid", t)
    left = s.minus(s.number(1), part)
    room = s.mul(s.number("1/2"), mu, s.power(norm(s, h), 2))
    mixed = s.add(s.mul(left, f), s.mul(part, value(y)), s.mul(s.number(-1), part, left, room))
    premise = (value(s.add(x, s.mul(part, h))), "<=", mixed)
    return at_most(s, s.add(f, s.dot(slope(x), h), room), value(y), premise)


def geometric(s: Checker, a: int, k: int, n: int, q: int) -> Says:
    """a(n) <= q^n a(0) for whole n >= 0, where q > 0 and a(k + 1) <= q a(k) for every whole k >= 0: by induction."""
    x, zero = fresh(s, k, n, q, kind=WHOLE), s.number(0)
    require(s.is_whole(n) and not s.carries(a)[0] and not s.carries(q)[0], "a whole number, and numbers")
    step = (s.put(a, {x: s.add(k, s.number(1))}), "<=", s.mul(q, a))
    end = s.mul(s.term("^", q, n), s.put(a, {x: zero}))
    return at_most(s, s.put(a, {x: n}), end, (zero, "<=", n), (zero, "<", q), step)


def differentiate(s: Checker, place: int, variable: int, direction: int) -> None:
    """An identity on an open set is differentiated: v moves in a direction, which becomes the last variable."""
    require(type(place) is int and 0 <= place < len(s.schemas), "no such assumption")
    variables, premises, (left, op, right) = s.schemas[place]
    require(
        op == "=" and all(q[1] == "<" and continuous(s, q[0]) and continuous(s, q[2]) for q in premises), "an open set"
    )
    require(variable in variables and s.symbols[variable][1] == "vector", "a vector among the variables")
    require(s.symbols[direction][1] == "vector" and direction not in variables, "another vector as direction")
    spoken = [left, right, *(side for q in premises for side in (q[0], q[2]))]
    require(all(direction not in s.symbols_in(e) for e in spoken), "the direction is not free")
    s.symbols.append((f"step_{len(s.symbols)}", "number", ANY, False))
    t = s.term("s", len(s.symbols) - 1)
    moved = s.add(s.term("s", variable), s.mul(t, s.term("s", direction)))
    slopes = [
        s.put(derivative(s, s.put(e, {variable: moved}), len(s.symbols) - 1), {len(s.symbols) - 1: s.number(0)})
        for e in (left, right)
    ]
    left, right = (
        s.add(k, s.mul(s.number(0), e)) for k, e in zip(slopes, (left, right), strict=True)
    )  # where it has a value
    s.schemas = [*s.schemas, ((*variables, direction), premises, (left, "=", right))]
    s.cited.add(CHAIN_RULE)


def continuous(s: Checker, e: int) -> bool:
    head, *parts = s.entries[e]
    if head == "^":
        n = s.entries[parts[1]]
        return n[0] == "n" and n[1].isdecimal() and n[1] != "0" and continuous(s, parts[0])
    return head in ("n", "s", "d", "c") or (
        head in ("+", "*", "norm", "total") and all(continuous(s, p) for p in parts)
    )


THEOREMS |= {
    "the mean value theorem": (5, mean_value),
    "Taylor's theorem with Lagrange remainder": (4, tangent),
    "Taylor's theorem, quadratic upper bound": (5, taylor),
    "the derivative of a Lipschitz curve": (3, lipschitz_curve),
    "the mean value inequality": (3, mean_value_on_curve),
    "the descent lemma": (5, descent),
    "the descent lemma, from below": (5, descent_below),
    "Taylor's theorem in several variables": (5, taylor_along),
    "the first-order inequality of convexity": (4, first_order),
    "the first-order inequality of strong convexity": (5, strongly_first_order),
    "induction on a factor": (4, geometric),
}


def symmetric(s: Checker, t: int) -> Says:
    """<u, D_k f_j v> = <v, D_j f_k u> for the gradients f_j, f_k of f in its j-th and k-th argument."""
    head, product, *_ = s.entries[t]
    require(head == "total" and s.entries[product][0] == "*", "an inner product")
    factors = s.entries[product][1:]
    blocks = [p for p in factors if s.entries[p][0] == "jacobian"]
    require(len(blocks) == 1, "one block of the second derivative")
    _, name, k, v, *places = s.entries[blocks[0]]
    base, j = gradient(name)
    require(1 <= j <= len(places), "the gradient of a function")
    u = s.mul(*(p for p in factors if p != blocks[0]))
    return equals(s, t, s.term("total", s.mul(v, s.term("jacobian", f"{base}_{k}", j, u, *places))))


THEOREMS[SYMMETRY] = (1, symmetric)
STEPS |= {"differentiate": differentiate}
