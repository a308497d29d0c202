"""The fields of an item: what it is called, its hint and its warning, in each language of the screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from oss_app.editor.item_library import LibraryItem
from oss_app.i18n import Translator, language_name
from oss_app.ui.desk.widgets.parts import Field
from oss_app.ui.kit.theme import Palette

NEW = LibraryItem(id="", names={})


class ItemWords:
    """Each text a field of its own; ``typed`` brings them together."""

    def __init__(self, palette: Palette, tr: Translator, codes: Sequence[str]) -> None:
        self.names = {code: Field(palette, tr("Name"), language_name(code)) for code in codes}
        self.hints = {code: Field(palette, tr("Hint"), language_name(code)) for code in codes}
        self.warnings = {code: Field(palette, tr("Warning"), language_name(code)) for code in codes}

    @property
    def rows(self) -> Mapping[str, Mapping[str, Field]]:
        """The fields by what they are of an item, then by language."""
        return {"names": self.names, "hints": self.hints, "warnings": self.warnings}

    def __iter__(self) -> Iterator[Field]:
        return (field for fields in self.rows.values() for field in fields.values())

    @property
    def has_name(self) -> bool:
        """Whether the item is called something, as it must be."""
        return any(_texts(self.names).values())

    def show(self, item: LibraryItem | None) -> None:
        """Show the words of an item; none of one that is not there yet."""
        for name, fields in self.rows.items():
            for code, field in fields.items():
                field.show_text(getattr(item or NEW, name).get(code, ""))

    def typed(self, item: LibraryItem | None) -> LibraryItem:
        """Return the item with the words that stand here; it may have some in languages that have no field."""
        item = item or NEW
        return item.model_copy(
            update={name: _said({**getattr(item, name), **_texts(fields)}) for name, fields in self.rows.items()}
        )

    def say_other_than(self, item: LibraryItem | None) -> bool:
        """Tell whether the fields say something else than the item."""
        return any(
            words != getattr(item or NEW, name).get(code, "")
            for name, fields in self.rows.items()
            for code, words in _texts(fields).items()
        )


def overruled(before: LibraryItem, there: LibraryItem, now: LibraryItem) -> list[str]:
    """Return the words that another program wrote ``there`` since ``before``, and that are others now."""
    triples = (
        (before.names, there.names, now.names),
        (before.hints, there.hints, now.hints),
        (before.warnings, there.warnings, now.warnings),
    )
    return [
        words
        for old, theirs, here in triples
        for code, words in theirs.items()
        if words not in (old.get(code), here.get(code))
    ]


def _texts(fields: Mapping[str, Field]) -> dict[str, str]:
    return {code: " ".join(field.line.text().split()) for code, field in fields.items()}


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in words.items() if text}
