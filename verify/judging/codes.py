"""Exit codes, and the version of what `--json` prints."""

SCHEMA = 1
AS_EXPECTED, UNEXPECTED, USAGE, UNSETTLED, INTERRUPTED = 0, 1, 2, 3, 130
SECONDS_A_CLAIM = 120.0  # the slowest of the paper takes less than a tenth of it
