"""The command `verify export`: the proved claims as lemmas for Coq."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path

from verify.cli import judging, terminal, verdicts
from verify.judging import results
from verify.judging.catalogue import find
from verify.judging.errors import BadInput
from verify.judging.files import put


def export(options: Namespace) -> int:
    """Write the claims that the kernel proves and that make sense in any inner product space, with their proofs."""
    from verify.prover.coq.files import export

    chosen = find(judging.read(options, options.ids), options.ids)
    found = export((s.name, c) for s, c in chosen.claims)
    try:
        home = Path(options.coq)
        home.mkdir(parents=True, exist_ok=True)
        files = [str(put(home / name, text.encode())) for name, text in found.files.items()]
    except OSError as error:
        raise BadInput(f"--coq {options.coq} cannot be written: {error.strerror}; name another directory") from None
    if options.json:
        told = {"files": files, "lemmas": found.lemmas, "left_out": found.left_out}
        terminal.print_json({"schema": results.SCHEMA} | told)
    else:
        reasons = Counter(found.left_out.values()).most_common()
        closing = f"{len(found.lemmas)} lemmas; {len(found.left_out)} claims left out"
        terminal.paint([*files, *(f"{count:4}  {reason}" for reason, count in reasons), closing])
    verdicts.print_failed(chosen.broken, as_json=options.json)
    return results.exit_code((), chosen.broken)
