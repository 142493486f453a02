"""The sections of the report: what was checked and found, as trees of nodes."""
