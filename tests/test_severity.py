"""How grave an error is: stated with the claim or by its place, and told wherever the verdict is told."""

from dataclasses import replace

import pytest

from verify import Claim, Statement, Symbol, judge, le
from verify.cli.show import as_data, page
from verify.judging.catalogue import discover
from verify.judging.results import result, severity
from verify.kernel.judgement import Judgement
from verify.language.severity import Severity, by_place
from verify.language.verdict import WRONG, Verdict

x = Symbol("x")
FALSE = Claim(name="law", says="$x$ is at most 1.", conclusion=le(x, 1), expected="REFUTED")
CLAIMS = [(s, c) for s in discover("proofs").statements for c in s.claims]
PRINTED = [(s, c) for s, c in CLAIMS if c.source == "paper" and c.expected in WRONG]


def as_recorded(statement, claim):
    return Judgement(statement.name, claim, Verdict(claim.expected), "", ())


@pytest.mark.parametrize(("statement", "claim"), CLAIMS, ids=lambda x: x.name)
def test_what_is_wrong_as_printed_has_a_severity_and_nothing_else_has(statement, claim):
    found = severity(as_recorded(statement, claim))
    assert (found in list(Severity)) is (claim.source == "paper" and claim.expected != "PROVED")


@pytest.mark.parametrize(("statement", "claim"), PRINTED, ids=lambda x: x.name)
def test_a_severity_is_stated_only_where_the_place_gives_another(statement, claim):
    assert claim.severity != by_place(statement.name)


@pytest.mark.parametrize(("statement", "claim"), PRINTED, ids=lambda x: x.name)
def test_what_changes_a_result_is_mended_in_the_same_statement(statement, claim):
    if severity(as_recorded(statement, claim)) is Severity.RESULT:
        repairs = [c for c in statement.claims if c.repairs == claim.name]
        assert repairs and all(c.expected == "PROVED" for c in repairs)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("theorem-2", "changes a result"),
        ("lemma-12", "changes a result"),
        ("proposition-1", "changes a result"),
        ("lemma-2-proof", "gap in a proof"),
        ("theorem-1-gradient", "gap in a proof"),
        ("remark-lemma-2", None),
        ("lemma", None),
        ("figure-6", None),
        ("definition-1", None),
    ],
)
def test_the_place_gives_the_usual_severity(place, found):
    assert by_place(place) == found


@pytest.mark.parametrize("place", ["remark-lemma-2", "lemma", "figure-6", "lipschitz"])
def test_what_is_false_and_states_no_severity_is_never_called_wording(place):
    assert severity(as_recorded(Statement(place, "T", "1", (FALSE,)), FALSE)) is Severity.RESULT
    stated = replace(FALSE, severity="wording")
    assert severity(as_recorded(Statement(place, "T", "1", (stated,)), stated)) is Severity.WORDING


@pytest.mark.parametrize(
    "change",
    [{"severity": "grave"}, {"severity": "wording", "source": "own"}, {"severity": "wording", "expected": "PROVED"}],
)
def test_a_severity_is_refused_where_it_says_nothing(change):
    with pytest.raises(ValueError, match="`severity` of the claim 'law' is"):
        replace(FALSE, **change)


@pytest.mark.parametrize(
    ("change", "found"), [({}, "changes a result"), ({"severity": "misprint"}, "misprint"), ({"source": "own"}, None)]
)
def test_the_severity_is_told_with_the_verdict(change, found):
    claim = replace(FALSE, **change)
    j = judge("lemma-1", claim)
    assert result(j)["severity"] == as_data([j])[0]["severity"] == found
    assert [line for line in page(j, "") if "severity" in line] == ([f"  severity: {found}"] if found else [])
