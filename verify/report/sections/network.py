"""The network's part of "In practice": where the maximisers lie, whether the lemmas' assumptions hold there, and what PGD misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import log10
from typing import Any

from verify.report.nodes import Block, Drawing, Paragraph, Table
from verify.report.parts import Code, Link, Math, Text, listed
from verify.report.picture import Dot, Note, Picture, Point, Shape, Stroke
from verify.report.sections.witness import number

CLAIMS = (
    "network-span/flat",
    "network-span/singular",
    "network-span/shorter",
    "network-span/alone",
    "lemma-5/velocity",
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
    "C/c, median, most",
    "PGD ends there",
    "At another maximum",
    "It misses, of 95 %",
    "At most",
)
WIDTHS = (0.13, 0.22, 0.14, 0.12, 0.14, 0.13, 0.12)
LINF = Math(r"L_{\infty}")
Found = Mapping[str, Any]


def network(stored: Found) -> tuple[Block, ...]:
    """The sentences, a row for each attack, and a picture."""
    attacks, steps = stored["attacks"], stored["steps"]
    return (
        Paragraph(_opening(stored)),
        Paragraph(_on_the_sphere([a for a in attacks if a["ball"] == "L2"])),
        Paragraph(_followed(steps)),
        Paragraph(_pgd(attacks)),
        Table(HEADER, WIDTHS, tuple(_row(a) for a in attacks)),
        Paragraph(_certified()),
    )


def lemmas(stored: Found) -> Text:
    """The sentence on Lemmas 4 and 5 that the paper could have written."""
    attacks = [a for a in stored["attacks"] if a["ball"] == "L2"]
    return (
        "On a trained network of three swish units the assumption of Lemma 5, as repaired, holds at ",
        *_counts(attacks, "s"),
        f" of {_points(attacks[0])} images for ",
        *_radii(attacks),
        ", and that of Lemma 4 at none, nor can it with fewer units than inputs.",
    )


def _opening(stored: Found) -> Text:
    images, units = stored["data"]["images"], len(next(iter(stored["models"].values()))["inner"])
    asked, undecided = (sum(f(a) for a in stored["attacks"]) for f in (_points, lambda a: a["kinds"].get("u", 0)))
    return (
        f"A network of {units} swish units is trained by PGD on the {stored['data']['name']}, {len(images)} images. NumPy did this in "
        "floating point; its weights, multiples of ",
        Math("10^{-5}"),
        ", are kept, and what follows is certified of exactly these. The network moves in the span of its weights (",
        Link("network-span", "network-span"),
        f"), so that the maximiser is sought in {units} dimensions: Krawczyk's operator shows that there is one and only one in a box, "
        f"balls exclude all the rest. For both norms and three radii each this decides {asked - undecided:,} of {asked:,} maximisers.",
    )


def _on_the_sphere(attacks: Sequence[Found]) -> Text:
    medians, most = (", ".join(_two(a["lemma 5"]["C/c"][k][1]) for a in attacks) for k in (10, -1))
    return (
        "Under the L2 constraint with ",
        *_radii(attacks),
        " the maximiser is the only one, lies on the sphere, and has ",
        Math(r"\alpha > 0"),
        " and ",
        Math("M_T < 0"),
        " at ",
        *_counts(attacks, "s"),
        f" of {_points(attacks[0])} points: what Lemma 5 needs, as repaired. Its constant ",
        Math(r"C_{\theta x}/c"),
        f" there is {medians} in the median and {most} at most. What Lemma 4 needs, a negative definite Hessian inside the ball, holds at "
        "none of them (",
        Link("network-span/singular", "network-span/singular"),
        ").",
    )


def _followed(steps: Sequence[Found]) -> Text:
    sphere, cube = ([s for s in steps if s["ball"] == ball] for ball in ("L2", "Linf"))
    used = [s["bound"]["used"] for s in sphere if s["bound"]["used"]]
    return (
        f"Over the steps of training after {_each(sphere, 'after')}, at {sphere[0]['points']} of the points: under L2 with ",
        *_radii(sphere[:1]),
        f" one branch of maximisers is shown over the whole step at {', '.join(str(s['bound']['shown']) for s in sphere)}; ",
        Math("x'"),
        f" moves by at most {_two(max((u[-1][1] for u in used), key=Fraction))} of what Lemma 5 allows, in the median by ",
        f"{', '.join(_two(u[10][1]) for u in used)}. Under ",
        LINF,
        " with ",
        *_radii(cube[:1]),
        f" the maximiser goes to another corner, edge or face at {_each(cube, 'other faces')} of them.",
    )


def _pgd(attacks: Sequence[Found]) -> Text:
    cube = [a for a in attacks if a["ball"] == "Linf"]
    worst = max(attacks, key=lambda a: Fraction(a["pgd"]["missed"][-1][1]))
    return (
        f"PGD with {worst['pgd']['steps']} steps of {float(Fraction(worst['pgd']['step']))}, from the image itself, ends at another "
        f"local maximum, shown to be one, at {', '.join(str(a['pgd']['ends'].get('another', 0)) for a in cube)} of the points under ",
        LINF,
        " with ",
        *_radii(cube),
        ", and misses up to ",
        _percent(worst["pgd"]["missed"][-1][1]),
        " of the largest gain of the margin. The table has how often it ends at the maximiser, and what it misses at most at 95 % and at "
        "all of the points.",
    )


def _certified() -> Text:
    return (
        "Where PGD ends is a result of floating point; all that is said of the place is certified, as are the maxima. Applied were ",
        *listed((Link(c, c),) for c in CLAIMS),
        ". An attack of one's own is graded in the same way by ",
        Code("verify attack"),
        ".",
    )


def _row(attack: Found) -> tuple[Text, ...]:
    kinds = ", ".join(f"{count} {NAMES[letter]}" for letter, count in attack["kinds"].items())
    constant = attack["lemma 5"]["C/c"] if attack["lemma 5"] else []
    ends = attack["pgd"]["ends"]
    return (
        ("L2" if attack["ball"] == "L2" else LINF, ", ", Math(rf"\varepsilon = {number(attack['epsilon'])}")),
        (kinds,),
        (f"{_two(constant[10][1])}, {_two(constant[-1][1])}" if constant else "-",),
        (str(ends.get("maximiser", 0)),),
        (str(ends.get("another", 0)),),
        *((_percent(attack["pgd"]["missed"][k][1]),) for k in (19, 20)),
    )


# The picture.
HIGH, LEFT, WIDE = 42.0, 14.0, 38.0
DRAWN = {"L2": "1/4", "Linf": "1/10"}
TONES = {"s": "good", "c": "good", "o": "link", "i": "link", "e": "open", "f": "link", "u": "bad"}
CAPTION = (
    "Left: where the maximisers lie for the ",
    Math(r"\varepsilon"),
    " of each attack, three under L2 and three under ",
    LINF,
    "; green on the sphere or at a corner, brown on an edge, blue on a face or where a condition is open, red undecided. Middle: the "
    "part of the largest gain that PGD misses, by the share of "
    "the points, at the largest ",
    Math(r"\varepsilon"),
    " under L2 (blue) and ",
    LINF,
    " (red); each line is a power of ten, the highest 1. Right: the linear model, the change of the gradient over the step along the path, "
    "L2 with ",
    Math(r"\varepsilon = \frac{1}{4}"),
    " (blue) and ",
    LINF,
    " with ",
    Math(r"\varepsilon = \frac{1}{10}"),
    " (red); a dot marks a step at which no sign changes.",
)


def drawing(runs: Sequence[Found], stored: Found) -> Drawing:
    """Kinds against the attack, what PGD misses, and two paths of the linear model with their jumps."""
    attacks = stored["attacks"]
    largest = {a["ball"]: a for a in attacks}
    paths = {ball: next(r for r in runs if (r["ball"], r["epsilon"]) == (ball, eps)) for ball, eps in DRAWN.items()}
    shapes = [*_bars(attacks), *_missed(largest), *_paths(paths)]
    return Drawing(
        Picture(160.0, HIGH + 8, tuple(shapes), "Kinds of maximisers, what PGD misses, and paths with jumps"), CAPTION
    )


def _bars(attacks: Sequence[Found]) -> list[Shape]:
    shapes: list[Shape] = []
    for row, attack in enumerate(attacks):
        x, y = LEFT, 7.0 + 7.5 * row
        shapes.append(Note((LEFT - 7, y), number(attack["epsilon"])))
        for letter, count in attack["kinds"].items():
            end = x + WIDE * count / _points(attack)
            shapes.append(Stroke(((x, y), (end, y)), TONES[letter], 3.5))
            x = end
    return shapes


def _missed(largest: Mapping[str, Found]) -> list[Shape]:
    left = LEFT + WIDE + 14
    shapes = _grid(left, range(-6, 1), -6, 0)
    for ball, colour in (("L2", "link"), ("Linf", "bad")):
        values = [max(float(Fraction(high)), 1e-6) for _, high in largest[ball]["pgd"]["missed"]]
        places = [(left + WIDE * k / (len(values) - 1), _height(log10(v), -6, 0)) for k, v in enumerate(values)]
        shapes.append(Stroke(tuple(places), colour, 0.4))
    return shapes


def _paths(paths: Mapping[str, Found]) -> list[Shape]:
    left = LEFT + 2 * (WIDE + 14)
    shapes = _grid(left, range(-2, 3), -2, 2)
    for ball, colour in (("L2", "link"), ("Linf", "bad")):
        ratios = [float(r) for r in paths[ball]["along"]["change over step"].split()]
        places = [_on_path(left, k, len(ratios), r) for k, r in enumerate(ratios)]
        shapes.append(Stroke(tuple(places), colour, 0.25))
        if ball == "Linf":
            still = [k for k, signs in enumerate(paths[ball]["along"]["signs"].split()) if signs == "0"]
            shapes += [Dot(places[k], "text") for k in still]
    return shapes


def _on_path(left: float, k: int, steps: int, ratio: float) -> Point:
    return (left + WIDE * k / (steps - 1), _height(log10(min(max(ratio, 0.01), 100)), -2, 2))


def _grid(left: float, powers: range, low: int, high: int) -> list[Shape]:
    lines: list[Shape] = []
    for power in powers:
        y = _height(power, low, high)
        lines += [Stroke(((left, y), (left + WIDE, y)), "line", 0.1), Note((left - 5, y), f"10^{{{power}}}", "text")]
    return lines


def _height(value: float, low: int, high: int) -> float:
    return 4 + HIGH * (high - value) / (high - low)


# Words.
def _points(attack: Found) -> int:
    return len(attack["each"])


def _counts(attacks: Sequence[Found], letter: str) -> Text:
    return (", ".join(str(a["kinds"].get(letter, 0)) for a in attacks),)


def _each(found: Sequence[Found], name: str) -> str:
    return ", ".join(str(f[name]) for f in found)


def _radii(found: Sequence[Found]) -> Text:
    first, *others = (number(f["epsilon"]) for f in found)
    return listed(((Math(rf"\varepsilon = {first}"),), *((Math(x),) for x in others)))


def _two(text: str) -> str:
    """Two digits after the point, rounded up."""
    hundredths = -(-Fraction(text) * 100 // 1)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _percent(text: str) -> str:
    return f"{_two(str(Fraction(text) * 100))} %"
