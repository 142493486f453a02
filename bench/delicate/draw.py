"""Texts at random: delicate constants, small terms, pairs that are equal nearly everywhere, conditions; and cases made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import mpmath

from bench.delicate.value import HOLDS, NoValue, Unclear, formula

NOUGHTS = (
    "log(6) - log(2) - log(3)",
    "sqrt(2)*sqrt(3) - sqrt(6)",
    "(1 + sqrt(2))**2 - 3 - 2*sqrt(2)",
    "sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2)",
    "exp(log(2)) - 2",
    "cos(pi/3) - 1/2",
    "sin(pi)",
    "cos(1)**2 + sin(1)**2 - 1",
    "cosh(1)**2 - sinh(1)**2 - 1",
    "exp(1)*exp(-1) - 1",
    "exp(2) - exp(1)**2",
    "2**(1/3)*4**(1/3) - 2",
    "8**(2/3) - 4",
    "log(exp(2)) - 2",
    "4*atan(1) - pi",
    "log(sqrt(2)) - log(2)/2",
    "abs(1 - sqrt(2)) - sqrt(2) + 1",
    "max(sqrt(2), 7/5) - sqrt(2)",
    "1/(sqrt(2) - 1) - sqrt(2) - 1",
    "sqrt(2)**2 - 2",
    "2**sqrt(2)*2**(-sqrt(2)) - 1",
    "sigmoid(1) + sigmoid(-1) - 1",
    "softplus(1) - softplus(-1) - 1",
    "tanh(1) - (exp(2) - 1)/(exp(2) + 1)",
    "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)",
    "(2 + sqrt(5))**(1/3) - (1 + sqrt(5))/2",
)
NEAR = (
    "sqrt(2) - 1414213562/1000000000",
    "exp(1) - 2718281828/1000000000",
    "exp(1) - 2718281829/1000000000",
    "pi - 355/113",
    "22/7 - pi",
    "log(2) - 6931471805/10000000000",
    "log(2) - 6931471806/10000000000",
    "cos(1) - 5403023/10000000",
    "cos(1) - 5403024/10000000",
    "exp(pi) - pi - 20",
    "sqrt(2) + sqrt(3) - pi",
    "sqrt(10) + sqrt(11) - sqrt(5) - sqrt(18)",
    "exp(-20)",
    "1/1000000",
)
SIMPLE = ("0", "1", "-1", "2", "-2", "3", "1/2", "-1/2", "1/3", "sqrt(2)", "log(2)", "exp(1)", "pi")
NONE = ("sqrt(sqrt(2) - 71/50)", "(-8)**(1/3)", "log(sqrt(2) - 71/50)", "1/(sqrt(2)*sqrt(3) - sqrt(6))", "0**(-1)")
EXPONENTS = (
    *(
        "(1/3)",
        "(2/3)",
        "(-2)",
        "(3/2)",
        "(1/4)",
        "(-1/2)",
        "sqrt(2)",
        "pi",
        "(4 - pi)",
        "(sqrt(2) - 1)",
        "(1 - sqrt(2))",
        "(-pi)",
    ),
    *(
        "(sqrt(2)*sqrt(2))",
        "(sqrt(8)/sqrt(2))",
        "(log(6) - log(2) - log(3))",
        "(1 + sin(pi))",
        "(1/(sqrt(2) - 1) - sqrt(2))",
    ),
)
SIGNS = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}
INTEGER = "integer"
SATISFIED = 0.9  # of the conditions hold at one point, so that not all of them exclude each other

# Both sides agree where both have a value, but not everywhere: at a border, for one sign, or where one of them has none.
PAIRS = (
    ("sqrt({a}*{b})", "sqrt({a})*sqrt({b})"),
    ("sqrt({a}/{b})", "sqrt({a})/sqrt({b})"),
    ("sqrt({a}**2)", "abs({a})"),
    ("sqrt({a}**2)", "{a}"),
    ("sqrt({a}**2*{b})", "{a}*sqrt({b})"),
    ("sqrt({a}**2*{b})", "abs({a})*sqrt({b})"),
    ("sqrt({a}**3)", "{a}*sqrt({a})"),
    ("sqrt({a}**4*{b})", "{a}**2*sqrt({b})"),
    ("sqrt({a}**3*{b})", "{a}*sqrt({a}*{b})"),
    ("sqrt({a})**2", "{a}"),
    ("sqrt(sqrt({a}))", "{a}**(1/4)"),
    ("sqrt({a}**2)*sqrt({b})", "sqrt({a}**2*{b})"),
    ("({a}**3)**(1/3)", "{a}"),
    ("({a}**2)**(1/4)", "sqrt(abs({a}))"),
    ("({a}**2)**(1/4)", "sqrt({a})"),
    ("({a}**6)**(1/2)", "{a}**3"),
    ("({a}**(1/3))**3", "{a}"),
    ("({a}**2)**(3/2)", "abs({a})**3"),
    ("({a}*{b})**(2/3)", "{a}**(2/3)*{b}**(2/3)"),
    ("({a}**2*{b})**(1/3)", "{a}**(2/3)*{b}**(1/3)"),
    ("{a}**(3/2)", "{a}*sqrt({a})"),
    ("{a}**(-1/2)", "sqrt({a})/{a}"),
    ("sqrt(1/{a})", "1/sqrt({a})"),
    ("sqrt({a}**2 + 2*{a}*{b} + {b}**2)", "abs({a} + {b})"),
    ("sqrt({a}**2 + 2*{a}*{b} + {b}**2)", "{a} + {b}"),
    ("sqrt({a}*{b} + {a}*{c})", "sqrt({a})*sqrt({b} + {c})"),
    ("sqrt({a}**2*{b} + {a}**2*{c})", "abs({a})*sqrt({b} + {c})"),
    ("sqrt({a}**3*{b} + {a}**2*{c})", "abs({a})*sqrt({a}*{b} + {c})"),
    ("sqrt({b}/{a} + {c}/{a})", "sqrt({b} + {c})/sqrt({a})"),
    ("{a}/{a}", "1"),
    ("{a}**2/{a}", "{a}"),
    ("({a}**2 - {b}**2)/({a} - {b})", "{a} + {b}"),
    ("1/(1/{a})", "{a}"),
    ("1/(1/{a} + 1/{b})", "{a}*{b}/({a} + {b})"),
    ("{b} + {a} - {a}", "{b}"),
    ("{b}*{a}/{a}", "{b}"),
    ("0*{a}", "0"),
    ("{a}**0", "1"),
    ("0**abs({a})", "0"),
    ("1**{a}", "1"),
    ("({a}/{b})**2", "{a}**2/{b}**2"),
    ("abs({a}*{b})", "abs({a})*abs({b})"),
    ("abs({a}/{b})", "abs({a})/abs({b})"),
    ("abs({a})**2", "{a}**2"),
    ("abs({a})**3", "{a}**3"),
    ("abs({a})", "max({a}, -{a})"),
    ("abs({a})", "{a}*sign({a})"),
    ("abs({a})*sign({a})", "{a}"),
    ("abs({a})/{a}", "sign({a})"),
    ("abs({a} + {b})", "abs({a}) + abs({b})"),
    ("sign({a})**2", "1"),
    ("sign({a}*{b})", "sign({a})*sign({b})"),
    ("sign({a})**3", "sign({a})"),
    ("sign({a}**2)", "1"),
    ("{a}*sign({a})**2", "{a}"),
    ("sign({a}/{b})", "sign({a}*{b})"),
    ("sign(sqrt({a}))", "1"),
    ("max({a}, {b}) + min({a}, {b})", "{a} + {b}"),
    ("max({a}, {b})*min({a}, {b})", "{a}*{b}"),
    ("max({a}, {b})", "({a} + {b} + abs({a} - {b}))/2"),
    ("max({a}, {b})", "{a}"),
    ("max({a}**2, {b}**2)", "max({a}, {b})**2"),
    ("max({a}, min({a}, {b}))", "{a}"),
    ("sqrt(max({a}, {b}))", "max(sqrt({a}), sqrt({b}))"),
    ("max({a}*{c}, {b}*{c})", "{c}*max({a}, {b})"),
    ("log({a}*{b})", "log({a}) + log({b})"),
    ("log({a}/{b})", "log({a}) - log({b})"),
    ("log({a}**2)", "2*log({a})"),
    ("log({a}**2)", "2*log(abs({a}))"),
    ("log({a}**3)", "3*log({a})"),
    ("log(sqrt({a}))", "log({a})/2"),
    ("log(1/{a})", "-log({a})"),
    ("log({a}**{b})", "{b}*log({a})"),
    ("exp(log({a}))", "{a}"),
    ("log(exp({a}))", "{a}"),
    ("exp(2*log({a}))", "{a}**2"),
    ("exp(log({a})/2)", "sqrt({a})"),
    ("exp({a} + {b})", "exp({a})*exp({b})"),
    ("exp({a})**{b}", "exp({a}*{b})"),
    ("sqrt(exp({a}))", "exp({a}/2)"),
    ("{a}**{b}*{a}**{c}", "{a}**({b} + {c})"),
    ("{a}**{b}*{a}**(-{b})", "1"),
    ("({a}**{b})**{c}", "{a}**({b}*{c})"),
    ("({a}*{b})**{c}", "{a}**{c}*{b}**{c}"),
    ("{a}**{b}", "exp({b}*log({a}))"),
    ("{a}**(2*{b})", "({a}**2)**{b}"),
    ("({a}**2)**{b}", "abs({a})**(2*{b})"),
    ("({a}**{b})**(1/{b})", "{a}"),
    ("{a}**({b}/{b})", "{a}"),
    ("{a}**({b}/({b} + 1))", "{a}*{a}**(-1/({b} + 1))"),
    ("sqrt({a}**{b})", "{a}**({b}/2)"),
    ("{a}**(4 - pi)", "{a}**4/{a}**pi"),
    ("{a}**(4 - pi)*{a}**pi", "{a}**4"),
    ("{a}**(sqrt(2) - 1)*{a}", "{a}**sqrt(2)"),
    ("{a}**(sqrt(2)*sqrt(2))", "{a}**2"),
    ("{a}**(sqrt(2)*sqrt(2))", "abs({a})**2"),
    ("({a}**sqrt(2))**sqrt(2)", "{a}**2"),
    ("({a}**2)**(1/sqrt(2))", "abs({a})**sqrt(2)"),
    ("{a}**(log(6) - log(2) - log(3))", "1"),
    ("{a}**(-{b})", "1/{a}**{b}"),
    ("{a}**(-{b})", "(1/{a})**{b}"),
    ("{a}**({b} - {c})", "{a}**{b}/{a}**{c}"),
    ("{a}**(({b} - {c})**2)", "{a}**({b}**2)*{a}**(-2*{b}*{c})*{a}**({c}**2)"),
    ("({a} + {b})**(({b} - {c})**2)", "({a} + {b})**(({c} - {b})**2)"),
    ("(1/{a})**{b}", "{a}**(-{b})"),
    ("abs({a})**{b}*abs({a})**{c}", "abs({a})**({b} + {c})"),
    ("cos(-{a})", "cos({a})"),
    ("sin(abs({a}))", "abs(sin({a}))"),
    ("atan(1/{a})", "pi/2 - atan({a})"),
    ("cosh({a})**2", "1 + sinh({a})**2"),
    ("tanh({a})", "(exp({a}) - exp(-{a}))/(exp({a}) + exp(-{a}))"),
    ("sigmoid({a})", "1 - sigmoid(-{a})"),
    ("softplus({a})", "{a} + softplus(-{a})"),
    ("log({a} + sqrt({a}**2 + 1))", "-log(sqrt({a}**2 + 1) - {a})"),
)
CONTEXTS = (
    "{e}",
    "{e}",
    "{e}",
    "2*{e} - {a}",
    "{e}*{a}",
    "{e}**2",
    "1/{e}",
    "sqrt({e})",
    "abs({e})",
    "max({e}, {a})",
    "exp({e})",
    "{e}*{e}/{a}",
    "{a} - {e}",
    "{e}**(1/3)",
    "sqrt({e})*sqrt({a})",
    "{e}/{a}",
)
TERMS = (
    "{a}**2",
    "{a}**4",
    "({a} - {b})**2",
    "abs({a})",
    "abs({a} - {b})",
    "sqrt({a})",
    "{a}*{b}",
    "{a}*sqrt({b})",
    "sqrt({a}*{b})",
    "{a}**(2/3)",
    "{a}**{b}",
    "exp({a})",
    "exp(-{a}**2)",
    "1/{a}**2",
    "1/{a}",
    "{a}/{b}",
    "{a}**3*{b}",
    "{a}*abs({b})",
    "max({a}, {b})",
    "max({a}, -{a})",
    "min({a}, {b})",
    "max({a}, 0)",
    "{a}*sign({a})",
    "sign({a})**2",
    "log(1 + {a}**2)",
    "log({a})**2",
    "log({a})",
    "{a}*log({a})",
    "cosh({a})",
    "sinh({a})*{a}",
    "tanh({a})",
    "1 - sigmoid({a})",
    "sigmoid({a})*{b}",
    "softplus({a})",
    "atan({a})",
    "{a}**2 - {b}**2",
    "{a}",
    "1 - {a}**2",
    "sqrt({a}**2 + {b}**2)",
    "sqrt({a} + {b})",
    "1 - {a}/(1 + {a})",
    "{a}**(-{b})",
    "{a}**(4 - pi)",
    "{a}**(sqrt(2) - 1)",
    "{a}**(({b} - {c})**2)",
    "1/{a}**{b}",
    "{a}**({b} - {c})",
    "{a}**abs({b})",
    "{a}**(2*{b})",
    "({a}**2)**{b}",
    "({a}**2)**(1/4)",
    "{a}*({a}**2)**(1/3)",
    "({a}*{b})**{c}",
    "({a}*{b})**(2/3)",
    "({a} + {b})**(-1/2)",
    "sqrt({a}*abs({a}))",
    "sqrt({a}**2*{b} + {a}**2)",
    "exp(log({a}) - {b})",
    "log({a}*{b})*{c}",
    "abs({a})**{b}",
    "abs({a}*{b} - {c})",
    "sign({a}*{b})*{a}*{b}",
    "max({a}, {b}) - min({a}, {b})",
    "max({a}, {b}) - {a}",
    "max({a} - {b}, 0)*max({b} - {a}, 0)",
)


@dataclass(frozen=True)
class Case:
    """An inequality under conditions, and what its variables are declared to be, by their names."""

    name: str
    claim: str
    where: tuple[str, ...]
    declared: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        signs = [f"{name} {sign}" for name, sign in self.declared]
        return f"{self.name}: {self.claim}" + (
            f"  where {', '.join((*self.where, *signs))}" if self.where or signs else ""
        )


class Draw:
    """One case from a source of random numbers."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = ("x", "y", "z")[: random.choice((1, 1, 2, 2, 2, 3))]
        self.point = {n: mpmath.mpf(random.choice((-2, -1, 0, 1, 2, 3))) / random.choice((1, 2)) for n in self.names}

    def one(self, *ways: Callable[[], str]) -> str:
        """What one of the ways makes."""
        return self.random.choice(ways)()

    def constant(self) -> str:
        """Mostly a delicate one."""
        kind = self.random.random()
        if kind < 0.4:
            return self.random.choice(SIMPLE)
        if kind < 0.62:
            return _held(self.random.choice(NOUGHTS))
        if kind < 0.8:
            return _held(self.random.choice(NEAR))
        if kind < 0.9:
            shift = self.random.choice(("1/10**9", "1/10**20", "exp(-30)"))
            return _held(f"{self.random.choice(NOUGHTS)} {self.random.choice('+-')} {shift}")
        if kind < 0.98:
            return _held(f"-({self.random.choice(NEAR + NOUGHTS)})")
        return _held(self.random.choice(NONE))

    def name(self) -> str:
        """A variable."""
        return self.random.choice(self.names)

    def small(self, depth: int = 2) -> str:
        """A variable, a constant, or something small of them, in brackets where it needs them."""
        kind = self.random.random()
        if kind < 0.4 or depth == 0:
            return self.name()
        if kind < 0.5:
            return self.constant()
        a, b = self.small(depth - 1), self.small(depth - 1)
        return _held(
            self.random.choice(
                (
                    f"{a} - {b}",
                    f"{a} + {b}",
                    f"{a}*{b}",
                    f"-{a}",
                    f"{a}**2",
                    f"{a}**2 - 1",
                    f"{a}**2*{b}",
                    f"{a}**3",
                    f"1/{a}",
                    f"{a}/{b}",
                    f"abs({a})",
                    f"sqrt({a})",
                    f"{a} + 1",
                    f"1 - {a}",
                    f"max({a}, {b})",
                    f"exp({a})",
                    f"{a}*sqrt({b})",
                    f"sign({a})",
                    f"{a}**2 + 1",
                    f"2*{a}",
                    f"{a}**{self.random.choice(EXPONENTS)}",
                    f"{a}**{self.random.choice(EXPONENTS)}",
                    f"log({a})",
                    f"{a}**{b}",
                    f"{a}*(1 - {b})",
                )
            )
        )

    def parts(self) -> dict[str, str]:
        """Small terms for the letters of templates, most of them variables."""
        return {k: self.small(self.random.choice((0, 0, 1, 1, 2))) for k in "abc"}

    def filled(self, template: str, parts: dict[str, str] | None = None) -> str:
        """The template with small terms for its letters."""
        chosen = {k: self.small() for k in "abc"} | (parts or {})
        return template.format(**{k: _held(v) for k, v in chosen.items()})

    def condition(self, about: str | None = None) -> str:
        """On a variable or a small term: its sign, or a bound."""
        e = about or self.one(self.name, self.name, self.small)
        right = "0" if self.random.random() < 0.6 else self.one(self.constant, self.name, self.small)
        return f"{e} {self.relation(e, right)} {right}"

    def relation(self, left: str, right: str) -> str:
        """Mostly one that holds at the point."""
        ops = [">=", ">=", ">", ">", "!=", "<=", "<", "="]
        try:
            gap = formula(left)(self.point) - formula(right)(self.point)
        except (NoValue, Unclear):
            return self.random.choice(ops)
        return self.random.choice([op for op in ops if HOLDS[op](gap)] if self.random.random() < SATISFIED else ops)

    def conditions(self, *about: str) -> tuple[str, ...]:
        """At most three, most of them about these terms."""
        if about and self.random.random() < 0.4:
            return tuple(dict.fromkeys(found for a in about if (found := self.sign(a))))[:3]
        count = self.random.choice((0, 1, 1, 2, 2, 3))
        chosen = [self.random.choice(about) if about and self.random.random() < 0.7 else None for _ in range(count)]
        return tuple(dict.fromkeys(map(self.condition, chosen)))

    def sign(self, e: str) -> str:
        """The sign that the term has at the point, as a condition; nothing where it has none."""
        try:
            value = formula(e)(self.point)
        except (NoValue, Unclear):
            return ""
        op = self.random.choice(
            (">", ">=", "!=") if value > 0 else ("<", "<=", "!=") if value < 0 else (">=", "<=", "=")
        )
        return f"{e} {op} 0"

    def declared(self) -> tuple[tuple[str, str], ...]:
        """Signs of some of the variables; some are whole."""
        found = []
        for n in self.names:
            signs = [word for word, op in SIGNS.items() if HOLDS[op](self.point[n])]
            found += [(n, self.random.choice(signs))] if signs and self.random.random() < 0.4 else []
            whole = self.point[n] == int(self.point[n])
            found += [(n, INTEGER)] if whole and self.random.random() < 0.08 else []
        return tuple(found)

    def equal(self) -> tuple[str, tuple[str, ...]]:
        """Two sides that agree nearly everywhere, in the same context."""
        parts = self.parts()
        left, right = (self.filled(side, parts) for side in self.random.choice(PAIRS))
        if self.random.random() < 0.5:
            left, right = right, left
        context, about = self.random.choice(CONTEXTS), self.small()
        sides = [self.filled(context, {"e": e, "a": about}) for e in (left, right)]
        op = self.random.choice(("=", "=", "=", "<=", ">=", "<", "!="))
        if op == "<=" and self.random.random() < 0.5:
            sides[1] = f"{sides[1]} + {self.filled(self.random.choice(TERMS))}"
        return f"{sides[0]} {op} {sides[1]}", self.conditions(*parts.values(), about)

    def signs(self) -> tuple[str, tuple[str, ...]]:
        """A sum of products that are mostly not negative, with a delicate coefficient."""
        parts = self.parts()
        products = []
        for _ in range(self.random.choice((1, 1, 2, 2, 3))):
            found = [_held(self.filled(self.random.choice(TERMS), parts)) for _ in range(self.random.choice((1, 1, 2)))]
            if self.random.random() < 0.35:
                found.insert(0, self.constant())
            products.append("*".join(map(_held, found)))
        total = " + ".join(products)
        left = "0" if self.random.random() < 0.7 else self.random.choice((self.small(1), self.constant(), products[0]))
        op = self.random.choice(("<=", "<=", "<", "<", "!="))
        return f"{left} {op} {total}", self.conditions(*parts.values())

    def squares(self) -> tuple[str, tuple[str, ...]]:
        """Two sides that are compared by their squares."""
        parts = self.parts()
        left = self.random.choice(("sqrt({a})", "abs({a})", "{a}", "sqrt({a}*{b})", "{a}*sqrt({b})", "-sqrt({a})"))
        right = self.random.choice(
            (
                "sqrt({a} + {b}**2)",
                "sqrt({a}**2 + {b}**2)",
                "abs({a}) + abs({b})",
                "sqrt({a}) + {b}",
                "{b}",
                "{a} + {b}",
            )
        )
        op = self.random.choice(("<=", "<=", "<"))
        return f"{self.filled(left, parts)} {op} {self.filled(right, parts)}", self.conditions(*parts.values())

    def values(self) -> tuple[str, tuple[str, ...]]:
        """What holds wherever it has a value."""
        parts = self.parts()
        e = _held(
            self.filled(self.random.choice(CONTEXTS), parts | {"e": self.filled(self.random.choice(TERMS), parts)})
        )
        shape = self.random.choice(
            ("{e} = {e}", "0 <= {e}**2", "0 < exp({e})", "0 <= abs({e})", "{e} - 1 < {e}", "0*{e} = 0")
        )
        return shape.format(e=e), self.conditions(*parts.values())

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Conditions that exclude each other, or nearly."""
        a, b, c, zero = self.small(1), self.small(1), self.constant(), _held(self.random.choice(NOUGHTS))
        shapes = (
            f"{a}**2 < {zero}",
            f"{a}**2 <= {c}",
            f"abs({a}) <= {c}",
            f"abs({a}) < {zero}",
            f"sqrt({a}) <= {c}",
            f"sqrt({a}) < 0",
            f"exp({a}) <= {c}",
            f"{c} < 0",
            f"{zero} < 0",
            f"{c} > {zero}",
            f"{c} = 0",
            f"{zero} != 0",
            f"{a} < {a}",
            f"{a} != {a}",
            f"{a}/{a} != 1",
            f"1/{a} = 0",
            f"sqrt({a}**2*{b}) != {a}*sqrt({b})",
            f"{a}*{a} + {b}**2 + {c} <= 0",
            f"max({a}, {b}) < {a}",
            f"abs({a}) + abs({b}) < {a} + {b}",
            f"sqrt({a}*{b}) < sqrt({a})*sqrt({b})",
            f"({a} - {b})**2 < {c}",
        )
        first = self.random.choice(shapes)
        others = (*self.conditions(a, b)[:2], *self.random.choices(shapes, k=self.random.choice((0, 0, 1))))
        return self.random.choice((f"{a} <= {b}", "1 <= 0", f"{zero} < 0", f"{b} = 0")), (first, *others)

    def anything(self) -> tuple[str, tuple[str, ...]]:
        """Any two sides."""
        parts = self.parts()
        left, right = (self.filled(self.random.choice(TERMS), parts) for _ in "lr")
        op = self.random.choice(("<=", "<", "=", "!=", ">=", ">"))
        return f"{left} {op} {right}", self.conditions(*parts.values())


FAMILIES: dict[str, int] = {"equal": 8, "signs": 6, "squares": 2, "values": 3, "empty": 2, "anything": 1}


def cases(seed: int, count: int) -> Iterator[Case]:
    """So many different ones, the families in turn."""
    random, seen = Random(f"delicate {seed}"), set[tuple[str, ...]]()
    families = [name for name, share in FAMILIES.items() for _ in range(share)]
    while len(seen) < count:
        draw, family = Draw(random), random.choice(families)
        claim, where = getattr(draw, family)()
        declared = draw.declared()
        if (claim, *where) not in seen and max(map(len, (claim, *where))) < 300:
            seen.add((claim, *where))
            yield Case(f"{family}-{len(seen)}", claim, where, declared)


def _held(text: str) -> str:
    """In brackets, unless it is a name, a whole number, or already held by one pair."""
    return text if text.isalnum() or _is_held(text) else f"({text})"


def _is_held(text: str) -> bool:
    """Is the bracket that the text begins with, after the name of a function, closed at its end?"""
    head, bracket, rest = text.partition("(")
    if not bracket or not (head.isalpha() or not head):
        return False
    depth = 1
    for k, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return k == len(rest) - 1
    return False
