"""The demonstration: the dental kit, with a bench camera that replays what a person would do."""

from __future__ import annotations

from pathlib import Path

from oss_app.app.options import LaunchOptions
from oss_app.app.station import Station
from oss_app.core.profile import Profile
from oss_app.resources import assets, instructions
from oss_app.store.folders import data_folders


def folder(options: LaunchOptions) -> Path | None:
    """Where the data goes: the demonstration has a folder of its own, unless one was asked for."""
    if options.demo and options.data is None:
        return data_folders(None).root / "demo"
    return options.data


def task() -> Path:
    return instructions() / "tandarts"


def camera() -> str:
    return str(assets() / "demo")


def prepare(station: Station, language: str) -> None:
    """The demonstration goes on by itself once the camera has seen a step, so that the check is seen at work.

    It speaks the language of the computer, until somebody sets up another.
    """
    if not station.folders.station.exists():
        station.settings = station.settings.model_copy(update={"language": language})
    if not station.profiles.list():
        station.profiles.save(Profile(auto_next=True))
