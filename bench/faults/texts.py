"""Random texts: formulas, letters of every script, what programs would take for their own, and changes of all of it."""

from __future__ import annotations

import sys
from random import Random
from typing import Any

CANARY = "canary"
TOKENS = (
    *"xyzabt()+-*/^,.0123456789<>=!≤≥≠ \t\n'\"[]{}|‖∈∧#@:;_\\&%$~`?",
    *("**", "<=", ">=", "==", "!=", " and ", " in ", "sqrt(", "exp(", "log(", "sin(", "abs(", "max(", "min(", "pi", "1e9", "1/0"),
    *("x**1000", "9**9**9", "(x+y)**40", "inf", "nan", "lambda:0", "x if x else y", "x.__class__", "[x for x in y]", "0x10", "1_0", "1j"),
)  # fmt: skip
FORMULAS = (
    "x**2 + y**2 >= 2*x*y",
    "0 <= x, y < 1",
    "x in [0, 1)",
    "exp(x) >= 1 + x and log(y) <= y - 1",
    "max(x, y, z) >= (x + y + z)/3",
    "1/x + sqrt(x - 1) != abs(sin(x))",
    "-1 <= cos(x) <= 1",
)
HOSTILE = (
    f"__import__('os').system('echo x >> {CANARY}')",
    f"open('{CANARY}', 'w').write('x')",
    f"exec(\"open('{CANARY}', 'w')\")",
    rf"\immediate\write18{{echo x >> {CANARY}}}",
    rf"\input{{{CANARY}}}\openout1={CANARY}",
    f'#import "{CANARY}"; #read("{CANARY}")',
    "<script>alert(1)</script>",
    "</script><script src=x>",
    '" onload="alert(1)',
    "{{TITLE}}%SUBJECT%KEYWORDS",
    "$(touch canary)`touch canary`;touch canary",
    "../../etc/passwd\x00",
    "\x1b[2J\x1b[31m",
    "\u202egnp.\u2066",
    "\ud800",
    "'; DROP TABLE claims; --",
    "%s%n{0}{x.__class__}",
    "a" * 5000,
    "(" * 3000,
    "\r\n\r\n",
)
JUNK: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    5,
    10**30,
    1.5,
    "",
    "x",
    "1/0",
    "-3/1024",
    "0",
    [],
    {},
    [[]],
    [None],
    {"": 0},
    "∞",
)


def letter(rng: Random) -> str:
    """Of any script, a control, half of a pair, or a sign."""
    return chr(
        rng.choice(
            (rng.randrange(0x20, 0x7F), rng.randrange(0x250), rng.randrange(0x3000), rng.randrange(sys.maxunicode))
        )
    )


def text(rng: Random) -> str:
    """Anything that somebody may type or store."""
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(HOSTILE)
    if kind == 1:
        return "".join(letter(rng) for _ in range(rng.randrange(12)))
    if kind == 2:
        return f"{rng.choice(FORMULAS)} {letter(rng)}{rng.choice(HOSTILE)[:40]}"
    return " ".join(
        rng.choice(("A bound", "of $x$", "for $‖θ‖ ≤ ε$", letter(rng), "5 %", "$", "a_b", "")) for _ in range(5)
    )


def formula(rng: Random) -> str:
    """Tokens in any order, or a formula with a few changes."""
    if rng.random() < 0.4:
        return "".join(rng.choice(TOKENS) for _ in range(rng.randrange(1, 25)))
    if rng.random() < 0.1:
        return text(rng)
    return edited(rng.choice(FORMULAS), rng)


def edited(said: str, rng: Random) -> str:
    """The text with some signs left out, put in, doubled or exchanged."""
    for _ in range(rng.randrange(1, 5)):
        k = rng.randrange(len(said) + 1)
        part = said[k : k + rng.randrange(6)]
        said = (
            said[:k]
            + rng.choice(("", rng.choice(TOKENS), part * 2, letter(rng)))
            + said[k + len(part) * rng.randrange(2) :]
        )
    return said


def changed(value: Any, rng: Random) -> Any:
    """JSON with a part left out, doubled, renamed or put as something else, once to three times; the given one stays."""
    for _ in range(rng.randrange(1, 4)):
        value = _once(value, rng)
    return value


def _once(value: Any, rng: Random) -> Any:
    if not isinstance(value, dict | list) or not value or rng.random() < 0.12:
        return _junk(value, rng)
    keys = list(value) if isinstance(value, dict) else range(len(value))
    key = rng.choice(keys)
    if rng.random() < 0.12:
        if isinstance(value, list):
            return [*value[:key], *value[key + 1 :]] if rng.random() < 0.5 else [*value, value[key]]
        rest = {k: v for k, v in value.items() if k != key}
        return rest if rng.random() < 0.5 else rest | {text(rng)[:50]: value[key]}
    inner = _once(value[key], rng)
    return {**value, key: inner} if isinstance(value, dict) else [*value[:key], inner, *value[key + 1 :]]


def _junk(value: Any, rng: Random) -> Any:
    if isinstance(value, str) and rng.random() < 0.4:
        return edited(value, rng)
    if rng.random() < 0.02:
        for _ in range(200):
            value = [value]
        return value
    return rng.choice((rng.choice(JUNK), text(rng), [value], {"x": value}))


def damaged(content: bytes, rng: Random) -> bytes:
    """Bytes that were cut off, overwritten, doubled or filled with others."""
    k = rng.randrange(len(content) + 1)
    noise = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 8)))
    return rng.choice(
        (
            content[:k],
            content[:k] + noise + content[k + len(noise) :],
            content[:k] * 2,
            content[k:],
            content[:k] + b"[" * 100_000,
            noise,
        )
    )
