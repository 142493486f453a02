"""What to write for a text that is not read: for an author alone, nothing of it is taken for what he has written.

A text that is offered in place of another one is read first, and is offered only where it has a reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from verify.checkers.inequality.answer import Unreadable
from verify.checkers.inequality.problem import IMPLIES
from verify.checkers.inequality.reader import KNOWN, RELATION, relations
from verify.language.refused import GREEK

PACKAGE = "vectors, their norms and sums over coordinates belong in a package, which `verify new lemma` begins"
UNKNOWN_FUNCTION = "a function that is known by name alone belongs in a package, which `verify new lemma` begins"
FACTORIAL = "factorials are not read; of a fixed number write the value"
ARROW = "=> says that the one implies the other: `at least` is written >="
_VECTORS = (
    "norm dot inner sum mean prod product trace tr det unit lse logsumexp softmax total peak kl cov var argmax max_i"
)
OF_VECTORS = {*_VECTORS.split()}
BY_NAME = set("fghFGH")
WORDS = {
    "real": "every variable is a real number: leave it out",
    "natural": "write '{0} integer' and '{0} >= 1', or >= 0",
    "positive": "write '{0} > 0'",
    "negative": "write '{0} < 0'",
    "nonnegative": "write '{0} >= 0'",
    "nonpositive": "write '{0} <= 0'",
    "nonzero": "write '{0} != 0'",
    "even": "write {0} = 2*k, and 'k integer'",
    "odd": "write {0} = 2*k + 1, and 'k integer'",
}
SETS = {"R": "real", "ℝ": "real", "reals": "real", "N": "natural", "ℕ": "natural", "naturals": "natural"}
_NAMES = r"\s*(?P<names>[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*)\s*"
DECLARED = re.compile(rf"{_NAMES}\s(?:(?:is|are)\s+)?(?:an?\s+)?(?P<word>{'|'.join(WORDS)})(?:\s+numbers?)?\s*")
MEMBER = re.compile(rf"{_NAMES}(?:\bin\b|∈)\s*(?P<set>{'|'.join(SETS)})\s*")
LISTED = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\bin\b|∈)\s*\{(?P<values>[^{}]*)\}\s*")
SIGNS = {"=<": "<=", "⩽": "<=", "≦": "<=", "⩾": ">=", "≧": ">=", "<>": "!=", "=/=": "!="}
CALLED = re.compile(r"([^\W\d]\w*)\s*\(")
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
LATIN = {name: letter for letter, name in GREEK.items()} | {
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "θ",
    "pi": "pi",
}
LATEX = {
    "cdot": "*",
    "times": "*",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "ne": "!=",
    "neq": "!=",
    "lt": "<",
    "gt": ">",
}
LATEX |= dict.fromkeys(("left", "right", "quad", ",", ";", "!", " "), " ")
FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
BRACED = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
POWER_OF_E = re.compile(r"\be\s*\*\*\s*(\w+|\([^()]*\))")
TOGETHER = re.compile(r"\d[^\W\d]|\w\s+\w|\)\s*\w")
PRODUCTS = "a product needs its *, and a function its brackets, as in 2*x and log(x)"
TOKEN = re.compile(r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)|(?P<other>\*\*|[<>=!]=|\S)")


def advised(why: Unreadable, claim: str, where: Sequence[str] = ()) -> str:
    """The error with what to write instead of the first text that is not read, where that is known."""
    *premises, conclusion = IMPLIES.split(claim)
    unread = (text for text in (*where, *premises, conclusion) if not _is_read(text))
    hint = ARROW if any(not RELATION.search(p) for p in premises) else _instead(next(unread, ""))
    return f"{why}; {hint}" if hint else str(why)


def _instead(text: str) -> str:
    if found := LISTED.fullmatch(text):
        cases = " or ".join(f"{found['name']} = {v.strip()}" for v in found["values"].split(",") if v.strip())
        return f"write '{cases}'" if cases else ""
    if found := DECLARED.fullmatch(text):
        return WORDS[found["word"]].format(found["names"])
    if found := MEMBER.fullmatch(text):
        return WORDS[SETS[found["set"]]].format(found["names"])
    if re.fullmatch(r"\s*[^\W\d]\w*(\s+[^\W\d]\w*)*\s*", text):
        return "a condition says something of its variables, as in 'x, y > 0', 'n integer' or 'x in [0, 1]'"
    if "‖" in text or any(f.lower() in OF_VECTORS for f in CALLED.findall(text)):
        return PACKAGE
    if any(f in BY_NAME or (f not in KNOWN and f.isupper() and len(f) > 1) for f in CALLED.findall(text)):
        return UNKNOWN_FUNCTION
    if re.search(r"[\w)]!(?!=)", text):
        return FACTORIAL
    better = _repaired(text)
    if better != text and _is_read(better):
        return f"write {better}"
    if "\\" in text:
        return "LaTeX is not read: write x/2, sqrt(x), exp(-x), x**2"
    return PRODUCTS if TOGETHER.search(text) else ""


def _is_read(text: str) -> bool:
    with suppress(Unreadable):
        return bool(relations(text))
    return False


def _repaired(text: str) -> str:
    """With the signs, powers, products and brackets that the reader wants; another text is left as it is."""
    better = _from_latex(text) if "\\" in text or "^{" in text else text
    for sign, ours in SIGNS.items():
        better = better.replace(sign, ours)
    better = re.sub(f"[{''.join(RAISED)}]+", lambda c: _power("".join(RAISED[x] for x in c[0])), better)
    better = better.replace("^", "**").replace("√", "sqrt").replace("·", "*").replace("×", "*").replace("−", "-")
    better = POWER_OF_E.sub(lambda c: f"exp({c[1].removeprefix('(').removesuffix(')')})", better)
    return _with_products(better) if better != text or not _is_read(better) else better


def _power(exponent: str) -> str:
    return f"**{exponent}" if exponent.isalnum() else f"**({exponent})"


def _from_latex(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, BRACED.sub(r"sqrt(\1)", FRACTION.sub(r"((\1)/(\2))", text))
    text = re.sub(
        r"\\([A-Za-z]+|.)", lambda c: LATEX.get(c[1]) or LATIN.get(c[1]) or (c[1] if c[1] in KNOWN else c[0]), text
    )
    simple = re.sub(r"\((\w+)\)/\((\w+)\)", r"\1/\2", text.replace("{", "(").replace("}", ")"))
    return re.sub(r"(?<!\w)\((\w+/\w+)\)(?!\s*[\w(*^])", r"\1", simple)


def _with_products(text: str) -> str:
    """With * between the factors of a product, and brackets around the one argument of a function."""
    tokens = [(m.lastgroup or "", m[0], m.start(), m.end()) for m in TOKEN.finditer(text)]
    written, end, opened = "", 0, False
    for k, (kind, token, start, stop) in enumerate(tokens):
        before = tokens[k - 1] if k else ("other", "", 0, 0)
        gap = text[end:start]
        call = before[0] == "name" and before[1] in KNOWN
        begins, follows = (
            kind in ("number", "name") or token == "(",
            before[0] in ("number", "name") or before[1] == ")",
        )
        if call and kind in ("number", "name"):
            after = tokens[k + 1] if k + 1 < len(tokens) else ("other", "", 0, 0)
            if after[0] in ("number", "name") or after[1] in ("(", "**") or token in KNOWN:
                return text  # whose argument is not told
            gap, opened = "(", True
        elif (
            begins
            and follows
            and not call
            and token not in ("and", "or", "in")
            and before[1] not in ("and", "or", "in")
        ):
            if _divides(tokens[:k]) or kind == before[0] == "number":
                return text  # 1/2x has two readings, 2 3 has none
            gap = "*"
        written += gap + token + (")" if opened else "")
        end, opened = stop, False
    return written + text[end:]


def _divides(tokens: list[tuple[str, str, int, int]]) -> bool:
    """Is the last factor a divisor?"""
    return len(tokens) > 1 and tokens[-2][1] == "/"
