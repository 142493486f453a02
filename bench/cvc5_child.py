"""One question to cvc5, in a process of its own: an SMT-LIB script on standard input, the answers on standard output."""

from __future__ import annotations

import resource
import sys

LONGEST = 120  # seconds of the processor, after which it ends even when nobody is left to stop it


def main() -> None:
    """Says what every command of the script says."""
    import cvc5

    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))

    solver = cvc5.Solver()
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.stdin.read(), "asked")
    symbols = parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        print(str(command.invoke(solver, symbols)), end="", flush=True)


if __name__ == "__main__":
    main()
