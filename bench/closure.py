"""What a sceptic has to read: the code that a PROVED or a counterexample rests on, found from its imports."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRUSTED = ("language", "kernel", "checkers")
THEOREMS = "verify.kernel.facts"
CHECKERS = {
    "a derivation": "verify.kernel.prove",
    "a counterexample": "verify.kernel.certify",
    "a claim on a box": "verify.checkers.box.check",
    "an inequality of one's own": "verify.checkers.inequality.check",
    "a verdict": "verify.kernel.judgement",
}


def imports(module: str) -> set[str]:
    """The modules of this package that a module imports anywhere in its text."""
    tree = ast.parse(_path(module).read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    plain = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    inner = {
        f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module for a in n.names
    }
    return {m for m in named | plain | inner if m.startswith("verify.") and _path(m).exists()}


def closure(module: str) -> list[str]:
    """The module and everything of this package that it imports, directly or not, by name."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports(module)
    return sorted(found)


def lines_for(module: str) -> int:
    """Lines of code that the module rests on, the cited theorems left out: those are read one by one, as they are used."""
    return sum(lines(_path(m)) for m in closure(module) if not m.startswith(THEOREMS))


def lines_of(folder: str) -> int:
    """Lines of code in a folder of the engine, such as `kernel` or `kernel/facts`."""
    return sum(map(lines, (ROOT / "verify" / folder).rglob("*.py")))


def lines(path: Path) -> int:
    """Lines of code of one file: neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    told = {n for doc in _docstrings(ast.parse(text)) for n in range(doc.lineno, (doc.end_lineno or doc.lineno) + 1)}
    return sum(
        1
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.strip().startswith("#") and number not in told
    )


def _docstrings(tree: ast.AST) -> list[ast.Expr]:
    homes = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef) and n.body]
    first = [n.body[0] for n in homes]
    return [e for e in first if isinstance(e, ast.Expr) and isinstance(getattr(e.value, "value", None), str)]


def _path(module: str) -> Path:
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
