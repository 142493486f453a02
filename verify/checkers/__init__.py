"""Re-check what the prover and the searches have found: covers of boxes, certificates of inequalities, stored records."""
