"""`verify prove`: an inequality of one's own."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.cli import terminal
from verify.judging import codes
from verify.judging.errors import BadInput
from verify.judging.files import put

SHORTEST = 0.1
EXIT = {"PROVED": codes.AS_EXPECTED, "UNDECIDED": codes.UNSETTLED}


def prove(options: Namespace) -> int:
    """Prove or refute one inequality."""
    from verify.checkers.inequality.answer import Unreadable
    from verify.judging.ask import prove as ask

    try:
        answer = ask(
            options.relation.strip(),
            [w.strip() for w in options.where],
            timeout=max(options.timeout - (time.monotonic() - options.began), SHORTEST),
            memory=options.memory << 20,
        )
    except Unreadable as why:
        raise BadInput(str(why)) from None
    if options.certificate:
        _write(Path(options.certificate), answer.certificate)
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, **answer.as_json()})
    else:
        terminal.paint([answer.verdict], "bold")
        shown = {"method": answer.method, "reason": answer.reason}
        if answer.counterexample:
            shown["excess"] = " to ".join(dict.fromkeys(answer.counterexample["excess"]))
        terminal.paint([f"{name}: {text}" for name, text in shown.items() if text])
    return EXIT.get(answer.verdict, codes.UNEXPECTED)


def _write(path: Path, certificate: Mapping[str, Any] | None) -> None:
    try:
        put(path, (json.dumps(certificate, indent=1) + "\n").encode())
    except OSError as error:
        raise BadInput(f"--certificate {path} cannot be written: {error.strerror}; name another file") from None
