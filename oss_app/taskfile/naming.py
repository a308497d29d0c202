"""Names for folders, made of what a person wrote: plain letters that every system takes, and free."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from oss_app.files import numbered
from oss_app.taskfile.read.paths import wrong_name

LONGEST = 40


def free_folder(root: Path, words: str, otherwise: str) -> Path:
    """Return a folder in ``root`` that is not there yet, called after ``words``: ``Controle-set (2)`` →
    ``controle-set-2``.

    ``otherwise`` is what it is called where no plain letter is left. Makes nothing.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise
    name = f"{name}-1" if wrong_name(name) else name
    return next(root / free for free in numbered(name) if not (root / free).exists())
