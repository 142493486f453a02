"""What a rule raises where it does not apply."""


class Refused(Exception):
    """The rule does not apply to this goal with these parameters."""
