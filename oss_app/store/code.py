"""The coach's code: kept as a scrypt hash, compared in constant time, slower to try after wrong ones."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from oss_app.files import delete_file, write_file

# N = 2^14, r = 8, p = 5: 16 MiB and about 0.1 s. Source: OWASP Password Storage Cheat Sheet, scrypt.
_N, _R, _P = 2**14, 8, 5
_MOST_P = 32  # a hash that asks for more was not made here, and each takes 20 ms of the screen's time
_SALT_BYTES = 16
_HASH_BYTES = 32
FREE_TRIES = 3  # wrong codes before there is a wait (start)
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 300.0


def hash_code(code: str) -> str:
    """Return what to keep of a code: ``scrypt$N$r$p$salt$hash``, the last two in base64."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _text(salt), _text(_scrypt(code, salt, _N, _R, _P))))


def code_matches(code: str, stored: str) -> bool:
    """Tell whether this is the code of a hash; False for an empty or unreadable hash."""
    try:
        name, n, r, p, salt, expected = stored.split("$")
        if name != "scrypt" or not 0 < int(p) <= _MOST_P:
            return False
        found = _scrypt(code, base64.b64decode(salt, validate=True), int(n), int(r), int(p))
        return hmac.compare_digest(found, base64.b64decode(expected, validate=True))
    except (ArithmeticError, TypeError, ValueError, binascii.Error, MemoryError):
        return False


def wait_s(wrong: int) -> float:
    """Seconds to wait before the next try, after this many wrong codes in a row."""
    if wrong < FREE_TRIES:
        return 0.0
    return min(FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 16), LONGEST_WAIT_S)


class Tries:
    """How many wrong codes were entered in a row, in a file, so that to start the program anew gains nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def wrong(self) -> int:
        """0 where the file is not there or says nothing."""
        try:
            return min(int(self._path.read_text(encoding="ascii")), 1000)
        except (OSError, ValueError):
            return 0

    def count(self) -> None:
        """One more wrong code."""
        wrong = self.wrong + 1
        with suppress(OSError):  # a disk that does not write holds nobody out
            write_file(self._path, str(wrong).encode(), 0o600)

    def forget(self) -> None:
        """Forget the failed tries, since the right code was entered."""
        with suppress(OSError):
            delete_file(self._path)


def _scrypt(code: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=n, r=r, p=p, dklen=_HASH_BYTES)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
