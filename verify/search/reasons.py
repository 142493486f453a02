"""What a search says where it shows less than it might: told of in other processes, which need not load the search for it."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Why a search shows less than it might; what stands in braces is filled in."""

    NOT_BUILT = "not built in: {relation}"
    UNREAD = "{places}"
    NONE_BUILT = "no admissible input was built"
    NONE_BUILT_UNREAD = "no admissible input was built ({places})"
    NONE_EXACT = "{count} {what} satisfy the assumptions in floating point, none was seen to do so exactly"
