"""Random inequalities at the border of what has a value or a sign: does the engine ever say something false of one?"""
