"""The command line: exit codes, one JSON document, one line for every mistake."""

import json

import pytest

from verify.cli import main

LEMMAS = {
    "lemma2": """
STATEMENT = statement("lemma-2", true("gram", equations=(10, 2)), false("near", equations=(2,)), section="3.1")""",
    "lemma10": 'STATEMENT = statement("lemma-10", true("again"), uses=("lemma-2",))',
}
WRONG = 'STATEMENT = statement("wrong", false("near", expected="PROVED", equations=(7,)), true("gram"))'
POINT = ["u = (1, 1)", "v = (-1, -1)", "d = 2", "left  = 2*sqrt(2) ≈ 2.82843", "right = 2", "claimed: left <= right"]


def schema(document):
    return {name: type(value).__name__ for name, value in document.items()}


def test_list_has_one_row_for_every_id_in_natural_order(paper, verify):
    paper.add(**LEMMAS)
    code, out, err = verify("list", "--json")
    assert (code, err) == (0, "")
    assert [row["id"] for row in json.loads(out)] == ["eq-2", "eq-10", "lemma-2", "lemma-10"]
    assert json.loads(out)[0]["claims"] == ["lemma-2/gram", "lemma-2/near"]
    lines = verify("list")[1].splitlines()
    assert lines[0].split() == ["id", "kind", "section", "eq.", "claims", "title"]
    assert lines[1] == "eq-2      equation  3.1      2      2       Equation (2)"


def test_check_as_expected_is_one_table_and_the_counts(paper, verify):
    paper.add(**LEMMAS)
    code, out, err = verify("check", "--examples", "50")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].split() == ["claim", "eq.", "verdict", "scope", "how"]
    assert [line.split()[0] for line in lines[1:4]] == ["lemma-2/gram", "lemma-2/near", "lemma-10/again"]
    assert "10, 2  ✓ PROVED" in lines[1]
    assert "✗ REFUTED" in lines[2]
    assert lines[-1] == "3 claims: 2 PROVED, 1 REFUTED; all as expected (seed 0, 50 examples a claim)"


def test_check_json_is_one_document_of_the_agreed_form(paper, verify):
    paper.add(**LEMMAS)
    code, out, err = verify("check", "lemma-2", "--json", "--examples", "50", "--seed", "7")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert schema(document) == {
        "schema": "int",
        "paper": "dict",
        "seed": "int",
        "examples": "int",
        "results": "list",
        "summary": "dict",
        "environment": "dict",
        "interrupted": "bool",
    }
    assert (document["schema"], document["paper"], document["seed"]) == (1, {"title": "An essay"}, 7)
    assert document["summary"] == {"counts": {"PROVED": 1, "REFUTED": 1}, "unexpected": [], "failed": []}
    assert {"python", "sympy", "smoothness-verify"} <= set(document["environment"])
    gram, near = document["results"]
    assert (gram["id"], gram["claim"], gram["equations"]) == ("lemma-2", "gram", [10, 2])
    assert (gram["verdict"], gram["expected"], gram["scope"]) == ("PROVED", "PROVED", "every dimension")
    assert gram["counterexample"] is None
    assert set(gram["evidence"][0]) == {"method", "outcome", "scope", "detail"}
    assert near["counterexample"]["claim"] == "lemma-2/near"
    assert near["counterexample"]["point"] == {"u": ["1", "1"], "v": ["-1", "-1"]}


def test_an_unexpected_verdict_shows_both_the_evidence_and_the_counterexample_in_exact_numbers(paper, verify):
    paper.add(wrong=WRONG)
    code, out, _ = verify("check", "wrong/near", "--examples", "50", "--seed", "3")
    lines = [line.strip() for line in out.splitlines()]
    assert code == 1
    assert "✗ REFUTED, expected PROVED" in out
    assert "verdict   REFUTED" in lines
    assert "expected  PROVED" in lines
    assert "exact point: fails (one point in d = 2)" in lines
    start = lines.index("u = (1, 1)")
    assert lines[start : start + 6] == POINT
    assert lines[start + 6].startswith("fails by a number in [0.82842712, 0.82842713]")
    assert lines[start + 7] == f"again     verify check wrong/near --package {paper.name} --seed 3 --examples 50"
    assert lines[-1] == "1 claim: 1 REFUTED; 1 not as expected (seed 3, 50 examples a claim)"


def test_only_undecided_claims_that_are_not_expected_give_exit_code_3(paper, verify):
    largest = 'Claim(name="idle", says="?", conclusion=le(norm(u, oo) ** 2, norm(u) ** 2), derive=lambda: 1 / 0)'
    paper.add(a=f'from verify import oo\nSTATEMENT = statement("a", {largest})', wrong=WRONG)
    code, out, _ = verify("check", "a", "--json", "--examples", "50")
    assert (code, json.loads(out)["summary"]["unexpected"]) == (3, ["a/idle"])
    assert "ZeroDivisionError" in json.loads(out)["results"][0]["reason"]
    assert verify("check", "--examples", "50")[0] == 1


def test_a_statement_that_failed_is_listed_with_its_reason_and_the_others_are_judged(paper, verify):
    paper.add(**LEMMAS, lemma3="forgotten")
    code, out, err = verify("check", "--examples", "50")
    assert code == 1
    assert "✗ lemma3 failed: does not import: NameError: name 'forgotten' is not defined (line " in out
    assert "3 claims: 2 PROVED, 1 REFUTED; all as expected; 1 statement failed" in out
    code, out, err = verify("check", "--json", "--examples", "50")
    assert (code, json.loads(out)["summary"]["failed"][0]["id"], len(json.loads(out)["results"])) == (1, "lemma3", 3)
    assert err.startswith("✗ lemma3 failed: does not import: NameError")
    assert verify("list", "--json")[0] == 1
    assert verify("check", "lemma-2", "--examples", "50")[0] == 0
    assert verify("check", "lemma-3")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "lema-2"], "verify check: unknown id 'lema-2'; did you mean lemma-2, lemma-10, eq-2?"),
        (["show", "lemma-2/nea"], "verify show: unknown id 'lemma-2/nea'; did you mean lemma-2/near, lemma-2/gram"),
        (["replay", "lemma-9x"], "verify replay: unknown id 'lemma-9x'; did you mean lemma-2, lemma-10?"),
        (["replay", "missing.jsonl"], "verify replay: no file missing.jsonl"),
        (["replay", "deadbeef"], "verify replay: no record in reports has an id that begins with deadbeef"),
        (["report", "--out", "/dev/null/x"], "verify report: --out /dev/null/x cannot be written: Not a directory"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(paper, verify, arguments, message):
    paper.add(**LEMMAS)
    code, out, err = verify(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--seed", "x"], "verify check: argument --seed: 'x' is not a whole number from 0"),
        (["check", "--seed", "-1"], "verify check: argument --seed: '-1' is not a whole number from 0"),
        (["check", "--seed", "9" * 19], f"verify check: argument --seed: '{'9' * 19}' is not a whole number from 0"),
        (["check", "--examples", "0"], "verify check: argument --examples: '0' is not a whole number from 1"),
        (["check", "--examples", "1.5"], "verify check: argument --examples: '1.5' is not a whole number from 1"),
        (["check", "--jobs", "0"], "verify check: argument --jobs: '0' is not a whole number from 1"),
        (
            ["check", "--package", "no_such_paper"],
            "verify check: no package 'no_such_paper' here: there is examples, proofs; ",
        ),
        (["report", "--format", "tex,doc"], "verify report: argument --format: 'doc' is not one of tex, pdf"),
        (["report", "--engine", "word"], "verify report: argument --engine: invalid choice: 'word'"),
        (["chek"], "verify: argument COMMAND: invalid choice: 'chek'"),
        ([], "verify: the following arguments are required: COMMAND"),
    ],
)
def test_a_bad_option_is_one_line_and_exit_code_2(arguments, message, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(message)
