"""Claims and their proofs as files for the proof assistant Coq, over an abstract real inner product space."""
