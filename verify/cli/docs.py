"""`verify docs`: where the documentation lies on this machine, one page of it, or all of it as HTML."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from verify.cli import terminal
from verify.judging import codes
from verify.judging.errors import BadInput, ToolFailure
from verify.judging.files import put
from verify.judging.table import ENGINE, did_you_mean

FIRST = "index.md"


def docs(options: Namespace) -> int:
    """List the pages, or print one. They stand beside the engine in the repository, and with the data of an installed package."""
    home = _home()
    pages = {path.stem: path for path in sorted(home.glob("*.md"), key=lambda p: (p.name != FIRST, p.name))}
    if options.html:
        return _build(home, Path(options.html))
    if options.page and options.page not in pages:
        near = did_you_mean(options.page, pages) or f"; there are {', '.join(pages)}"
        raise BadInput(f"no page is called {options.page!r}{near}")
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, "folder": str(home), "pages": [str(p) for p in pages.values()]})
    elif options.page:
        terminal.paint(pages[options.page].read_text(encoding="utf-8").splitlines())
    else:
        terminal.paint([*map(str, pages.values()), "next: verify docs tutorial"])
    return codes.AS_EXPECTED


def _build(home: Path, out: Path) -> int:
    """Write the pages as HTML, with what they lead to."""
    from verify.report.manual import manual

    try:
        for name, content in manual(home).items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            put(out / name, content)
    except OSError as error:
        raise BadInput(f"--html {out} cannot be written: {error.strerror}; name another folder") from None
    terminal.paint([str(out / "index.html")])
    return codes.AS_EXPECTED


def _home() -> Path:
    """The folder. Raises ToolFailure where it is not there."""
    beside = ENGINE.parent / "docs"
    if (beside / FIRST).is_file():
        return beside
    with suppress(PackageNotFoundError):
        for file in files("smoothness-verify") or ():
            if file.match(f"docs/{FIRST}") and (found := Path(str(file.locate()))).is_file():
                return found.resolve().parent
    raise ToolFailure("the pages of the documentation are not installed: install the wheel anew")
