"""Eight floors: each imports the floors below it, never one above, also not inside a function or for types alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("language", "kernel", "checkers", "prover", "search", "judging", "report", "cli")
FACES = ("__init__", "facts")  # beside the floors: the public names
ALONE = (
    "recheck",
    "recheck_polynomials",
    "recheck_terms",
    "recheck_powers",
    "recheck_functions",
    "recheck_calculus",
    "recheck_cases",
    "recheck_determinants",
    "recheck_boxes",
    "recheck_branches",
    "recheck_choices",
    "recheck_intervals",
    "recheck_existence",
    "recheck_jets",
    "recheck_numbers",
)  # programs that share nothing with the engine
MODULES = sorted((ROOT / "verify").rglob("*.py"))


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


KNOWN = {name_of(p) for p in MODULES}


def imports(path):
    """Every module of the engine that this one imports anywhere in its text, lazily, for types or by name in a string."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and [a.name for a in node.names] != ["__version__"]:
            assert not node.level, "imports are written out"
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in KNOWN else node.module for a in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.Constant) and node.value in KNOWN and node.value != "verify":
            found.add(node.value)
    return sorted(m for m in found if m.split(".")[0] == "verify")


def floor(module):
    parts = module.split(".")
    return FLOORS.index(parts[1]) if len(parts) > 1 and parts[1] in FLOORS else None


def test_the_engine_is_eight_packages_and_the_two_faces():
    assert {p.name for p in (ROOT / "verify").iterdir() if p.is_dir() and p.name != "__pycache__"} == set(FLOORS)
    assert {p.stem for p in (ROOT / "verify").glob("*.py")} == {*FACES, *ALONE}


@pytest.mark.parametrize("name", ALONE)
def test_what_checks_the_engine_imports_nothing_of_it(name):
    path = ROOT / "verify" / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {m.split(".")[0] for m in modules} <= {*sys.stdlib_module_names, *ALONE}


@pytest.mark.parametrize("path", [p for p in MODULES if floor(name_of(p)) is not None], ids=name_of)
def test_no_import_runs_upward(path):
    here = floor(name_of(path))
    engine = [m for m in imports(path) if m != "verify.recheck"]  # which any floor may ask: it imports none
    assert [m for m in engine if floor(m) is None or floor(m) > here] == []


def test_there_is_no_circle_among_the_modules():
    seen = set()

    def visit(module, trail):
        assert module not in trail, " -> ".join((*trail, module))
        if module not in seen:
            seen.add(module)
            path = ROOT.joinpath(*module.split("."))
            for other in imports(path / "__init__.py" if path.is_dir() else path.with_suffix(".py")):
                visit(other, (*trail, module))

    for path in MODULES:
        visit(name_of(path), ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_engine_knows_no_paper(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert not [m for m in named if m.split(".")[0] == "proofs"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sympy_works_for_the_prover_alone(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    if floor(name_of(path)) != FLOORS.index("prover"):
        assert not [m for m in named if m.split(".")[0] in ("sympy", "mpmath")]


def test_what_makes_a_verdict_runs_without_sympy():
    """A child process imports all of the first three floors: nothing that they import brings SymPy in."""
    modules = [m for m in map(name_of, MODULES) if floor(m) in range(3)]
    code = (
        "import sys, importlib\n"
        f"for module in {['verify.facts', *modules]}: importlib.import_module(module)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('sympy', 'mpmath')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


@pytest.mark.parametrize("path", sorted((ROOT / "proofs").rglob("*.py")), ids=name_of)
def test_a_proof_imports_the_public_names_only(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {m for m in named if m.split(".")[0] == "verify"} <= {"verify", "verify.facts"}
    assert "sympy" not in {m.split(".")[0] for m in named}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 50, node.name
