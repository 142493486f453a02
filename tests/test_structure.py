"""Who may import whom, and how large a room may grow."""

import ast
from pathlib import Path

import pytest

from verify.closure import CHECKERS, closure, imports

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for p in (ROOT / "verify").rglob("*.py"))
PROOFS = sorted(p for p in (ROOT / "proofs").glob("*.py"))
CHECKING = {module for checker in CHECKERS.values() for module in closure(checker)}
LATER = {
    "verify.boxed.search",
    "verify.cli",
    "verify.discover",
    "verify.judge",
    "verify.probe",
    "verify.pytest_plugin",
    "verify.report",
    "verify.search",
    "verify.solve.search",
}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def later(modules):
    return [m for m in modules if any(m == x or m.startswith(x + ".") for x in LATER)]


def test_no_checker_rests_on_search_judgement_or_the_command_line():
    assert not later(CHECKING)


def test_replay_rests_on_checkers_only():
    assert not later(closure(("verify.replay",)))


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_the_engine_knows_no_paper(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert not [m for m in named if m.split(".")[0] == "proofs"]


def test_there_is_no_cycle_among_the_modules():
    seen = {}

    def visit(module, trail):
        assert module not in trail, f"{' -> '.join((*trail, module))}"
        if module not in seen:
            seen[module] = True
            for other in top_level_imports(module):
                visit(other, (*trail, module))

    for path in MODULES:
        visit(module_name(path), ())


def top_level_imports(module):
    """Imports at the head of a module; those inside functions are lazy and close no cycle."""
    path = ROOT.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    head = ast.Module(ast.parse(path.read_text(encoding="utf-8")).body, [])
    pairs = [(n.module, a.name) for n in head.body if isinstance(n, ast.ImportFrom) and n.module for a in n.names]
    known = imports(module)
    named = {f"{m}.{a}" if f"{m}.{a}" in known else m for m, a in pairs}
    return sorted(m for m in named if m in known)


@pytest.mark.parametrize("path", [*MODULES, *PROOFS], ids=module_name)
def test_a_file_and_its_functions_fit_on_a_few_screens(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= (250 if path in PROOFS else 200)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 50, node.name
