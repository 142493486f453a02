"""`verify new lemma`: a module of a proof package that is judged as it stands, for an author to change."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path

from verify.cli import terminal
from verify.judging import codes
from verify.judging.errors import BadInput
from verify.judging.files import put, require_writable
from verify.judging.table import plain

RESERVED = ("setting", "figures", "conftest")  # modules of these names hold no statement
PAPER = '''"""The statements of one paper: a module for each, found by itself."""

PAPER = {"title": "%s"}
'''
LEMMA = '''"""%(name)s: say here, in one line, what it states and where it stands."""

from verify import Claim, Statement, Vector, chain, le, line, norm
from verify.facts import minkowski

# 1 of 4, the symbols: a Vector has any number of coordinates, Symbol("eps", positive=True) is a number.
u, v = Vector("u"), Vector("v")


# 2 of 4, the derivation: from the left side of the claim to its right side; `verify.facts` holds the theorems to cite.
# Without `derive` the engine tries its own rules.
def by_the_triangle_inequality():
    """‖u‖ <= ‖u - v‖ + ‖v‖."""
    return chain(line("<=", norm(u - v), by=minkowski(u - v, v)))


# 3 of 4, the claim: under `assuming` (a tuple of le, lt, eq, ne, none here) the conclusion holds, for every dimension.
reverse_triangle = Claim(
    name="reverse-triangle",
    says="The norms of two vectors differ by at most the norm of their difference.",
    conclusion=le(norm(u) - norm(v), norm(u - v)),
    derive=by_the_triangle_inequality,
)

# 4 of 4, a sentence that is false as it is often printed, and beside it what is true instead.
sum_printed = Claim(
    name="sum-printed",
    says="The square of the norm of a sum is at most the sum of the squares.",
    conclusion=le(norm(u + v) ** 2, norm(u) ** 2 + norm(v) ** 2),
    expected="REFUTED",
)
sum_repaired = Claim(
    name="sum-repaired",
    says="The square of the norm of a sum is at most twice the sum of the squares.",
    conclusion=le(norm(u + v) ** 2, 2 * (norm(u) ** 2 + norm(v) ** 2)),
    source="repair",
    repairs="sum-printed",
    added="the factor 2",
)

STATEMENT = Statement(name="%(name)s", title="%(name)s", section="1")
'''


def new(options: Namespace) -> int:
    """Write a lemma, and the package around it where there is none; what is there already stays as it is."""
    name, package = options.name, options.package
    folder = Path(package)
    if why := next(_faults(name, package, folder), ""):
        raise BadInput(why)
    require_writable(folder, f"--package {package}")
    wanted = {folder / "__init__.py": PAPER % package, _module(folder, name): LEMMA % {"name": name}}
    files = [str(put(path, text.encode())) for path, text in wanted.items() if not path.exists()]
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, "files": files})
    else:
        terminal.paint([*files, f"next: verify check --package {package}"])
    return codes.AS_EXPECTED


def _faults(name: str, package: str, folder: Path) -> Iterator[str]:
    """Why the lemma is not written, in one line each."""
    if not package:
        yield f"name the package that the lemma is to stand in, as in: verify new lemma {name} --package mypaper"
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", package) or iskeyword(package):
        yield f"--package {package!r} is no name of a package: expected letters, digits and _, as in mypaper"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) or iskeyword(name) or name.lower() in RESERVED:
        yield f"{name!r} is no name of a lemma: expected letters, digits, - and _, as in lemma-1"
    if folder.exists() and not folder.is_dir():
        yield f"{folder} is a file: give --package another name"
    if _is_taken(package, folder):
        yield f"--package {package} is the name of another package: give yours another one"
    same = [path for path in sorted(folder.rglob("*.py")) if plain(path.stem) == plain(name)]
    if same:
        yield f"{same[0]} is there already, and stays as it is: give the lemma another name"


def _module(folder: Path, name: str) -> Path:
    return folder / f"{name.replace('-', '_').lower()}.py"


def _is_taken(package: str, folder: Path) -> bool:
    """Would `import` of this name find anything else than the folder here?"""
    if package in sys.stdlib_module_names:
        return True
    spec = find_spec(package)
    places = (spec.submodule_search_locations or ()) if spec is not None else (str(folder),)
    return folder.resolve() not in {Path(p).resolve() for p in places}
