"""The rules by which a goal follows from others. Each checks its own premises; a proof is a tree of their uses.

A rule takes the goal and its parameters (plain JSON) and returns the goals that remain, or raises Refused.
"""
