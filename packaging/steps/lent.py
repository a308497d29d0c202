"""What wine 8 lacks of Windows and the program asks for: four libraries in the place of its own, made with mingw.

Found by reading what every file of the tree imports beside what wine offers, and then by running. Each gives no more
than the program needs to be tried; none is ever packed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from steps.shell import need, run, say

NATIVE = "ucrtbase,mscms=n"
"""For WINEDLLOVERRIDES: wine's own take no second place here. Only once they are lent: a new prefix has none yet."""
_RANDOM = """
#include <stddef.h>
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *, unsigned long);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *to, size_t bytes)
{ return SystemFunction036(to, (unsigned long)bytes); }
"""
_LOCKING = """
#include <windows.h>
int my__locking(int file, int mode, long bytes) {
    HMODULE wine = GetModuleHandleA("wineucrtbase.dll");
    int (*real)(int, int, long) = (void *)GetProcAddress(wine, "_locking");
    int *(*error)(void) = (void *)GetProcAddress(wine, "_errno");
    *error() = 0;
    int done = real(file, mode, bytes);
    if (done && !*error()) *error() = 13;
    return done;
}
"""
"""Wine's fails without saying why; Windows says EACCES, by which a second start knows the first."""
_NO_PROFILE = "void *my_WcsCreateIccProfile(void *profile, unsigned long options) { return 0; }\n"
_NO_CONVERTER = "__declspec(dllexport) void *ucnv_open(const char *name, int *error) { *error = 4; return 0; }\n"
_CONVERTERS = """
ucnv_close UCNV_FROM_U_CALLBACK_SUBSTITUTE UCNV_TO_U_CALLBACK_SUBSTITUTE ucnv_reset ucnv_getMaxCharSize ucnv_getName
ucnv_getToUCallBack ucnv_getFromUCallBack ucnv_setToUCallBack ucnv_setFromUCallBack ucnv_cbToUWriteUChars
ucnv_toUnicode ucnv_cbFromUWriteUChars ucnv_toUCountPending ucnv_fromUCountPending ucnv_getStandardName
ucnv_getAvailableName ucnv_countAvailable ucnv_fromUnicode
"""
"""All that Qt asks of ICU: converters of old text encodings, of which it hears here that there is none."""
_COMPLEX = """
cabs cacos cacosh carg casin casinh catan catanh ccos ccosh cexp cimag clog cpow cproj creal csin csinh csqrt ctan
ctanh conj
"""
_REAL = {"cabs", "carg", "cimag", "creal"}


def lend(system: Path) -> None:
    """Put the stand-ins into ``system``, the folder system32 of a wine."""
    source, names = _complex()
    _in_place(system, "ucrtbase.dll", source + _LOCKING, {**names, "_locking": "my__locking"})
    _in_place(system, "mscms.dll", _NO_PROFILE, {"WcsCreateIccProfile": "my_WcsCreateIccProfile"})
    none = "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in _CONVERTERS.split())
    _new(system, "icuuc.dll", _NO_CONVERTER + none)
    _new(system, "bcryptprimitives.dll", _RANDOM, "-ladvapi32")
    say("lent to wine: ucrtbase.dll, mscms.dll, icuuc.dll, bcryptprimitives.dll")


def offered(library: Path) -> list[str]:
    """The names that a library offers to others. SystemExit where none can be read."""
    listing = run([need("objdump", "binutils"), "-p", library], capture=True)
    table = listing[listing.index("[Ordinal/Name Pointer] Table") :]
    line = r"^\s+\[\s*\d+\](?:\s+\+base\[\s*\d+\])?(?:\s+[0-9a-f]{4,})?\s+(\S+)$"
    found = re.findall(line, table, re.MULTILINE)
    if not found:
        raise SystemExit(f"{library} offers nothing that objdump can read")
    return found


def _complex() -> tuple[str, dict[str, str]]:
    """C99's complex numbers, which numpy takes from ucrtbase: the source, and which of its functions is called what.

    Microsoft's long double is a double.
    """
    lines, names = ["#include <complex.h>"], dict[str, str]()
    for name in _COMPLEX.split():
        for suffix, kind in (("", "double"), ("f", "float")):
            gives = kind if name in _REAL else f"{kind} complex"
            count = ("a", "b") if name == "cpow" else ("a",)
            takes, hands = ", ".join(f"{kind} complex {one}" for one in count), ", ".join(count)
            lines.append(f"{gives} my_{name}{suffix}({takes}) {{ return {name}{suffix}({hands}); }}")
            names[name + suffix] = f"my_{name}{suffix}"
        names[f"{name}l"] = f"my_{name}"
    return "\n".join(lines) + "\n", names


def _in_place(system: Path, library: str, source: str, own: Mapping[str, str]) -> None:
    """``library`` under another name, and in its place one that hands on all but what ``own`` names."""
    real = system / f"wine{library}"
    if not real.exists():
        shutil.copy((system / library).resolve(), real)
    handed_on = [f'"{name}" = "{real.stem}.{name}"' for name in offered(real) if name not in own]
    exports = [f"LIBRARY {library}", "EXPORTS", *handed_on, *(f"{name} = {to}" for name, to in own.items())]
    (system / library).unlink()
    _compile(system / library, source, "\n".join(exports) + "\n", "-O1", "-static-libgcc")


def _new(system: Path, library: str, source: str, *options: str) -> None:
    if not (system / library).exists():  # a newer wine has it
        _compile(system / library, source, "", *options)


def _compile(target: Path, source: str, exports: str, *options: str) -> None:
    gcc = need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32")
    code, definition = target.with_suffix(".c"), target.with_suffix(".def")
    code.write_text(source)
    definition.write_text(exports)
    run([gcc, "-shared", "-s", "-o", target, code, *([definition] if exports else []), *options], capture=True)
    code.unlink()
    definition.unlink()
