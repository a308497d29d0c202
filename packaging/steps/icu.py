"""ICU's data, cut to what Dutch and English screens ask of it: 2.8 MB instead of 32."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from steps.shell import need, run

KEPT = re.compile(
    r"""(?x) ^(?:
      (?:coll/|zone/|lang/|region/)?(?:pool|root|res_index|en|en_001|en_GB|en_US|nl|nl_NL|nl_BE)\.res
    | coll/ucadata\.icu
    | (?:icuver|likelySubtags|keyTypeData|timezoneTypes|metaZones|zoneinfo64|supplementalData|numberingSystems
        |plurals|metadata|dayPeriods|windowsZones)\.res
    | (?:cnvalias|ulayout|uemoji)\.icu
    | \w+\.nrm
    )$"""
)
"""Collation, time zones and names for two languages; other languages sort by the root rules. Converters of old
encodings go: Qt has its own for UTF-8, UTF-16 and Latin-1."""


def slim(library: Path) -> None:
    """Put a small data library in the place of ``library`` (``libicudata.so.NN``), with the same one symbol.

    ICU's own tool takes the data apart: https://unicode-org.github.io/icu/userguide/icu_data/
    """
    icupkg, gcc = need("icupkg", "icu-devtools"), need("gcc", "gcc")
    major = library.name.rsplit(".", 1)[1]
    symbol, name = f"icudt{major}_dat", f"icudt{major}l.dat"  # ICU looks for the file's name inside its table
    with TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "whole").mkdir()
        (work / "small").mkdir()
        whole, small = work / "whole" / name, work / "small" / name
        run(["objcopy", "-O", "binary", "--only-section=.rodata", library, whole], capture=True)
        items = run([icupkg, "-l", whole], capture=True).split()
        (work / "out.txt").write_text("".join(f"{item}\n" for item in items if not KEPT.match(item)))
        run([icupkg, "-r", work / "out.txt", whole, small], capture=True)
        (work / "data.c").write_text(
            f'__asm__(".section .rodata,\\"a\\",@progbits\\n.balign 16\\n.globl {symbol}\\n.type {symbol},@object\\n'
            f'{symbol}:\\n.incbin \\"{small}\\"\\n.size {symbol}, .-{symbol}\\n.previous");\n'
        )
        named = f"-Wl,-soname,{library.name},--build-id=none"
        run([gcc, "-shared", "-fPIC", "-s", "-nostdlib", named, "-o", work / "new.so", work / "data.c"], capture=True)
        shutil.copyfile(work / "new.so", library)
