"""What `recheck.py` does not cover: derivatives and the theorems on them, real powers and L_p norms, cases of one coordinate.

Read `recheck.py` first. A theorem on a function f of one real variable t is given f as a term with the symbol t in it, of which
nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product as every
from types import SimpleNamespace
from typing import Any

from recheck import PROOFS, STEPS, THEOREMS, Checker, Context, Relation
from recheck_polynomials import ANY, POSITIVE, Bad, require

Says = tuple[Relation, list[Relation]]


def _le(s: Checker, a: int, b: int, *premises: Relation) -> Says:
    return (a, "<=", b), list(premises)


def _eq(s: Checker, a: int, b: int, *premises: Relation) -> Says:
    return (a, "=", b), list(premises)


def _norm(s: Checker, v: int) -> int:
    return s.term("norm", v)


def _abs(s: Checker, v: int) -> int:
    return s.term("abs", v)


CHAIN_RULE, SYMMETRY = "the chain rule", "the second derivative is symmetric"
SMOOTH = ("+", "*", "^", "exp", "sigmoid", "softplus", "atan")
ON_CURVES = (*SMOOTH, "field", "value", "total")


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


def fresh(s: Checker, t: int, *others: int) -> int:
    """The symbol t, of which nothing is known, and which the other terms do not speak of."""
    head, *parts = s.entries[t]
    require(
        head == "s" and s.symbols[parts[0]][1:] == ("number", ANY, False),
        "a real variable of which nothing is declared",
    )
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
    return _le(s, _abs(s, rise), s.mul(bound, _abs(s, s.minus(b, a))), *premises)


def tangent(s: Checker, f: int, t: int, a: int, b: int) -> Says:
    """f(a) + f'(a) (b - a) <= f(b) for f'' >= 0 everywhere."""
    x = fresh(s, t, a, b)
    slope = slope_on_line(s, f, x)
    line = s.add(s.put(f, {x: a}), s.mul(s.put(slope, {x: a}), s.minus(b, a)))
    return _le(s, line, s.put(f, {x: b}), (s.number(0), "<=", derivative(s, slope, x)))


def taylor(s: Checker, f: int, t: int, a: int, b: int, bound: int) -> Says:
    """f(b) <= f(a) + f'(a) (b - a) + bound/2 (b - a)^2 for f'' <= bound everywhere."""
    x = fresh(s, t, a, b, bound)
    slope = slope_on_line(s, f, x)
    step = s.minus(b, a)
    line = s.add(s.put(f, {x: a}), s.mul(s.put(slope, {x: a}), step), s.mul(s.number("1/2"), bound, s.power(step, 2)))
    return _le(s, s.put(f, {x: b}), line, (derivative(s, slope, x), "<=", bound))


def velocity(s: Checker, f: int, t: int) -> int:
    require(s.carries(f)[0], "a curve of vectors")
    smooth(s, f, t, ON_CURVES)
    return derivative(s, f, t)


def lipschitz_curve(s: Checker, f: int, t: int, bound: int) -> Says:
    """||f'(0)|| <= bound where ||f(t) - f(0)|| <= bound |t| for every t."""
    x, zero = fresh(s, t, bound), s.number(0)
    start = s.put(f, {x: zero})
    premise = (_norm(s, s.minus(f, start)), "<=", s.mul(bound, _abs(s, t)))
    return _le(s, _norm(s, s.put(velocity(s, f, x), {x: zero})), bound, premise)


def mean_value_on_curve(s: Checker, f: int, t: int, bound: int) -> Says:
    """||f(1) - f(0)|| <= bound where ||f'|| <= bound between: at sigmoid(t) for every t."""
    x = fresh(s, t, bound)
    ends = s.minus(s.put(f, {x: s.number(1)}), s.put(f, {x: s.number(0)}))
    between = s.put(velocity(s, f, x), {x: s.term("sigmoid", t)})
    return _le(s, _norm(s, ends), bound, (_norm(s, between), "<=", bound))


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
    sides = [
        s.put(derivative(s, s.put(e, {variable: moved}), len(s.symbols) - 1), {len(s.symbols) - 1: s.number(0)})
        for e in (left, right)
    ]
    s.schemas = [*s.schemas, ((*variables, direction), premises, (sides[0], "=", sides[1]))]
    s.cited.add(CHAIN_RULE)


def continuous(s: Checker, e: int) -> bool:
    head, *parts = s.entries[e]
    if head == "^":
        n = s.entries[parts[1]]
        return n[0] == "n" and n[1].isdecimal() and n[1] != "0" and continuous(s, parts[0])
    return head in ("n", "s", "d", "c") or (
        head in ("+", "*", "norm", "total") and all(continuous(s, p) for p in parts)
    )


def lp(s: Checker, v: int, p: int) -> int:
    """The L_p norm as it is written: that of p = 2 is the norm."""
    require(not s.carries(p)[0], "one p for all coordinates")
    if s.entries[p] == ("n", "2"):
        return _norm(s, v)
    return s.term("^", s.term("total", s.term("^", _abs(s, v), p)), s.term("^", p, s.number(-1)))


def hoelder(s: Checker, u: int, v: int, p: int, q: int) -> Says:
    """<u, v> <= ||u||_p ||v||_q for 1/p + 1/q = 1, p > 1."""
    one = s.number(1)
    return _le(
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
    return _le(s, s.term("^", base, n), s.term("exp", z), (s.mul(s.number(-1), n), "<=", z))


def to(s: Checker, a: int, b: int) -> int:
    return s.term("^", a, b)


def young(s: Checker, a: int, b: int, r: int) -> Says:
    """a b^r <= (a^(1+r) + r b^(1+r))/(1+r) for a, b >= 0 and r > 0."""
    zero, more = s.number(0), s.add(s.number(1), r)
    right = s.mul(s.add(to(s, a, more), s.mul(r, to(s, b, more))), s.power(more, -1))
    return _le(s, s.mul(a, to(s, b, r)), right, (zero, "<=", a), (zero, "<=", b), (zero, "<", r))


def signed_power(s: Checker, a: int, b: int, r: int) -> Says:
    """|sign(a)|a|^r - sign(b)|b|^r| <= r |a - b| for |a|, |b| <= 1 <= r."""
    one = s.number(1)
    power = [s.mul(s.term("sign", x), to(s, _abs(s, x), r)) for x in (a, b)]
    return _le(
        s,
        _abs(s, s.minus(*power)),
        s.mul(r, _abs(s, s.minus(a, b))),
        (one, "<=", r),
        (_abs(s, a), "<=", one),
        (_abs(s, b), "<=", one),
    )


def sign_size(s: Checker, f: int, v: int, a: int, b: int) -> Says:
    """sum of f_i |sign v_i|^a |v_i|^b = sum of f_i |v_i|^b for a, b > 0: both vanish where v_i = 0."""
    zero, size = s.number(0), to(s, _abs(s, v), b)
    left = s.term("total", s.mul(f, to(s, _abs(s, s.term("sign", v)), a), size))
    return _eq(s, left, s.term("total", s.mul(f, size)), (zero, "<", a), (zero, "<", b))


def norms_grow(s: Checker, v: int, r: int, q: int) -> Says:
    """||v||_r <= d^(1/r - 1/q) ||v||_q for 1 <= r <= q."""
    power = s.minus(s.power(r, -1), s.power(q, -1))
    return _le(s, lp(s, v, r), s.mul(to(s, s.term("d"), power), lp(s, v, q)), (s.number(1), "<=", r), (r, "<=", q))


THEOREMS |= {
    "the mean value theorem": (5, mean_value),
    "Taylor's theorem with Lagrange remainder": (4, tangent),
    "Taylor's theorem, quadratic upper bound": (5, taylor),
    "the derivative of a Lipschitz curve": (3, lipschitz_curve),
    "the mean value inequality": (3, mean_value_on_curve),
    "Hölder's inequality": (4, hoelder),
    "powers below the exponential function": (2, below_exponential),
    "Young's inequality": (3, young),
    "the mean value theorem for a signed power": (3, signed_power),
    "the size of the sign": (4, sign_size),
    "the norms grow at most by a power of the dimension": (3, norms_grow),
    "the norms decrease in p": (
        3,
        lambda s, v, r, q: _le(s, lp(s, v, q), lp(s, v, r), (s.number(0), "<", r), (r, "<=", q)),
    ),
    "powers grow with their base": (
        3,
        lambda s, x, y, a: _le(
            s, to(s, x, a), to(s, y, a), (s.number(0), "<=", x), (x, "<=", y), (s.number(0), "<=", a)
        ),
    ),
    "powers of a number below 1 fall with their exponent": (
        3,
        lambda s, x, r, q: _le(
            s,
            to(s, x, q),
            to(s, x, r),
            (s.number(0), "<=", x),
            (x, "<=", s.number(1)),
            (s.number(0), "<", r),
            (r, "<=", q),
        ),
    ),
    "a power of one": (2, lambda s, x, a: _eq(s, to(s, x, a), s.number(1), (x, "=", s.number(1)))),
}


def local(s: Checker, t: int, rule: dict[int, int]) -> int:
    """The term with numbers in the place of one coordinate of vectors; what depends on whole vectors stays as it is."""
    head, *parts = s.entries[t]
    if head == "s":
        return rule.get(parts[0], t)
    whole = not s.line and head in ("total", "norm", "peak", "product", "field", "value", "jacobian")
    whole = whole or head in ("mean", "det")
    return t if whole else s.rebuilt(t, lambda p: local(s, p, rule))


def cases(s: Checker, said: Any, names: Any, patterns: Any) -> None:
    """What holds for one coordinate where it is negative, 0 and positive holds for every coordinate.

    In each case a coordinate of a vector is -x, 0 or x with a new x > 0; there the relation is shown, or that a fact fails.
    """
    r, vectors, sizes = s.relation(said), [v for v, _ in names], [x for _, x in names]
    require(
        len({*vectors, *sizes}) == 2 * len(names) and len(patterns) == 3 ** len(names), "three cases for each vector"
    )
    require(all(s.symbols[v][1] in ("vector", "sample") for v in vectors), "cases of the coordinates of vectors")
    require(all(s.symbols[x][1:] == ("number", POSITIVE, False) for x in sizes), "sizes are positive numbers")
    require(not any(s.mentions(q, {*sizes}) for q in (r, *s.given, *s.facts)), "sizes are new")
    require(not any(s.hides(schema, {*sizes}) for schema in s.schemas), "sizes are new")
    require(s.carries(s.gap(r))[0] or not s.no_coordinate, "in R^0 there is no coordinate")
    for signs, steps in zip(every((-1, 0, 1), repeat=len(names)), patterns, strict=False):
        rule = {
            v: s.mul(s.number(-1), s.term("s", x)) if k < 0 else s.term("s", x) if k else s.number(0)
            for (v, x), k in zip(names, signs, strict=False)
        }
        known = [locally(s, r, rule) for r in s.facts]
        goals = {(local(s, r[0], rule), r[1], local(s, r[2], rule)), *map(negation, known)}
        case = Context(s, [*known], s.given, s.schemas)
        for step in steps:
            s.step(*step)
        shown = any(q in goals for q in s.facts[len(known) :])
        case.leave()
        require(shown, f"the case {signs} is open")
    s.facts.append(r)


def locally(s: Checker, r: Relation, rule: dict[int, int]) -> Relation:
    """What is known of the one coordinate; nothing, if it would then be said of the one and of every other."""
    found = local(s, r[0], rule), r[1], local(s, r[2], rule)
    i, n = s.carries(s.gap(found))
    more = (i and not s.line) or (n and any(s.symbols[v][1] == "sample" for v in rule))
    return (s.number(0), "=", s.number(0)) if more and found != r else found


def negation(r: Relation) -> Relation:
    a, op, b = r
    return {"<=": (b, "<", a), "<": (b, "<=", a), "=": (a, "!=", b), "!=": (a, "=", b)}[op]


def symmetric(s: Checker, t: int) -> Says:
    """<u, D_k f_j v> = <v, D_j f_k u> for the gradients f_j, f_k of f in its j-th and k-th argument."""
    head, product, *_ = s.entries[t]
    require(head == "total" and s.entries[product][0] == "*", "an inner product")
    factors = s.entries[product][1:]
    blocks = [p for p in factors if s.entries[p][0] == "jacobian"]
    require(len(blocks) == 1, "one block of the second derivative")
    _, name, k, v, *places = s.entries[blocks[0]]
    base, _, j = name.rpartition("_")
    require(base and j in map(str, range(1, len(places) + 1)), "the gradient of a function")
    u = s.mul(*(p for p in factors if p != blocks[0]))
    return _eq(s, t, s.term("total", s.mul(v, s.term("jacobian", f"{base}_{k}", int(j), u, *places))))


THEOREMS[SYMMETRY] = (1, symmetric)
STEPS |= {"differentiate": differentiate, "cases": cases}


def refute(s: Checker) -> None:
    """Not (for all x there are t: R): constants are put for some of the x, and then R fails for every t.

    The constants satisfy what is assumed of them, by what is assumed of the other symbols alone; and that can be satisfied: at a point,
    for a choice of the functions known by name.
    """
    c, proof = s.certificate, s.certificate["proof"]
    plain = [s.relation(r) for r in c["assume"] if isinstance(r, list)]
    s.schemas = [s.schema(r) for r in c["assume"] if isinstance(r, dict)]
    bound, rule = {*c["exists"]}, {k: s.at(t) for k, t in proof["counter"]}
    require(c["verdict"] == "REFUTED" and bound and not bound & {*rule}, "constants for what is for all")
    require(not any(s.symbols_in(t) & {*bound, *rule} for t in rule.values()), "a constant depends on what it may not")
    require(
        not any(s.hides(schema, {*bound, *rule}) for schema in s.schemas), "an assumption hides what is put or bound"
    )
    rest = [r for r in plain if not s.mentions(r, {*bound, *rule})]
    owed = [s.put_all(r, rule) for r in plain if s.mentions(r, {*rule}) and not s.mentions(r, bound)]
    of_bound = [s.put_all(r, rule) for r in plain if s.mentions(r, bound)]
    s.facts, s.given = [*rest], [*rest]
    for r in (*rest, *owed):
        s.admit(r[0], r[2])
    for (symbol, t), hint in zip(rule.items(), proof["declared"], strict=True):
        s.may_stand_for(t, symbol, hint)
    show_all(s, proof["first"], owed)
    s.facts, s.given, s.has_value = [*rest, *of_bound], [*rest, *of_bound], {}
    goal = negation(s.put_all(s.relation(c["conclude"]), rule))
    require(not s.carries(s.gap(goal))[0] or not s.no_coordinate, "in R^0 it fails for no coordinate")
    for r in (*s.facts, goal):
        s.admit(r[0], r[2])
    show_all(s, proof["steps"], [goal])
    zero, one = (next(k for k, e in enumerate(c["terms"]) if e == ["n", text]) for text in ("0", "1"))
    kept = [r for r in c["assume"] if isinstance(r, dict) or not s.mentions(s.relation(r), {*bound, *rule})]
    admissible = {**c, "assume": kept, "exists": [], "uniform": [], "conclude": [one, "=", zero]}
    require(proof["point"]["rule"] in ("point", "choice"), "a point")
    smooth = proof["point"]["rule"] == "point" or not s.cited & {CHAIN_RULE, SYMMETRY}
    require(smooth, "the functions that are chosen need not have derivatives")
    PROOFS[proof["point"]["rule"]](SimpleNamespace(certificate={**admissible, "proof": proof["point"]}))


def show_all(s: Checker, steps: Any, goals: list[Relation]) -> None:
    for step in steps:
        s.step(*step)
    require(all(r in s.facts for r in goals), "not all is shown")


PROOFS["constants"] = refute
