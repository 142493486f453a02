"""In practice: what happens to the claims' assumptions and bounds while a model is trained on real data, from the stored runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import Any, TypeVar

from verify.checkers.stored.read import Fields, Unfit, fault, numeral
from verify.kernel.judgement import Judgement
from verify.language.verdict import Verdict
from verify.report.nodes import Block, Paragraph, Screen, Section, Table
from verify.report.parts import Code, Link, Math, Text, listed
from verify.report.sections.chart import chart
from verify.report.sections.measured import LINF, above, attack, below, digits, each, inputs, of_all, of_ball, radii
from verify.report.sections.network import CLAIMS, lemmas, located, network
from verify.report.sections.witness import number

LABEL, TITLE = "practice", "In practice"
HEADER = (
    "Attack",
    "Steps that change a sign",
    "The theorem applies",
    "Change over step, at most",
    "Constant of the theorem",
    "Steps beyond it",
    "Of the bound, at most",
)
WIDTHS = (0.15, 0.15, 0.13, 0.16, 0.16, 0.12, 0.13)
CONSTANTS = {"L2": ("repaired", "printed"), "Linf": ("data",)}  # the first stands in the table
THEOREM = {"L2": "theorem-1/smooth", "Linf": "theorem-2/same-signs"}
EVERYWHERE = {"L2": "theorem-1/smooth", "Linf": "theorem-2-every-pair/every-pair"}  # what applies at most steps
Run = Mapping[str, Any]
Made = TypeVar("Made", Section, Screen)


def _enclosure(value: Any) -> bool:
    """two numbers as texts"""
    return isinstance(value, list) and len(value) == 2 and all(map(numeral, value))


BOUND = {"claim": str, "applied": int, "used": (_enclosure, None), ...: object}
JUMPS = {"claims": [str], "kept": int, "from or to 0": int, "over predicted": (_enclosure, None), ...: object}
RUN: Fields = {
    "ball": ("L2", "Linf"),
    "epsilon": numeral,
    "rate": numeral,
    "steps": int,
    "signs": {"steps": int, ...: object},
    "threshold": {"claim": str, "value": _enclosure, "reached": bool},
    "size": {"theta_min": numeral, "smallest": _enclosure, "below": int, ...: object},
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
    return (
        jumps and {THEOREM[ball], EVERYWHERE[ball]} <= bounds and {*CONSTANTS[ball]} <= {*value["constants"]["known"]}
    )


STORED = {
    "R": numeral,
    "unit": numeral,
    "runs": [_run],
    "data": {"name": str, "images": list, ...: object},
    "network?": {...: object},
    ...: object,
}


def practice(stored: Mapping[str, Any], judgements: Sequence[Judgement]) -> tuple[Section, ...]:
    """The section; nothing where a claim that was applied is not PROVED here.

    `stored` is what `make data` writes, of the shape STORED: under "runs" the measurements along each path, under "data" the images.
    Raises Unfit where the network's measurements, which have no shape of their own, are not those of `make data`.
    """
    return _made(_section, stored, judgements)


def in_brief(stored: Mapping[str, Any], judgements: Sequence[Judgement]) -> tuple[Screen, ...]:
    """For the first page on a screen, as `practice`: how often the assumptions hold. Raises Unfit as well."""
    return _made(_screen, stored, judgements)


def _made(
    make: Callable[[Mapping[str, Any]], Made], stored: Mapping[str, Any], judgements: Sequence[Judgement]
) -> tuple[Made, ...]:
    proved = {j.id for j in judgements if j.verdict is Verdict.PROVED}
    try:
        if not stored.get("network") or not stored["runs"] or not {*_claims(stored["runs"]), *CLAIMS} <= proved:
            return ()
        return (make(stored),)
    except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError) as error:
        raise Unfit(f"practice.json is not what `make data` writes: {error!r}; make it again") from error


def _screen(stored: Mapping[str, Any]) -> Screen:
    return Screen((Paragraph((*_assumptions(stored), " ", Link("More of it", LABEL), "."), f"{TITLE}."),))


def _section(stored: Mapping[str, Any]) -> Section:
    runs: Sequence[Run] = stored["runs"]
    l2, linf = of_ball(runs, "L2"), of_ball(runs, "Linf")
    blocks: tuple[Block, ...] = (
        Paragraph(_assumptions(stored), "What the paper could have written."),
        Paragraph(_certified(stored), "What is decided and certified."),
        Paragraph(_trained(stored), "The linear model."),
        Table(HEADER, WIDTHS, tuple(_row(run) for run in runs)),
        Paragraph(_under_l2(l2)),
        Paragraph(_under_linf(linf)),
        *network(stored["network"]),
        chart(runs, stored["network"]["attacks"]),
        Paragraph((*listed((Link(c, c),) for c in (*_claims(runs), *CLAIMS)), "."), "What was applied."),
    )
    return Section((TITLE,), TITLE, LABEL, blocks)


def _claims(runs: Iterable[Run]) -> tuple[str, ...]:
    """The claims that were applied, each once."""
    every: list[str] = []
    for run in runs:
        every += [b["claim"] for b in run["bounds"] if b["applied"]]
        every += run["jumps"]["claims"] if run["jumps"] else ()
        every += [run["threshold"]["claim"]] if run["threshold"]["reached"] else ()
    return tuple(dict.fromkeys(every))


def _assumptions(stored: Mapping[str, Any]) -> Text:
    """How often the assumptions of Lemmas 4 and 5 and of Theorem 2 hold."""
    linf = of_ball(stored["runs"], "Linf")
    return (
        *lemmas(stored["network"]),
        f" The condition of Theorem 2, that no sign changes, survives {_survived(linf)} steps of training a linear model for ",
        *radii(linf),
        " under ",
        LINF,
        "; at each of the others a weight crosses or meets 0, where the gradient of the adversarial loss jumps.",
    )


def _certified(stored: Mapping[str, Any]) -> Text:
    return (
        f"{located(stored['network'])} No proved bound is broken, at any step or image, by the linear model or "
        "by the network. Every number is certified, exactly or by interval arithmetic, constants rounded down, measurements up. In "
        "floating point the network was trained, and PGD ran: its weights and perturbations are taken as they are, and what is said of "
        "them is certified. ",
        Code("verify replay reports/practice.json"),
        " works all of it out again.",
    )


def _trained(stored: Mapping[str, Any]) -> Text:
    images, first = stored["data"]["images"], stored["runs"][0]
    return (
        f"It is trained on {digits(stored['data']['name'])}, {len(images)} images of {inputs(stored['data'])} pixels between 0 and 1, ",
        Math(rf"\lVert\boldsymbol{{x}}_n\rVert \le R = {number(stored['R'])}"),
        f", against the exact attack, by {first['steps']} steps of size ",
        Math(number(first["rate"])),
        ", each weight rounded to a multiple of ",
        Math(f"10^{{-{stored['unit'].count('0')}}}"),
        ".",
    )


def _under_l2(runs: Sequence[Run]) -> Text:
    """Theorem 1's sentences: where its assumption holds, and what its constant is beside what is measured."""
    kept, lost = ([r for r in runs if bool(r["size"]["below"]) is below_it] for below_it in (False, True))
    values, beyond = zip(
        *((_known(r, "printed")["value"], _known(r, "printed")["exceeded"]) for r in runs), strict=True
    )
    return (
        "Under L2 Theorem 1 is looked at with ",
        Math(rf"\theta_{{\min}} = {number(runs[0]['size']['theta_min'])}"),
        ". ",
        *(_away_from_the_origin(kept) if kept else ()),
        *_threshold(runs),
        *(x for run in lost for x in _near_the_origin(run)),
        "The constant is ",
        Math(r"C_{\theta\theta} + \varepsilon / \theta_{\min}"),
        ", ",
        Math(r"C_{\theta\theta} = (R + \varepsilon)^2 / 4"),
        ", as repaired. As printed, ",
        Math(r"C_{\theta\theta} + \varepsilon C_{\theta x} / \theta_{\min}"),
        f", it is {each(map(below, values))}, and the change is beyond it at {each(beyond)} steps.",
    )


def _away_from_the_origin(runs: Sequence[Run]) -> Text:
    return (
        "For ",
        *radii(runs),
        " ",
        Math(r"\lVert\boldsymbol{\theta}\rVert \ge \theta_{\min}"),
        f" throughout (smallest {each(below(r['size']['smallest'][0]) for r in runs)}): the theorem applies at every step, and the "
        f"gradient changes by at most {each(_measured(r) for r in runs)} times the length of a step, where its constants allow "
        f"{each(below(_known(r, 'repaired')['value']) for r in runs)}. ",
    )


def _near_the_origin(run: Run) -> Text:
    applied, beyond = _bounds(run)[THEOREM["L2"]]["applied"], _known(run, "repaired")["exceeded"]
    return (
        "For ",
        Math(rf"\varepsilon = {number(run['epsilon'])}"),
        " ",
        Math(r"\lVert\boldsymbol{\theta}\rVert"),
        f" falls to {above(run['size']['smallest'][1])}, and is below ",
        Math(r"\theta_{\min}"),
        f" at {run['size']['below']} of {run['steps'] + 1} parameters: the theorem applies at {applied} steps, to which the last column is "
        f"confined, and at {beyond} of the others the change is beyond its constant. ",
    )


def _threshold(runs: Sequence[Run]) -> Text:
    """From which radius on no parameter is better than 0, and for which runs this is so."""
    reached = [r for r in runs if r["threshold"]["reached"]]
    if not reached:
        return ()
    return (
        "From ",
        Math(rf"\varepsilon = {_near(reached[0]['threshold']['value'])}"),
        " on no parameter has a smaller loss than ",
        Math(r"\boldsymbol{\theta} = 0"),
        ": so for ",
        *radii(reached),
        ". ",
    )


def _under_linf(runs: Sequence[Run]) -> Text:
    """Theorem 2's sentences: how many steps its condition survives, and what holds at the others."""
    most = max((r["jumps"]["over predicted"][1] for r in runs if r["jumps"]["over predicted"]), key=Fraction)
    kept, at_0 = (sum(r["jumps"][name] for r in runs) for name in ("kept", "from or to 0"))
    return (
        "Under ",
        LINF,
        " with ",
        *radii(runs),
        f" the gradient changes at {each(_known(r, 'data')['exceeded'] for r in runs)} steps by more than the constant ",
        Math(r"C_{\theta\theta} = (R + \varepsilon\sqrt{d})^2 / 4"),
        " of Theorem 2, for steps without a change of sign, allows; at every step it keeps the bound ",
        Math(
            r"C_{\theta\theta} \lVert\boldsymbol{\theta}_1 - \boldsymbol{\theta}_2\rVert + "
            r"\varepsilon \lVert\operatorname{sign} \boldsymbol{\theta}_1 - \operatorname{sign} \boldsymbol{\theta}_2\rVert"
        ),
        " for every pair (",
        Link(EVERYWHERE["Linf"], EVERYWHERE["Linf"]),
        "), of which the last column has the part that is used. ",
        *_threshold(runs),
        f"At each of the {kept:,} changes of a sign the partial derivatives at a parameter and at its mirror image in ",
        Math(r"\theta_i = 0"),
        " differ by at least the jump that ",
        Link("theorem-2-jump/jump", "theorem-2-jump/jump"),
        f" predicts, and at most {above(most)} times that: the parameter is the one before the step or, where that has ",
        Math(r"\theta_i = 0"),
        f", the one after it. {at_0} of the changes go from or to 0.",
    )


def _row(run: Run) -> tuple[Text, ...]:
    bounds, (constant, *_) = _bounds(run), CONSTANTS[run["ball"]]
    used, linf = bounds[EVERYWHERE[run["ball"]]]["used"], run["ball"] == "Linf"
    return (
        attack(run),
        (f"{run['signs']['steps']} of {run['steps']}" if linf else "-",),
        (f"at {bounds[THEOREM[run['ball']]]['applied']}",),
        (_measured(run),),
        (below(_known(run, constant)["value"]),),
        (str(_known(run, constant)["exceeded"]),),
        (above(used[1]) if used else "-",),
    )


def _survived(runs: Sequence[Run]) -> str:
    return of_all([r["steps"] - r["signs"]["steps"] for r in runs], runs[0]["steps"])


def _bounds(run: Run) -> Mapping[str, Any]:
    return {b["claim"]: b for b in run["bounds"]}


def _known(run: Run, name: str) -> Mapping[str, Any]:
    """One of the constants of a run."""
    found: Mapping[str, Any] = run["constants"]["known"][name]
    return found


def _measured(run: Run) -> str:
    """The largest change of the gradient over the length of a step."""
    return above(run["constants"]["measured"][1])


def _near(enclosure: Sequence[str]) -> str:
    """The digits on which both ends agree."""
    low, high = enclosure
    same = takewhile(lambda pair: pair[0] == pair[1], zip(low, high, strict=False))
    return low if low == high else "".join(a for a, _ in same) + r"\ldots"
