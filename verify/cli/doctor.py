"""`verify doctor`: which tools are installed here, what is lost without each, and what else the machine lacks."""

from __future__ import annotations

import shutil
from argparse import Namespace
from dataclasses import asdict, dataclass

from verify.cli import terminal
from verify.cli.machine import checks
from verify.judging import codes
from verify.judging.results import installed


@dataclass(frozen=True)
class Tool:
    """A distribution of the Python index, or a program where `program` is set."""

    name: str
    lost: str
    required: bool = False
    program: bool = False

    @property
    def found(self) -> str:
        """The version, or where the program is; empty when it is missing."""
        return (shutil.which(self.name) or "") if self.program else installed(self.name)


TOOLS = (
    Tool("sympy", "every proof that is found, not given", required=True),
    Tool("numpy", "judging: batches of inputs are evaluated with it", required=True),
    Tool("python-flint", "judging: exact points are decided with it", required=True),
    Tool("hypothesis", "the search for violations after the batches, and shrinking", required=True),
    Tool("rich", "tables and progress", required=True),
    Tool("scipy", "the claims and figures that need its special functions", required=True),
    Tool("typst", "the report as PDF without TeX (use --engine pdflatex)"),
    Tool("latex2mathml", "the second opinion on the formulas of the page, in the tests"),
    Tool("pdflatex", "the report typeset by LaTeX (typst makes the PDF instead)", program=True),
    Tool("matplotlib", "the figures"),
    Tool("z3-solver", "solver proofs of inequalities without a derivation of their own"),
    Tool("pytest", "`pytest proofs/` and the tests"),
    Tool("pytest-xdist", "`pytest -n 2`: the tests run on one core"),
    Tool("distributed", "search campaigns on several machines"),
    Tool("cvc5", "the second solver in the comparison that `make bench-prove` writes"),
    Tool("coqc", "the proofs that `verify export --coq` writes are not compiled", program=True),
    Tool("selenium", "the tests that open the page in a browser"),
    Tool("chromium", "the browser for these tests", program=True),
    Tool("chromedriver", "what drives the browser in these tests", program=True),
)


def doctor(options: Namespace) -> int:
    """`verify doctor`: which tools are here and what this machine lacks; 3 when nothing works without what is missing."""
    found = list(checks())
    if options.json:
        tools = [{"name": t.name, "found": t.found or None, "required": t.required, "lost": t.lost} for t in TOOLS]
        terminal.print_json({"schema": codes.SCHEMA, "tools": tools, "machine": [asdict(c) for c in found]})
    else:
        cells = [(t.name, t.found or "missing", ("required; " if t.required else "") + t.lost) for t in TOOLS]
        styles = [(1, "green" if t.found else "yellow") for t in TOOLS]
        terminal.print_table(("tool", "found", "without it you lose"), cells, styles)
        terminal.paint([""])
        machine = [(c.name, c.found, c.remedy or "nothing") for c in found]
        terminal.print_table(
            ("this machine", "found", "to do"), machine, [(1, "yellow" if c.remedy else "green") for c in found]
        )
    missing = any(t.required and not t.found for t in TOOLS) or any(c.required and c.remedy for c in found)
    return codes.UNSETTLED if missing else codes.AS_EXPECTED
