"""From evidence to verdicts: every claim of a paper, judged in parallel, and whether its assumptions are needed."""
