"""The trees of the report written as LaTeX, as a page for the browser, and as PDF."""
