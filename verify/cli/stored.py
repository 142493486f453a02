"""Find stored counterexamples, by file, claim or hash, and check each of them again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verify.judging.catalogue import Catalogue, find
from verify.judging.errors import BadInput
from verify.kernel.judgement import Judgement
from verify.kernel.record import Kind, record
from verify.language.claim import Claim

REPORTS = Path("reports")
HASH = re.compile(r"(?:sha256:?)?([0-9a-f]{6,64})")


@dataclass(frozen=True)
class Checked:
    """One stored record, or one line that is none, and whether it is confirmed; `trusting` names what was not checked."""

    where: str
    id: str
    claim: str
    confirmed: bool
    message: str
    trusting: tuple[str, ...] = ()


Record = tuple[str, Mapping[str, Any] | str]
Judge = Callable[[], Iterable[Judgement]]


def check_again(records: Sequence[Record], catalogue: Catalogue, progress: Callable[[int], None]) -> Iterator[Checked]:
    """Check every record against the claim that it names."""
    claims = {f"{s.name}/{c.name}": c for s in catalogue.statements for c in s.claims}
    for number, (where, found) in enumerate(records, 1):
        yield _checked(where, found, claims)
        progress(number)


def find_records(what: str, catalogue: Catalogue, judge: Judge) -> list[Record]:
    """What the file holds, or what is stored about the id, or else the counterexamples that `judge` finds.

    Each record, or what is wrong with a line, comes with where it stands. Raises BadInput when there is none.
    """
    path = Path(what)
    if path.suffix == ".json" and path.is_file():
        inside: list[Record] = [(str(path), found) for found in _inside(_document(path))]
        if not inside:
            raise BadInput(f"{path} holds no record: expected JSON with counterexamples in it, or one record a line")
        return inside
    if path.suffix == ".jsonl" or path.is_file():
        if not (lines := _in_file(path)):
            raise BadInput(f"{path} holds no record")
        return lines
    digest = HASH.fullmatch(what)
    if digest is not None and what not in catalogue.modules:
        found = [r for r in _in_reports() if isinstance(r[1], Mapping) and _digest(r[1]).startswith(digest[1])]
        if not found:
            raise BadInput(f"no record in {REPORTS} has an id that begins with {digest[1]}")
        return found
    chosen = find(catalogue, [what])
    ids = {f"{s.name}/{c.name}" for s, c in chosen.claims}
    if chosen.broken:
        raise BadInput(f"{chosen.broken[0].name} cannot be judged: it {chosen.broken[0].reason}")
    stored = [r for r in _in_reports() if isinstance(r[1], Mapping) and r[1].get("claim") in ids]
    if stored:
        return stored
    judged = list(judge())
    records = [record(j.counterexample) for j in judged if j.counterexample is not None]
    records += [dict(e.certificate) for j in judged for e in j.evidence if e.certificate is not None]
    own = [("judged now", found) for found in records]
    if not own:
        verdicts = ", ".join(f"{j.id} is {j.verdict.value}" for j in judged)
        raise BadInput(f"{what} has no counterexample or certificate to replay: {verdicts}")
    return [*own]


def _in_file(path: Path) -> list[Record]:
    from verify.checkers.stored.replay import read_records

    try:
        return [(f"line {number}", read) for number, read in read_records(path)]
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from None


def _in_reports() -> Iterator[Record]:
    """Every readable record that a run has left, each once."""
    seen = set[str]()
    for path in sorted(p for kept in ("counterexamples", "ratios") for p in (REPORTS / kept).glob("*.jsonl")):
        for where, found in _in_file(path):
            if isinstance(found, Mapping) and _digest(found) not in seen:
                seen.add(_digest(found))
                yield f"{path}, {where}", found
    verdicts = REPORTS / "verdicts.json"
    if verdicts.is_file():
        for found in _inside(_document(verdicts)):
            if _digest(found) not in seen:
                seen.add(_digest(found))
                yield str(verdicts), found


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from None


def _inside(document: Any) -> Iterator[Mapping[str, Any]]:
    """The records anywhere inside a JSON document."""
    if isinstance(document, Mapping) and {"id", "kind", "claim"} <= set(document) and document["kind"] in [*Kind]:
        yield document
    elif isinstance(document, Mapping | list):
        for part in document.values() if isinstance(document, Mapping) else document:
            yield from _inside(part)


def _digest(found: Mapping[str, Any]) -> str:
    return str(found.get("id", "")).removeprefix("sha256:")


def _checked(where: str, found: Mapping[str, Any] | str, claims: Mapping[str, Claim]) -> Checked:
    from verify.checkers.stored.replay import replay

    if isinstance(found, str):
        return Checked(where, "", "", False, f"corrupt, skipped: {found}")
    name, claim = str(found.get("claim", "")), claims.get(str(found.get("claim", "")))
    if claim is None:
        return Checked(where, str(found.get("id", "")), name, False, f"unknown claim {name!r}")
    confirmed, message = replay(found, claim)
    return Checked(where, str(found.get("id", "")), name, confirmed, message)
