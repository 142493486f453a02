"""What makes a verdict: whoever doubts one reads `language`, this package and `checkers`, and nothing else."""
