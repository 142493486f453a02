"""The report for the browser: a small index, a page for each statement and each table, what they share in files beside them.

Nothing is loaded from the network, and nothing needs a server. `whole` is the same in one file, for those who ask for it.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from verify.language.verdict import Verdict
from verify.report.moving import Moving
from verify.report.nodes import Block, Document, Fold, Image, Section, Table
from verify.report.repeated import once
from verify.report.writers.html import blocks, escape, inline, mark, section, signs
from verify.report.writers.javascript import program
from verify.report.writers.lookup import entries, script

HOME = files(__package__)
SIGNS = "° its certificate was re-checked independently, † it is proved in Coq, too"
FOLDER, INDEX, WHOLE = "pages", "index.html", "all.html"
FONT = "STIXTwoMath-subset.woff2"
# By this a page is known as one that this writer made: no other file is ever removed.
MADE = '<meta name="generator" content="verify report">'
# What a page may load: what lies beside it, or nothing that is not in it.
BESIDE = "default-src 'self' file: data:; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'"
INLINE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:"
# A fold of more markup is packed: derivations of hundreds of lines would fill the disk, and few readers open them.
LONG = 200
# Sections that the index shows; every other one has a page of its own.
ON_THE_INDEX = ("checked", "dependencies", "overview")
PART = "section:"  # begins the label of a section that holds statements


class _Page(NamedTuple):
    """A page: its file, its title with and without markup, its sections, and what leads to its neighbours."""

    file: str
    heading: str
    name: str
    content: str
    sections: tuple[Section, ...] = ()
    around: str = ""


def site(document: Document) -> dict[str, bytes]:
    """The files by their paths from the report's folder."""
    document = once(document)
    places = _places(document)
    listed = script(entries(document, places))
    shared = {"page.css": _asset("page.css") + signs(), "page.js": _asset("page.js"), "entries.js": listed}
    found = {f"{FOLDER}/{name}": text.encode() for name, text in shared.items()}
    found[f"{FOLDER}/{FONT}"] = HOME.joinpath("fonts", FONT).read_bytes()
    for page in _pages(document):
        movable = [*_movable(page.sections)]
        scripts = {f"moving-{m.statement}.js": program(m) for m in movable} | (
            {"move.js": _asset("move.js")} if movable else {}
        )
        found |= {f"{FOLDER}/{name}": text.encode() for name, text in scripts.items()}
        text = _linked(_written(page, document, _loads(page.file, sorted(scripts)), BESIDE), page.file, places)
        found[page.file] = _packed(text).encode()
    return found


def whole(document: Document) -> str:
    """Everything in one file; it is long, and a browser takes its time."""
    font = base64.b64encode(HOME.joinpath("fonts", FONT).read_bytes()).decode()
    style = f"{_asset('page.css')}{signs()}".replace(FONT, f"data:font/woff2;base64,{font}")
    places = {label: f"#{label}" for label in _places(document)}
    told = [script(entries(document, places)), _asset("page.js"), _asset("move.js")]
    code = "".join([*told, *map(program, _movable(document.sections))])
    content = "\n".join((_front(document), *(section(s, 2) for s in document.sections)))
    page = _Page(WHOLE, inline(document.title), document.name, content, document.sections)
    images = {i.name: base64.b64encode(i.svg).decode() for s in document.sections for i in _images(s.blocks)}
    text = _written(page, document, f"<style>{style}</style><script>{code}</script>", INLINE)
    return re.sub(r'src="figures/([^"]*)\.svg"', lambda m: f'src="data:image/svg+xml;base64,{images[m[1]]}"', text)


def stale(folder: Path, written: Sequence[Path], *, whole: bool) -> Iterator[Path]:
    """Pages of an older report that are no longer written, the `whole` in one file with them: only what this writer has made."""
    for path in [*sorted((folder / FOLDER).glob("*.html")), *([folder / WHOLE] if whole else [])]:
        if path not in written and path.is_file() and MADE in path.read_text(encoding="utf-8", errors="replace"):
            yield path


def _pages(document: Document) -> Iterator[_Page]:
    """The index first, then every other page in the order of the document."""
    here = [s for s in document.sections if s.label in ON_THE_INDEX]
    content = "\n".join((_front(document), *(section(s, 2) for s in here), _contents(document)))
    yield _Page(INDEX, inline(document.title), document.name, content, tuple(here))
    apart = [*_apart(document)]
    for before, s, after in zip((None, *apart), apart, (*apart[1:], None), strict=False):
        inside = "\n".join((blocks(s.blocks), _claims(s), *(section(x, 2) for x in s.sections)))
        content = f'<div id="{escape(s.label)}">\n{inside}\n</div>'
        yield _Page(_file(s), inline(s.title), s.name, content, (s,), _around(before, after))


def _apart(document: Document) -> Iterator[Section]:
    """What has a page of its own: a statement, or a section that holds no statements."""
    for s in document.sections:
        if s.label not in ON_THE_INDEX:
            yield from s.sections if s.label.startswith(PART) else (s,)


def _file(s: Section) -> str:
    return f"{FOLDER}/{re.sub(r'[^A-Za-z0-9.-]+', '-', s.label)}.html"


def _places(document: Document) -> dict[str, str]:
    """Where each label stands: the page, and the place on it where that is not its beginning."""
    found = {"front": INDEX, "contents": f"{INDEX}#contents"} | {
        s.label: f"{INDEX}#{s.label}" for s in document.sections
    }
    for s in document.sections:
        if s.label in ON_THE_INDEX:
            found |= {label: f"{INDEX}#{label}" for label in _labels(s)}
    for s in _apart(document):
        found |= {label: f"{_file(s)}#{label}" for label in _labels(s)} | {s.label: _file(s)}
    return found


def _labels(s: Section) -> Iterator[str]:
    """Everything in the section that can be linked to."""
    yield s.label
    for block in s.blocks:
        if isinstance(block, Table):
            yield from filter(None, block.labels)
        elif isinstance(block, Image):
            yield f"drawn:{block.name}"
    for inner in s.sections:
        yield from _labels(inner)


def _images(found: Sequence[Block]) -> Iterator[Image]:
    for block in found:
        if isinstance(block, Image):
            yield block
        elif isinstance(block, Fold):
            yield from _images(block.blocks)


def _movable(sections: Sequence[Section]) -> Iterator[Moving]:
    """What can be moved, in sections of statements or in those that hold them."""
    for s in sections:
        yield from (b for b in s.blocks if isinstance(b, Moving))
        yield from _movable(s.sections)


def _linked(page: str, file: str, places: Mapping[str, str]) -> str:
    """The page with every link to another one, and to the figures, as seen from its folder."""
    up = "../" * file.count("/")

    def link(found: re.Match[str]) -> str:
        address = places[found[1]] if found[1] in places else f"{file}#{found[1]}"
        target, mark, place = address.partition("#")
        near = address.removeprefix(f"{FOLDER}/") if up and address.startswith(f"{FOLDER}/") else f"{up}{address}"
        return f'href="{mark}{place}"' if target == file and place else f'href="{near}"'

    return re.sub(r'href="#([^"]*)"', link, page).replace('src="figures/', f'src="{up}figures/')


FOLDED = re.compile(r"(?<=</summary>)(?:(?!<details>|</details>).)*(?=</details>)", re.DOTALL)
PACKED = '<script type="application/deflate">{}</script>'
PLACE = '<template class="packed"></template>'


def _packed(page: str) -> str:
    """The page with what is folded away packed in one place, where it is long: the page's script puts each part back."""
    parts = list[str]()

    def taken(found: re.Match[str]) -> str:
        if len(found[0]) <= LONG:
            return found[0]
        parts.append(found[0])
        return PLACE

    page = FOLDED.sub(taken, page)
    press = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = press.compress(json.dumps(parts, ensure_ascii=False).encode()) + press.flush()
    return page.replace("</main>", f"{PACKED.format(base64.b64encode(packed).decode())}</main>") if parts else page


def _loads(file: str, further: Sequence[str]) -> str:
    """The files that every page shares, and those of this one."""
    here = f"{FOLDER}/" if "/" not in file else ""
    style = f'<link rel="stylesheet" href="{here}page.css">'
    return style + "".join(
        f'<script defer src="{here}{name}"></script>' for name in ("entries.js", "page.js", *further)
    )


def _written(page: _Page, document: Document, loads: str, allowed: str) -> str:
    """The page with its head, the search and what leads to its neighbours."""
    claims = [c for s in document.sections for x in s.sections for c in x.sections if c.mark]
    parts = {
        "MADE": MADE,
        "ALLOWED": allowed,
        "LOADS": loads,
        "ROOT": "../" * page.file.count("/"),
        "NAME": escape(page.name),
        "TITLE": page.heading,
        "PAPER": "" if page.name == document.name else f'<p><a href="#front">{inline(document.title)}</a></p>',
        "FILTERS": _filters([c.mark.verdict for c in claims if c.mark]) if _has_rows(page) else "",
        "FILTERED": ""
        if any(c.mark for x in page.sections for c in x.sections) and page.file != WHOLE
        else " data-filtered",
        "AROUND": page.around,
        "CONTENT": page.content,
    }
    head, *pieces = _asset("page.html").split("{{")
    return head + "".join(parts[name] + rest for name, _, rest in (p.partition("}}") for p in pieces))


def _has_rows(page: _Page) -> bool:
    """Is there something to filter: rows of tables, or the claims of the whole report?"""
    return page.file in (INDEX, WHOLE)


def _asset(name: str) -> str:
    return HOME.joinpath(name).read_text(encoding="utf-8")


def _front(document: Document) -> str:
    return f'<section id="front" aria-label="Summary">\n<p>{inline(document.subtitle)}</p>\n{blocks(document.front)}\n</section>'


def _filters(marks: list[Verdict]) -> str:
    """A button for each verdict that occurs; pressed ones are shown."""
    buttons = "".join(
        f'<button type="button" class="filter" aria-pressed="true" data-verdict="{v}">{mark(v)} {marks.count(v)}</button>'
        for v in Verdict
        if v in marks
    )
    return f"<fieldset><legend>Verdicts</legend>{buttons}</fieldset>"


def _contents(document: Document) -> str:
    """Every page, the statements by sections of the paper."""
    entries = "".join(_entry(s) for s in document.sections if s.label not in ON_THE_INDEX)
    return f'<nav id="contents" aria-labelledby="contents-title"><h2 id="contents-title">Contents</h2><ol>{entries}</ol></nav>'


def _entry(s: Section) -> str:
    if not s.label.startswith(PART):
        return f'<li><a href="#{escape(s.label)}">{inline(s.title)}</a></li>'
    inner = "".join(f'<li><a href="#{escape(x.label)}">{inline(x.title)}</a></li>' for x in s.sections)
    return f'<li id="{escape(s.label)}">{inline(s.title)}<ol>{inner}</ol></li>'


def _claims(s: Section) -> str:
    """The claims of a statement with their verdicts, where there are several."""
    rows = "".join(
        f'<li><a href="#{escape(c.label)}">{inline(c.title)}</a> {inline((c.mark,))}</li>' for c in s.sections if c.mark
    )
    return f'<nav aria-label="Claims"><ul class="claims">{rows}</ul></nav>' if len(s.sections) > 1 else ""


def _around(before: Section | None, after: Section | None) -> str:
    """The pages before and after this one."""
    back = f'<a rel="prev" href="#{escape(before.label)}">← {inline(before.title)}</a>' if before else ""
    on = f'<a rel="next" href="#{escape(after.label)}">{inline(after.title)} →</a>' if after else ""
    nav = f'<nav class="around" aria-label="Neighbouring pages">{back}<a href="#contents">Contents</a>{on}</nav>'
    return f"{nav}<footer>{SIGNS}</footer>"
