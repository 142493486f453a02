"""SIGKILL at random moments of every command that lasts: files are whole, nobody and no folder is left, the next run ends as ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
PACKAGE = "killed"
MARK = "VERIFY_FAULTS"
LATE = "it had ended"
GONE = 2.0  # seconds after which no process may be alive
HARD = "(x**2 + y**2 + z**2)**2 + sin(x*y*z)**2*exp(x) >= 3*(x**3*y + y**3*z + z**3*x) - exp(-x*y*z)*cos(x)**2/1000"
OUT = ("--out", "out")
SEARCH = ("search", "lemma-1/reverse-triangle", "lemma-1/sum-printed", *OUT, "--package", PACKAGE, "--json", "--resume")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", "--package", PACKAGE, "--json", "--jobs", "2", "--certificates", "out/c.jsonl"),
    "report": ("report", "--package", PACKAGE, *OUT),
    "search": (*SEARCH, "--chunks", "6"),
    "campaign": (*SEARCH, "--chunks", "12", "--workers", "2"),
    "necessity": ("necessity", "--package", PACKAGE, "--json", "--jobs", "2"),
    "prove": ("prove", HARD, "--timeout", "100", "--json", "--certificate", "out/c.json"),
}
ENDS: Mapping[str, bytes] = {".html": b"</html>", ".tex": rb"\end{document}", ".pdf": b"%%EOF", ".svg": b"</svg>"}
CLAIMS = """
more = tuple(
    Claim(name=f"bound-{k}", says="A bound.", conclusion=le(norm(k * u + v), k * norm(u) + norm(v)), assuming=(le(1, norm(u)),))
    for k in range(2, 14)
)
claims = (reverse_triangle, sum_printed, sum_repaired, *more)
"""
CLAIMS += 'STATEMENT = Statement(name="lemma-1", title="A lemma", section="1", claims=claims)\n'


@dataclass(frozen=True)
class Found:
    """How often a command was killed, how often it had ended before, how long it lasts at most, and what was wrong."""

    times: int
    late: int
    lasts: float
    faults: tuple[str, ...]


def killed(name: str, rng: Random, times: int) -> Found:
    """Kill the command so many times, each in a folder of its own, and go on there."""
    with tempfile.TemporaryDirectory() as place:
        home = _home(Path(place), "whole")
        _run(name, home)  # compiles what is imported
        home = _home(Path(place), "measured")
        answer, lasts = _timed(name, home)
        faults: list[str] = []
        late = 0
        for k in range(times):
            home, moment = _home(Path(place), str(k)), rng.uniform(0, lasts)
            found = [*_killed(name, home, moment)]
            late += LATE in found
            faults += [f"{name}, killed after {moment:.2f} s: {f}" for f in found if f != LATE]
            after, took = _timed(name, home)
            lasts = max(lasts, took)  # on a machine with other work it lasts as long as that lets it
            if after != answer:
                faults.append(f"{name}, killed after {moment:.2f} s: the next run ends otherwise")
        return Found(times - late, late, lasts, tuple(faults))


def _timed(name: str, home: Path) -> tuple[Any, float]:
    began = time.monotonic()
    return _run(name, home), time.monotonic() - began


def _home(place: Path, name: str) -> Path:
    home = place / name
    (home / "tmp").mkdir(parents=True)
    (home / "out").mkdir()
    _verify(home, "new", "lemma", "lemma-1", "--package", PACKAGE).communicate()
    module = home / PACKAGE / "lemma_1.py"
    text, _, _ = module.read_text(encoding="utf-8").partition("STATEMENT =")
    module.write_text(text + CLAIMS, encoding="utf-8")
    return home


def _verify(home: Path, *words: str, mark: str = "", out: Any = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    env = os.environ | {"TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT), MARK: mark, "MPLCONFIGDIR": str(home)}
    command = [sys.executable, "-m", "verify.cli", *words]
    return subprocess.Popen(command, cwd=home, env=env, stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def _run(name: str, home: Path) -> Any:
    """What the command answers when nobody disturbs it: its exit code and what does not depend on the moment."""
    with (home / "answer").open("wb+") as out:
        code = _verify(home, *COMMANDS[name], out=out).wait()
        out.seek(0)
        said = out.read()
    if name == "report":
        return code, {
            p.name: p.read_bytes() for p in (home / "out").rglob("*") if p.is_file() and not p.name.startswith(".")
        }
    answer = json.loads(said)
    return code, answer["verdict"] if name == "prove" else answer


def _killed(name: str, home: Path, moment: float) -> Iterator[str]:
    """What is wrong once the command was killed, or LATE where it had ended."""
    mark = uuid4().hex
    with (home / "answer").open("wb") as out:
        process = _verify(home, *COMMANDS[name], mark=mark, out=out)
        time.sleep(moment)
        if process.poll() is not None:
            yield LATE
        process.send_signal(signal.SIGKILL)
        process.wait()
    end = time.monotonic() + GONE
    while (alive := [line[:100] for _, line in marked(mark)]) and time.monotonic() < end:
        time.sleep(0.05)
    if alive:
        yield f"alive after {GONE:g} s: {'; '.join(alive)}"
    if left := [p.name for p in (home / "tmp").iterdir()]:
        yield f"left in TMPDIR: {', '.join(left)}"
    for path in sorted(p for p in (home / "out").rglob("*") if p.is_file() and not p.name.startswith(".")):
        if not _is_whole(path):
            yield f"{path.relative_to(home)} is torn"
    if "--json" in COMMANDS[name] and not _lines_are_whole((home / "answer").read_bytes()):
        yield "a line of the answer is torn"


def marked(mark: str) -> Iterator[tuple[Path, str]]:
    """The processes that were started with the mark: their places in /proc, and their command lines."""
    wanted = f"{MARK}={mark}".encode()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes():
                yield place, (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended, or is another's
            continue


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    if path.suffix == ".jsonl":  # the last line may be cut: the next run says so, and goes on
        return all(map(_is_json, content.split(b"\n")[:-1]))
    if path.suffix == ".json":
        return _is_json(content)
    check: Callable[[bytes], bool] = content.rstrip().endswith
    return check(ENDS[path.suffix]) if path.suffix in ENDS else True


def _lines_are_whole(answer: bytes) -> bool:
    """The results are one a line; of the last line a part may be missing."""
    return all(_is_json(line.rstrip(b",")) for line in answer.split(b"\n")[1:-1] if line.startswith(b'{"'))


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text or b"{}")
    except ValueError:
        return False
    return True
