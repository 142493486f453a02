"""Whether the assumptions of a proved claim are needed."""
