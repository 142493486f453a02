"""Every claim that a module makes is judged, in the order in which it is made; one that is lost fails its module by name."""

from importlib import import_module

import pytest

from verify.judging.catalogue import discover
from verify.language.module import statement_of

STATEMENT = '\nSTATEMENT = Statement(name="s", title="S", section="1")\n'
LOST = "the claim {!r} is made and lost: give it a name of its own, or a place in a tuple, list or dict of the module"


def claims_of(paper, source):
    """The names of the claims of a module with this source, or why it is broken."""
    paper.add(lemma=source + STATEMENT)
    catalogue = discover(paper.name)
    return [c.name for s in catalogue.statements for c in s.claims] or [b.reason for b in catalogue.broken]


def test_the_claims_of_a_module_are_found_in_the_order_of_their_definition(paper):
    source = """
first = true("first")
def two(): return [true(name) for name in ("second", "third")]
pair, rest = two(), {"more": (true("fourth"),)}
last = dataclasses.replace(first, name="last")
"""
    assert claims_of(paper, "import dataclasses" + source) == ["first", "second", "third", "fourth", "last"]


def test_a_claim_after_the_statement_is_found_too(paper):
    paper.add(lemma=f'a = true("a"){STATEMENT}b = true("b")')
    assert [c.name for c in discover(paper.name).statements[0].claims] == ["a", "b"]


def test_a_claim_of_another_module_is_judged_there_alone(paper):
    paper.add(first=f'a = true("a"){STATEMENT}'.replace('"s"', '"first"'))
    paper.add(second=f"from {paper.name}.first import a\nb = true('b'){STATEMENT}")
    assert {s.name: [c.name for c in s.claims] for s in discover(paper.name).statements} == {"first": ["a"], "s": ["b"]}


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ('kept = true("kept")\nfalse("thrown-away")', "thrown-away"),
        ('a = true("overwritten")\na = true("kept")', "overwritten"),
        ('for name in ("x", "y"): a = true(name)', "x"),
        ('def make():\n    true("inside")\n    return true("kept")\na = make()', "inside"),
        ('a = true("kept")\nb = [true(n) for n in ("x", "y")][0]', "y"),
        ('import dataclasses\na = dataclasses.replace(true("helper"), name="kept")', "helper"),
        ('a = true("deleted")\nb = true("kept")\ndel a', "deleted"),
        ('a = true("kept")\nb = {true("in-a-set").name}', "in-a-set"),
    ],
)
def test_a_claim_that_is_made_and_lost_fails_its_module_by_name(paper, source, lost):
    assert claims_of(paper, source) == [LOST.format(lost)]


def test_two_claims_with_one_name_fail_their_module(paper):
    assert claims_of(paper, 'a, b = true("x"), true("x")') == ["two claims have the name 'x'"]


def test_a_claim_that_a_list_of_claims_leaves_out_fails_its_module(paper):
    source = 'a, b = true("a"), true("b")\nSTATEMENT = statement("s", {})'
    paper.add(whole=source.format("b, a"), part=source.format("b").replace('"s"', '"part"'))
    catalogue = discover(paper.name)
    assert [c.name for c in catalogue.statements[0].claims] == ["b", "a"]
    assert [b.reason for b in catalogue.broken] == ["the claim 'a' is not listed: leave `claims` out"]


def test_a_claim_of_a_module_that_is_no_statement_is_an_error(paper):
    paper.add(setting='a = true("a")', lemma=f"from {paper.name}.setting import a\nb = true('b'){STATEMENT}")
    (broken,) = discover(paper.name).broken
    reason = "makes the claim 'a', but is no statement: make it in the module that states it"
    assert (broken.name, broken.reason) == ("setting", reason)


def test_what_is_made_of_a_claim_while_the_engine_is_at_work_is_no_claim_of_the_module(paper):
    source = 'from dataclasses import replace\na = true("a")\ndef later(): return replace(a, name="later")'
    assert claims_of(paper, source) == ["a"]
    assert import_module(f"{paper.name}.lemma").later().name == "later"
    assert [c.name for c in statement_of(f"{paper.name}.lemma").claims] == ["a"]


def test_a_forgotten_claim_fails_the_command_line(paper, verify):
    paper.add(lemma=f'a = true("a")\na = false("forgotten"){STATEMENT}')
    code, out, err = verify("check")
    assert code == 1
    assert LOST.format("a") in out + err
