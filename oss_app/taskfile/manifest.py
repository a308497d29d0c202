"""The list of files in a package: what lies in it, with its digest; and which kinds of files may lie in it at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from oss_app.taskfile.checks import CHECK_FILE, CHECKS, MODEL_FILE
from oss_app.taskfile.library import TASK_FILE
from oss_app.taskfile.places import PLACES_FILE

FORMAT = 1
"""The newest package format this program knows; a higher number is refused (R9)."""
MANIFEST = "manifest.json"
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_FILMS = frozenset({".mp4", ".m4v", ".mov", ".webm", ".mkv"})
_SOUNDS = frozenset({".wav", ".mp3", ".ogg", ".oga", ".m4a", ".flac", ".opus"})


class Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    sha256: str
    bytes: int


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    format: int
    folder: str
    files: dict[str, Listed]
    made_with: str = ""


def kind_of(name: str) -> str:
    """What a file in a package is: ``picture``, ``film``, ``sound``, ``yaml``, ``model``; empty for what may not be."""
    if name in (TASK_FILE, PLACES_FILE):
        return "yaml"
    parts = name.split("/")
    if parts[0] == CHECKS and len(parts) == 3 and parts[2] == CHECK_FILE:
        return "yaml"
    if parts[0] == CHECKS and len(parts) == 3 and parts[2] == MODEL_FILE:
        return "model"
    suffix = os.path.splitext(name)[1].lower()
    kinds: Mapping[str, frozenset[str]] = {"picture": _PICTURES, "film": _FILMS, "sound": _SOUNDS}
    return next((kind for kind, suffixes in kinds.items() if suffix in suffixes), "")


def digest(manifest: Manifest) -> str:
    return sha256(manifest.model_dump_json().encode())


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
