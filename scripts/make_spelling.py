"""Makes the dictionaries of assets/words anew: ``python scripts/make_spelling.py FOLDER``.

FOLDER holds nl, en_US and en_AU (.aff and .dic) as the Debian packages hunspell-nl 2.20.19, hunspell-en-us and
hunspell-en-au 2020.12.07 put them into /usr/share/hunspell. English is the words of both, so that "colour" and "color"
are right: their rules are the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

WORDS = Path(__file__).resolve().parent.parent / "assets" / "words"


def main(folder: Path) -> None:
    for name in ("nl.aff", "nl.dic"):
        (WORDS / name).write_bytes((folder / name).read_bytes())
    rules = (folder / "en_US.aff").read_bytes()
    if rules != (folder / "en_AU.aff").read_bytes():
        raise SystemExit("en_US and en_AU have rules of their own: they cannot be one dictionary")
    lines = {
        line
        for name in ("en_US.dic", "en_AU.dic")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()[1:]
        if line.strip()
    }
    (WORDS / "en.aff").write_bytes(rules)
    (WORDS / "en.dic").write_text("\n".join([str(len(lines)), *sorted(lines)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
