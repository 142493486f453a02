"""In practice: what happens to the claims' assumptions and bounds while a model is trained on real data, from the stored runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import Any

from verify.checkers.stored.read import Fields, Unfit, fault, numeral
from verify.kernel.judgement import Judgement
from verify.language.verdict import Verdict
from verify.report.nodes import Block, Paragraph, Section, Table
from verify.report.parts import Code, Link, Math, Text, listed
from verify.report.sections.network import CLAIMS, drawing, lemmas, network
from verify.report.sections.witness import number

LABEL, TITLE = "practice", "In practice"
HEADER = (
    "Attack",
    "Steps that change a sign",
    "The theorem applies",
    "Change over step",
    "Its constant",
    "Steps beyond it",
    "Of the bound used",
)
WIDTHS = (0.16, 0.16, 0.14, 0.14, 0.14, 0.12, 0.14)
CONSTANT = {"L2": "repaired", "Linf": "data"}  # that of Theorem 1, and that of Theorem 2
THEOREM = {"L2": "theorem-1/smooth", "Linf": "theorem-2/same-signs"}
EVERYWHERE = {"L2": "theorem-1/smooth", "Linf": "theorem-2-every-pair/every-pair"}  # what applies at most steps
LINF = Math(r"L_{\infty}")
Run = Mapping[str, Any]


def _enclosure(value: Any) -> bool:
    """two numbers as texts"""
    return isinstance(value, list) and len(value) == 2 and all(map(numeral, value))


BOUND = {"claim": str, "applied": int, "used": (_enclosure, None), ...: object}
JUMPS = {"claims": [str], "kept": int, "over predicted": (_enclosure, None), ...: object}
RUN: Fields = {
    "ball": ("L2", "Linf"),
    "epsilon": numeral,
    "rate": numeral,
    "steps": int,
    "signs": {"steps": int, ...: object},
    "threshold": {"claim": str, "value": _enclosure, "reached": bool},
    "size": {"theta_min": numeral, "below": int, ...: object},
    "constants": {
        "measured": _enclosure,
        "known": {...: {"value": numeral, "exceeded": int, ...: object}},
        ...: object,
    },
    "bounds": [BOUND],
    "jumps": (JUMPS, None),
    ...: object,
}


def _run(value: Any) -> bool:
    """the run of one path, with the bounds and the constant of its ball"""
    if fault(value, RUN):
        return False
    ball, bounds = value["ball"], {b["claim"] for b in value["bounds"]}
    jumps = ball == "L2" or (value["jumps"] is not None and value["jumps"]["over predicted"] is not None)
    return jumps and {THEOREM[ball], EVERYWHERE[ball]} <= bounds and CONSTANT[ball] in value["constants"]["known"]


STORED = {
    "R": numeral,
    "runs": [_run],
    "data": {"name": str, "images": list, ...: object},
    "network?": {...: object},
    ...: object,
}


def practice(stored: Mapping[str, Any], judgements: Sequence[Judgement]) -> tuple[Section, ...]:
    """The section. Raises Unfit where the network's measurements, which have no shape of their own, are not those of `make data`."""
    try:
        return _practice(stored, judgements)
    except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError) as error:
        raise Unfit(f"practice.json is not what `make data` writes: {error!r}; make it again") from error


def _practice(stored: Mapping[str, Any], judgements: Sequence[Judgement]) -> tuple[Section, ...]:
    """One row for each run, and what follows for Theorems 1 and 2; nothing where a claim that was applied is not PROVED here.

    `stored` is what `make data` writes, of the shape STORED: under "runs" the measurements along each path, under "data" the images.
    """
    proved = {j.id for j in judgements if j.verdict is Verdict.PROVED}
    if not stored.get("network") or not stored["runs"] or not {*_claims(stored["runs"]), *CLAIMS} <= proved:
        return ()
    runs: Sequence[Run] = stored["runs"]
    table = Table(HEADER, WIDTHS, tuple(_row(run) for run in runs))
    sentences = (
        _under_l2([r for r in runs if r["ball"] == "L2"]),
        _under_linf([r for r in runs if r["ball"] == "Linf"]),
    )
    blocks: tuple[Block, ...] = (
        Paragraph((*lemmas(stored["network"]), " ", *_theorem_2(runs)), "What the paper could have written"),
        Paragraph(_opening(stored)),
        *(Paragraph(s) for s in sentences if s),
        table,
        Paragraph(_certified(runs)),
        *network(stored["network"]),
        drawing(runs, stored["network"]),
    )
    return (Section((TITLE,), TITLE, LABEL, blocks),)


def _claims(runs: Iterable[Run]) -> tuple[str, ...]:
    """The claims that were applied, each once."""
    every: list[str] = []
    for run in runs:
        every += [b["claim"] for b in run["bounds"] if b["applied"]]
        every += run["jumps"]["claims"] if run["jumps"] else ()
        every += [run["threshold"]["claim"]] if run["threshold"]["reached"] else ()
    return tuple(dict.fromkeys(every))


def _opening(stored: Mapping[str, Any]) -> Text:
    images, steps = len(stored["data"]["images"]), stored["runs"][0]["steps"]
    return (
        f"A linear model is trained on the {stored['data']['name']} ({images} images, pixels between 0 and 1, ",
        Math(rf"R = {number(stored['R'])}"),
        f") against the exact attack, by {steps} steps of gradient descent of size ",
        Math(number(stored["runs"][0]["rate"])),
        ". Each weight of each step is a multiple of ",
        Math("10^{-5}"),
        ", the one nearest to that of the exact step: the path is a list of rational numbers.",
    )


def _theorem_2(runs: Sequence[Run]) -> Text:
    """The sentence on Theorem 2 that the paper could have written."""
    linf = [r for r in runs if r["ball"] == "Linf"]
    survived = ", ".join(str(r["steps"] - r["signs"]["steps"]) for r in linf)
    return (
        f"The condition of Theorem 2 survives {survived} of {linf[0]['steps']} steps of training a linear model for ",
        *_radii(linf),
        " under ",
        LINF,
        "; at each of the others a weight crosses 0, where the gradient of the adversarial loss jumps.",
    )


def _under_l2(runs: Sequence[Run]) -> Text:
    """Theorem 1's sentence: where its assumption holds, and what its constant is beside what is measured."""
    kept = [r for r in runs if not r["size"]["below"]]
    lost = [r for r in runs if r["size"]["below"]]
    if not kept:
        return ()
    below = all(not r["threshold"]["reached"] for r in kept) and all(r["threshold"]["reached"] for r in lost)
    where = (
        (" below ", Math(_near(runs[0]["threshold"]["value"])), ", from where on no parameter is better than 0")
        if below and lost
        else ()
    )
    largest, constant = max(_high(r["constants"]["measured"]) for r in kept), max(_constant(r) for r in kept)
    return (
        "Under the L2 constraint training keeps away from the origin for ",
        *_radii(kept),
        *where,
        ": ",
        Math(rf"\lVert\boldsymbol{{\theta}}\rVert \ge {number(runs[0]['size']['theta_min'])}"),
        " at every step, Theorem 1 applies, and the gradient changes by at most ",
        Math(_decimal(largest, up=True)),
        " times the length of a step, where its constant allows up to ",
        Math(_decimal(constant)),
        *(_near_the_origin(lost) if lost else (".",)),
    )


def _near_the_origin(lost: Sequence[Run]) -> Text:
    return (
        "; for ",
        *_radii(lost),
        " the path comes nearer to the origin than that, and there the gradient changes by up to ",
        Math(_decimal(max(_high(r["constants"]["measured"]) for r in lost), up=True)),
        " times the length of a step.",
    )


def _under_linf(runs: Sequence[Run]) -> Text:
    """Theorem 2's sentence: how many steps its condition survives."""
    if not runs:
        return ()
    survived = ", ".join(str(r["steps"] - r["signs"]["steps"]) for r in runs)
    beyond = ", ".join(str(r["constants"]["known"][CONSTANT["Linf"]]["exceeded"]) for r in runs)
    most = max(_high(r["jumps"]["over predicted"]) for r in runs if r["jumps"]["over predicted"])
    return (
        "Under the ",
        LINF,
        " constraint the condition of Theorem 2, that no sign changes, survives ",
        f"{survived} of {runs[0]['steps']} training steps for ",
        *_radii(runs),
        f", and at {beyond} steps the gradient changes by more than the constant for equal signs allows; at each of the "
        f"{sum(r['jumps']['kept'] for r in runs):,} changes of a sign the partial derivative jumps, between the parameter and its "
        "mirror image in the hyperplane, by the predicted amount or up to ",
        Math(_decimal(most, up=True)),
        " times that.",
    )


def _certified(runs: Sequence[Run]) -> Text:
    return (
        "Every number here is exact or an enclosure in balls, rounded outward, and every assumption was looked at exactly, at every "
        "step; no bound is broken. Applied were ",
        *listed((Link(c, c),) for c in _claims(runs)),
        ". The columns: the largest change of the gradient over the length of the step; the constant of Theorem 1 or 2; at how many of "
        "all steps, the theorem's or not, the change is larger than it allows; the largest share that is used of the bound of "
        "Theorem 1, or under ",
        LINF,
        " of that for every pair. ",
        Code("verify replay reports/practice.json"),
        " works all of it out again.",
    )


def _row(run: Run) -> tuple[Text, ...]:
    bounds, known = {b["claim"]: b for b in run["bounds"]}, run["constants"]["known"]
    used = bounds[EVERYWHERE[run["ball"]]]["used"]
    return (
        ("L2" if run["ball"] == "L2" else LINF, ", ", Math(rf"\varepsilon = {number(run['epsilon'])}")),
        (f"{run['signs']['steps']} of {run['steps']}",),
        (f"at {bounds[THEOREM[run['ball']]]['applied']}",),
        (_decimal(_high(run["constants"]["measured"]), up=True),),
        (_decimal(_constant(run)),),
        (str(known[CONSTANT[run["ball"]]]["exceeded"]),),
        (_decimal(_high(used), up=True) if used else "-",),
    )


def _radii(runs: Sequence[Run]) -> Text:
    """The radii of the runs."""
    first, *others = (number(r["epsilon"]) for r in runs)
    return listed(((Math(rf"\varepsilon = {first}"),), *((Math(x),) for x in others)))


def _constant(run: Run) -> Fraction:
    return Fraction(run["constants"]["known"][CONSTANT[run["ball"]]]["value"])


def _high(enclosure: Sequence[str]) -> Fraction:
    return Fraction(enclosure[1])


def _near(enclosure: Sequence[str]) -> str:
    """The digits on which both ends agree."""
    low, high = enclosure
    same = takewhile(lambda pair: pair[0] == pair[1], zip(low, high, strict=False))
    return low if low == high else "".join(a for a, _ in same) + r"\ldots"


def _decimal(x: Fraction, *, up: bool = False) -> str:
    """Two digits after the point, rounded down or up."""
    hundredths = -(-x * 100 // 1) if up else x * 100 // 1
    return f"{hundredths // 100}.{hundredths % 100:02d}"
