"""What the claims of a statement have in common is said once, above them: on the page, in both volumes, in the terminal."""

import json

import pytest

from verify import Claim, Statement, Vector, le, norm
from verify.cli import main
from verify.cli.show import heading
from verify.judging.judge import judge_all
from verify.report import build
from verify.report.nodes import Paragraph
from verify.report.unreadable import unreadable
from verify.report.volumes import derivations, report

a = Vector("a")
CLAIM = Claim(name="size", says="$0 ≤ ‖a‖$.", conclusion=le(0, norm(a)))


def statement(**more):
    return Statement(name="lemma-1", title="A size", section="1", claims=(CLAIM,), **more)


def said(document):
    def inside(sections):
        for s in sections:
            yield from (b for b in s.blocks if isinstance(b, Paragraph) and b.title == "Where.")
            yield from inside(s.sections)

    return [*inside(document.sections)]


def test_it_is_printed_above_the_claims_in_both_volumes_with_the_vectors_in_bold():
    s = statement(where="The loss is $‖a‖$.")
    whole = build(judge_all(s), [s])
    for volume in (whole, report(whole), derivations(whole)):
        (where,) = said(volume)
        assert r"\boldsymbol{a}" in str(where.text)


def test_a_statement_that_says_nothing_has_no_line():
    s = statement()
    assert not said(build(judge_all(s), [s]))
    assert heading(s) == ["lemma-1 (section 1): A size"]


def test_the_terminal_prints_it_under_the_title(capsys):
    assert heading(statement(where="The loss is $‖a‖$."))[1] == "where The loss is ‖a‖."
    main(["show", "lemma-5-constant/stationary"])
    assert "\nwhere The loss is z₁/4 + θz₂ + z₂³ on the unit disc" in capsys.readouterr().out
    main(["show", "lemma-5-constant", "--json"])
    (shown,) = json.loads(capsys.readouterr().out)["statements"]
    assert shown["where"].startswith("The loss is z₁/4")


def test_it_is_text_with_formulas_that_can_be_read():
    with pytest.raises(TypeError, match="`where` of the statement 'lemma-1' is 3, expected a string"):
        statement(where=3)
    s = statement(where=r"The loss is $\frac{1}{2}$.")
    (told,) = unreadable([(s, CLAIM)], (), {})
    assert told.startswith("lemma-1: ")
