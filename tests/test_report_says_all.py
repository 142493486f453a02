"""What is printed is what was judged: over all claims of the paper, on the page, in print, in the terminal, in JSON."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from verify.cli import show, verdicts
from verify.judging import plain, results
from verify.judging.catalogue import discover, find
from verify.judging.judge import judge
from verify.judging.marks import SOURCES
from verify.judging.results import result
from verify.judging.sentences import Sentence
from verify.judging.workers import Budget
from verify.kernel.judgement import Judgement
from verify.language.branch import EveryPoint
from verify.language.claim import range_of_dimensions
from verify.language.proof import Schema
from verify.language.relation import eq
from verify.language.severity import Severity
from verify.language.symbols import d
from verify.language.verdict import Verdict
from verify.report.formulas.breaking import PAGE, rows
from verify.report.formulas.relations import sides
from verify.report.formulas.wording import inline
from verify.report.nodes import Formula, Paragraph, Table
from verify.report.parts import Math
from verify.report.sections import erratum, quantifiers
from verify.report.sections.context import Context
from verify.report.sections.counted import counted as section_of_counts
from verify.report.sections.one_claim import claim_section
from verify.report.sections.sentences import checked, sentences, severity_of
from verify.report.sections.stating import statement
from verify.report.writers import html, latex, typst

PAPER = discover("proofs")
NOTATION = PAPER.paper["notation"]
CLAIMS = {f"{s.name}/{c.name}": c for s in PAPER.statements for c in s.claims}
WRITERS = {"page": [html._block], "LaTeX": [latex._block]}
WRITERS["PDF"] = [lambda b: typst._block(b, True), lambda b: typst._block(b, False)]
RENDER = {"page": html.blocks, "LaTeX": latex.blocks, "PDF": typst.blocks}


def formulas(blocks):
    """All displays, row by row."""
    found = [row for b in blocks if isinstance(b, Formula) for row in b.rows]
    return " ".join(f"{row.left} {row.right}".strip() for row in found)


def relations(assumption):
    return (assumption.relation, *assumption.assuming) if isinstance(assumption, Schema) else (assumption,)


def missing(claim, blocks):
    """The assumptions that stand neither in the statement nor, as a range of the dimension, before it."""
    shown, opening = formulas(blocks), blocks[0].text
    for a in claim.assuming:
        if not isinstance(a, Schema) and range_of_dimensions(a) is not None:
            if Math(quantifiers.dimensions(claim)) not in opening:
                yield a
        elif not all(
            f"{row.left} {row.right}".strip() in shown for r in relations(a) for row in rows(sides(r, NOTATION), PAGE)
        ):
            yield a


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_every_assumption_stands_in_the_statement_or_in_its_range_of_dimensions(claim):
    assert not [str(a) for a in missing(claim, statement(claim, NOTATION))]


def test_the_range_of_a_claim_on_a_box_is_printed_too():
    claim = replace(CLAIMS["network-inside/place"], assuming=(eq(d, 2),), certificate=EveryPoint())
    assert not [*missing(claim, statement(claim, NOTATION))]


@pytest.mark.parametrize("writer", WRITERS)
def test_no_writer_drops_a_line_of_a_statement(writer):
    for name, claim in CLAIMS.items():
        blocks = statement(claim, NOTATION)
        whole = RENDER[writer](blocks)
        for b in blocks:
            assert any(write(b) in whole for write in WRITERS[writer]), f"{name}: {b}"
            assert isinstance(b, Formula | Paragraph)


def test_the_terminal_and_json_give_every_assumption():
    for name, claim in CLAIMS.items():
        bare = replace(claim, derive=None, disprove=None)
        j = Judgement(name.partition("/")[0], bare, Verdict.UNDECIDED, "", ())
        page, (data,) = show.page(j, ""), show.as_data([j])
        for a in claim.assuming:
            assert any(line.strip().startswith(f"{plain.relation(a)}    (") for line in page), name
            assert plain.relation(a) in [x["formula"] for x in data["assuming"]], name


VACUOUS = [name for name, claim in CLAIMS.items() if claim.expected == "VACUOUS"]


@pytest.mark.parametrize("name", VACUOUS)
def test_of_a_vacuous_claim_only_its_emptiness_is_said(name):
    """Its negation is false: nowhere is the opposite said to be proved."""
    j = judge(name.partition("/")[0], CLAIMS[name], examples=20)
    (found,) = erratum.section([j], PAPER.statements, Context({name: j}, NOTATION))
    (row,) = found.sections[0].blocks[-1].rows
    blocks = claim_section(j, Context({name: j}, NOTATION)).blocks
    printed = [write(blocks) for write in RENDER.values()] + ["\n".join(show.page(j, "")), str(row), str(result(j))]
    for text in printed:
        assert re.search("exclude|nothing satisfies", text) and not re.search("negation|opposite|contrary", text)


def test_every_count_is_of_the_papers_claims_of_repairs_and_of_our_own():
    """One tally of all would count our own claims, some of them false on purpose, as the paper's."""
    judged = [Judgement(n.partition("/")[0], c, Verdict(c.expected), "", ()) for n, c in CLAIMS.items()]
    counted = {s: Counter(c.expected for c in CLAIMS.values() if c.source == s) for s in ("paper", "repair", "own")}
    assert sum(sum(n.values()) for n in counted.values()) == len(CLAIMS)
    summary = results.summary(judged)
    assert {s: dict(n) for s, n in counted.items()} == summary["sources"]
    line = verdicts.closing(summary, Budget(), total=len(judged), interrupted=False)
    counts = section_of_counts(judged, PAPER.statements, Context({}, NOTATION))
    table = next(b for b in counts.blocks if isinstance(b, Table))
    assert table.header[:5] == ("Verdict", "Claims", "Paper’s", "Repairs", "Our own")
    for k, (source, words) in enumerate(counted.items(), 2):
        assert f"{sum(words.values())} {SOURCES[source]} (" in line
        shown = {row[0][0].verdict.value: int(row[k][0]) for row in table.rows[:-1]}
        assert {word: n for word, n in shown.items() if n} == words
        assert int(table.rows[-1][k][0]) == sum(words.values())


EQUATIONS = [row for row in PAPER.table.rows if row["kind"] == "equation"]


def test_a_row_of_an_equation_lists_what_the_paper_prints_first_and_what_is_not_true_first_of_that():
    for row in EQUATIONS:
        claims = [CLAIMS[name] for name in row["claims"]]
        order = [(("paper", "repair", "own").index(c.source), c.expected == "PROVED") for c in claims]
        assert order == sorted(order), row["id"]


@pytest.mark.parametrize("number", [39, 40, 41, 43, 44])
def test_of_an_equation_whose_repair_is_proved_the_printed_claim_is_shown_first(number):
    first = find(PAPER, [f"eq-{number}"]).claims[0][1]
    assert (first.source, first.expected == "PROVED") == ("paper", False)


def test_a_claim_that_is_not_proved_cites_the_equation_that_its_sentence_or_its_repair_is_about():
    """Of (38) the Lagrange function is meant; what is printed of it is (39)."""
    silent = []
    for s in PAPER.statements:
        rows = {name for row, claims in s.also.items() if row.startswith("eq-") for name in claims}
        for c in s.claims:
            repaired = {n for r in s.claims if r.repairs == c.name for n in r.equations}
            speaks = {int(n) for n in re.findall(r"\((\d+)\)", c.says)}
            if c.expected != "PROVED" and (repaired or speaks) and not c.equations and c.name not in rows:
                silent.append(f"{s.name}/{c.name}")
    assert not silent


def test_every_sentence_of_the_paper_is_a_row_with_its_claim_verdict_and_severity_or_the_reason_why_it_has_none():
    judged = {n: Judgement(n.partition("/")[0], c, Verdict(c.expected), "", ()) for n, c in CLAIMS.items()}
    ((table,),) = [[b for b in s.blocks if isinstance(b, Table)] for s in sentences(checked(PAPER), judged)]
    assert len(table.rows) == len(PAPER.sentences) >= 180
    for s, (says, place, mine, shown, grave, more) in zip(PAPER.sentences, table.rows, strict=True):
        assert (says, place) == (inline(s.says), inline(s.place))
        if s.excused:
            assert (mine, shown, grave, more) == ((), ("no claim",), ("",), inline(s.excused)), s.id
        else:
            assert (mine[0].label, shown[0].verdict) == (s.formula, Verdict(CLAIMS[s.formula].expected))
            assert (grave != ("",)) == (CLAIMS[s.formula].expected != "PROVED" or bool(s.slip)), s.id
    for render in RENDER.values():
        assert render((table,))


@pytest.mark.parametrize(
    ("formula", "slip", "expected"),
    [
        ("lemma-2/lipschitz", "", None),
        ("lemma-2/lipschitz", "misprint", Severity.MISPRINT),
        ("lemma-3/different-signs-printed", "", Severity.RESULT),
        ("lemma-3/different-signs-printed", "wording", Severity.RESULT),
        ("nowhere", "", None),
    ],
)
def test_the_severity_of_a_sentence_is_that_of_its_claim_or_of_its_words(formula, slip, expected):
    judged = {n: Judgement(n.partition("/")[0], c, Verdict(c.expected), "", ()) for n, c in CLAIMS.items()}
    assert severity_of(Sentence("a", "1", "A.", (formula,), slip=slip), judged) is expected
