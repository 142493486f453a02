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
    # What a symbol means in the paper, and where that is said.
    "symbols": {
        "theta": ("the parameters of the model", "Section 2.1"),
        "theta_1": ("two parameters that are compared", "Definition 1"),
        "theta_2": ("two parameters that are compared", "Definition 1"),
        "x": ("a data point", "Section 2.1"),
        "x_n": ("the data point numbered $n$", "Section 2.1"),
        "y": ("the label of a data point", "Section 2.1"),
        "y_n": ("the label of the data point numbered $n$", "Section 2.1"),
        "varepsilon": ("the magnitude of the perturbation", "Section 2.1, Eq. (1)"),
        "delta": ("a perturbation of the data point", "Section 2.1, Eq. (1)"),
        "x'": ("the adversarial example, $x + δ$", "Section 2.1, Eq. (1)"),
        "ell": ("the loss at one data point", "Section 2.1"),
        "ell_1": ("its gradient in the data point", "Assumption 1"),
        "ell_2": ("its gradient in the parameters", "Assumption 1"),
        "C_theta": ("the Lipschitz constant of the loss in the parameters", "Assumption 1, Eq. (11)"),
        "C_theta_theta": ("the Lipschitz constant of its gradient, in the parameters", "Assumption 1, Eq. (12)"),
        "C_theta_x": ("the Lipschitz constant of its gradient, in the data point", "Assumption 1, Eq. (13)"),
        "theta_min": ("the least size of the parameters that is allowed", "Lemma 2"),
    },
    "notation": {"ell_1": r"\nabla_{\boldsymbol{x}}\ell", "ell_2": r"\nabla_{\boldsymbol{\theta}}\ell"},
}
