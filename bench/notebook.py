"""docs/notebook.ipynb, executed: `python -m bench.notebook` runs its cells in order and writes what they show."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.ipynb"
ABOUT = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def executed(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells with what each code cell shows now: its last expression, as a notebook would show it."""
    space: dict[str, Any] = {}
    return [_run(cell, space, number) for number, cell in enumerate(cells, 1)]


def _run(cell: dict[str, Any], space: dict[str, Any], number: int) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return cell
    tree = ast.parse("".join(cell["source"]))
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None
    data = dict(_data(shown)) if shown is not None else {}
    result = {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": data}
    return {**cell, "execution_count": number, "outputs": [result] if data else []}


def _data(shown: Any) -> Iterator[tuple[str, list[str]]]:
    for kind, method in (("text/html", "_repr_html_"), ("text/latex", "_repr_latex_")):
        if (text := getattr(shown, method, lambda: None)()) is not None:
            yield kind, text.splitlines(keepends=True)
    yield "text/plain", ([repr(shown)] if not hasattr(shown, "_repr_html_") else [type(shown).__name__])


def read() -> list[dict[str, Any]]:
    """Its cells as they are stored."""
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


def written(cells: list[dict[str, Any]]) -> str:
    """The notebook."""
    document = {"cells": cells, "metadata": ABOUT, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(written(executed(read())), encoding="utf-8")
