"""What a paper states, written once for every dimension: symbols, operators, relations, claims, proofs and verdicts.

A claim is `assumptions => lhs op rhs`. A vector is the SymPy expression of its generic coordinate: `Vector("theta")` stands for
the coordinate theta_i of a vector of R^d with the index hidden, so `-eps*theta/norm(theta)` is a vector too. `Total` adds over
the coordinates, `Norm` is the Euclidean norm, `Mean` averages over the points of a data set of any size (the second hidden
index, carried by `Sample`). All of them are inert: SymPy rebuilds expressions with stand-in symbols (cse, simultaneous
substitution), and an operator that evaluates itself would then be silently wrong. Only `normal` rewrites them.
"""
