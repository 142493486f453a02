"""What a sceptic has to read: the modules that a PROVED or a counterexample rests on, found from their imports."""

from __future__ import annotations

import ast
from pathlib import Path

PROOF_CHECKER = ("verify.kernel.prove",)
POINT_CHECKER = ("verify.kernel.certify",)
BOX_CHECKER = ("verify.checkers.box.check",)
INEQUALITY_CHECKER = ("verify.checkers.inequality.check",)
CHECKERS = {
    "a derivation": PROOF_CHECKER,
    "a counterexample": POINT_CHECKER,
    "a claim on a box": BOX_CHECKER,
    "an inequality of one's own": INEQUALITY_CHECKER,
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


def closure(modules: tuple[str, ...]) -> list[str]:
    """The modules and everything of this package that they import, directly or not, by name."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports(module)
    return sorted(found)


def lines(modules: tuple[str, ...]) -> int:
    """Number of lines of code (neither blank nor comment) in the closure of these modules."""
    texts = (_path(m).read_text(encoding="utf-8").splitlines() for m in closure(modules))
    return sum(1 for text in texts for one in text if one.strip() and not one.strip().startswith("#"))


def _path(module: str) -> Path:
    base = Path(__file__).parent.parent.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
