"""Packages that must be refused: each a lie, a trap or a mistake, with what it should be refused for."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

from tests.taskfile.raw_zip import DEFLATED, REGULAR, Entry, RawZip, manifest, package

TASK = b"taak: Set\nstappen:\n  - tekst: Leg 1 sonde.\n    foto: sonde.jpg\n"
LINK = 0o120777 << 16


def photo(size: tuple[int, int] = (32, 24)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 130)).save(out, "JPEG")
    return out.getvalue()


PHOTO = photo()
GOOD = {"task.yaml": TASK, "sonde.jpg": PHOTO}
ZEROS = b"\0" * 20_000_000


def named(name: str | bytes, data: bytes = PHOTO) -> RawZip:
    """A package with one file more, of this name, which its list knows."""
    text = name if isinstance(name, str) else name.decode("latin-1")
    return package(GOOD, Entry(name, data), listed={**GOOD, text: data})


def twins(one: str, other: str) -> RawZip:
    files = {**GOOD, one: PHOTO, other: PHOTO}
    return package(files)


def with_entry(**how: object) -> RawZip:
    """The good package, its photo told otherwise."""
    zip_ = package(GOOD)
    for name, value in how.items():
        setattr(zip_.entries[2], name, value)
    return zip_


def task(data: bytes) -> RawZip:
    return package({**GOOD, "task.yaml": data})


def content(data: bytes, name: str = "sonde.jpg") -> RawZip:
    return package({**GOOD, name: data})


def nested() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as z:
        for n in range(10):
            z.writestr(f"{n}.jpg", ZEROS[:1_000_000])
    return inner.getvalue()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def quoted_bomb() -> RawZip:
    """Many entries that all stand for the same bytes."""
    zip_ = package(GOOD)
    zip_.entries += [Entry(f"{n}.jpg", PHOTO, offset=0, local_name="manifest.json") for n in range(50)]
    return zip_


def hand_made_manifest(told: object) -> RawZip:
    zip_ = package(GOOD)
    zip_.entries[0] = Entry("manifest.json", told if isinstance(told, bytes) else json.dumps(told).encode(), DEFLATED)
    return zip_


def without_manifest() -> RawZip:
    zip_ = package(GOOD)
    del zip_.entries[0]
    return zip_


def yaml_bomb() -> bytes:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [{','.join([f'*{one}'] * 9)}]")
    return "\n".join(lines).encode()


def check(name: str, data: bytes) -> RawZip:
    return package({**GOOD, name: data})


def _bomb() -> RawZip:
    film = b"\0\0\0\x18ftypmp42" + ZEROS
    return package(GOOD, Entry("film.mp4", film, DEFLATED), listed={**GOOD, "film.mp4": film})


def _manifest_bomb() -> RawZip:
    return hand_made_manifest(b'{"format": 1, "made_with": "' + ZEROS + b'"}')


def _told_many() -> RawZip:
    zip_ = package(GOOD)
    zip_.count = 60_000
    return zip_


def _too_much() -> RawZip:
    zip_ = package(GOOD)
    zip_.entries += [Entry(f"{n}.mp4", b"x", DEFLATED, packed=b"x" * 6000, size=550_000) for n in range(1900)]
    return zip_


def second_end() -> bytes:
    """An end of 3 files, and before it one for large zips that counts instead: of 40,000 files, their list repeated."""
    data = package(GOOD).data()
    count, _, start = struct.unpack("<HII", data[-12:-2])
    entry = data[start:][: 46 + len("manifest.json")]
    many = entry * 40_000
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 40_000, 40_000, len(many), start)
    place = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(many), 1)
    told = len(large) + len(place)
    return (
        data[:start]
        + many
        + large
        + place
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, told, start + len(many), 0)
    )


HOSTILE: Mapping[str, tuple[str, Callable[[], RawZip | bytes]]] = {
    # names that lead out of the folder
    "zip slip": ("bad-name", lambda: named("../kwaad.jpg")),
    "zip slip deep": ("bad-name", lambda: named("checks/../../kwaad.jpg")),
    "zip slip backwards": ("bad-name", lambda: named("..\\kwaad.jpg")),
    "absolute": ("bad-name", lambda: named("/etc/kwaad.jpg")),
    "absolute backwards": ("bad-name", lambda: named("\\kwaad.jpg")),
    "drive": ("bad-name", lambda: named("C:\\kwaad.jpg")),
    "drive forwards": ("bad-name", lambda: named("c:/kwaad.jpg")),
    "drive without stroke": ("bad-name", lambda: named("C:kwaad.jpg")),
    "network share": ("bad-name", lambda: named("\\\\server\\kwaad.jpg")),
    "network share forwards": ("bad-name", lambda: named("//server/kwaad.jpg")),
    "home": ("bad-name", lambda: named("~/kwaad.jpg")),
    "address": ("bad-name", lambda: named("http://kwaad/a.jpg")),
    # names that some system takes for something else
    "reserved": ("bad-name", lambda: named("CON.png")),
    "reserved small": ("bad-name", lambda: named("nul.jpg")),
    "reserved number": ("bad-name", lambda: named("COM1.jpg")),
    "reserved raised number": ("bad-name", lambda: named("LPT².jpg")),
    "reserved in a folder": ("bad-name", lambda: named("aux/a.jpg")),
    "reserved with space": ("bad-name", lambda: named("prn .jpg")),
    "other stream": ("bad-name", lambda: named("a.png:x.jpg")),
    "trailing dot": ("bad-name", lambda: named("sonde.jpg.")),
    "trailing space": ("bad-name", lambda: named("sonde.jpg ")),
    "leading space": ("bad-name", lambda: named(" sonde.jpg")),
    "folder with dot": ("bad-name", lambda: named("map./a.jpg")),
    "hidden": ("bad-name", lambda: named(".versions/a.jpg")),
    "zero in the name": ("bad-name", lambda: named("a.jpg\0.exe")),
    "line end in the name": ("bad-name", lambda: named("a\nb.jpg")),
    "escape in the name": ("bad-name", lambda: named("a\x1b[2Jb.jpg")),
    "turned around": ("bad-name", lambda: named("a\u202egpj.exe.jpg")),
    "question mark": ("bad-name", lambda: named("a?.jpg")),
    "empty name": ("bad-name", lambda: named("")),
    "only dots": ("bad-name", lambda: named("././a.jpg")),
    "double stroke": ("bad-name", lambda: named("a//b.jpg")),
    "very long": ("bad-name", lambda: named("a" * 300 + ".jpg")),
    "very deep": ("bad-name", lambda: named("/".join("abcdefgh") + ".jpg")),
    "letters taken apart": ("bad-name", lambda: named("cafe\u0301.jpg")),
    "a folder": ("bad-name", lambda: named("map/", b"")),
    # two names for one file
    "case twins": ("twin-names", lambda: twins("a.jpg", "A.jpg")),
    "case twins of a list": ("twin-names", lambda: twins("Task.yaml", "x.jpg")),
    "ligature twins": ("twin-names", lambda: twins("ﬁlm.jpg", "film.jpg")),
    "sharp s twins": ("twin-names", lambda: twins("maß.jpg", "mass.jpg")),
    "same name twice": ("twin-names", lambda: package(GOOD, Entry("sonde.jpg", PHOTO))),
    "second list": ("twin-names", lambda: package(GOOD, manifest(GOOD))),
    "file and folder": ("twin-names", lambda: twins("checks/a.jpg", "checks/A.jpg/b.jpg")),
    # no ordinary files
    "link": ("not-a-file", lambda: with_entry(attributes=LINK, data=b"/etc/passwd")),
    "link to a folder": ("not-a-file", lambda: package(GOOD, Entry("uit", b"/tmp", attributes=LINK))),
    "device": ("not-a-file", lambda: with_entry(attributes=0o020666 << 16)),
    "pipe": ("not-a-file", lambda: with_entry(attributes=0o010666 << 16)),
    "folder by its marks": ("not-a-file", lambda: with_entry(attributes=REGULAR | 0x10)),
    # too much
    "bomb": ("bomb", _bomb),
    "bomb in the list": ("bomb", _manifest_bomb),
    "too many": ("too-many-files", lambda: package({**GOOD, **{f"{n}.jpg": b"x" for n in range(2100)}})),
    "many told": ("too-many-files", _told_many),
    "many told by a second end": ("too-many-files", second_end),
    "gigantic": ("file-too-large", lambda: with_entry(size=4_000_000_000, method=DEFLATED)),
    "too much together": ("too-large", _too_much),
    "one behind the other": ("damaged", quoted_bomb),
    # not what it says
    "locked": ("encrypted", lambda: with_entry(flags=0x801)),
    "locked strongly": ("encrypted", lambda: with_entry(flags=0x841)),
    "wrong sum": ("damaged", lambda: with_entry(crc=1)),
    "cut short": ("damaged", lambda: with_entry(method=DEFLATED, packed=b"\x00\x01", size=len(PHOTO))),
    "odd packing": ("damaged", lambda: with_entry(method=99)),
    "rubbish packing": ("damaged", lambda: with_entry(method=DEFLATED, packed=b"\xff" * 50, size=len(PHOTO))),
    "two names": ("damaged", lambda: with_entry(local_name="mooie.jpg")),
    "larger than told": ("damaged", lambda: with_entry(size=10)),
    "out of the file": ("damaged", lambda: with_entry(offset=10_000_000)),
    "other content": ("wrong-digest", lambda: package(GOOD, listed={**GOOD, "sonde.jpg": photo((40, 40))})),
    "other sum, same length": ("wrong-digest", lambda: package(GOOD, listed={**GOOD, "sonde.jpg": PHOTO[:-1] + b"x"})),
    "other task": ("wrong-digest", lambda: package(GOOD, listed={**GOOD, "task.yaml": TASK + b"#"})),
    "missing": ("missing-file", lambda: package({"task.yaml": TASK}, listed=GOOD)),
    "missing photo": ("missing-file", lambda: package({"task.yaml": TASK})),
    "not listed": ("extra-file", lambda: package(GOOD, Entry("meer.jpg", PHOTO))),
    "a program": ("wrong-kind", lambda: named("kwaad.exe", b"MZ")),
    "a script": ("wrong-kind", lambda: named("kwaad.py", b"import os")),
    "a drawing": ("wrong-kind", lambda: named("kwaad.svg", b"<svg/>")),
    "a shortcut": ("wrong-kind", lambda: named("kwaad.lnk", b"L")),
    "a zip in it": ("wrong-kind", lambda: named("meer.zip", nested())),
    "a package in it": ("wrong-kind", lambda: named("meer.osstask", nested())),
    "a model that is none": ("wrong-content", lambda: named("checks/a/model.onnx", b"onnx")),
    "a model elsewhere": ("wrong-kind", lambda: named("model.onnx", b"\x08\x08")),
    "a setting": ("wrong-kind", lambda: named("settings.yaml", b"a: 1")),
    "zip as photo": ("wrong-content", lambda: content(nested())),
    "drawing as photo": ("wrong-content", lambda: content(b"<svg xmlns='http://www.w3.org/2000/svg'/>")),
    "page as photo": ("wrong-content", lambda: content(b"<html><script>1</script>")),
    "program as photo": ("wrong-content", lambda: content(b"MZ\x90\x00")),
    "empty photo": ("wrong-content", lambda: content(b"")),
    "half a photo": ("wrong-content", lambda: content(PHOTO[:30])),
    "photo as large as a field": ("wrong-content", lambda: package({**GOOD, "veld.png": png(60_000, 60_000)})),
    "program as film": ("wrong-content", lambda: package({**GOOD, "a.mp4": b"MZ\x90\x00" * 50})),
    "text as sound": ("wrong-content", lambda: package({**GOOD, "a.wav": b"hallo"})),
    # the list
    "no list": ("no-manifest", without_manifest),
    "list is no list": ("no-manifest", lambda: hand_made_manifest(b"hallo")),
    "list is deep": ("no-manifest", lambda: hand_made_manifest(b"[" * 90_000)),
    "list of numbers": ("no-manifest", lambda: hand_made_manifest([1, 2])),
    "list without files": ("no-manifest", lambda: hand_made_manifest({"format": 1, "folder": "a"})),
    "list with a wrong folder": ("no-manifest", lambda: package(GOOD, folder="../weg")),
    "list with a reserved folder": ("no-manifest", lambda: package(GOOD, folder="CON")),
    "list with a hidden folder": ("no-manifest", lambda: package(GOOD, folder=".ssh")),
    "list with no folder": ("no-manifest", lambda: package(GOOD, folder="")),
    "format of words": ("no-manifest", lambda: package(GOOD, format="1")),
    "format below": ("no-manifest", lambda: package(GOOD, format=0)),
    "newer": ("newer-package", lambda: package(GOOD, format=2)),
    # the task
    "no task": ("no-task", lambda: package({"sonde.jpg": PHOTO})),
    "task is no task": ("bad-task", lambda: task(b"hallo")),
    "aliases that multiply": ("bad-task", lambda: task(yaml_bomb())),
    "brackets without end": ("bad-task", lambda: task(b"[" * 50_000)),
    "object by its tag": ("bad-task", lambda: task(b"taak: !!python/object/apply:os.system ['x']")),
    "places are no places": ("bad-task", lambda: package({**GOOD, "places.yaml": b"[1, 2]"})),
    "task out of its folder": ("missing-file", lambda: task(TASK.replace(b"sonde.jpg", b"../../etc/passwd"))),
    # no zip at all
    "nothing": ("not-a-package", lambda: b""),
    "words": ("not-a-package", lambda: b"hallo " * 100),
    "only an end": ("not-a-package", lambda: b"PK\x05\x06" + b"\0" * 17),
    "a program in front": ("not-a-package", lambda: RawZip(package(GOOD).entries, before=b"MZ" * 100).data()[:-1]),
    "something in front": ("damaged", lambda: RawZip(package(GOOD).entries, before=b"MZ" * 100)),
    "something behind": ("not-a-package", lambda: RawZip(package(GOOD).entries, behind=b"x")),
    "cut in half": ("not-a-package", lambda: package(GOOD).data()[:200]),
    "a photo": ("not-a-package", lambda: PHOTO),
}  # fmt: skip
