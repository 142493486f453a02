"""`pytest proofs/`: one item for each claim; the verdict is the word, the category stays passed."""

import json
import os
import xml.etree.ElementTree as ElementTree
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from verify.judging.judge import EngineError

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parent.parent
LEMMA2 = """
from verify import lt
VACUOUS = true("empty", expected="VACUOUS", assuming=(lt(norm(u), 0),))
STATEMENT = statement("lemma-2", true("gram", equations=(19, 27)), false("near", equations=(34,)), VACUOUS)
"""
WRONG = 'STATEMENT = statement("wrong", false("near", expected="PROVED"), true("gram"))'


@pytest.fixture
def essay(pytester, new_paper, monkeypatch):
    """A proof package called `essay` in the working directory, and pytest run on it with the plugin."""
    made = new_paper(pytester.path, "essay").add(lemma2=LEMMA2)
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    installed = any(e.value == "verify.cli.pytest_plugin" for e in entry_points(group="pytest11"))

    def run(*arguments):
        plugin = ("-p", "no:hypothesispytest", *(() if installed else ("-p", "verify.cli.pytest_plugin")))
        start = pytester.runpytest_subprocess if "-n" in arguments else pytester.runpytest_inprocess
        return start(*plugin, "--verify-examples", "50", *arguments)

    run.add = made.add
    return run


def test_the_word_of_a_claim_is_its_verdict_and_it_counts_as_passed(essay):
    ran = essay("essay", "-v")
    ran.assert_outcomes(passed=3)
    ran.stdout.fnmatch_lines(
        [
            "essay/lemma2.py::gram PROVED *",
            "essay/lemma2.py::near REFUTED *",
            "essay/lemma2.py::empty VACUOUS *",
            "*= verdicts =*",
            "claim          eq.     verdict    scope               how",
            "lemma-2/empty          ∅ VACUOUS  every dimension     contradiction",
            "lemma-2/gram   19, 27  ✓ PROVED   every dimension     identity",
            "lemma-2/near   34      ✗ REFUTED  one point in d = 2  exact point",
            "*= 3 passed in *",
        ]
    )


def test_a_wrong_expectation_fails_with_both_verdicts_the_evidence_and_the_counterexample(essay):
    essay.add(wrong=WRONG)
    ran = essay("essay", "--verify-seed", "3")
    ran.assert_outcomes(passed=4, failed=1)
    assert ran.ret == 1
    ran.stdout.fnmatch_lines(
        [
            "*_ wrong/near _*",
            "REFUTED, expected PROVED",
            "wrong/near: Every pair is near.",
            "  verdict   REFUTED",
            "  expected  PROVED",
            "  evidence",
            "    exact point: fails (one point in d = 2)",
            "  counterexample",
            "    u = (1, 1)",
            "    v = (-1, -1)",
            "    d = 2",
            "    left  = 2*sqrt(2) ≈ 2.82843",
            "    right = 2",
            "  again     verify check wrong/near --package essay --seed 3 --examples 50",
            "            pytest 'essay/wrong.py::near'",
            "wrong/near * ✗ REFUTED, expected PROVED *",
            "FAILED essay/wrong.py::near - REFUTED, expected PROVED*",
        ]
    )
    assert "Traceback" not in ran.stdout.str()


def test_a_module_that_does_not_import_is_that_one_files_failure(essay):
    essay.add(lemma3="forgotten", lemma4="x = 1")
    for arguments, passed in ((["essay"], 3), (["essay/lemma3.py", "essay/lemma4.py"], 0)):
        ran = essay(*arguments)
        ran.assert_outcomes(passed=passed, failed=2)
        ran.stdout.fnmatch_lines(
            [
                "essay.lemma3: does not import: NameError: name 'forgotten' is not defined (line * of essay.lemma3)",
                "essay.lemma4: has no STATEMENT, expected *",
            ]
        )


def properties(path):
    """Name of the test case -> its properties."""
    cases = ElementTree.parse(path).iter("testcase")
    return {c.get("name"): {p.get("name"): p.get("value") for p in c.iter("property")} for c in cases}


def carries_the_verdicts(path):
    """The JUnit file of the essay has each verdict, its scope and its counterexample."""
    found = properties(path)
    assert found["gram"] == {
        "claim": "lemma-2/gram",
        "equations": "19, 27",
        "verdict": "PROVED",
        "expected": "PROVED",
        "scope": "every dimension",
        "how": "identity",
    }
    assert found["near"]["verdict"] == "REFUTED"
    assert json.loads(found["near"]["counterexample"])["point"] == {"u": ["1", "1"], "v": ["-1", "-1"]}


@pytest.mark.parametrize("options", [[], ["-o", "junit_family=xunit1"]])
def test_junit_carries_verdict_scope_and_counterexample(essay, pytester, options):
    essay("essay", "--junitxml=out.xml", *options).assert_outcomes(passed=3)
    carries_the_verdicts(pytester.path / "out.xml")


def test_workers_print_the_words_and_one_table_and_junit_carries_the_same(essay, pytester):
    ran = essay("essay", "-v", "--junitxml=out.xml", "-n", "2")
    ran.assert_outcomes(passed=3)
    ran.stdout.fnmatch_lines_random(["*PROVED*essay/lemma2.py::gram*", "*REFUTED*essay/lemma2.py::near*"])
    assert ran.stdout.str().count("= verdicts =") == 1
    assert ran.stdout.str().count("lemma-2/gram ") == 1
    carries_the_verdicts(pytester.path / "out.xml")


def test_a_claim_is_selected_by_its_node_id_its_name_its_statement_and_its_equation(essay):
    essay.add(other='STATEMENT = statement("theorem-1", true("gram", equations=(7,)))')
    for arguments, passed in (
        (["essay/lemma2.py::gram"], 1),
        (["essay/lemma2.py"], 3),
        (["essay", "-k", "near"], 1),
        (["essay", "-k", "lemma-2"], 3),
        (["essay", "-k", "eq-7"], 1),
        (["essay", "-k", "gram and not theorem-1"], 1),
    ):
        assert essay(*arguments).parseoutcomes()["passed"] == passed


def test_the_first_failure_stops_the_run_when_asked(essay):
    essay.add(a=WRONG)
    essay("essay", "-x").assert_outcomes(failed=1)


def test_the_table_can_be_left_out(essay):
    assert "verdicts" not in essay("essay", "--verify-no-table").stdout.str()


def test_a_budget_that_means_nothing_is_refused(essay):
    ran = essay("essay", "--verify-seed", "-1")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["*--verify-seed must be a whole number from 0, --verify-examples one from 1*"])


def test_other_directories_are_left_alone(essay, pytester):
    others = pytester.mkpydir("checks")
    (others / "test_sum.py").write_text("def test_sum():\n    assert 1 + 1 == 2\n", encoding="utf-8")
    (others / "lemma9.py").write_text("raise RuntimeError('not a statement')\n", encoding="utf-8")
    essay("checks").assert_outcomes(passed=1)
    essay().assert_outcomes(passed=4)


def test_a_package_without_a_paper_is_judged(essay, pytester):
    (pytester.path / "essay" / "__init__.py").write_text("", encoding="utf-8")
    essay.add(lemma3="forgotten")
    ran = essay("essay")
    ran.assert_outcomes(passed=3, failed=1)
    ran.stdout.fnmatch_lines(["essay.lemma3: does not import: NameError: *"])


def test_what_states_something_and_stands_in_no_package_says_which_line_is_missing(essay, pytester):
    (pytester.path / "essay" / "__init__.py").unlink()
    ran = essay("essay")
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(['*essay is no package: put an __init__.py with PAPER = {"title": "..."} there'])


def test_a_section_that_is_taken_for_the_package_says_which_line_is_missing(essay, pytester, new_paper):
    (pytester.path / "essay" / "__init__.py").write_text("", encoding="utf-8")
    section = new_paper(pytester.path, "essay/section_2")
    (section.folder / "__init__.py").write_text("", encoding="utf-8")
    section.add(lemma5='STATEMENT = statement("lemma-5", true("gram"), uses=("lemma-2",))')
    ran = essay("essay/section_2")
    ran.assert_outcomes(failed=1)
    home = pytester.path / "essay" / "__init__.py"
    ran.stdout.fnmatch_lines(
        [f"*uses 'lemma-2', which is no statement*; if {home} begins the package, write PAPER = *title* there"]
    )


def test_private_modules_and_the_setting_are_no_statements(essay):
    essay.add(_draft="raise RuntimeError", setting="raise RuntimeError")
    essay("essay").assert_outcomes(passed=3)


def test_a_package_inside_a_package_is_collected_under_its_full_name(essay, pytester, new_paper):
    pytester.mkpydir("papers")
    inner = new_paper(pytester.path, "papers/second")
    inner.add(wrong=WRONG)
    ran = essay("papers")
    ran.assert_outcomes(passed=1, failed=1)
    ran.stdout.fnmatch_lines(["*again     verify check wrong/near --package papers.second --examples 50"])


def test_a_failure_of_the_engine_itself_shows_its_traceback(essay, monkeypatch):
    def fail(*args, **kwargs):
        raise EngineError("proved and refuted")

    monkeypatch.setattr("verify.judging.judge.judge", fail)
    ran = essay("essay")
    ran.assert_outcomes(failed=3)
    ran.stdout.fnmatch_lines(["E * verify.kernel.judgement.EngineError: proved and refuted"])
