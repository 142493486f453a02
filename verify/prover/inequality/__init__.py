"""The search for proofs: which rule, with which parameters. Nothing here is trusted: `check` reads what it finds."""
