"""`make trust`: mutants of every claim that is PROVED and of its derivation, and what the engine says of the false ones.

The answers are counted in `trust.json`. An alarm, a false claim that is proved or called vacuous or a spoiled derivation that
is accepted, is printed in full, and is exit code 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.progress import track

from bench.trust.asking import Options, asked
from bench.trust.engine import KERNEL, Engine
from bench.trust.tally import Found, document, markdown
from verify.judging.catalogue import discover
from verify.language.module import statement_of

Name = tuple[str, str]


def names(package: str) -> list[Name]:
    """The module and the name of every claim that is expected to be PROVED."""
    catalogue = discover(package)
    return [
        (catalogue.modules[s.name], c.name) for s in catalogue.statements for c in s.claims if c.expected == "PROVED"
    ]


def of_one(name: Name, options: Options, engine: Engine) -> Found:
    """What came out for one claim."""
    module, claim = name
    statement = statement_of(module)
    return asked(statement.name, next(c for c in statement.claims if c.name == claim), options, engine)


def of_all(chosen: Sequence[Name], options: Options, engine: Engine, *, workers: int) -> Iterator[Found]:
    """What came out for each claim, in their order, whichever worker took it; one worker is this process."""
    ask = partial(of_one, options=options, engine=engine)
    if workers == 1:
        yield from map(ask, chosen)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(ask, chosen)


def main(arguments: Sequence[str] | None = None, engine: Engine | None = None) -> int:
    """1 when something false is proved or called vacuous, or a spoiled derivation accepted."""
    given = _options().parse_args(arguments)
    options = Options(given.seed, given.most, given.each)
    chosen = [n for n in names(given.package) if not given.claim or any(part in "/".join(n) for part in given.claim)]
    running = of_all(chosen, options, engine or _engine(given.kernel), workers=given.workers)
    found = list(track(running, "claims", total=len(chosen), disable=not sys.stdout.isatty()))
    stored = document(found, seed=options.seed, most=options.most, each=options.each)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "trust.json").write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(markdown(stored))
    for alarm in stored["alarms"]:
        print("ALARM", alarm)
    return 1 if stored["alarms"] else 0


def _engine(kernel: bool) -> Engine:
    """The kernel alone, or all of the engine, which need not be there for the kernel to be asked."""
    if kernel:
        return KERNEL
    from bench.trust.whole import WHOLE

    return WHOLE


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=11, help="twins of a claim")
    parser.add_argument("--each", type=int, default=6, help="spoiled derivations of a claim")
    parser.add_argument("--kernel", action="store_true", help="the kernel alone, without search and solver")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--claim", nargs="+", help="those alone with this in the name of their module or in their own")
    parser.add_argument("--package", default="proofs")
    parser.add_argument("--out", type=Path, default=Path("reports"))
    return parser
