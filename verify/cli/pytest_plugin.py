"""`pytest proofs/`: one file for each statement of a proof package, one item for each claim.

A proof package is a directory whose `__init__.py` sets `PAPER`, or, where none around it does, one with a module that states
something; no other file is touched, and nothing heavy is imported before one is collected.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from verify.judging.catalogue import Catalogue
    from verify.judging.table import Broken
    from verify.kernel.judgement import Judgement
    from verify.language.claim import Claim

COLUMNS = ("claim", "equations", "verdict", "scope", "how")
COLOURS = {"PROVED": "green", "SUPPORTED": "cyan", "REFUTED": "red"}
MISSING = 'PAPER = {"title": "..."}'
CATALOGUES = pytest.StashKey[dict[str, "Catalogue"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the plugin."""
    group = parser.getgroup("verify", "proof packages")
    group.addoption("--verify-seed", type=int, default=0, metavar="N", help="seed of the fuzzing (default: 0)")
    group.addoption("--verify-examples", type=int, default=2000, metavar="N", help="for each claim (default: 2000)")
    group.addoption("--verify-no-table", action="store_true", help="leave out the table of verdicts")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse budgets that mean nothing."""
    if config.option.verify_seed < 0 or config.option.verify_examples < 1:
        raise pytest.UsageError("--verify-seed must be a whole number from 0, --verify-examples one from 1")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, list[Any], list[Any]]:
    """A public module of a proof package is a statement; named on the command line, it is no module of tests either."""
    others = yield
    if file_path.suffix != ".py" or not _is_statement(file_path):
        return others
    return [c for c in others if type(c) is not pytest.Module] + [StatementFile.from_parent(parent, path=file_path)]


class StatementFile(pytest.File):
    """One statement: an item for each claim, or one item that fails where the module cannot be used."""

    def collect(self) -> Iterator[pytest.Item]:
        """The claims of the statement, in order."""
        catalogue = self._catalogue()
        inside = self.path.relative_to(self.home).with_suffix("")
        module = ".".join((catalogue.package, *inside.parts))
        for broken in catalogue.broken:
            if broken.module == module:
                yield BrokenItem.from_parent(self, name="statement", broken=broken, hint=self._hint())
        for s in (s for s in catalogue.statements if catalogue.modules[s.name] == module):
            about = {"package": catalogue.package, "statement": s.name}
            yield from (ClaimItem.from_parent(self, name=c.name, claim=c, **about) for c in s.claims)

    @property
    def home(self) -> Path:
        """The folder of its proof package."""
        found = _home(self.path)
        assert found is not None, self.path
        return found

    def _hint(self) -> str:
        """Where a section is taken for the whole package, the line that says otherwise."""
        around = self.home.parent / "__init__.py"
        return f"; if {around} begins the package, write {MISSING} there" if around.exists() else ""

    def _catalogue(self) -> Catalogue:
        """The package that the file stands in, imported from where it is."""
        from verify.judging.catalogue import UnknownPackage, discover

        if not (self.home / "__init__.py").exists():
            raise self.CollectError(f"{self.home} is no package: put an __init__.py with {MISSING} there")
        directory = top = self.home
        while (top.parent / "__init__.py").exists():
            top = top.parent
        package = ".".join(directory.relative_to(top.parent).parts)
        if str(top.parent) not in sys.path:
            sys.path.insert(0, str(top.parent))
        known = self.config.stash.setdefault(CATALOGUES, {})
        try:
            known[package] = known.get(package) or discover(package)
        except UnknownPackage as error:
            raise self.CollectError(str(error)) from None
        home = getattr(sys.modules[package], "__file__", None)
        if home is None or Path(home).parent.resolve() != directory.resolve():
            raise self.CollectError(f"another package {package!r} is imported first, from {home}")
        return known[package]


class BrokenItem(pytest.Item):
    """The failure of a module that cannot be judged."""

    def __init__(self, *, broken: Broken, hint: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.broken, self.hint = broken, hint

    def runtest(self) -> None:
        """Fail with the reason."""
        pytest.fail(f"{self.broken.module}: {self.broken.reason}{self.hint}", pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands, and its heading in the list of failures."""
        return self.path, None, self.broken.name


class Unexpected(Exception):
    """The verdict is not the expected one."""


class ClaimItem(pytest.Item):
    """One claim: it passes when its verdict, whichever that is, is the expected one."""

    def __init__(self, *, package: str, statement: str, claim: Claim, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.package, self.statement, self.claim = package, statement, claim
        self.extra_keyword_matches |= {statement, f"{statement}/{claim.name}", *(f"eq-{n}" for n in claim.equations)}

    def runtest(self) -> None:
        """Judge the claim; the verdict travels in the properties, which pytest-xdist and JUnit carry."""
        from verify.judging.judge import judge
        from verify.judging.results import method, result

        options = self.config.option
        found: Judgement = judge(
            self.statement,
            self.claim,
            seed=options.verify_seed,
            examples=options.verify_examples,
            package=self.package,
        )
        data = result(found)
        cited = ", ".join(map(str, data["equations"]))
        self.user_properties += [("claim", found.id), ("equations", cited), ("verdict", data["verdict"])]
        self.user_properties += [("expected", data["expected"]), ("scope", data["scope"]), ("how", method(found))]
        if data["counterexample"] is not None:
            self.user_properties.append(("counterexample", json.dumps(data["counterexample"], ensure_ascii=False)))
        if not found.as_expected:
            raise Unexpected("\n".join(self._failure(found)))

    def _failure(self, found: Judgement) -> list[str]:
        from verify.cli.verdicts import block, repeat
        from verify.judging.workers import Budget

        options = self.config.option
        budget = Budget(options.verify_seed, options.verify_examples)
        head = f"{found.verdict.value}, expected {self.claim.expected}"
        return [head, *block(found, repeat(found, budget, self.package)), f"            pytest '{self.nodeid}'"]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Both verdicts, the evidence and the counterexample; a traceback only where the engine itself fails."""
        return str(excinfo.value) if isinstance(excinfo.value, Unexpected) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands, and its heading in the list of failures."""
        return self.path, None, f"{self.statement}/{self.claim.name}"


def pytest_report_teststatus(report: Any) -> tuple[str, str, Any] | None:
    """A claim that passes is counted as passed; its word in the verbose listing is the verdict."""
    verdict = _properties(report).get("verdict")
    if verdict is None or not report.passed:
        return None
    return "passed", ".", (verdict, {COLOURS.get(verdict, "yellow"): True})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The table of verdicts, once, from what the reports carry."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, ())]
    found = [p for p in map(_properties, reports) if "verdict" in p]
    if config.option.verify_no_table or not found:
        return
    from verify.cli.terminal import aligned
    from verify.cli.verdicts import HEADERS, marked
    from verify.judging.catalogue import natural
    from verify.language.verdict import Verdict

    for properties in found:
        properties["verdict"] = marked(Verdict(properties["verdict"]), properties["expected"])
    rows = [[p[c] for c in COLUMNS] for p in sorted(found, key=lambda p: natural(p["claim"]))]
    terminalreporter.section("verdicts")
    for line in aligned(HEADERS, rows):
        terminalreporter.write_line(line)


def _properties(report: Any) -> dict[str, str]:
    """What the report of a judged claim carries; nothing for the set-up and the end of an item."""
    judged = isinstance(report, pytest.TestReport) and report.when == "call"
    return {k: str(v) for k, v in report.user_properties} if judged else {}


@cache
def _assigned(path: Path) -> frozenset[str]:
    """The names that a module gives a value at its top, and `verify` where it imports that; none where it cannot be read."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    targets = [t for node in body if isinstance(node, ast.Assign) for t in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    names = {t.id for t in targets if isinstance(t, ast.Name)}
    return frozenset(
        names | {"verify" for node in body if isinstance(node, ast.ImportFrom) and node.module == "verify"}
    )


def _states(path: Path) -> bool:
    return _assigned(path) >= {"STATEMENT", "verify"}


@cache
def _has_statements(directory: Path) -> bool:
    return any(map(_states, sorted(directory.glob("*.py"))))


def _home(path: Path) -> Path | None:
    """The proof package that a module stands in: the folder around it that sets PAPER, else its own one, where a module states."""
    if not (path.parent / "__init__.py").exists():
        return path.parent if _states(path) else None
    papers = (p for p in path.parents if "PAPER" in _assigned(p / "__init__.py"))
    return next(papers, path.parent if _has_statements(path.parent) else None)


def _is_statement(path: Path) -> bool:
    home = _home(path)
    if home is None:
        return False
    from verify.judging.catalogue import is_public

    return all(map(is_public, path.relative_to(home).with_suffix("").parts))
