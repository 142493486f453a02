"""Sums bounded by fewer or simpler terms: by the convexity of a function, tangents of quotients, and the order of exponentials.

Why it is sound. f is log, exp or x^p for a number p that is not whole, A_i are its arguments, w_i >= 0 with the sum W > 0, and
M = (w_1 A_1 + ... + w_n A_n)/W.

  F => w_i >= 0     F => W > 0     F => r - W f(M) op 0        F => w_i >= 0     F => W > 0     F => r + W f(M) op 0
  ----------------------------------------------------- (1)    ----------------------------------------------------- (2)
         F => r - w_1 f(A_1) - ... - w_n f(A_n) op 0                  F => r + w_1 f(A_1) + ... + w_n f(A_n) op 0

By Jensen's inequality (Hardy, Littlewood, Pólya, Inequalities, 3.5): (1) for log and 0 < p < 1, which are concave, (2) for exp,
p < 0 and p > 1, which are convex. op is >= or >. Wherever log(A_i) or A_i^p has a value A_i is positive, or not negative and p > 0;
then so is M, for some w_i is positive, and f(M) has a value.

  F => d_k > 0     F => n_k >= 0     F => 1 - l_k d_k >= 0     F => r + n_1 l_1 + ... + n_m l_m op 0
  --------------------------------------------------------------------------------------------------
                         F => r + n_1/d_1 + ... + n_m/d_m op 0

For 1/d_k >= l_k. The tangent of the convex 1/d at d = c > 0 is l = 2/c - d/c^2; there 1 - l d = (1 - d/c)^2 is not owed.

  l_1 > l_2 > ... > l_n     c_1 + ... + c_k >= 0 for all k     x >= 0
  -------------------------------------------------------------------
             c_1 exp(l_1 x) + ... + c_n exp(l_n x) >= 0

For that is the sum of (c_1 + ... + c_k) (exp(l_k x) - exp(l_(k+1) x)) over k < n, and of (c_1 + ... + c_n) exp(l_n x) (Abel). It is
positive where the last sum is, or where another one is and x > 0. The numbers are compared exactly; what is undecided is refused.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cmp_to_key
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import coefficients
from verify.checkers.inequality.constant import rational_number, sign
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.exponential import power
from verify.checkers.inequality.rules.shape import symbol
from verify.language.expansion import expand, expansion, monomial
from verify.language.functions import exp, log
from verify.language.possible import is_nonnegative, is_positive
from verify.language.term import NOUGHT, Number, Pow, product, summands, total

MOST = 8


def functions(e: Any) -> list[str]:
    """The functions of which the term has several in a sum: "log", "exp", or the exponent of a power."""
    found = [f for m in expansion(e) for f in dict.fromkeys(f for a, n in m for f in _functions(a, n))]
    return [f for f in dict.fromkeys(found) if found.count(f) > 1]


def _functions(a: Any, n: Any) -> tuple[str, ...]:
    """Those of a factor of a product: none, one, or two of a power of an exponential that is not whole."""
    if not a.free_symbols:
        return ()
    if isinstance(a, log):
        return ("log",) if n == 1 else ()
    return (*(("exp",) if isinstance(a, exp) else ()), *((str(n),) if Fraction(n).denominator != 1 else ()))


def gathered(e: Any, function: str) -> tuple[list[tuple[Any, Any]], Any]:
    """([(argument, what it is multiplied by), …], the rest). Refused where a product has two of them, but for exponentials."""
    weights: dict[Any, list[Any]] = {}
    rest = []
    for m, c in expansion(e).items():
        among = [(a, n) for a, n in m if function in _functions(a, n)]
        if len(among) > 1 and function != "exp":
            raise Refused
        if not among:
            rest.append(monomial(c, m))
            continue
        argument = _argument(among, function)
        weights.setdefault(argument, []).append(monomial(c, tuple(x for x in m if x not in among)))
    return [(a, expand(total(w))) for a, w in sorted(weights.items(), key=lambda x: x[0].key)], total(rest)


def _argument(among: Any, function: str) -> Any:
    if function == "exp":
        return expand(total(n * a.args[0] for a, n in among))
    return among[0][0].args[0] if function == "log" else among[0][0]


def sense_of(function: str) -> int:
    """1 for a convex function, -1 for a concave one."""
    return -1 if function == "log" or (function != "exp" and 0 < Fraction(function) < 1) else 1


def _value(a: Any, function: str) -> Any:
    return log(a) if function == "log" else exp(a) if function == "exp" else Pow(a, Number(Fraction(function)))


def jensen(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[function, [places of the arguments that are put together]], by their order in `gathered`."""
    function, places = parameters
    if goal.wanted.op not in (">=", ">") or function not in functions(goal.wanted.expr):
        raise Refused
    terms, rest = gathered(goal.wanted.expr, function)
    if not 2 <= len(set(places)) == len(places) <= MOST or not all(
        type(k) is int and 0 <= k < len(terms) for k in places
    ):
        raise Refused
    sense = sense_of(function)
    weights = [expand(sense * terms[k][1]) for k in places]
    whole = expand(total(weights))
    mean = total(product([w, terms[k][0]]) for w, k in zip(weights, places, strict=True)) / whole
    others = [product([w, _value(a, function)]) for k, (a, w) in enumerate(terms) if k not in places]
    bounded = total([rest, *others, product([sense, whole, _value(mean, function)])])
    owed = [goal.showing(w, ">=") for w in weights]
    return (*owed, goal.showing(whole, ">"), goal.showing(bounded, goal.wanted.op))


def quotients(e: Any) -> tuple[list[tuple[Any, Any]], Any]:
    """([(what is divided by, the sum of what it divides), …], the rest); powers of a denominator are denominators of their own."""
    tops: dict[Any, list[Any]] = {}
    rest: list[Any] = []
    for m, c in expansion(e).items():
        below = tuple((a, -n) for a, n in m if a.free_symbols and n < 0 and Fraction(n).denominator == 1)
        top = monomial(c, tuple((a, n) for a, n in m if (a, -n) not in below))
        (tops.setdefault(monomial(Fraction(1), below), []) if below else rest).append(top)
    return [(d, expand(total(n))) for d, n in sorted(tops.items(), key=lambda x: x[0].key)], total(rest)


def tangents(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[[place of the quotient in `quotients`, what it is bounded by], …]: [c], or [constant, {symbol: slope}]."""
    if goal.wanted.op not in (">=", ">"):
        raise Refused
    found, rest = quotients(goal.wanted.expr)
    lines = dict(parameters)
    if not lines or len(lines) < len(parameters) or not all(type(k) is int and 0 <= k < len(found) for k in lines):
        raise Refused
    owed, parts = [], [rest]
    for k, (d, n) in enumerate(found):
        if k not in lines:
            parts.append(n / d)
            continue
        line = _below(goal, d, *lines[k])
        owed += [goal.showing(d, ">"), goal.showing(n, ">=")]
        owed += [goal.showing(expand(1 - line * d), ">=")] if len(lines[k]) > 1 else []
        parts.append(expand(n * line))
    return (*owed, goal.showing(expand(total(parts)), goal.wanted.op))


def _below(goal: Goal, d: Any, text: Any, slopes: Any = None) -> Any:
    """The tangent at d = c, or a line in symbols."""
    c = Number(rational_number(text))
    if slopes is not None:
        return c + total(Number(rational_number(x)) * symbol(goal, name) for name, x in slopes.items())
    if c.value <= 0:
        raise Refused
    return 2 / c - d / c**2


def descending(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """A sum of exponentials of multiples of one symbol that is not negative: the sums of its coefficients, from the fastest on."""
    wanted = goal.wanted
    if wanted.op not in (">=", ">") or len(wanted.expr.free_symbols) != 1:
        raise Refused
    (s,) = wanted.expr.free_symbols
    if not is_nonnegative(s):
        raise Refused
    read = [_line(e, s) for e in summands(expand(wanted.expr))]
    sums, positive = NOUGHT, False
    ordered = sorted(read, key=cmp_to_key(_faster))
    for k, (c, _slope) in enumerate(ordered):
        sums = expand(sums + c)
        found = sign(sums)
        if found not in (0, 1):
            raise Refused
        positive = positive or (found == 1 and (k == len(ordered) - 1 or is_positive(s)))
    if wanted.op == ">" and not positive:
        raise Refused
    return ()


def _line(e: Any, s: Any) -> tuple[Any, Any]:
    """(c, l) of c exp(l s)."""
    if not e.free_symbols:
        return e, NOUGHT
    if (read := power(e)) is None or (found := coefficients(read[1], s)) is None:
        raise Refused
    if len(found) != 2 or found[0] != NOUGHT or found[1].free_symbols or read[0].free_symbols:
        raise Refused
    return read[0], found[1]


def _faster(a: tuple[Any, Any], b: tuple[Any, Any]) -> int:
    return _compared(b[1], a[1])


def _compared(a: Any, b: Any) -> int:
    """The sign of a - b; different slopes only, of equal ones the form has one term."""
    found = 0 if a is b else sign(expand(a - b))
    if found is None or (found == 0 and a is not b):
        raise Refused
    return found
