"""Words in one or more languages: what the author wrote, and its translations."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(language: str) -> bool:
    """Tell whether a language (``ar``, ``ar-EG``) is written from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in RIGHT_TO_LEFT


class Text(BaseModel):
    """A text in the task's own language, with translations by language code (``en``, ``pl``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    translations: Mapping[str, str] = Field(default_factory=dict)

    def into(self, language: str) -> str:
        """Return the words in ``language``, or the author's own where there is no translation (W21)."""
        return self.translations.get(language, self.words)

    def has(self, language: str, own: str) -> bool:
        """Tell whether the words exist in ``language``, ``own`` being the language of the task."""
        return language == own or bool(self.translations.get(language))
