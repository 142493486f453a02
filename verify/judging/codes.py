"""Exit codes, and the version of what `--json` prints."""

SCHEMA = 1
AS_EXPECTED, UNEXPECTED, USAGE, UNSETTLED, INTERRUPTED = 0, 1, 2, 3, 130
SECONDS_A_CLAIM = 120.0  # the slowest of the paper takes less than a tenth of it
USUAL_PACKAGE = "proofs"


def option(package: str) -> str:
    """What a command that is printed says of the package, with a space before it; nothing for the usual one."""
    return f" --package {package}" if package != USUAL_PACKAGE else ""
