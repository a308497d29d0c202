"""What authors get wrong, one file each: the exact place, and a sentence to read aloud in both languages.

The places stand below; each was looked at under its caret. The sentences stand in ``mistakes/*.txt``; run this file
with ``UPDATE_GOLDEN=1`` to write them anew, and read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from oss_app.core.problem import Problem
from oss_app.i18n import load as words_of
from oss_app.taskfile import load, render
from oss_app.taskfile.problems.messages import MESSAGES
from oss_app.taskfile.read.document import open_document
from tests.taskfile import desk

FOLDER = Path(__file__).parent / "mistakes"
PLACES: dict[str, list[tuple[str, int, int]]] = {
    "absolute-path": [("path-absolute", 4, 11)],
    "alias": [("anchor", 3, 12), ("alias", 4, 12)],
    "anchor": [("anchor", 3, 12)],
    "apostrophe-in-quotes": [("text-after-quote", 3, 20)],
    "arrow-first": [("text-start", 3, 12)],
    "at-sign-first": [("text-start", 3, 12)],
    "backslash-in-quotes": [("backslash-in-quotes", 3, 35)],
    "backslash-path": [("path-backslash", 4, 11)],
    "begins-with-list": [("not-a-task", 1, 1)],
    "brace-first": [("text-start", 3, 12)],
    "bracket-first": [("text-start", 3, 12)],
    "broken-letters": [("broken-letters", 3, 12)],
    "bullet": [("odd-dash", 3, 3), ("odd-dash", 4, 3)],
    "capital-key": [("unknown-key", 3, 5)],
    "colon-and-more": [
        ("colon-in-text", 3, 21),
        ("missing-picture", 4, 11),
        ("colon-in-text", 5, 19),
        ("not-yes-no", 6, 11),
    ],
    "colon-at-the-end": [("colon-in-text", 3, 24)],
    "colon-in-next-line": [("colon-in-text", 4, 20)],
    "colon-in-text": [("colon-in-text", 3, 23)],
    "count-without-check": [("count-without-check", 4, 5)],
    "cut-off-photo": [("broken-picture", 4, 11)],
    "dash-first": [("text-start", 3, 12)],
    "dash-too-far": [("indentation", 4, 5)],
    "dash-too-little": [("indentation", 4, 2)],
    "directive": [("directive", 1, 1)],
    "dot-at-the-end": [("path-end", 4, 11)],
    "drawing": [("svg-picture", 4, 11)],
    "drive-path": [("path-absolute", 4, 11)],
    "empty-dash": [("empty-step", 4, 3)],
    "empty-file": [("empty-file", 1, 1)],
    "empty-list": [("no-steps", 2, 1)],
    "empty-photo": [("empty-media", 4, 11)],
    "empty-quotes": [("empty-text", 3, 5)],
    "empty-text": [("empty-text", 3, 5)],
    "english-missing-title": [("missing-title", 1, 1)],
    "english-misspelled": [("unknown-key", 5, 5)],
    "exclamation-first": [("tag", 3, 12)],
    "forgotten-dash": [("missing-dash", 5, 5)],
    "gif": [("not-a-picture", 4, 11)],
    "hash-at-start": [("hash-in-text", 3, 12)],
    "hash-in-name": [("hash-in-text", 4, 15)],
    "hash-in-photo": [("hash-in-text", 4, 16)],
    "hash-in-text": [("hash-in-text", 3, 21)],
    "hash-with-space": [("hash-in-text", 3, 21)],
    "head-key-in-step": [("key-elsewhere", 4, 5)],
    "head-key-indented": [("indentation", 2, 3)],
    "heading-without-steps": [("empty-section", 3, 11)],
    "huge-photo": [("picture-too-large", 4, 11)],
    "indented-too-far": [("indentation", 4, 7)],
    "indented-too-little": [("indentation", 4, 4)],
    "invented-key": [("unknown-key", 4, 5)],
    "invisible-sign": [("invisible-character", 3, 19)],
    "iphone-photo": [("heic-picture", 4, 11)],
    "key-below-dash": [("indentation", 4, 3)],
    "key-by-language-name": [("unknown-key", 4, 5)],
    "key-in-two-languages": [("same-key-twice", 5, 5)],
    "key-twice": [("duplicate-key", 5, 5)],
    "key-with-hyphen": [("unknown-key", 4, 5)],
    "key-with-space": [("unknown-key", 4, 5)],
    "key-without-word": [("empty-key", 4, 5)],
    "language-by-name": [("unknown-language", 2, 7)],
    "line-without-key": [("line-without-key", 4, 5), ("line-without-key", 6, 3)],
    "link-outside": [("path-outside", 4, 11)],
    "list-as-key": [("key-not-plain", 3, 5)],
    "list-of-words": [("not-a-step", 3, 5), ("not-a-step", 4, 5)],
    "list-on-one-line": [("not-a-list", 2, 10)],
    "long-dash": [("odd-dash", 3, 3)],
    "merge-key": [("merge-key", 4, 5)],
    "missing-film": [("missing-film", 4, 11)],
    "missing-photo": [("missing-picture", 4, 11)],
    "missing-recording": [("missing-sound", 4, 13)],
    "misspelled-head": [("unknown-key", 2, 1)],
    "misspelled-key": [("unknown-key", 4, 5)],
    "name-with-slash": [("bad-name", 4, 15)],
    "newer-format": [("newer-format", 1, 9)],
    "no-dashes-at-all": [("not-a-list", 3, 3)],
    "no-list": [("missing-steps", 1, 1)],
    "no-space-after-colon-alone": [("colon-without-space", 3, 10)],
    "no-space-after-colon-inside": [("colon-without-space", 4, 9)],
    "no-space-after-colon": [("colon-without-space", 3, 10)],
    "no-space-after-dash": [("dash-without-space", 3, 3), ("indentation", 4, 4)],
    "no-title": [("missing-title", 1, 1)],
    "number-as-word": [("not-a-number", 5, 13)],
    "number-too-large": [("number-out-of-range", 5, 13)],
    "only-a-remark": [("empty-file", 1, 1)],
    "only-a-translation": [("missing-own-text", 3, 5)],
    "only-headings": [("no-steps", 2, 1)],
    "only-words": [("not-a-task", 1, 1)],
    "other-capitals": [("other-capitals", 4, 11)],
    "own-language": [("own-language", 4, 5)],
    "pasted-space-after-colon": [("odd-space", 3, 11)],
    "pasted-space": [("odd-space", 4, 3)],
    "path-up": [("path-up", 4, 11)],
    "percent-first": [("text-start", 3, 12)],
    "perhaps": [("not-yes-no", 4, 11)],
    "photo-as-film": [("not-a-film", 4, 11)],
    "photo-as-recording": [("not-a-sound", 4, 13)],
    "place-in-other-photo": [("place-not-in-photo", 5, 11)],
    "quoted-first-word": [("text-after-quote", 3, 19)],
    "repeat-zero": [("number-out-of-range", 2, 10)],
    "reserved-name": [("path-reserved", 4, 15)],
    "reserved-path": [("path-reserved", 4, 11)],
    "second-document": [("second-document", 4, 1)],
    "section-and-text": [("two-kinds", 4, 5)],
    "several-at-once": [
        ("colon-in-text", 1, 14),
        ("unknown-key", 2, 1),
        ("unknown-key", 5, 5),
        ("indentation", 6, 4),
        ("hash-in-text", 7, 21),
        ("missing-text", 8, 5),
        ("missing-picture", 8, 11),
        ("not-a-number", 9, 13),
    ],
    "star-first": [("text-start", 3, 12)],
    "step-key-in-head": [("key-elsewhere", 2, 1)],
    "step-key-in-section": [("key-elsewhere", 4, 5)],
    "step-without-text": [("missing-text", 3, 5)],
    "strange-format": [("unknown-format", 1, 9)],
    "stream-path": [("path-colon", 4, 11)],
    "tab-before-dash": [("tab", 4, 1)],
    "tab-before-key": [("tab", 4, 1)],
    "tag": [("tag", 3, 12)],
    "take-is-place": [("unknown-place", 4, 11), ("take-is-place", 5, 10)],
    "text-as-list": [("not-one-text", 3, 5)],
    "text-by-language": [("languages-nested", 3, 5)],
    "text-on-own-line": [("line-without-key", 2, 1)],
    "too-deep": [("too-deep", 2, 21)],
    "translated-photo": [("not-translated", 5, 5)],
    "translation-twice": [("same-key-twice", 5, 5)],
    "turned-letters": [("invisible-character", 3, 20)],
    "two-photos": [("not-one-text", 4, 11)],
    "unclosed-quote-last-line": [("unclosed-quote", 4, 12)],
    "unclosed-quote-then-quoted": [("unclosed-quote", 3, 12)],
    "unclosed-quote": [("unclosed-quote", 3, 12)],
    "unclosed-quotes-in-pairs": [("unclosed-quote", 3, 12)],
    "unknown-language": [("unknown-language", 4, 5)],
    "unmarked-place": [("unknown-place", 5, 11)],
    "unreadable-brackets": [("line-without-key", 4, 3)],
    "untaught-check": [("missing-check", 4, 15)],
    "untidy-path": [("path-untidy", 4, 11)],
    "untranslated": [("missing-translation", 4, 12), ("missing-warning-translation", 5, 13)],
    "utf-16": [("utf-16", 1, 1)],
    "very-long-path": [("path-too-long", 4, 11)],
    "very-long-text": [("text-too-long", 3, 12)],
    "web-address": [("path-url", 4, 11)],
    "wild-path": [("path-sign", 4, 11)],
    "windows-1252": [("not-utf8", 3, 16)],
}
LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk.lay(tmp_path_factory.mktemp("reader") / "ontbijt")


def problems_of(name: str, folder: Path, language: str = "nl") -> tuple[Problem, ...]:
    (folder / "task.yaml").write_bytes((FOLDER / f"{name}.yaml").read_bytes())
    return load(folder, language).listing.problems


@pytest.mark.parametrize("name", PLACES)
def test_a_mistake_is_found_where_it_was_made(name: str, folder: Path) -> None:
    found = [(p.code, p.span.line, p.span.column) for p in problems_of(name, folder) if p.span]
    assert found == PLACES[name]


@pytest.mark.parametrize("name", PLACES)
def test_a_mistake_is_told_in_words_that_were_read_aloud(name: str, folder: Path) -> None:
    golden = FOLDER / f"{name}.txt"
    told = _in_both_languages(name, folder)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PLACES)
def test_a_fault_stops_the_task_and_advice_does_not(name: str, folder: Path) -> None:
    problems = problems_of(name, folder)
    assert problems
    assert (load(folder).listing.task is None) == any(p.is_fault for p in problems)


def test_each_file_has_its_places() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(PLACES)
    assert len(PLACES) >= 40


def test_each_span_lies_on_its_line(folder: Path) -> None:
    for name in PLACES:
        for problem in problems_of(name, folder):
            assert problem.span, name
            assert 1 <= problem.span.column <= len(problem.source) + 1, name
            assert problem.span.column + problem.span.length - 1 <= max(1, len(problem.source)), name


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML is here without its C parser")
@pytest.mark.parametrize("name", PLACES)
def test_both_parsers_of_pyyaml_lead_to_the_same_findings(name: str) -> None:
    data = (FOLDER / f"{name}.yaml").read_bytes()
    assert open_document(data, yaml.SafeLoader).findings == open_document(data).findings


@pytest.mark.parametrize("code", MESSAGES)
def test_each_message_is_whole_in_both_languages(code: str) -> None:
    message, tr = MESSAGES[code], words_of("nl")
    both = [(message.sentence, message.hint), (tr(message.sentence), tr(message.hint))]
    assert _fields("".join(both[0])) == _fields("".join(both[1])), "both languages say the same things"
    for words in (*both[0], *both[1]):
        assert words
        assert code == "tag" or "!" not in words, "nobody is shouted at"
        assert words == words.strip()


def _fields(words: str) -> set[str]:
    return {part.split("}")[0] for part in words.replace("{{", "").split("{")[1:]}


def _in_both_languages(name: str, folder: Path) -> str:
    out = []
    for language in LANGUAGES:
        problems = problems_of(name, folder, language)
        out += [render(problem).replace(f"{problem.file}:", "task.yaml:") for problem in problems]
    return "\n".join(out) + "\n"
