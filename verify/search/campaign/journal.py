"""What a campaign leaves on disk, a JSON object a line, each written at once: finds, and the chunks that are finished."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from verify.checkers.stored.read import fault, read_records
from verify.checkers.stored.replay import replay
from verify.search.campaign.task import Document, Task, claim_of

ROOM = 1 << 20
FOUND = {...: object}  # a record, which is checked by itself
CHUNK = {"chunk": int, "d": int, "pairs": int, "finds": [FOUND], "best": (FOUND, None)}


class Journal:
    """The files of one task below a directory; made, and tested with ROOM bytes, before anything is searched.

    Raises OSError where the directory cannot be written or is full.
    """

    def __init__(self, out: Path, task: Task) -> None:
        self.task, name = task, task.id.replace("/", ".")
        self.finds = out / "counterexamples" / f"{name}.jsonl"
        self.best = out / "ratios" / f"{name}.jsonl"
        self.chunks = out / "campaigns" / f"{name}.{task.key}.jsonl"
        for path in (self.finds, self.best, self.chunks):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path.parent) as room:
                room.write(bytes(ROOM))
        self._known = {str(r["id"]) for path in (self.finds, self.best) for r in _read(path) if "id" in r}

    def finished(self) -> dict[int, Document]:
        """The chunks of this task that are done, by index: those whose finds are confirmed once more."""
        rows = (dict(r) for r in _read(self.chunks, CHUNK))
        return {r["chunk"]: r for r in rows if all(map(self._stands, (*r["finds"], r["best"])))}

    def _stands(self, found: Mapping[str, Any] | None) -> bool:
        return found is None or replay(found, self.task.id, claim_of(self.task))[0]

    def corrupt(self) -> list[str]:
        """What is wrong with lines that are no records, with the file and the number."""
        shapes = {self.finds: FOUND, self.best: FOUND, self.chunks: CHUNK}
        lines = ((path, n, r) for path, shape in shapes.items() for n, r in _lines(path, shape))
        return [f"{path}, line {n}: {r}" for path, n, r in lines if isinstance(r, str)]

    def forget(self) -> None:
        """Start the list of finished chunks anew; what was found stays."""
        self.chunks.unlink(missing_ok=True)

    def keep(self, done: Document) -> None:
        """Write what the chunk has found, each record once, and only then that the chunk is done."""
        for record in done["finds"]:
            self._once(self.finds, record)
        _append(self.chunks, done)

    def keep_family(self, record: Mapping[str, Any]) -> None:
        """Write the record of a family that refutes every constant."""
        self._once(self.finds, record)

    def keep_best(self, record: Mapping[str, Any]) -> None:
        """Write the record of the largest ratio."""
        self._once(self.best, record)

    def _once(self, path: Path, record: Mapping[str, Any]) -> None:
        if record["id"] not in self._known:
            _append(path, record)
            self._known.add(record["id"])


def _lines(path: Path, shape: Any) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for n, r in read_records(path) if path.is_file() else ():
        yield n, fault(r, shape) or r if isinstance(r, Mapping) else r


def _read(path: Path, shape: Any = object) -> Iterator[Mapping[str, Any]]:
    return (r for _, r in _lines(path, shape) if isinstance(r, Mapping))


def _append(path: Path, record: Mapping[str, Any]) -> None:
    """One write of one line; a line that was cut off before gets its end first."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line
        while line:
            line = line[os.write(handle, line) :]
    finally:
        os.close(handle)
