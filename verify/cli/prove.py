"""`verify prove`: an inequality of one's own."""

from __future__ import annotations

import json
import re
import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.cli import conditions, terminal
from verify.judging import codes
from verify.judging.errors import BadInput
from verify.judging.files import put

SHORTEST = 0.1
EXIT = {"PROVED": codes.AS_EXPECTED, "UNDECIDED": codes.UNSETTLED}


def prove(options: Namespace) -> int:
    """Prove or refute one inequality."""
    from verify.checkers.inequality.answer import Unreadable
    from verify.judging.ask import prove as ask

    claim, *where = _with_numbers([options.relation.strip(), *(w.strip() for w in options.where)], options.let)
    if options.best:
        return _best(claim, where, options)
    try:
        answer = ask(
            claim,
            where,
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
        if options.let:
            terminal.paint([f"with {', '.join(options.let)}: {claim}{' where ' if where else ''}{', '.join(where)}"])
        terminal.paint([answer.verdict], "bold")
        shown = {"method": answer.method, "reason": answer.reason}
        if answer.counterexample:
            shown["excess"] = " to ".join(dict.fromkeys(answer.counterexample["excess"]))
        terminal.paint([f"{name}: {text}" for name, text in shown.items() if text])
        terminal.paint(conditions.told(claim, where, answer, options.timeout))
        if (options.why or options.latex) and answer.certificate and answer.certificate.get("proofs"):
            _tell(answer.certificate, in_latex=options.latex)
    return EXIT.get(answer.verdict, codes.UNEXPECTED)


def _with_numbers(texts: list[str], lets: list[str]) -> list[str]:
    """The texts with the number in brackets wherever its name stands, for each NAME=NUMBER."""
    if not lets:
        return texts
    from verify.checkers.inequality.reader import Unreadable, formula

    for let in lets:
        name, equals, number = (part.strip() for part in let.partition("="))
        try:
            if not equals or not name.isidentifier() or name in ("pi", "π") or formula(number).free_symbols:
                raise BadInput(f"--let {let!r}: expected a name and a number, as in e=exp(1)")
        except Unreadable as why:
            raise BadInput(f"--let {let!r}: {why}") from None
        whole_name = re.compile(rf"(?<!\w){re.escape(name)}(?!\w|\s*\()")
        if not any(whole_name.search(text) for text in texts):
            raise BadInput(f"--let {let!r}: {name} occurs nowhere")
        texts = [f"({number})".join(whole_name.split(text)) for text in texts]
    return texts


def _best(claim: str, where: list[str], options: Namespace) -> int:
    from verify.checkers.inequality.answer import Unreadable
    from verify.cli.best import told

    try:
        lines = told(claim, where, options, _with_numbers)
    except Unreadable as why:
        raise BadInput(str(why)) from None
    if options.json:
        terminal.print_json({"schema": codes.SCHEMA, "best": lines})
    else:
        terminal.paint(lines)
    return codes.AS_EXPECTED if lines[-1].startswith("REFUTED") else codes.UNSETTLED


def _tell(certificate: Mapping[str, Any], *, in_latex: bool) -> None:
    """The proof line by line."""
    from verify.checkers.inequality.problem import read
    from verify.cli.proof_lines import as_latex, as_text, proof_lines

    problem = read(certificate["claim"], certificate["where"])
    lines = proof_lines(problem, certificate)
    terminal.paint(as_latex(problem, lines) if in_latex else as_text(problem, lines))


def _write(path: Path, certificate: Mapping[str, Any] | None) -> None:
    try:
        put(path, (json.dumps(certificate, indent=1) + "\n").encode())
    except OSError as error:
        raise BadInput(f"--certificate {path} cannot be written: {error.strerror}; name another file") from None
