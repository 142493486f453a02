"""Kanai, Yamada, Takahashi, Yamanaka and Ida, "Smoothness Analysis of Loss Functions of Adversarial Training" (2021)."""

PAPER = {
    "title": "Smoothness Analysis of Loss Functions of Adversarial Training",
    "authors": [
        "Sekitoshi Kanai",
        "Masanori Yamada",
        "Hiroshi Takahashi",
        "Yuki Yamanaka",
        "Yasutoshi Ida",
    ],
    "arxiv": "2103.01400v2",
    "notation": {"ell_1": r"\nabla_{\boldsymbol{x}}\ell", "ell_2": r"\nabla_{\boldsymbol{\theta}}\ell"},
}
