"""LaTeX of the names of symbols: `theta_1`, `theta_min`, `x_n`, `C_theta_x`, `x'`."""

from __future__ import annotations

import re
from itertools import pairwise

# fmt: off
GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
    "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi",
    "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
    "Omega", "ell",
)
# fmt: on
SPECIAL = {
    "eps": r"\varepsilon",
    "lam": r"\lambda",
    "min": r"\min",
    "max": r"\max",
    "inf": r"\infty",
    "oo": r"\infty",
    "star": r"\ast",
    "plus": "+",
    "minus": "-",
}
INDICES = ("i", "j", "k", "n")
_ACCENTS = ("hat", "bar", "tilde")


def split(name: str) -> tuple[str, list[str], int]:
    """The base, the subscripts and the number of primes: "x'_n" gives ("x", ["n"], 1), "theta12" gives ("theta", ["12"], 0)."""
    primes = name.count("'")
    base, *subscripts = name.replace("'", "").split("_")
    digits = re.fullmatch(r"([A-Za-z]+?)(\d+)", base)
    if digits:
        base, subscripts = digits[1], [digits[2], *subscripts]
    return base, [s for s in subscripts if s], primes


def word(part: str) -> str:
    """One part of a name: a Greek letter, an abbreviation, a letter with an accent, a single letter, digits or a whole word."""
    if part in SPECIAL:
        return SPECIAL[part]
    if part in GREEK:
        return f"\\{part}"
    for accent in _ACCENTS:
        if part.endswith(accent) and len(part) > len(accent):
            return f"\\{accent}{{{word(part.removesuffix(accent))}}}"
    return part if len(part) == 1 or part.isdigit() else rf"\mathit{{{part}}}"


def scripted(base: str, subscripts: list[str], primes: int = 0) -> str:
    """A base that is LaTeX already, with subscripts that are LaTeX already: numbers and indices are set apart by commas."""
    tail = "'" * primes
    if not subscripts:
        return base + tail
    joined = subscripts[0]
    for before, part in pairwise(subscripts):
        joined += ("," if _apart(before, part) else " ") + part
    return f"{base}_{{{joined}}}{tail}"


def _apart(before: str, part: str) -> bool:
    return before.isdigit() or part.isdigit() or part in INDICES


def scalar(name: str) -> str:
    """A number: theta_min gives \\theta_{\\min}."""
    base, subscripts, primes = split(name)
    return scripted(word(base), [word(s) for s in subscripts], primes)


def vector(name: str, *further: str) -> str:
    """A vector in bold, with subscripts beyond those of its name where they are not there already."""
    base, subscripts, primes = split(name)
    own = [word(s) for s in subscripts]
    return scripted(rf"\boldsymbol{{{word(base)}}}", [*own, *(f for f in further if f not in own)], primes)


def coordinate(name: str, index: str, *further: str) -> str:
    """One coordinate of a vector: theta_1 gives \\theta_{1,i}."""
    base, subscripts, primes = split(name)
    own = [word(s) for s in subscripts]
    return scripted(word(base), [*own, *(f for f in further if f not in own), index], primes)
