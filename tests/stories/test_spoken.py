"""A worker hears each step: the whole program speaks into a loudspeaker without hardware, in Dutch and in English."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.loudspeaker import Loudspeaker, loudspeaker
from tests.stories.test_dental_kit import running
from tests.window import Desktop

pytestmark = [pytest.mark.window, pytest.mark.sound]

SPEECH, NO_SOUND = 0.02, 0.0005  # RMS, of 1.0
SENTENCE_S = 4.0


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Loudspeaker, Mapping[str, str]]]:
    with loudspeaker(tmp_path_factory.mktemp("pulse")) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_step_is_spoken_once_and_hushed_at_once(
    desktop: Desktop, speaker: tuple[Loudspeaker, Mapping[str, str]], tmp_path: Path, language: str
) -> None:
    heard, environment = speaker
    before = dict(desktop.environment)
    silent = {"PULSE_SERVER"}  # the other stories have none
    desktop.environment = {k: v for k, v in before.items() if k not in silent} | dict(environment)
    try:
        (tmp_path / "station.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
        arguments = ("run", "ontbijt", "--camera", "none", "--data", str(tmp_path))
        with running(desktop, *arguments):
            time.sleep(SENTENCE_S)
            shown = time.monotonic()
            desktop.key("space")
            assert heard.rms(shown + 0.4, shown + 0.9) > SPEECH, "the step was not spoken"
            time.sleep(SENTENCE_S)
            ended = time.monotonic()
            time.sleep(0.5)
            assert heard.rms(ended, ended + 0.4) < NO_SOUND, "it was spoken again, unasked"
            desktop.key("r")
            asked = time.monotonic()
            assert heard.rms(asked - 0.5, asked) > SPEECH, "Hear again said nothing"
            desktop.key("ctrl+q")  # the coach's door says nothing
            at_the_door = time.monotonic()
            time.sleep(0.6)
            assert heard.rms(at_the_door, at_the_door + 0.5) < NO_SOUND
    finally:
        desktop.environment = before
