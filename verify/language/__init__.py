"""What a paper states, written once for every dimension: symbols, operators, relations, claims, proofs and verdicts.

A claim is `assumptions => lhs op rhs`. A vector is the term of its generic coordinate: `Vector("theta")` stands for
the coordinate theta_i of a vector of R^d with the index hidden, so `-eps*theta/norm(theta)` is a vector too. `Total` adds over
the coordinates, `Norm` is the Euclidean norm, `Mean` averages over the points of a data set of any size (the second hidden
index, carried by `Sample`). Terms are inert: what is judged is what was written. `expand` and `normal` make other terms of
them, which are equal wherever both have a value; where a term has one is read off itself (`verify.kernel.domain`).
"""
