"""Qt's own words, as in its file dialogs and in the menu of a line to type in, in the language of the coach's pages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator
from PySide6.QtGui import QKeySequence

KEYS = {"nl": {"Return": "Enter", "PgDown": "PgDn"}}
"""What stands on the keys of a language, where Qt calls them otherwise."""


class KeyNames(QTranslator):
    """Names keys as they are called in a language; all else is left to Qt."""

    def __init__(self, names: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._names = names

    # Qt

    def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str | None:  # type: ignore[override]
        return self._names.get(source) if context == "QShortcut" else None

    def isEmpty(self) -> bool:
        return False


def speak(language: str) -> bool:
    """Have Qt use this language from now on; whether it has words in it. Needs an application."""
    application = QCoreApplication.instance()
    assert application is not None
    for earlier in application.findChildren(QTranslator):
        application.removeTranslator(earlier)
        earlier.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    has_words = translator.load(f"qtbase_{language}", folder) and application.installTranslator(translator)
    if language in KEYS:
        application.installTranslator(KeyNames(KEYS[language], application))  # asked before Qt's own
    return has_words


def key_names(*keys: str) -> str:
    """Keys as they are called on this computer, in the language that was spoken last: "Ctrl+Return" is "Strg+Enter"."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
