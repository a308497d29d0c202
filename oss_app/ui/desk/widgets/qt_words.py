"""Qt's own words, as in its file dialogs and in the menu of a line to type in, in the language of the coach's pages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtGui import QKeySequence


def speak(language: str) -> bool:
    """Have Qt use this language from now on; whether it has words in it. Needs an application."""
    application = QCoreApplication.instance()
    assert application is not None
    for earlier in application.findChildren(QTranslator):
        application.removeTranslator(earlier)
        earlier.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load(f"qtbase_{language}", folder) and application.installTranslator(translator)


def key_names(*keys: str) -> str:
    """Keys as they are called on this computer, in the language that was spoken last: "Ctrl+Return" is "Strg+Enter"."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
