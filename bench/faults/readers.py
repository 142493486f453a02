"""One input of each kind, given to what reads it: a reader may refuse it, in one line, and do nothing else."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from bench.faults.texts import changed, damaged, formula, text
from verify import recheck as alone
from verify.checkers.inequality.answer import Unreadable
from verify.checkers.inequality.problem import read
from verify.checkers.stored.inequality import recheck
from verify.checkers.stored.replay import replay
from verify.cli import main
from verify.cli.stored import find_records, inequality
from verify.judging.catalogue import Catalogue, discover
from verify.judging.errors import BadInput
from verify.judging.judge import judge
from verify.judging.workers import Done, Run
from verify.kernel.record import content_id
from verify.language.claim import Claim
from verify.language.verdict import Verdict
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve
from verify.report import build
from verify.report.sections import findings
from verify.report.writers import html, latex, typst
from verify.search.campaign.chunk import chunk
from verify.search.campaign.family import unbounded_family
from verify.search.campaign.journal import Journal
from verify.search.campaign.task import Task

STORED = Path(__file__).parents[2] / "reports"
FILES = ("necessity.json", "prove.json", "trust.json", "coq.json", "practice.json", "sharpness.jsonl")
PROVED = (("x**2 + y**2 >= 2*x*y", ()), ("sin(3*x) + x*y < 2 + y", ("0 <= x <= 1", "0 <= y <= 1")), ("x**2 >= x", ()))
CODES = (0, 1, 2, 3)


class Fault(Exception):
    """A reader did something else than to read or to refuse."""


@dataclass(frozen=True)
class Corpus:
    """What is changed: records with their claims, certificates, the stored files.

    `folder` is the one in which this process works; a package of one lemma stands there, and what the paper's own runs have stored.
    """

    folder: Path
    package: str

    @classmethod
    def made(cls, folder: Path) -> Corpus:
        """In this folder, which is the working directory now."""
        package = f"fuzzed_{uuid4().hex[:8]}"
        with redirect_stdout(io.StringIO()):
            main(["new", "lemma", "lemma-1", "--package", package])
        (folder / "reports").mkdir()
        for name in FILES:
            shutil.copy(STORED / name, folder / "reports" / name)
        return cls(folder, package)

    @cached_property
    def own(self) -> Catalogue:
        """The package of one lemma."""
        return discover(self.package)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The paper's claims by their ids."""
        return {f"{s.name}/{c.name}": c for s in discover().statements for c in s.claims}

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """One of every kind and more, each confirmed."""
        found = [*_inside(json.loads((STORED / "verdicts.json").read_text(encoding="utf-8")))]
        lines = (STORED / "sharpness.jsonl").read_text(encoding="utf-8").splitlines()
        name = "lemma-3/unbounded"
        family = unbounded_family(self.claims[name], name, "") if name in self.claims else None
        return [
            r for r in (*found, *map(json.loads, lines), *([family] if family else [])) if r["claim"] in self.claims
        ]

    @cached_property
    def inequalities(self) -> list[Mapping[str, Any]]:
        """Certificates of the solver."""
        answers = [solve(read(claim, where), Budget(smt_seconds=2.0, squares=1)) for claim, where in PROVED]
        return [json.loads(json.dumps(a.certificate)) for a in answers if a.certificate]

    @cached_property
    def certificates(self) -> list[dict[str, Any]]:
        """Certificates of claims, those of a few kilobytes."""
        plain, packed = STORED / "certificates.jsonl", STORED / "certificates.jsonl.gz"
        lines = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
        return [json.loads(line) for line in lines.splitlines() if len(line) < 4000]

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """What is stored."""
        return {name: (STORED / name).read_bytes() for name in FILES}

    @cached_property
    def row(self) -> dict[str, Any]:
        """A chunk of a campaign, with what it has found."""
        return json.loads(json.dumps(chunk(self.task, 0)))

    @cached_property
    def task(self) -> Task:
        """A campaign against a false claim."""
        return Task(self.own.modules["lemma-1"], "lemma-1", "sum-printed")


def _inside(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, dict) and {"id", "kind", "claim", "term"} <= set(document):
        yield document
    elif isinstance(document, dict | list):
        for part in document.values() if isinstance(document, dict) else document:
            yield from _inside(part)


def formulas(rng: Random, corpus: Corpus) -> None:
    """The reader of relations, and what is read off a problem before anything is searched."""
    try:
        problem = read(formula(rng), [formula(rng)] * (rng.random() < 0.2))
        _ = problem.names, problem.domain, problem.digest, problem.as_json()
    except Unreadable as why:
        _one_line(str(why))


def records(rng: Random, corpus: Corpus) -> None:
    """The replay of counterexamples, families, absences, ratios and boxes; half of them with an id that fits."""
    record = rng.choice(corpus.records)
    stored = changed(record, rng)
    if isinstance(stored, dict) and "id" in stored and rng.random() < 0.5:
        stored = {**stored, "id": content_id(stored)} if _hashes(stored) else stored
    _answered(replay(stored, record["claim"], corpus.claims[record["claim"]]))


def _hashes(stored: Any) -> bool:
    try:
        return bool(content_id(stored))
    except (TypeError, ValueError, RecursionError):
        return False


def inequalities(rng: Random, corpus: Corpus) -> None:
    """The check of the solver's certificates."""
    _answered(recheck(changed(rng.choice(corpus.inequalities), rng)))


def certificates(rng: Random, corpus: Corpus) -> None:
    """The re-check, which shares nothing with the engine."""
    try:
        alone.check(changed(rng.choice(corpus.certificates), rng))
    except alone.Bad as why:
        _ = str(why)


def files(rng: Random, corpus: Corpus) -> None:
    """What `report` reads, and builds; what `replay` and `search --resume` read."""
    name = rng.choice((*FILES, "row", "replay"))
    if name == "row":
        _row(rng, corpus)
    elif name == "replay":
        _replayed(rng, corpus)
    else:
        _findings(name, rng, corpus)


def _findings(name: str, rng: Random, corpus: Corpus) -> None:
    path = corpus.folder / "reports" / name
    content = corpus.files[name]
    if rng.random() < 0.3:
        content = damaged(content, rng)
    elif name.endswith(".json"):
        content = _written(changed(json.loads(content), rng))
    else:
        content = b"\n".join(_written(changed(json.loads(line), rng)) for line in content.splitlines()[:3])
    path.write_bytes(content)
    try:
        found = findings.read(path.parent, corpus.own.statements)
        build((), corpus.own.statements, found=found)
    except ValueError as why:
        _one_line(str(why))
    finally:
        path.write_bytes(corpus.files[name])


def _written(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "backslashreplace")


def _row(rng: Random, corpus: Corpus) -> None:
    journal = Journal(corpus.folder / "out", corpus.task)
    whole = _written(corpus.row)
    journal.chunks.write_bytes(
        damaged(whole, rng) if rng.random() < 0.3 else _written(changed(corpus.row, rng)) + b"\n"
    )
    for row in journal.finished().values():
        if any(not replay(r, corpus.task.id, dict(_named(corpus))[corpus.task.id])[0] for r in row["finds"]):
            raise Fault("a find that is not confirmed is taken over")
    for line in journal.corrupt():
        _one_line(line)


def _named(corpus: Corpus) -> Iterator[tuple[str, Claim]]:
    return ((f"{s.name}/{c.name}", c) for s in corpus.own.statements for c in s.claims)


def _replayed(rng: Random, corpus: Corpus) -> None:
    path = corpus.folder / rng.choice(("some.json", "some.jsonl", "some"))
    value = rng.choice((corpus.row, rng.choice(corpus.inequalities), {"certificate": rng.choice(corpus.inequalities)}))
    path.write_bytes(damaged(_written(value), rng) if rng.random() < 0.5 else _written(changed(value, rng)))
    try:
        if (found := inequality(str(path))) is not None:
            _answered(recheck(found))
        else:
            for _, record in find_records(str(path), corpus.own.table, (), lambda: ()):
                _ = (
                    record
                    if isinstance(record, str)
                    else replay(record, corpus.task.id, dict(_named(corpus))[corpus.task.id])
                )
    except BadInput as why:
        _one_line(str(why))


class _Here:
    """In the place of worker processes."""

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def judge_all(self, claims: Any, modules: Any, budget: Any, *, tell: Any, **more: Any) -> Run:
        found = tuple(judge(s.name, c, seed=budget.seed, examples=5) for s, c in claims)
        for j in found:
            tell(j)
        return Run(found, interrupted=False)

    def each(self, tasks: Any, *, jobs: int) -> list[Any]:
        return [work(*arguments) for work, arguments in tasks]

    def in_time(self, tasks: Any, **more: Any) -> Iterator[tuple[int, Done]]:
        for number, (work, arguments) in enumerate(tasks):
            yield number, Done(work(*arguments))


COMMANDS = (
    "list",
    "check",
    "show",
    "replay",
    "search",
    "necessity",
    "export",
    "report",
    "figures",
    "new",
    "prove",
    "nothing",
)
OPTIONS = (
    *("--json", "--seed", "--examples", "--timeout", "--jobs", "--package", "--out", "--format", "--engine", "--dim", "--chunks"),
    *("--budget", "--resume", "--maximise", "--family", "--coq", "--certificates", "--where", "--memory", "--why", "--fragment"),
)  # fmt: skip


def commands(rng: Random, corpus: Corpus) -> None:
    """Whole commands with words that nobody means, judged in this process where they are of one lemma."""
    words = [rng.choice(COMMANDS)]
    for _ in range(rng.randrange(4)):
        words.append(
            rng.choice(
                (text(rng), rng.choice(OPTIONS), "lemma-1", "lemma-1/sum-printed", formula(rng), "0", "-1", "reports")
            )
        )
    if words[0] in ("search", "necessity", "prove", "report", "export", "figures"):
        words.append("\x01" + text(rng)[:20])  # nothing that would be done for long
    words = [w.replace("\x00", "") for w in words]  # which no shell can hand over
    answer, error = io.StringIO(), io.StringIO()
    homes = (
        "verify.cli.judging.Workers",
        "verify.cli.stored.Workers",
        "verify.cli.writing.Workers",
        "verify.cli.necessity.Workers",
    )
    patches = [patch(home, _Here) for home in homes]
    for one in patches:
        one.start()
    try:
        with redirect_stdout(answer), redirect_stderr(error):
            code = main([*words, *(["--package", corpus.package] if rng.random() < 0.8 else [])])
    finally:
        for one in patches:
            one.stop()
    if code not in CODES or "Traceback" in error.getvalue():
        raise Fault(f"{words}: {code}: {error.getvalue()[:300]}")
    if code == 2:
        _one_line(error.getvalue().removesuffix("\n"))


def strings(rng: Random, corpus: Corpus) -> None:
    """A user's own texts in every writer: one script on the page, nothing raw in LaTeX, nothing that cannot be written."""
    (statement,) = corpus.own.statements
    claims = tuple(
        replace(c, says=text(rng).replace("$", ""), added=c.added and text(rng).replace("$", ""))
        for c in statement.claims
    )
    ours = replace(statement, title=text(rng).replace("$", ""), section=text(rng).replace("$", ""), claims=claims)
    paper = {
        "title": text(rng).replace("$", ""),
        "authors": [text(rng).replace("$", "")],
        "arxiv": text(rng).replace("$", ""),
    }
    judged = [judge(ours.name, c, examples=5) for c in claims[:1]]
    tree = build(judged, (ours,), paper)
    page, source, set_by_typst = html.render(tree), latex.render(tree), typst.render(tree)
    for written in (page, source, set_by_typst):
        written.encode()
    if len(re.findall("<script", page, re.IGNORECASE)) != 1 or "<img" in page:
        raise Fault("the page holds another script or image than its own")
    body = source.partition(r"\begin{document}")[2]
    if re.search(r"\\(write|input|openout|immediate)", body) or re.search("[^\x00-\x7f]", _printed(body)):
        raise Fault("the LaTeX holds what a user has written as it is")
    if judged[0].verdict is not Verdict.PROVED:
        raise Fault("the words of a claim change its verdict")


def _printed(body: str) -> str:
    """The source without the letters that LaTeX knows."""
    from verify.report.formulas.characters import LETTERS

    return "".join(c for c in body if c not in LETTERS)


def _one_line(said: str) -> None:
    if "\n" in said or not said.strip():
        raise Fault(f"not one line: {said[:200]!r}")


def _answered(answer: tuple[bool, str]) -> None:
    confirmed, said = answer
    if type(confirmed) is not bool or "\n" in said:
        raise Fault(f"not an answer in one line: {answer!r:.200}")


Kind = Callable[[Random, Corpus], None]
KINDS: Mapping[str, tuple[float, Kind]] = {  # the share of each kind
    "formulas": (0.44, formulas),
    "records": (0.14, records),
    "solver's certificates": (0.08, inequalities),
    "certificates": (0.14, certificates),
    "stored files": (0.1, files),
    "command lines": (0.04, commands),
    "a package's strings": (0.06, strings),
}
