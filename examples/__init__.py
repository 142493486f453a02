"""A gallery of lemmas that any paper may need: a module for each, found by itself. `verify check --package examples` judges them."""

PAPER = {"title": "A gallery of lemmas"}
