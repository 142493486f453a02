"""`python -m practice.check`: the stored results are worked out again from the stored data, and compared number by number.

The linear model's path is fixed by its first weights, which the seed gives, and by the rule that each weight is the multiple of
10^-5 nearest to that of the exact step, which the balls decide. So a weight that was changed in its fifth digit is found by name, and so
is any other number. The network's weights are data: it is not trained again, and one that was changed shows in all numbers that
belong to it. Where scikit-learn is installed the stored images are compared with its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from practice.balls import Undecided
from practice.bounds import Broken
from practice.data import DataSet, digits, from_json
from practice.model import Model
from practice.model import from_json as model_from_json
from practice.plan import CLASSES, FOUR, STORED, Found, document, done, jobs

MOST = 10  # differences that are named
Tell = Callable[[int, int], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where all is confirmed; 1 for a difference or a broken bound; 2 for what is no such file; 3 where balls do not tell."""
    given = _options().parse_args(arguments)
    try:
        stored = json.loads(given.file.read_text(encoding="utf-8"))
        wrong = list(faults(stored, given.workers, _said))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"practice.check: {given.file} is not what `make data` writes ({error!r})", file=sys.stderr)
        return 2
    except Undecided as open_:
        print(f"practice.check: {open_}", file=sys.stderr)
        return 3
    for line in wrong[:MOST]:
        print(f"practice.check: {line}", file=sys.stderr)
    confirmed = f"all {len(stored['runs'])} paths and {len(stored['network']['attacks'])} attacks are confirmed"
    print(f"{given.file}: {f'{len(wrong)} differences' if wrong else confirmed}")
    return 1 if wrong else 0


def faults(stored: Mapping[str, Any], workers: int, tell: Tell = lambda finished, of: None) -> Iterator[str]:
    """What is not as it comes out of the stored data and weights. Raises KeyError and the like for what is no such document, Undecided."""
    data, four = (from_json(part["data"]) for part in (stored, stored["network"]))
    path = {int(k): model_from_json(m) for k, m in stored["network"]["models"].items()}
    yield from other_images(data, four)
    try:
        yield from differences(stored, again(data, four, path, workers, tell))
    except Broken as broken:
        yield str(broken)


def _said(finished: int, of: int) -> None:
    print(f"{finished} of {of}", file=sys.stderr, flush=True)


def again(data: DataSet, four: DataSet, path: Mapping[int, Model], workers: int, tell: Tell) -> Found:
    """Everything anew from the data and the weights. Raises Broken, Undecided."""
    chosen = jobs(data, four, path)
    found = []
    for one in done(chosen, workers):
        found.append(one)
        tell(len(found), len(chosen))
    return document(data, four, path, chosen, found)


def other_images(data: DataSet, four: DataSet) -> Iterator[str]:
    """Are the images not those of scikit-learn, where it is installed?"""
    try:
        there = digits(*CLASSES), digits(*FOUR)
    except FileNotFoundError:
        return
    for name, ours, theirs in zip(("data", "network.data"), (data, four), there, strict=True):
        if ours != theirs:
            yield f"{name}: the images are not those of scikit-learn"


def differences(stored: Any, found: Any, path: str = "") -> Iterator[str]:
    """Every place where two trees of plain data differ, by name."""
    if isinstance(stored, Mapping) and isinstance(found, Mapping):
        for key in dict.fromkeys((*stored, *found)):
            yield from differences(stored.get(key), found.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(stored, list) and isinstance(found, list):
        for k, pair in enumerate(zip_longest(stored, found)):
            yield from differences(*pair, f"{path}[{k}]")
    elif isinstance(stored, str) and isinstance(found, str) and " " in found:
        yield from differences(stored.split(" "), found.split(" "), path)
    elif (type(stored), stored) != (type(found), found):
        yield f"{path} is {stored!r}, and should be {found!r}"


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m practice.check", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=STORED)
    parser.add_argument("--workers", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
