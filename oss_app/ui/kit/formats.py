"""Dates and numbers as people write them in a language. Source: the Unicode CLDR, by way of Qt."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from oss_app.i18n import Translator


def day(when: date, tr: Translator) -> str:
    """Return a day without its year: 24 november."""
    return _written(when, tr("d MMMM"), tr)


def day_and_year(when: date, tr: Translator) -> str:
    """Return a day: 24 november 2026."""
    return _written(when, tr("d MMMM yyyy"), tr)


def short_day(when: date, tr: Translator) -> str:
    """Return a day in digits: 24-11-2026."""
    return _written(when, tr("d-M-yyyy"), tr)


def moment(when: datetime, tr: Translator) -> str:
    """Return a moment in the time of this place: 24 november, 09:12."""
    here = when.astimezone()
    return f"{day(here, tr)}, {here:%H:%M}"


def number(value: float, decimals: int, tr: Translator) -> str:
    """Return a number with the decimal sign of the language: 0,9."""
    return QLocale(tr.language).toString(value, "f", decimals)


def list_separator(tr: Translator) -> str:
    """Return what a spreadsheet takes between two cells: a semicolon where the comma is in the numbers."""
    return ";" if QLocale(tr.language).decimalPoint() == "," else ","


def _written(when: date, pattern: str, tr: Translator) -> str:
    return QLocale(tr.language).toString(QDate(when.year, when.month, when.day), pattern)
