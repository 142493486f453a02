"""Files that are written whole or not at all, and how data stands in them."""

from __future__ import annotations

import glob
import json
import os
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from verify.judging.errors import BadInput

DEVICES = Path("/dev")
LONGEST = 200  # characters of a name to which more are joined


def put(path: Path, content: bytes) -> Path:
    """Write the file whole or not at all. What a killed process has left beside it is removed. Raises OSError, naming the file.

    A device, as /dev/stdout, is written to.
    """
    path = path.resolve() if path.is_symlink() and path.is_file() and path.parent != DEVICES else path
    if path.parent == DEVICES or (path.exists() and not path.is_file()):
        path.write_bytes(content)
        return path
    short = path.name[:LONGEST]
    unfinished = path.with_name(f".{short}.{os.getpid()}-{threading.get_native_id()}")
    try:
        for left in path.parent.glob(f".{glob.escape(short)}.*-*"):
            if not _is_alive(left.suffix.removeprefix(".").partition("-")[0]):
                left.unlink(missing_ok=True)
        unfinished.write_bytes(content)
        unfinished.chmod(0o644)
        os.replace(unfinished, path)
    except BaseException as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise
    return path


def by_rows(document: Mapping[str, Any]) -> str:
    """A JSON document with a line for each entry, and for each member of a list: short, and changes show where they are."""

    def written(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def entry(value: Any) -> str:
        rows = value if isinstance(value, list) else []
        return "[\n" + ",\n".join(map(written, rows)) + "\n]" if rows else written(value)

    return "{\n" + ",\n".join(f"{written(name)}: {entry(value)}" for name, value in document.items()) + "\n}\n"


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except (OSError, ValueError):  # another's, or no number
        return True
    return True


def require_writable(folder: Path, option: str) -> None:
    """Make the folder. Raises BadInput where nothing can be written into it; `option` is what the user has typed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInput(f"{option} cannot be written: {error.strerror}; name another directory") from None
