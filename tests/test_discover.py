"""Every public module is one statement; a faulty one fails alone."""

import pytest

from verify.judging.catalogue import UnknownPackage, discover, find, natural, rows
from verify.judging.table import UnknownId


def reasons(catalogue):
    return {b.name: b.reason for b in catalogue.broken}


def test_every_public_module_is_a_statement_in_natural_order(paper):
    paper.add(
        lemma10='STATEMENT = statement("lemma-10", true("a"))',
        lemma2='STATEMENT = statement("lemma-2", true("a"))',
        _draft="raise RuntimeError",
        setting="x = 1",
    )
    catalogue = discover(paper.name)
    assert [s.name for s in catalogue.statements] == ["lemma-2", "lemma-10"]
    assert catalogue.modules == {"lemma-2": f"{paper.name}.lemma2", "lemma-10": f"{paper.name}.lemma10"}
    assert catalogue.paper == {"title": "An essay"}
    assert catalogue.broken == ()


def test_a_module_that_does_not_import_fails_alone_with_its_place(paper):
    paper.add(
        lemma1='STATEMENT = statement("lemma-1", true("a"))',
        lemma2="\nforgotten + 1",
        lemma3="def (",
        lemma4="sys.exit(3)",
    )
    catalogue = discover(paper.name)
    assert [s.name for s in catalogue.statements] == ["lemma-1"]
    assert reasons(catalogue)["lemma2"].startswith("does not import: NameError: name 'forgotten' is not defined (line ")
    assert "SyntaxError" in reasons(catalogue)["lemma3"]
    assert reasons(catalogue)["lemma4"].startswith("does not import: SystemExit: 3")


def test_a_module_without_a_statement_says_what_is_expected(paper):
    paper.add(lemma1="x = 1", lemma2='STATEMENT = {"name": "lemma-2"}')
    assert reasons(discover(paper.name)) == {
        "lemma1": "has no STATEMENT, expected STATEMENT = Statement(name=..., title=..., section=...)",
        "lemma2": "has a dict as its STATEMENT, expected STATEMENT = Statement(name=..., title=..., section=...)",
    }


MENDS = 'source="repair", repairs="a"'
FAR = "assuming=(le(1, norm(u)),)"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('statement("s")', "has no claims"),
        ('statement("s", true("a"), true("a"))', "two claims have the name 'a'"),
        ('statement("s", true("a b"))', "the name 'a b' is empty or holds another sign than letters, digits, - and _"),
        ('statement("s/t", true("a"))', "the name 's/t' is empty or holds another sign than letters, digits, - and _"),
        ('statement("s", true("a", equations=(1, 2, 3, 4)))', "a cites 4 equations, expected at most 3"),
        ('statement("s", true("a", repairs="b"))', "a repairs 'b', which is no other claim of this statement"),
        ('statement("s", true("a", repairs="a"))', "a repairs 'a', which is no other claim of this statement"),
        (
            f'statement("s", true("a"), true("b", {MENDS}, assuming=(le(1, norm(u)),)))',
            "b does not say whose '1 <= Norm(u)' is: expected in adds (its own) or restates (the paper's)",
        ),
        (
            f'statement("s", true("a"), true("b", {MENDS}, restates=(le(1, norm(u)),)))',
            "b says whose '1 <= Norm(u)' is, and does not assume it",
        ),
        (
            f'statement("s", true("a", {FAR}), true("b", {MENDS}, {FAR}, adds=(le(1, norm(u)),)))',
            "b says more than once whose '1 <= Norm(u)' is: the printed claim's, adds or restates",
        ),
        (
            f'statement("s", true("a", {FAR}, adds=(le(1, norm(u)),)))',
            "a has adds or restates, which only a claim with source='repair' has",
        ),
        (
            'statement("s", true("a", assuming=(le(0, u),), needs=(Removal(le(u, 0), why="x"),)))',
            "a says why it needs 'u <= 0', which it does not assume",
        ),
        (
            'statement("s", true("a", assuming=(le(0, u),), needs=2 * (Removal(le(0, u), why="x"),)))',
            "a says twice why it needs '0 <= u'",
        ),
        (
            'statement("s", true("a"), also={"eq-5": ("b",)})',
            "the row eq-5 points to 'b', which is not a claim of this statement",
        ),
        (
            'statement("s", true("a"), uses=("lemma-1x",))',
            "uses 'lemma-1x', which is no statement; did you mean lemma-1?",
        ),
        ('statement("s", true("a"), uses=("s",))', "uses itself: s -> s"),
        ('statement("lemma-1", true("a"))', "the name 'lemma-1' is taken by {package}.lemma1"),
    ],
)
def test_a_malformed_statement_fails_alone_with_its_reason(paper, source, reason):
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"))', other=f"STATEMENT = {source}")
    catalogue = discover(paper.name)
    assert [s.name for s in catalogue.statements] == ["lemma-1"]
    assert [b.reason for b in catalogue.broken] == [reason.format(package=paper.name)]


def test_a_claim_with_a_bad_name_fails_alone(paper):
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"), true("b c"), true("d"))')
    catalogue = discover(paper.name)
    why = "the name 'b c' is empty or holds another sign than letters, digits, - and _"
    assert [c.name for s in catalogue.statements for c in s.claims] == ["a", "d"]
    assert reasons(catalogue) == {"lemma-1/b c": why}
    assert [len(part) for part in (find(catalogue).claims, find(catalogue).broken)] == [2, 1]
    assert [len(part) for part in (find(catalogue, ["lemma-1"]).claims, find(catalogue, ["lemma-1"]).broken)] == [2, 1]
    assert find(catalogue, ["lemma-1/d"]).broken == ()
    assert [b.reason for b in find(catalogue, ["lemma-1/b c"]).broken] == [why]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            'statement("s", true("a", expected="PROOVED"))',
            "ValueError: `expected` of the claim 'a' is 'PROOVED', expected one of PROVED, SUPPORTED, UNDECIDED, "
            "VACUOUS, UNDEFINED, REFUTED",
        ),
        ('statement("s", "a")', "TypeError: 'a' stands in `claims` of the statement 's', expected a Claim"),
    ],
)
def test_a_value_that_is_refused_fails_its_module_with_its_line(paper, source, reason):
    paper.add(other=f"STATEMENT = {source}")
    (broken,) = discover(paper.name).broken
    assert broken.reason.startswith(f"does not import: {reason} (line ")


def test_a_cycle_fails_its_members_and_nobody_else(paper):
    paper.add(
        a='STATEMENT = statement("a", true("x"), uses=("b",))',
        b='STATEMENT = statement("b", true("x"), uses=("c",))',
        c='STATEMENT = statement("c", true("x"), uses=("a",))',
        d='STATEMENT = statement("d", true("x"), uses=("a",))',
    )
    catalogue = discover(paper.name)
    assert [s.name for s in catalogue.statements] == ["d"]
    assert reasons(catalogue)["b"] == "uses itself: b -> c -> a -> b"


def test_using_a_statement_whose_module_does_not_import_is_no_fault(paper):
    paper.add(lemma1="forgotten", lemma2='STATEMENT = statement("lemma-2", true("a"), uses=("lemma-1",))')
    assert [s.name for s in discover(paper.name).statements] == ["lemma-2"]


@pytest.mark.parametrize(
    ("package", "message"),
    [
        ("json.decoder", "'json.decoder' is a module, expected a package with one module for each statement"),
        ("", "the package '' does not import: ValueError: Empty module name"),
    ],
)
def test_an_unknown_package_is_one_line(package, message):
    with pytest.raises(UnknownPackage) as caught:
        discover(package)
    assert str(caught.value) == message


def test_an_unknown_package_says_which_there_are_or_how_to_begin_one(tmp_path, monkeypatch, paper):
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"))')
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "__init__.py").write_text("STATED = 1", encoding="utf-8")
    with pytest.raises(UnknownPackage) as caught:
        discover("no_such_paper")
    where = "or run where its directory is"
    assert str(caught.value) == (
        f"no package 'no_such_paper' here: there is {paper.name}; name one, as in --package {paper.name}, {where}"
    )
    monkeypatch.chdir(tmp_path / "other")
    with pytest.raises(UnknownPackage) as caught:
        discover("no_such_paper")
    assert str(caught.value) == (
        "no package 'no_such_paper' here: run where its directory is, "
        "or begin one with: verify new lemma lemma-1 --package mypaper"
    )


def test_a_package_that_does_not_import_says_why(paper):
    (paper.root / paper.name / "__init__.py").write_text("import no_such_module", encoding="utf-8")
    with pytest.raises(UnknownPackage, match="does not import: ModuleNotFoundError: No module named 'no_such_module'"):
        discover(paper.name)


def test_a_paper_may_be_named_by_its_title_alone(paper):
    (paper.root / paper.name / "__init__.py").write_text('PAPER = "An essay"', encoding="utf-8")
    assert discover(paper.name).paper == {"title": "An essay"}


@pytest.fixture
def catalogue(paper):
    paper.add(
        lemma2="""
claims = true("a", equations=(10, 2)), false("b", equations=(2,))
STATEMENT = statement("lemma-2", *claims, section="3.1", also={"remark-x": ("b",)})""",
        theorem1='STATEMENT = statement("theorem-1", true("c", equations=(2,)), uses=("lemma-2",), section="4")',
        lemma3="forgotten",
    )
    return discover(paper.name)


def test_there_is_a_row_for_every_statement_and_every_equation_that_a_claim_cites(catalogue):
    table = {row["id"]: row for row in rows(catalogue)}
    assert list(table) == ["eq-2", "eq-10", "lemma-2", "remark-x", "theorem-1"]
    assert table["eq-2"] == {
        "id": "eq-2",
        "kind": "equation",
        "title": "Equation (2)",
        "section": "3.1, 4",
        "equations": [2],
        "uses": [],
        "claims": ["lemma-2/a", "lemma-2/b", "theorem-1/c"],
    }
    assert table["lemma-2"]["equations"] == [2, 10]
    assert table["lemma-2"]["kind"] == "lemma"
    assert table["theorem-1"]["uses"] == ["lemma-2"]
    assert table["remark-x"]["kind"] == "remark"
    assert table["remark-x"]["claims"] == ["lemma-2/b"]


@pytest.mark.parametrize(
    ("ids", "claims"),
    [
        ((), ["a", "b", "c"]),
        (("lemma-2",), ["a", "b"]),
        (("lemma-2/b",), ["b"]),
        (("eq-2",), ["a", "b", "c"]),
        (("eq-10",), ["a"]),
        (("remark-x",), ["b"]),
        (("theorem-1", "lemma-2/b", "eq-10", "lemma-2/b"), ["a", "b", "c"]),
    ],
)
def test_an_id_stands_for_its_claims_each_once(catalogue, ids, claims):
    assert [claim.name for _, claim in find(catalogue, ids).claims] == claims


def test_the_id_of_a_statement_that_failed_is_known(catalogue):
    for name in ("lemma3", "lemma-3", "lemma-3/anything"):
        chosen = find(catalogue, [name])
        assert ([b.name for b in chosen.broken], chosen.claims) == (["lemma3"], ())
    assert find(catalogue, ["lemma-2"]).broken == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lema-2", "unknown id 'lema-2'; did you mean lemma-2, lemma3, eq-2?"),
        ("lemma-2/bb", "unknown id 'lemma-2/bb'; did you mean lemma-2/b, lemma-2/a?"),
        ("zzzzzz", "unknown id 'zzzzzz'; `verify list --package PACKAGE` shows every id"),
    ],
)
def test_an_unknown_id_comes_with_suggestions(catalogue, name, message):
    with pytest.raises(UnknownId) as caught:
        find(catalogue, [name])
    assert str(caught.value) == message.replace("PACKAGE", catalogue.package)


def test_equation_2_comes_before_equation_10():
    assert sorted(["eq-10", "eq-2", "lemma-1", "eq-2b"], key=natural) == ["eq-2", "eq-2b", "eq-10", "lemma-1"]
