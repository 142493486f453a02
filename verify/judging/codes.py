"""Exit codes, and the version of what `--json` prints."""

SCHEMA = 1
AS_EXPECTED, UNEXPECTED, USAGE, UNSETTLED, INTERRUPTED = 0, 1, 2, 3, 130
