"""`python -m bench.coq`: Coq compiles the exported claims; which they are is stored in reports/coq.json, for the report.

It needs coqc with the tactic `interval`. A file that Coq refuses is exit code 1, and nothing is stored.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from verify.judging.catalogue import discover
from verify.prover.coq.accepted import record
from verify.prover.coq.files import LIBRARY, Export, export, write

STORED = Path("reports/coq.json")
INTERVAL = ("coqtop", "-q", "-batch", "-rifrom", "Interval", "Tactic")
PATIENCE = 600  # seconds a file


def missing() -> str:
    """What is needed and is not there; nothing where all is."""
    there = shutil.which("coqc") and not subprocess.run(INTERVAL, capture_output=True).returncode
    return "" if there else "coqc with the interval tactic is not installed"


def coqc(home: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Coq on one file of the folder."""
    return subprocess.run(["coqc", "-q", name], cwd=home, capture_output=True, text=True, timeout=PATIENCE)


def refused(exported: Export, home: Path, together: int = 2) -> dict[str, str]:
    """What Coq says of the files that it does not take, written and compiled in the folder."""
    write(exported, home)
    names = sorted(name for name in exported.files if name.startswith("Claims"))
    with ThreadPoolExecutor(together) as pool:
        ran = {LIBRARY: coqc(home, LIBRARY)}
        ran |= zip(names, pool.map(lambda name: coqc(home, name), names), strict=True)
    return {name: done.stderr for name, done in ran.items() if done.returncode or done.stderr}


def main() -> int:
    """1 where Coq refuses a file."""
    if why := missing():
        print(f"bench.coq: {why}", file=sys.stderr)
        return 1
    exported = export((s.name, c) for s in discover().statements for c in s.claims)
    with TemporaryDirectory() as home:
        bad = refused(exported, Path(home))
    for name, said in bad.items():
        print(f"{name}: {said}", file=sys.stderr)
    if not bad:
        STORED.write_text(json.dumps(record(exported), indent=1) + "\n", encoding="utf-8")
        print(f"{len(exported.lemmas)} claims are proved in Coq; {STORED}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
