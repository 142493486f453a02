"""The pages of the documentation as HTML, in the style of the report: one file for each page, and what they lead to beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from markdown_it import MarkdownIt

from verify.report.formulas.mathml import mathml
from verify.report.formulas.read_sentence import Unreadable, formula
from verify.report.writers.html import escape
from verify.report.writers.site import FONT

ASSETS = files("verify.report.writers")
FORMULA = re.compile(r"\$([^$\n]+)\$")
CODE = re.compile(r"(<pre>.*?</pre>|<code>.*?</code>)", re.DOTALL)
PAGE_LINK = re.compile(r'(href="[^":#]+)\.md(["#])')
MORE = """
pre { overflow-x: auto; background: var(--panel); padding: .6rem; }
table { border-collapse: collapse; }
td, th { padding: .2rem .6rem; border: 1px solid var(--line); text-align: left; }
"""


def manual(home: Path) -> dict[str, bytes]:
    """The files by their paths in the folder that is to be written."""
    found = {"page.css": (ASSETS.joinpath("page.css").read_text(encoding="utf-8") + MORE).encode()}
    found[FONT] = ASSETS.joinpath("fonts", FONT).read_bytes()
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home)
        if path.suffix == ".md":
            found[str(name.with_suffix(".html"))] = page(path.read_text(encoding="utf-8")).encode()
        elif path.is_file():
            found[name.as_posix()] = path.read_bytes()
    return found


def page(text: str) -> str:
    """One page, from its Markdown."""
    title = text.partition("\n")[0].removeprefix("# ")
    inner = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(re.sub(r"^<!--.*?-->\n", "", text, flags=re.MULTILINE))
    )
    body = PAGE_LINK.sub(r"\1.html\2", "".join(_with_formulas(inner)))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
    style = '<link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">'
    around = '<nav class="around"><a href="index.html">Documentation</a></nav>'
    return f'<!doctype html>\n<html lang="en"><head>{head}{style}</head>\n<body><main>\n{body}</main>{around}</body></html>\n'


def _with_formulas(html: str) -> Iterator[str]:
    """Formulas between dollar signs, outside of what is code."""
    for part in CODE.split(html):
        yield part if part.startswith(("<pre>", "<code>")) else FORMULA.sub(_formula, part)


def _formula(found: re.Match[str]) -> str:
    text = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    try:
        return mathml(text if "\\" in text else formula(text))
    except (Unreadable, ValueError):
        return f"<i>{found[1]}</i>"
