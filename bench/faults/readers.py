"""One input of each kind, given to what reads it: a reader may refuse it, in one line, and do nothing else."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property
from html.parser import HTMLParser
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
from verify.report.nodes import Section
from verify.report.sections import findings
from verify.report.sections.necessity import necessity
from verify.report.sections.practice import practice
from verify.report.sections.sharpness import sharpness
from verify.report.sections.solver import solver
from verify.report.sections.trust import trust
from verify.report.writers import html, latex, site, typst
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

    `folder` is the one in which this process works; a package of one lemma stands there.
    """

    folder: Path
    package: str

    @classmethod
    def made(cls, folder: Path) -> Corpus:
        """In this folder, which is the working directory now."""
        package = f"fuzzed_{uuid4().hex[:8]}"
        with redirect_stdout(io.StringIO()):
            main(["new", "lemma", "lemma-1", "--package", package])
        return cls(folder, package)

    @cached_property
    def own(self) -> Catalogue:
        """The package of one lemma."""
        return discover(self.package)

    @cached_property
    def paper(self) -> Catalogue:
        """The paper."""
        return discover()

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The paper's claims by their ids."""
        return {f"{s.name}/{c.name}": c for s in self.paper.statements for c in s.claims}

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
    def ordinary(self) -> Mapping[str, Counter[str]]:
        """What does something by itself on the pages of the package, of which the words are ordinary ones."""
        (statement,) = self.own.statements
        judged = [judge(statement.name, c, examples=5) for c in statement.claims[:1]]
        pages = _pages(build(judged, (statement,), {"title": "A paper", "authors": ["A. Author"]}))
        return {name: _active(page) for name, page in pages.items() if name.endswith(".html")}

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
    """What `report` reads, and sets; what `replay`, `search --resume` and `attack` read."""
    name = rng.choice((*FILES, "row", "replay", "attack"))
    others = {"row": _row, "replay": _replayed, "attack": _attacked}
    others[name](rng, corpus) if name in others else _findings(name, rng, corpus)


def _findings(name: str, rng: Random, corpus: Corpus) -> None:
    folder = corpus.folder / "one"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    content = corpus.files[name]
    if rng.random() < 0.3:
        content = damaged(content, rng)
    elif name.endswith(".json"):
        document = json.loads(content)
        if name == "necessity.json":
            document["results"] = rng.sample(document["results"], 4)
        content = _written(changed(document, rng))
    else:
        content = b"\n".join(_written(changed(json.loads(line), rng)) for line in content.splitlines()[:3])
    (folder / name).write_bytes(content)
    try:
        for section in _sections(findings.read(folder, corpus.paper.statements), corpus):
            _ = latex.section(section, 1), typst.section(section, 2), html.section(section, 2)
    except ValueError as why:
        _one_line(str(why))


def _sections(found: findings.Findings, corpus: Corpus) -> Iterator[Section]:
    """All that the report has on what is stored, as if every claim were proved."""
    proved: Any = [Proved(name) for name in corpus.claims]
    yield from (*practice(found.practice, proved), *solver(found.answers), *trust(found.mutants))
    for name, needs in found.needs.items():
        yield Section((name,), name, name, tuple(necessity(needs, corpus.claims[name], {})))
    for name, ratios in found.ratios.items():
        yield Section((name,), name, name, tuple(sharpness(ratios, corpus.claims[name], {})))


@dataclass(frozen=True)
class Proved:
    """As much of a judgement as these sections look at."""

    id: str
    verdict: Verdict = Verdict.PROVED


def _attacked(rng: Random, corpus: Corpus) -> None:
    for name, value in (("model.json", rng.choice(MODELS)), ("points.json", POINTS)):
        whole = rng.random() < 0.4
        content = _written(value if whole else changed(value, rng))
        (corpus.folder / name).write_bytes(content if whole or rng.random() < 0.7 else damaged(content, rng))
    _command(["attack", "model.json", "points.json", "--norm", rng.choice(("2", "inf")), "--eps", "1/10"])


MODELS = ({"theta": [1, "1/2", -0.25]}, {"inner": [[1, 0.5, "1/3"]], "shifts": [0], "outer": ["2"], "shift": 0.5})
POINTS = {"x": [[0.1, 0, "1/2"], [1, 1, 1]], "y": [1, -1], "delta": [[0.05, 0, 0], ["1/20", 0.01, -0.1]]}


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
    homes = ("judging", "stored", "writing", "necessity")
    patches = [patch(f"verify.cli.{home}.Workers", _Here) for home in homes]
    for one in patches:
        one.start()
    try:
        _command(
            [*words, "--package", corpus.package if rng.random() < 0.8 else f"no {text(rng)[:200]}".replace("\x00", "")]
        )
    finally:
        for one in patches:
            one.stop()


def _command(words: list[str]) -> None:
    """Run it in this process: an exit code of ours, no traceback, and one line for what is refused."""
    answer, error = io.StringIO(), io.StringIO()
    with redirect_stdout(answer), redirect_stderr(error):
        code = main(words)
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
    pages = _pages(tree)
    source, set_by_typst = latex.render(tree), typst.render(tree)
    set_by_typst.encode()
    plain = corpus.ordinary
    if plain[site.WHOLE]["script"] != 1:
        raise Fault("the page in one file holds more than one script")
    for name, page in pages.items():
        if name.endswith(".html") and (found := _active(page)) != plain[name]:
            raise Fault(f"{name} holds {found}, expected {plain[name]}")
    body = source.partition(r"\begin{document}")[2]
    if re.search(r"\\(write|input|openout|immediate)", body) or re.search("[^\x00-\x7f]", _printed(body)):
        raise Fault("the LaTeX holds what a user has written as it is")
    if judged[0].verdict is not Verdict.PROVED:
        raise Fault("the words of a claim change its verdict")


def _pages(tree: Any) -> Mapping[str, bytes]:
    return {**site.site(tree), site.WHOLE: site.whole(tree).encode()}


class _Tags(HTMLParser):
    """Everything on a page that does something by itself; what is folded away is data."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "object", "form") and ("type", "application/deflate") not in attrs:
            self.found[tag] += 1
        self.found.update(name for name, _ in attrs if name.startswith("on"))


def _active(page: bytes) -> Counter[str]:
    reader = _Tags()
    reader.feed(page.decode())
    return reader.found


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
