"""Which libraries the programs and libraries of Windows in a folder ask for, as a line each: file, tab, library.

Run by the tools' Python, which has pefile: ``python imports.py FOLDER``. What is only loaded when it is first called
counts too. objdump is no help: of numpy's files it reads no more than the beginning.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pefile

TABLES = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
KINDS = (".dll", ".pyd", ".exe")


def asked_by(file: Path) -> set[str]:
    """The libraries that a file names. ValueError where it is none of Windows'."""
    wanted = [pefile.DIRECTORY_ENTRY[name] for name in TABLES]
    try:
        with pefile.PE(str(file), fast_load=True) as read:
            read.parse_data_directories(wanted, forwarded_exports_only=True, import_dllnames_only=True)
            tables = (getattr(read, name.replace("IMAGE_", ""), ()) for name in TABLES)
            return {entry.dll.decode("ascii") for table in tables for entry in table}
    except pefile.PEFormatError as error:
        raise ValueError(f"{file} is no library or program of Windows: {error}") from error


def asked_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file below a folder, and each library that it names."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in KINDS:
            yield from ((file, name) for name in sorted(asked_by(file)))


if __name__ == "__main__":
    for asking, asked in asked_in(Path(sys.argv[1])):
        print(asking, asked, sep="\t")
