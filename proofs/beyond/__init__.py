"""Beyond the paper: the other L_p constraints."""
