"""Find stored counterexamples and certificates, by file, claim or hash, and check each of them again."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from verify.checkers.stored.read import Unfit, document, is_file, read_records
from verify.cli import judging, terminal
from verify.judging import codes
from verify.judging.errors import BadInput, ProcessDied
from verify.judging.marks import TONES
from verify.judging.table import Broken, Table, did_you_mean
from verify.judging.time_limit import TimeIsUp, at_most
from verify.judging.workers import Task, Workers
from verify.kernel.judgement import Judgement
from verify.kernel.record import Kind, record
from verify.language.module import statement_of

REPORTS = Path("reports")
MEASURED = {"practice": "practice.check"}  # by the kind of a document: what checks it with its `faults`
FILES = (".json", ".jsonl", ".gz")
HASH = re.compile(r"(?:sha256:?)?([0-9a-f]{6,64})")


@dataclass(frozen=True)
class Checked:
    """One stored record, or one line that is none, and whether it is confirmed; `trusting` names what was not checked."""

    where: str
    id: str
    claim: str
    confirmed: bool
    message: str
    trusting: tuple[str, ...] = ()


Record = tuple[str, Mapping[str, Any] | str]
Judge = Callable[[], Iterable[Judgement]]


def replay(options: Namespace) -> int:
    """Check stored counterexamples or certificates again; 1 when one is not confirmed or a line is no record."""
    with Workers() as workers:
        checked = [c for what in options.what for c in _checked_again(options, what, workers)]
    bad = [c for c in checked if not c.confirmed]
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, "records": [asdict(c) for c in checked]})
    else:
        for c in checked:
            mark = f"{TONES['good']} confirmed" if c.confirmed else TONES["bad"]
            trust = f"(trusting {', '.join(c.trusting)})" if c.trusting else ""
            name = (c.claim, c.id[:19]) if c.id else ()
            terminal.paint([" ".join(filter(None, (f"{c.where}:", *name, mark, c.message, trust)))])
        terminal.paint([f"{len(checked)} checked, {len(checked) - len(bad)} confirmed, {len(bad)} not"])
    return codes.UNEXPECTED if bad else codes.AS_EXPECTED


def _checked_again(options: Namespace, what: str, workers: Workers) -> list[Checked]:
    _require_file(what)
    in_time = InTime(workers, options.jobs, options.timeout)
    if (found := measured(what)) is not None:
        return [check_measured(what, found, options.jobs)]
    if (certificate := inequality(what)) is not None:
        return in_time([(what, certificate)], check_inequality)
    table, broken = judging.table(options)

    def own() -> Sequence[Judgement]:
        run = judging.judged(options, [what], workers)[2]
        if run.died:
            raise ProcessDied(f"{run.died[0].name}: {run.died[0].reason}")
        if run.interrupted:
            raise KeyboardInterrupt
        return run.judgements

    checked = check_again(find_records(what, table, broken, own), table, in_time)
    several = len(options.what) > 1 and what.endswith(".jsonl")
    return [replace(c, where=f"{what}, {c.where}") for c in checked] if several else checked


def _require_file(what: str) -> None:
    """Raise BadInput where what is called like a file is none: no id ends so."""
    if Path(what).suffix in FILES and not is_file(what):
        raise BadInput(f"no file {what}{did_you_mean(what, _files())}")


def _files() -> list[str]:
    """What may be meant: the files here, and those that runs have left."""
    folders = (Path(), REPORTS, REPORTS / "counterexamples", REPORTS / "ratios")
    return [str(p) for folder in folders for p in sorted(folder.glob("*.json*")) if p.suffix in FILES]


def check_again(records: Sequence[Record], table: Table, in_time: InTime) -> list[Checked]:
    """Check every record against the claim that it names."""
    modules = {claim: table.modules[claim.partition("/")[0]] for claim in table.claims}
    return in_time(records, _checked, modules)


@dataclass(frozen=True)
class InTime:
    """Checks records in worker processes, each in at most so many seconds."""

    workers: Workers
    jobs: int
    seconds: float

    def __call__(self, records: Sequence[Record], check: Callable[..., Checked], *more: Any) -> list[Checked]:
        """What `check` says of each; one that takes longer, or whose worker dies, is not confirmed."""
        tasks: list[Task] = [(check, (where, found, self.seconds, *more)) for where, found in records]
        checked: dict[int, Checked] = {}
        with terminal.progress(len(records), "replaying") as tell:
            jobs = min(self.jobs, len(tasks))
            for number, done in self.workers.in_time(tasks, jobs=jobs, seconds=self.seconds, progress=tell):
                checked[number] = done.result or self._unknown(*records[number], done.error)
        return [checked[number] for number in sorted(checked)]

    def _unknown(self, where: str, found: Mapping[str, Any] | str, error: BaseException | None) -> Checked:
        late = f"took longer than {self.seconds:g} s"
        why = late if isinstance(error, TimeIsUp) else _why(error)
        return about(where, found, f"not confirmed: {why}")


def _why(error: BaseException | None) -> str:
    return str(error) if isinstance(error, ProcessDied) else f"{type(error).__name__}: {error}".splitlines()[0]


def about(where: str, found: Mapping[str, Any] | str, message: str, *, confirmed: bool = False) -> Checked:
    """What was found of a record or a line."""
    said = found if isinstance(found, Mapping) else {}
    return Checked(where, str(said.get("id", "")), str(said.get("claim", "")), confirmed, message)


def find_records(what: str, table: Table, broken: Collection[Broken], judge: Judge) -> list[Record]:
    """What the file holds, or what is stored about the id, or else the counterexamples that `judge` finds.

    Each record, or what is wrong with a line, comes with where it stands. Raises BadInput when there is none.
    """
    path = Path(what)
    if path.suffix == ".json" and is_file(path):
        inside: list[Record] = [(str(path), found) for found in _inside(_document(path))]
        if not inside:
            raise BadInput(f"{path} holds no record: expected JSON with counterexamples in it, or one record a line")
        return inside
    if path.suffix == ".jsonl" or is_file(path):
        if not (lines := _in_file(path)):
            raise BadInput(f"{path} holds no record")
        return lines
    digest = HASH.fullmatch(what)
    if digest is not None and what not in table.modules:
        found = [r for r in _in_reports() if isinstance(r[1], Mapping) and _digest(r[1]).startswith(digest[1])]
        if not found:
            raise BadInput(f"no record in {REPORTS} has an id that begins with {digest[1]}")
        return found
    ids, failed = table.meant([what], broken)
    for b in failed:
        raise BadInput(f"{b.name} cannot be judged: it {b.reason}")
    stored = [r for r in _in_reports() if isinstance(r[1], Mapping) and r[1].get("claim") in ids]
    if stored:
        return stored
    judged = list(judge())
    records = [record(j.counterexample, j.claim) for j in judged if j.counterexample is not None]
    records += [dict(e.certificate) for j in judged for e in j.evidence if e.certificate is not None]
    own = [("judged now", found) for found in records]
    if not own:
        verdicts = ", ".join(f"{j.id} is {j.verdict.value}" for j in judged)
        raise BadInput(f"{what} has no counterexample or certificate to replay: {verdicts}")
    return [*own]


def _in_file(path: Path) -> list[Record]:
    try:
        return [(f"line {number}", read) for number, read in read_records(path)]
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _in_reports() -> Iterator[Record]:
    """Every readable record that a run has left, each once."""
    seen = set[str]()
    for path in sorted(p for kept in ("counterexamples", "ratios") for p in (REPORTS / kept).glob("*.jsonl")):
        for where, found in _in_file(path):
            if isinstance(found, Mapping) and _digest(found) not in seen:
                seen.add(_digest(found))
                yield f"{path}, {where}", found
    verdicts = REPORTS / "verdicts.json"
    if is_file(verdicts):
        for found in _inside(_document(verdicts)):
            if _digest(found) not in seen:
                seen.add(_digest(found))
                yield str(verdicts), found


def _document(path: Path) -> Any:
    try:
        return document(path)
    except Unfit as why:
        raise BadInput(str(why)) from None


def _inside(document: Any) -> Iterator[Mapping[str, Any]]:
    """The records anywhere inside a JSON document."""
    if isinstance(document, Mapping) and {"id", "kind", "claim"} <= set(document) and document["kind"] in [*Kind]:
        yield document
    elif isinstance(document, Mapping | list):
        for part in document.values() if isinstance(document, Mapping) else document:
            yield from _inside(part)


def _digest(found: Mapping[str, Any]) -> str:
    return str(found.get("id", "")).removeprefix("sha256:")


def _checked(where: str, found: Mapping[str, Any] | str, seconds: float, modules: Mapping[str, str]) -> Checked:
    """Runs in the worker: a claim holds functions and does not travel. Raises TimeIsUp."""
    from verify.checkers.stored.replay import replay
    from verify.judging.certificates import confirmed as rechecked
    from verify.judging.certificates import is_certificate

    if isinstance(found, str):
        return about(where, found, f"corrupt, skipped: {found}")
    if (name := str(found.get("claim", ""))) not in modules:
        return about(where, found, f"unknown claim {name!r}")
    claim = next(c for c in statement_of(modules[name]).claims if c.name == name.rpartition("/")[2])
    with at_most(seconds):
        confirmed, message = rechecked(found, claim) if is_certificate(found) else replay(found, name, claim)
    return about(where, found, message, confirmed=confirmed)


def measured(what: str) -> Mapping[str, Any] | None:
    """What `make data` has written, if the file holds that."""
    found = _parsed(what)
    return found if isinstance(found, Mapping) and found.get("kind") in MEASURED else None


def check_measured(where: str, found: Mapping[str, Any], workers: int) -> Checked:
    """Work it out again from the data and the weights that are stored with it. Raises BadInput without the program that did it."""
    kind = str(found["kind"])
    try:
        program = import_module(MEASURED[kind])
    except ImportError:
        raise BadInput(f"{where}: the folder {kind}/ of the source tree is needed; run this beside it") from None
    try:
        with terminal.progress(_parts(found), "replaying") as tell:
            wrong = list(program.faults(found, workers, lambda finished, of: tell(finished)))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        wrong = [f"not what `make data` writes: {error!r}"]
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return Checked(where, "", kind, not wrong, f"{wrong[0]}{more}" if wrong else "")


def _parts(found: Mapping[str, Any]) -> int:
    return len(found["runs"]) + sum(len(found["network"][part]) for part in ("attacks", "steps"))


def inequality(what: str) -> Mapping[str, Any] | None:
    """The certificate that a JSON file holds, by itself or in an answer of `verify prove --json`; None for other files."""
    found = _parsed(what)
    if isinstance(found, Mapping) and "certificate" in found:
        found = found["certificate"]
    return found if isinstance(found, Mapping) and found.get("kind") == Kind.INEQUALITY else None


def _parsed(what: str) -> Any:
    """The document in a .json file; None for another file."""
    return _document(Path(what)) if what.endswith(".json") and is_file(what) else None


def check_inequality(where: str, certificate: Mapping[str, Any], seconds: float) -> Checked:
    """Check a certificate again, without searching. Raises TimeIsUp."""
    from verify.checkers.stored.inequality import recheck, trusted

    with at_most(seconds):
        confirmed, message = recheck(certificate)
    proved = confirmed and certificate["verdict"] in ("PROVED", "VACUOUS")
    trusting = trusted(certificate["proofs"]) if proved else ()
    return Checked(where, "", str(certificate.get("claim")), confirmed, message, trusting)
