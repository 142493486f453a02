"""What shows, where the search finds nothing, that the claims need their assumptions: see `verify.judging.necessity.removals`."""

from proofs._needs import branches, linear, losses, norms, reasons, there_is

REMOVALS = (
    *linear.REMOVALS,
    *losses.REMOVALS,
    *norms.REMOVALS,
    *branches.REMOVALS,
    *there_is.REMOVALS,
    *reasons.REMOVALS,
)
