"""The voices that Windows Settings installs with a language (OneCore), which pyttsx3 does not reach.

Windows.Media.SpeechSynthesis makes a WAV of a sentence: https://learn.microsoft.com/uwp/api/windows.media.speechsynthesis
"""

from __future__ import annotations

from pathlib import Path

from oss_app.core.errors import DeviceError
from oss_app.core.voices import SynthVoice
from oss_app.speech.command import SENTENCE_S


class OneCore:
    """An engine. Raises DeviceError where this is no Windows, or no voice is installed."""

    name, sentence_s = "windows", SENTENCE_S

    def __init__(self) -> None:
        try:
            from winrt.windows.media.speechsynthesis import SpeechSynthesizer
            from winrt.windows.storage.streams import DataReader

            self._synthesizer, self._reader = SpeechSynthesizer(), DataReader
            self._known = {voice.display_name: voice for voice in SpeechSynthesizer.all_voices}
        except Exception as error:  # ImportError elsewhere; what Windows refuses is an OSError
            raise DeviceError(f"Windows has no voices here: {error!r}") from error
        if not self._known:
            raise DeviceError("No voice is installed in the settings of Windows.")
        self.voices = [SynthVoice(self.name, name, (voice.language,)) for name, voice in self._known.items()]

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        try:
            self._synthesizer.voice = self._known[voice.name]
            self._synthesizer.options.speaking_rate = rate
            stream = self._synthesizer.synthesize_text_to_stream_async(words).get()
            reader, data = self._reader(stream.get_input_stream_at(0)), bytearray(stream.size)
            reader.load_async(stream.size).get()
            reader.read_bytes(data)
        except Exception as error:
            raise DeviceError(f"Windows could not speak: {error!r}") from error
        path.write_bytes(data)
