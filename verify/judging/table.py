"""What a package states, without its claims: every id with its row, and the module of each statement.

The table is made when all modules have been read, and kept beside the compiled sources, with what they were: it holds for these
very bytes alone. No verdict is ever kept.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import Any

from verify.judging.codes import USUAL_PACKAGE, option
from verify.judging.errors import BadInput
from verify.judging.files import put

ENGINE = Path(__file__).parent.parent


class UnknownId(BadInput):
    """No statement, claim or equation has that id."""


@dataclass(frozen=True)
class Broken:
    """A module that cannot be judged, and why. Its name is the module's where no statement could be read."""

    name: str
    reason: str
    module: str

    def answers_to(self, name: str) -> bool:
        """Is it what this id means? `lemma-2` may well be the statement of a `lemma2.py` that does not import."""
        return plain(name) in (plain(self.name.partition("/")[0]), plain(self.module.rpartition(".")[2]))


@dataclass(frozen=True)
class Died(Broken):
    """A claim, by its id, whose process died while it was judged: there is no verdict, and nothing is known of it."""


@dataclass(frozen=True)
class Table:
    """The rows in natural order, statements, equations and sentences, and the module of each statement."""

    rows: Sequence[Mapping[str, Any]] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    package: str = USUAL_PACKAGE

    @property
    def claims(self) -> Iterator[str]:
        """The id of every claim."""
        return (claim for row in self.rows if row["id"] in self.modules for claim in row["claims"])

    def meant(self, ids: Sequence[str], broken: Collection[Broken] = ()) -> tuple[set[str], set[Broken]]:
        """The claims, and the statements that failed, which the ids stand for.

        Raises UnknownId, with suggestions, and BadInput for a sentence that is excused.
        """
        table = {row["id"]: row["claims"] for row in self.rows} | {claim: [claim] for claim in self.claims}
        excuses = {row["id"]: row["excused"] for row in self.rows if row.get("excused")}
        wanted: set[str] = set()
        failures: set[Broken] = set()
        for name in ids:
            failed = {b for b in broken if b.answers_to(name.partition("/")[0])}
            if "/" in name and name in table:  # a claim that failed is another one
                failed = {b for b in failed if "/" not in b.name}
            if name not in table and not failed:
                known = [*table, *(b.name for b in broken)]
                near = did_you_mean(name, [k for k in known if ("/" in k) == ("/" in name)])
                raise UnknownId(f"unknown id {name!r}{near or f'; `verify list{option(self.package)}` shows every id'}")
            if name in excuses:
                raise BadInput(f"{name} has no claim to judge: {excuses[name]}; leave it out")
            wanted.update(table.get(name, ()))
            failures |= failed
        return wanted, failures


def plain(name: str) -> str:
    """The name without the signs in which a statement (`lemma-2`) and its module (`lemma2`, `lemma_2`) differ."""
    return re.sub("[-_]", "", name).lower()


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known names that are nearest, as the end of a sentence; empty where none is near."""
    near = difflib.get_close_matches(name, list(known), n=3)
    return f"; did you mean {', '.join(near)}?" if near else ""


def kept(package: str) -> Table | None:
    """The table that was kept of this package, if all that it was made from is as it was."""
    with suppress(Exception):  # whatever is wrong with the package or the file, reading the modules tells
        home = _home(package)
        found = json.loads(_beside(home).read_bytes())
        if found["python"] == sys.version and found["files"] == digests([*_inside(home), *map(Path, found["files"])]):
            return Table(found["rows"], found["modules"], package)
    return None


def keep(package: str, table: Table, before: Mapping[str, str]) -> None:
    """Keep the table of a package whose files were these `before` it was read; nothing is kept where nothing can be written."""
    with suppress(OSError, ValueError):
        home = _home(package)
        files = digests([*_inside(home), *_loaded()])
        if any(files.get(name) != digest for name, digest in before.items()):
            return
        place = _beside(home)
        place.parent.mkdir(parents=True, exist_ok=True)
        document = {"python": sys.version, "files": files, "rows": table.rows, "modules": table.modules}
        put(place, json.dumps(document, ensure_ascii=False).encode())


def sources(package: str) -> dict[str, str]:
    """The files of a package, each with a digest of its bytes; none where there is no such package."""
    with suppress(Exception):
        return digests(_inside(_home(package)))
    return {}


def digests(files: Iterable[Path]) -> dict[str, str]:
    """Each file with a digest of its bytes. Raises OSError where one cannot be read."""
    return {str(f): blake2b(f.read_bytes(), digest_size=16).hexdigest() for f in dict.fromkeys(files)}


def _home(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None or not spec.submodule_search_locations:
        raise ValueError(f"{package} is no package with a folder of its own")
    return Path(spec.origin).parent


def _beside(home: Path) -> Path:
    return Path(cache_from_source(str(home / "__init__.py"))).with_name("table.json")


def _inside(home: Path) -> Iterator[Path]:
    """All files of a package but the compiled ones: claims may be made from data, too."""
    for folder, folders, names in os.walk(home):
        folders[:] = sorted(f for f in folders if f != "__pycache__" and not f.startswith("."))
        yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))


def _loaded() -> Iterator[Path]:
    """The sources of what is loaded: of the engine, and of all that is not installed."""
    installed = {Path(p).resolve() for p in (sys.prefix, sys.base_prefix)}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        path = Path(file) if file and file.endswith(".py") else None
        if path and path.is_file() and (ENGINE in path.parents or installed.isdisjoint(path.resolve().parents)):
            yield path
