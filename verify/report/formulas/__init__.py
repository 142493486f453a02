"""Formulas: from expressions to LaTeX, to trees, to what each writer prints."""
