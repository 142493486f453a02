"""The network's part of "In practice": where the maximisers lie, whether the lemmas' assumptions hold there, and what PGD misses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from verify.report.nodes import Block, Paragraph, Table
from verify.report.parts import Code, Link, Math, Text
from verify.report.sections.measured import (
    LINF,
    Found,
    above,
    attack,
    digits,
    each,
    inputs,
    of_all,
    of_ball,
    percent,
    radii,
)
from verify.report.sections.witness import number

CLAIMS = (
    "network-span/flat",
    "network-span/singular",
    "network-span/shorter",
    "network-span/alone",
    "lemma-5/lipschitz",
    "lemma-5/velocity",
    "lemma-5-maximum/strict",
    "remark-second-order/sign-rule",
)
NAMES = {
    "s": "on the sphere",
    "o": "on the sphere, open",
    "i": "inside",
    "c": "corner",
    "e": "edge",
    "f": "face",
    "u": "undecided",
}
HEADER = (
    "Attack",
    "The maximiser lies",
    "C/c: median, most",
    "PGD ends there",
    "At another maximum",
    "Neither is shown",
    "Misses at most, at 95 % of images",
    "At all images",
)
WIDTHS = (0.12, 0.19, 0.13, 0.09, 0.11, 0.1, 0.15, 0.11)
MIDDLE, MOST, NEARLY = 10, 20, 19  # of what is stored in twentieths


def network(stored: Found) -> tuple[Block, ...]:
    """The sentences, and a row for each attack."""
    attacks = stored["attacks"]
    return (
        Paragraph(_trained(stored), "The network."),
        Paragraph(_on_the_sphere(of_ball(attacks, "L2"))),
        Paragraph(_followed(stored["steps"])),
        Paragraph(_pgd(attacks)),
        Table(HEADER, WIDTHS, tuple(_row(a) for a in attacks)),
    )


def lemmas(stored: Found) -> Text:
    """The sentence on Lemmas 4 and 5 that the paper could have written. Raises ValueError where Lemma 4 may hold."""
    attacks, units, d = of_ball(stored["attacks"], "L2"), _units(stored), inputs(stored["data"])
    if units >= d:
        raise ValueError(f"{units} units and {d} inputs: network-span says nothing of Lemma 4")
    return (
        f"On a trained network of {units} swish units the assumption of Lemma 5, ",
        Link("as repaired", "lemma-5/lipschitz"),
        f", holds at {of_all(_on_spheres(attacks), _points(attacks[0]))} images for ",
        *radii(attacks),
        " under L2, and its printed condition on the determinant ",
        *_printed(d),
        ". That of Lemma 4 holds at none, nor can it with fewer units than inputs.",
    )


def _printed(d: int) -> Text:
    """The determinant has the sign of (-1)^d there, and is to be positive."""
    where, parity = ("at none of these", "odd") if d % 2 else ("at these too", "even")
    return f"{where}, as ", Math(f"d = {d}"), f" is {parity}"


def located(stored: Found) -> str:
    """How many maximisers are known, and how many branches."""
    asked, open_ = (sum(f(a) for a in stored["attacks"]) for f in (_points, lambda a: a["kinds"].get("u", 0)))
    sphere = of_ball(stored["steps"], "L2")
    shown = of_all([s["bound"]["shown"] for s in sphere], sphere[0]["points"])
    return (
        f"{asked - open_:,} of {asked:,} maximisers of the network's loss are located, with proof; over each of {len(sphere)} steps of its "
        f"training one branch of them is shown, at {shown} images."
    )


def _trained(stored: Found) -> Text:
    told, points, units, d = stored["training"], len(stored["data"]["images"]), _units(stored), inputs(stored["data"])
    return (
        f"{units} swish units on {d} inputs are trained on {digits(stored['data']['name'])}, {points} images, by {told['steps']:,} steps "
        f"against PGD of {told['pgd steps']} steps under {told['ball']} with ",
        Math(rf"\varepsilon = {number(told['epsilon'])}"),
        f", which is reached after {told['growing']} steps. At the end {told['right']} of the {points} images are classified as they "
        f"should be. What follows is of the weights after {told['steps']:,} steps, unless others are named. Only the span of the weights "
        "matters (",
        Link("network-span", "network-span"),
        f"), so the maximisers are sought in {units} dimensions: Krawczyk's operator shows that there is one and only one in a box, "
        "interval arithmetic excludes all the rest.",
    )


def _on_the_sphere(attacks: Sequence[Found]) -> Text:
    return (
        "Under L2 the global maximiser is the only one, lies on the sphere, and has a multiplier ",
        Math(r"\alpha > 0"),
        " and ",
        Math("M_T < 0"),
        f" at {of_all(_on_spheres(attacks), _points(attacks[0]))} images for ",
        *radii(attacks),
        ", ",
        Math("M_T"),
        " the block of (41) on the directions along the sphere: a strict maximum (",
        Link("lemma-5-maximum", "lemma-5-maximum/strict"),
        ") on a branch to which Lemma 5 as repaired applies. The determinant of (41) has the sign of ",
        Math("(-1)^d"),
        " there (",
        Link("remark-second-order/sign-rule", "remark-second-order/sign-rule"),
        "). ",
        "The constant of Lemma 5 is ",
        Math(r"C/c"),
        " in the table, ",
        Math("C"),
        " an upper bound of ",
        Math(r"C_{\theta x}"),
        " there and ",
        Math("c"),
        " a lower one of the singular values of (41). What Lemma 4 needs, a negative definite Hessian, no point has (",
        Link("network-span/singular", "network-span/singular"),
        ").",
    )


def _followed(steps: Sequence[Found]) -> Text:
    sphere, cube = of_ball(steps, "L2"), of_ball(steps, "Linf")
    shown, points = [s["bound"]["shown"] for s in sphere], sphere[0]["points"]
    lost = sum(s["points"] - s["bound"]["shown"] for s in sphere)
    middle, most, constant = (
        each(above(s["bound"][name][k][1]) for s in sphere)
        for name, k in (("used", MIDDLE), ("used", MOST), ("C/c", MOST))
    )
    return (
        f"Over the step of training that follows step {each(s['after'] for s in sphere)}, at each {sphere[0]['every']}th image, "
        f"{points} in all: under L2 with ",
        *radii(sphere[:1]),
        f" one branch of maximisers is shown over the whole step at {of_all(shown, points)}. Along it ",
        Math("x'"),
        f" moves by {middle} of what Lemma 5 allows in the median and {most} at most, where ",
        Math("C/c"),
        f" is at most {constant}",
        f"; of the {lost} others nothing is said. Under " if lost else ". Under ",
        LINF,
        " with ",
        *radii(cube[:1]),
        f" the maximiser goes to another corner, edge or face at {each(s['other faces'] for s in cube)}.",
    )


def _pgd(attacks: Sequence[Found]) -> Text:
    worst = max(attacks, key=lambda a: Fraction(a["pgd"]["missed"][MOST][1]))
    return (
        f"PGD with {worst['pgd']['steps']} steps of {float(Fraction(worst['pgd']['step']))} starts at the image. It ends near the "
        "maximiser, near another local maximum, which is shown to be one, or where neither is shown to be near. Of the largest gain, by "
        "which ",
        Math("-y f(x)"),
        ", ",
        Math("f"),
        " the output, grows from the image to the maximiser, it misses up to ",
        f"{percent(worst['pgd']['missed'][MOST][1])}. An attack of one's own is graded in the same way by ",
        Code("verify attack"),
        ".",
    )


def _row(found: Found) -> tuple[Text, ...]:
    kinds = ", ".join(f"{count} {NAMES[letter]}" for letter, count in found["kinds"].items())
    constant, pgd = found["lemma 5"]["C/c"] if found["lemma 5"] else [], found["pgd"]
    ends = (pgd["ends"].get(place, 0) for place in ("maximiser", "another", "elsewhere"))
    return (
        attack(found),
        (kinds,),
        (f"{above(constant[MIDDLE][1])}, {above(constant[MOST][1])}" if constant else "-",),
        *((str(count),) for count in ends),
        *((percent(pgd["missed"][k][1]),) for k in (NEARLY, MOST)),
    )


def _units(stored: Found) -> int:
    return len(next(iter(stored["models"].values()))["inner"])


def _points(found: Found) -> int:
    return len(found["each"])


def _on_spheres(attacks: Sequence[Found]) -> list[int]:
    return [a["kinds"].get("s", 0) for a in attacks]
