"""The documentation: every block of code is run, every command, exit code and public name stands in it, and its schemas hold."""

import json
import os
import re
import sys
import textwrap
from pathlib import Path

import jsonschema
import pytest

from bench.docs import PAGE, parts
from bench.notebook import NOTEBOOK, executed, read, written
from bench.readme import updated
from verify.cli import main
from verify.cli.commands import HOMES
from verify.cli.parser import EXIT_CODES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
HERE = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_a_page_says_can_be_done_as_it_says(page, walk, tmp_path):
    walk(page, tmp_path, HERE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_link_of_a_page_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target.partition("#")[0]).exists(), target


def test_verify_docs_says_where_they_are_and_prints_a_page(capsys):
    assert main(["docs"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:-1] == [
        str(DOCS / name) for name in ("index.md", *sorted(p.name for p in PAGES if p.name != "index.md"))
    ]
    assert (main(["docs", "tutorial"]), capsys.readouterr().out) == (
        0,
        (DOCS / "tutorial.md").read_text(encoding="utf-8"),
    )
    assert (main(["docs", "--json"]), json.loads(capsys.readouterr().out)["folder"]) == (0, str(DOCS))
    assert main(["docs", "tutorail"]) == 2
    assert capsys.readouterr().err == "verify docs: no page is called 'tutorail'; did you mean tutorial?\n"


def test_the_pages_are_built_with_formulas_and_links_that_lead_somewhere(tmp_path, capsys):
    assert main(["docs", "--html", str(tmp_path / "built")]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "built" / "index.html")]
    built = {path.stem: path for path in (tmp_path / "built").glob("*.html")}
    assert {*built} == {page.stem for page in PAGES}
    for name, path in built.items():
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        targets = [t for t in re.findall(r'(?:href|src)="([^"]+)"', text) if not t.startswith(("data:", "http"))]
        assert [t for t in targets if not (path.parent / t.partition("#")[0]).exists()] == []
        source = (DOCS / f"{name}.md").read_text(encoding="utf-8")
        assert text.count("<pre>") == len(re.findall(r"^```\w", source, re.MULTILINE))
        prose = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", text, flags=re.DOTALL)
        assert not re.search(r"\$[^$\n]+\$|<!--", prose)
    assert "<math>" in built["tutorial"].read_text(encoding="utf-8")
    assert main(["docs", "--html", "/dev/null/docs"]) == 2


def test_the_reference_names_every_command_exit_code_name_and_theorem():
    text = PAGE.read_text(encoding="utf-8")
    assert text == updated(text, parts()), "run: python -m bench.docs"
    assert [name for name in HOMES if f"| `verify {name}` |" not in text] == []
    assert set(re.findall(r"\d+", EXIT_CODES)) == set(re.findall(r"^\| (\d+) \|", text, re.MULTILINE))


CLAIMS = """
from verify import Claim, Statement, Vector, le, norm, oo
v = Vector("v")
true = Claim(name="true", says="?", conclusion=le(norm(v, oo), norm(v)))
false = Claim(name="false", says="?", conclusion=le(norm(v), norm(v, oo)), expected="REFUTED")
STATEMENT = Statement(name="balls", title="Balls", section="1")
"""
PRINTED = {
    "new": [["new", "lemma", "first", "--package", "shapes"]],
    "check": [["check"], ["check", "balls/false"]],
    "list": [["list"]],
    "prove": [["prove", goal] for goal in ("x**2 >= 0", "x <= 1", "x/x >= 1")],
    "search": [["search", "balls/true", "--maximise", "--chunks", "1"], ["search", "balls/false", "--chunks", "1"]],
    "replay": [["replay", "certificate.json"]],
    "docs": [["docs"]],
}


@pytest.fixture
def shapes(tmp_path, monkeypatch):
    """A package of two claims in the working directory, and a stored certificate."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    for module in [m for m in sys.modules if m.partition(".")[0] == "shapes"]:
        monkeypatch.delitem(sys.modules, module)
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "shapes" / "balls.py").write_text(CLAIMS, encoding="utf-8")
    assert main(["prove", "x**2 >= 0", "--certificate", "certificate.json"]) == 0
    return tmp_path


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_command_prints_is_what_its_schema_says(name, shapes, capfd):
    schema = json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for command in PRINTED[name]:
        capfd.readouterr()
        package = [] if name in ("new", "prove", "docs") else ["--package", "shapes"]
        main([*command, *package, "--json"])
        told = json.loads(capfd.readouterr().out)
        assert [e.message for e in validator.iter_errors(told)] == []
        for key in [*told] if isinstance(told, dict) else []:
            assert [*validator.iter_errors({k: v for k, v in told.items() if k != key})] != [], f"{key} may be missing"


def test_every_schema_is_described_and_none_is_missing():
    assert {p.stem for p in (DOCS / "schemas").glob("*.json")} == {*PRINTED}
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in PRINTED if f"[{name}.json](schemas/{name}.json)" not in text] == []


def test_the_workflow_turns_verdicts_into_annotations(shapes, capfd):
    text = (DOCS / "github-actions.yml").read_text(encoding="utf-8")
    script = textwrap.dedent(text[text.index("          import json") : text.index("          EOF\n")])
    source = CLAIMS.replace('expected="REFUTED"', 'expected="PROVED"')
    (shapes / "shapes" / "balls.py").write_text(source, encoding="utf-8")
    capfd.readouterr()
    assert main(["check", "--package", "shapes", "--json"]) == 1
    (shapes / "verdicts.json").write_text(capfd.readouterr().out, encoding="utf-8")
    exec(script, {})
    assert capfd.readouterr().out.startswith("::error title=balls/false::REFUTED, expected PROVED: fails by ")


def test_the_notebook_shows_what_its_cells_show_when_they_are_run():
    assert NOTEBOOK.read_text(encoding="utf-8") == written(read())
    outputs, again = ([o["data"] for c in cells for o in c.get("outputs", ())] for cells in (read(), executed(read())))
    told = [[[*o], o["text/plain"], o.get("text/latex")] for o in outputs]  # the words of the page are the report's
    assert told == [[[*o], o["text/plain"], o.get("text/latex")] for o in again], "run: python -m bench.notebook"
    assert [("text/html" in o, "text/latex" in o) for o in outputs[:2]] == [(True, True)] * 2
