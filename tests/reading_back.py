"""The tokens of a printed formula, for readers that work out its value without the project."""

import re


class Tokens:
    """What is left to be read; a reader says by `token` what may stand in a formula, and reads a `sum`."""

    def __init__(self, text, values):
        text = re.sub(r"\\left|\\right|\\,", "", text)
        self.tokens, self.values = self.token.findall(text), values
        assert "".join(self.tokens) == re.sub(r"\s+", "", text), text

    def whole(self):
        """The value of all of it."""
        value = self.sum()
        assert not self.tokens, self.tokens
        return value

    def at(self, *tokens):
        """Does one of these come next?"""
        return bool(self.tokens) and self.tokens[0] in tokens

    def take(self, token):
        """Read this one."""
        assert self.at(token), (token, self.tokens)
        return self.tokens.pop(0)
