"""What is kept of a package between two commands: ids and places, for these very bytes, and never a verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from verify.judging.catalogue import discover, find
from verify.judging.table import UnknownId, kept

ROOT = Path(__file__).parent.parent
TWO = {
    "lemma1": 'STATEMENT = statement("lemma-1", true("a", equations=(4,)), true("b"))',
    "lemma2": 'STATEMENT = statement("lemma-2", true("c", equations=(4,)))',
}


def place(paper):
    return paper.folder / "__pycache__" / "table.json"


@pytest.fixture
def read(paper):
    """A package of two statements, read once."""
    paper.add(**TWO)
    discover(paper.name)
    assert kept(paper.name) is not None
    return paper


def loaded(paper):
    return sorted(m.rpartition(".")[2] for m in sys.modules if m.startswith(f"{paper.name}.lemma"))


def forget(paper):
    for name in [m for m in sys.modules if m.startswith(f"{paper.name}.")]:
        del sys.modules[name]


def test_what_is_kept_is_what_reading_gives(read):
    table = kept(read.name)
    assert list(table.rows) == json.loads(json.dumps(discover(read.name).table.rows))
    assert list(table.claims) == ["lemma-1/a", "lemma-1/b", "lemma-2/c"]


@pytest.mark.parametrize(
    ("ids", "modules", "claims"),
    [
        (["lemma-2"], ["lemma2"], ["c"]),
        (["lemma-1/b"], ["lemma1"], ["b"]),
        (["eq-4"], ["lemma1", "lemma2"], ["a", "c"]),
        (["lemma-2/c", "lemma-2"], ["lemma2"], ["c"]),
    ],
)
def test_only_what_is_asked_for_is_loaded(read, ids, modules, claims):
    forget(read)
    chosen = find(discover(read.name, ids), ids)
    assert loaded(read) == modules
    assert [c.name for _, c in chosen.claims] == claims


def test_an_unknown_id_loads_nothing(read):
    forget(read)
    with pytest.raises(UnknownId, match="did you mean lemma-2"):
        discover(read.name, ["lemma-3"])
    assert loaded(read) == []


def edit(read):
    """The same length, the same time: only the bytes tell."""
    path = read.folder / "lemma2.py"
    before = path.stat()
    path.write_text(path.read_text().replace('"c"', '"e"'))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def add(read):
    (read.folder / "lemma3.py").write_text((read.folder / "lemma2.py").read_text().replace("lemma-2", "lemma-3"))


def remove(read):
    (read.folder / "lemma1.py").unlink()


def add_data(read):
    (read.folder / "constants.csv").write_text("1\n")


def spoil(read):
    place(read).write_bytes(place(read).read_bytes()[:-9])


def empty(read):
    place(read).write_text("[]")


@pytest.mark.parametrize("change", [edit, add, remove, add_data, spoil, empty], ids=lambda f: f.__name__)
def test_a_package_or_a_table_that_is_not_as_it_was_is_read_anew(read, change):
    change(read)
    assert kept(read.name) is None


def test_a_package_with_a_fault_keeps_no_table(paper):
    paper.add(**TWO, lemma3="forgotten + 1")
    discover(paper.name)
    assert kept(paper.name) is None


@pytest.mark.parametrize(("old", "new"), [("lemma-2/c", "lemma-2/e"), ('.lemma2"', '.lemma1"')])
def test_a_table_that_does_not_tell_what_a_module_states_is_not_believed(read, old, new):
    place(read).write_text(place(read).read_text().replace(old, new))
    ids = ["lemma-2"]
    assert [c.name for _, c in find(discover(read.name, ids), ids).claims] == ["c"]


def test_where_nothing_can_be_written_all_is_read(paper):
    paper.add(**TWO)
    (paper.folder / "__pycache__").write_text("a file where the folder would be")
    assert [s.name for s in discover(paper.name).statements] == ["lemma-1", "lemma-2"]
    assert kept(paper.name) is None
    assert len(find(discover(paper.name, ["lemma-1"]), ["lemma-1"]).claims) == 2


def test_the_list_loads_no_module_and_nothing_heavy():
    discover("proofs")
    code = (
        "import sys; from verify.cli import main; main(['list', '--json'])\n"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in ('proofs', 'sympy', 'numpy', 'flint')), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.stderr == "[]\n"
    assert {"id": "lemma-2", "kind": "lemma"}.items() <= next(
        r for r in json.loads(ran.stdout) if r["id"] == "lemma-2"
    ).items()
