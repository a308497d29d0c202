"""Makes assets/words from the registry package spacy-lookups-data: verbs, parts of compounds.

    pip download --no-deps --no-binary :none: spacy-lookups-data==1.0.5
    python scripts/make_words.py spacy_lookups_data-1.0.5-py2.py3-none-any.whl

The package is needed only here: the program reads the small text files.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "assets" / "words"
VOWELS = "aeiou"
SHORTEST, LONGEST = 3, 10  # letters of a noun that can be one part of a compound
ALSO = {"was": "wassen", "vergeet": "vergeten", "hou": "houden", "rij": "rijden", "doe": "doen"}
"""Imperatives that the tables count to another word first, or in their short form."""


class Tables:
    """The lookup tables in the package."""

    def __init__(self, wheel: Path) -> None:
        self._wheel = zipfile.ZipFile(wheel)

    def read(self, name: str) -> dict[str, object]:
        return json.loads(gzip.decompress(self._wheel.read(f"spacy_lookups_data/data/{name}.json.gz")))

    def licence(self) -> str:
        return self._wheel.read("spacy_lookups_data-1.0.5.dist-info/LICENSE").decode()

    def wordnet(self) -> str:
        return self._wheel.read("spacy_lookups_data/data/en_license.txt").decode()


def stems(infinitive: str) -> list[str]:
    """How a Dutch imperative can be spelled, most likely first: zetten → zet, halen → haal, schuiven → schuif."""
    if infinitive.endswith(("aan", "doen")):
        return [infinitive[:-2] if infinitive.endswith("aan") else infinitive[:-1]]
    if not infinitive.endswith("en"):
        return []
    stem = infinitive[:-2]
    found = []
    if len(stem) > 1 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        found.append(stem[:-1])
    if len(stem) > 1 and stem[-1] not in VOWELS + "jy" and stem[-2] in "aeou" and stem[-3:-2] not in tuple(VOWELS):
        found.append(stem[:-1] + stem[-2] + stem[-1])
    found.append(stem)
    return [s[:-1] + {"v": "f", "z": "s"}.get(s[-1], s[-1]) for s in found if s]


def imperatives(tables: Tables) -> dict[str, str]:
    """Dutch imperative → infinitive; of the spellings that are possible the one attested as a form of that verb."""
    exceptions = tables.read("nl_lemma_exc")["verb"]
    plain = tables.read("nl_lemma_lookup")
    verbs = {*tables.read("nl_lemma_index")["verb"], *(lemma for lemmas in exceptions.values() for lemma in lemmas)}
    verbs |= {lemma for form, lemma in plain.items() if any(form == f"{stem}t" for stem in stems(lemma))}
    verbs = {verb for verb in verbs if re.fullmatch("[a-zë]{3,}n", verb)}
    forms: dict[str, set[str]] = {}
    for form, lemmas in exceptions.items():
        for lemma in lemmas:
            forms.setdefault(lemma, set()).add(form)
    for form, lemma in plain.items():
        if lemma in verbs:
            forms.setdefault(lemma, set()).add(form)
    found: dict[str, str] = {}
    for verb in sorted(verbs):
        known = forms.get(verb, set())
        possible = stems(verb)
        attested = next((stem for stem in possible if stem in known or f"{stem}t" in known), None)
        stem = attested or next(iter(possible), None)
        if stem and (attested or stem not in found):
            found[stem] = verb
    return found | ALSO


def nouns(tables: Tables) -> list[str]:
    """Dutch nouns short enough to be one part of a compound."""
    return sorted(
        n for n in tables.read("nl_lemma_index")["noun"] if re.fullmatch(f"[a-zéëï]{{{SHORTEST},{LONGEST}}}", n)
    )


def english(tables: Tables) -> tuple[list[str], list[str]]:
    """English verbs, and the participles that don't end in -ed."""
    verbs = sorted(v for v in tables.read("en_lemma_index")["verb"] if re.fullmatch("[a-z]{2,}", v))
    forms = tables.read("en_lemma_exc")["verb"]
    odd = {f for f in forms if re.fullmatch("[a-z]{2,}", f) and not f.endswith(("ed", "ing", "s"))}
    return verbs, sorted(odd)


def write(name: str, lines: Iterable[str]) -> None:
    (WORDS / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    tables = Tables(Path(sys.argv[1]))
    WORDS.mkdir(parents=True, exist_ok=True)
    write("nl-imperatives.txt", (f"{stem} {verb}" for stem, verb in sorted(imperatives(tables).items())))
    write("nl-nouns.txt", nouns(tables))
    verbs, participles = english(tables)
    write("en-verbs.txt", verbs)
    write("en-participles.txt", participles)
    (WORDS / "LICENSE-spacy-lookups-data.txt").write_text(tables.licence(), encoding="utf-8", newline="\n")
    (WORDS / "LICENSE-wordnet.txt").write_text(tables.wordnet(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
