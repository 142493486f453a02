"""`verify attack`: a user's perturbations against the largest loss in the ball."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from verify.checkers.stored.read import Unfit, document, numeral
from verify.cli import terminal
from verify.judging import codes
from verify.judging.errors import BadInput

if TYPE_CHECKING:
    from verify.search.attack.grade import Graded

NUMBER = (float, numeral)  # a decimal of JSON is the float that is nearest to it, "1/10" is exactly that
MODEL = (
    {"theta": [NUMBER]},
    {"inner": [[NUMBER]], "shifts": [NUMBER], "outer": [NUMBER], "shift": NUMBER},
)
POINTS = {"x": [[NUMBER]], "y": [int], "delta?": [[NUMBER]]}
AXES = {"x": 2, "y": 1, "delta": 2}
PLACES = 10**6
MOST = 5  # points that are named


def attack(options: Namespace) -> int:
    """Grade every perturbation; 1 when one is larger than allowed."""
    from verify.search.attack.grade import exactly, grade, model_of

    try:
        model = model_of(document(options.model, MODEL))
    except ValueError as error:
        raise BadInput(f"{error}; a model is what verify attack --help says") from None
    points = _points(Path(options.points))
    if options.by:
        points = {**points, "delta": _asked(options.by, points, options.eps)}
    if "delta" not in points:
        raise BadInput(f"{options.points} holds no perturbations (delta), and --by names no function")
    x, y, delta = (points[name] for name in ("x", "y", "delta"))
    if not hasattr(delta, "__len__"):
        raise BadInput(f"the perturbations are {delta!r:.60}, expected a row for each point")
    if not len(x) == len(y) == len(delta):
        raise BadInput(f"there are {len(x)} points x, {len(y)} labels y and {len(delta)} perturbations delta")
    graded = []
    for n, (point, label, moved) in enumerate(zip(x, y, delta, strict=True)):
        try:
            one, other = exactly(point), exactly(moved)
            if not len(one) == len(other) == model.inputs or label not in (-1, 1):
                raise ValueError(f"x and delta have {model.inputs} numbers, y is -1 or 1")
            graded.append(grade(model, one, int(label), other, options.norm, options.eps, options.box))
        except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
            raise BadInput(f"point {n}: {error}") from None
    broken = [n for n, g in enumerate(graded) if g.breaks]
    rows = [_row(n, g) for n, g in enumerate(graded)]
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, "points": rows, "broken": broken})
    else:
        _print(rows, graded, broken, options)
    return codes.UNEXPECTED if broken else codes.AS_EXPECTED


def _row(n: int, graded: Graded) -> dict[str, Any]:
    return {
        "n": n,
        "gain": _ends(graded.gain),
        "largest": _ends(graded.largest),
        "part": None if graded.part is None else _ends(graded.part),
        "excess": _exact(graded.excess),
        "outside": str(graded.outside),
    }


def _print(
    rows: Sequence[Mapping[str, Any]], graded: Sequence[Graded], broken: Sequence[int], options: Namespace
) -> None:
    parts = sorted((row["part"] for row in rows if row["part"] is not None), key=lambda ends: Fraction(ends[0]))
    lines = [f"{len(rows)} perturbations, ‖δ‖ ≤ {options.eps} in L{'inf' if options.norm is None else options.norm}"]
    if parts:
        lines.append("part of the largest gain of the margin that is reached")
        middle = (len(parts) - 1) // 2
        named = {"smallest": parts[0], "median": parts[middle], "largest": parts[-1]}
        lines += [f"  {name:8}  {' to '.join(dict.fromkeys(ends))}" for name, ends in named.items()]
    if len(parts) < len(rows):
        lines.append(f"where nothing can be gained, or that is not decided: {len(rows) - len(parts)}")
    lines.append(f"larger than allowed: {len(broken)}")
    shown = broken[:MOST]
    lines += [
        f"  point {n}: beyond ε by {float(graded[n].excess):.3g}, beyond the box by {float(graded[n].outside):.3g}"
        for n in shown
    ]
    lines += [f"  and {len(broken) - MOST} more; --json says by how much, exactly"] if len(broken) > MOST else []
    terminal.paint(lines)


def _ends(x: Any) -> list[str]:
    """Both ends as decimals, rounded outward."""
    low, high = (_rational(end) for end in (x.lower(), x.upper()))
    return [_decimal(floor(low * PLACES)), _decimal(ceil(high * PLACES))]


def _exact(excess: Any) -> str:
    """An excess that is rational as it is, another one by its lower end."""
    return str(excess) if isinstance(excess, Fraction) else f"at least {float(_rational(excess.lower())):.3e}"


def _rational(end: Any) -> Fraction:
    mantissa, exponent = end.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _decimal(units: int) -> str:
    whole, rest = divmod(abs(units), PLACES)
    return f"{'-' * (units < 0)}{whole}.{rest:06d}"


def _points(path: Path) -> Mapping[str, Any]:
    """x, y and delta, from .json or .npz."""
    if path.suffix == ".json":
        try:
            found: Mapping[str, Any] = document(path, POINTS)
        except Unfit as why:
            raise BadInput(str(why)) from None
        return found
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as arrays:
            found = dict(arrays)
    except (OSError, ValueError, AttributeError, TypeError, EOFError, NotImplementedError, BadZipFile) as error:
        raise BadInput(f"{path} cannot be read: {' '.join(str(error).split())}") from None
    if not {"x", "y"} <= {*found} or any(found[name].ndim != axes for name, axes in AXES.items() if name in found):
        raise BadInput(f"{path} must hold x and delta, a row for each point, and y, its label -1 or 1")
    return found


def _asked(name: str, points: Mapping[str, Any], eps: Fraction) -> Any:
    """What the user's function, written module:function, returns for the points."""
    module, _, function = name.partition(":")
    try:
        called: Callable[..., Any] = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise BadInput(f"--by {name}: {error}; it is written module:function") from None
    try:
        return called(points["x"], points["y"], float(eps))
    except Exception as error:
        print(f"{name}: {error!r}", file=sys.stderr)
        raise BadInput(f"--by {name} failed: {error!r}") from None
