"""`python -m bench.pythons`: the same verdicts and the same bytes by every Python that is found here.

The packages of the lock file are installed for each, once, beside `.venv`. A difference is exit code 1; an interpreter for which they
cannot be installed is named, and left out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
WANTED = ("3.11", "3.12", "3.13")
IDS = ("lemma-2", "lemma-3", "theorem-1", "proposition-1", "network-inside", "remark-otherwise")
WITHOUT = ("environment",)  # what says which Python it was
SETTINGS: Mapping[str, Mapping[str, str]] = {
    "": {},
    "PYTHONHASHSEED=7 LC_ALL=C": {"PYTHONHASHSEED": "7", "LC_ALL": "C"},
}


def found() -> Iterator[tuple[str, Path]]:
    """The version and the program of every wanted Python, on the path or kept by pyenv."""
    for version in WANTED:
        on_path = shutil.which(f"python{version}")
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        if program := next(iter([*kept, *([Path(on_path)] if on_path else [])]), None):
            yield version, program


def installed(version: str, program: Path) -> Path | None:
    """The Python of an environment with the packages of the lock file; None where they cannot be installed."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" == version:
        return Path(sys.executable)
    home = ROOT / f".venv-{version}"
    python = home / "bin" / "python"
    if (home / "ready").exists():
        return python
    commands = (
        [str(program), "-m", "venv", "--clear", str(home)],
        [
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            "requirements.lock",
        ],
    )
    for command in commands:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if ran.returncode:
            print(
                f"Python {version} is left out: {(ran.stderr.strip().splitlines() or ['no word'])[-1]}", file=sys.stderr
            )
            return None
    (home / "ready").touch()
    return python


def answers(python: Path, settings: Mapping[str, str], jobs: int) -> dict[str, bytes]:
    """What it says of claims of the paper, and the files of a report on a lemma of one's own."""
    with tempfile.TemporaryDirectory() as place:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **settings}
        run = [str(python), "-m", "verify.cli"]
        asked = [*run, "check", *IDS, "--json", "--jobs", str(jobs)]
        said = json.loads(subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, check=True).stdout)
        for command in (["new", "lemma", "lemma-1"], ["report", "--out", "out"]):
            subprocess.run([*run, *command, "--package", "mine"], cwd=place, env=env, capture_output=True, check=True)
        files = {
            str(p.relative_to(place)): p.read_bytes() for p in sorted(Path(place, "out").rglob("*")) if p.is_file()
        }
        kept = {name: value for name, value in said.items() if name not in WITHOUT}
        return files | {"verify check --json": json.dumps(kept).encode()}


def main() -> int:
    """1 where two answers differ."""
    first: dict[str, bytes] = {}
    differ = 0
    for version, program in found():
        if (python := installed(version, program)) is None:
            continue
        for jobs, (name, settings) in enumerate(SETTINGS.items(), 1):
            told = answers(python, settings, jobs)
            first = first or told
            strange = [f for f in {*first, *told} if first.get(f) != told.get(f)]
            differ += len(strange)
            how = re.sub(" +", " ", f"Python {version} {name} --jobs {jobs}")
            print(f"{how}: {len(told)} answers, {len(strange)} differ: {', '.join(sorted(strange))}".rstrip(": "))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
