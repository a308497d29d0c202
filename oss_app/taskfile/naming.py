"""Names for folders, made of what a person wrote: plain letters that every system takes, and free."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from oss_app.files import numbered
from oss_app.taskfile.read.paths import wrong_name

LONGEST = 40
_SAY_NOTHING = """
    afbeelding afbeeldingen foto fotos plaatjes nieuwe nieuw map downloads gedownload bureaublad documenten schijf
    tijdelijk kopie van mijn naamloos importeren
    image images img imgs picture pictures photo photos photograph photographs new folder untitled download desktop
    documents document media temp tmp import imports imported export copy my the of all usb stick drive disk unnamed
    bild bilder fotos neuer neue ordner dokumente schreibtisch kopie von meine
    camera cam dcim roll rolls iphone ipad android samsung galaxy phone telefoon mobiel handy smartphone apple google
    whatsapp signal telegram icloud onedrive dropbox takeout sent received saved recent recents screenshot screenshots
    scan scans home user users public
    obrazy obraz zdjęcia zdjęcie pobrane pulpit dokumenty nowy resimler resim fotoğraflar indirilenler masaüstü
    зображення фото завантаження документи صور الصور images téléchargements
"""
"""Words of folders that say where photos come from, not what they show."""
_CAMERA_FOLDER = re.compile(r"\d{3}[A-Z0-9_]{5}")
"""What a camera calls its folders (DCF): 100CANON, 101APPLE."""


def told_by(folder: Path) -> str:
    """Return what the name of a folder of photos says of them, or empty: *Afbeeldingen*, 100APPLE and a home folder
    say nothing, *Tandarts-set* does."""
    name = unicodedata.normalize("NFC", folder.name)
    if _CAMERA_FOLDER.fullmatch(name) or folder == Path.home() or folder.is_mount():
        return ""
    words = re.findall(r"[^\W\d_]{3,}", name.casefold().replace("'", "").replace("’", ""))
    return name if set(words) - set(_SAY_NOTHING.split()) else ""


def free_folder(root: Path, words: str, otherwise: str) -> Path:
    """Return a folder in ``root`` that is not there yet, called after ``words``: ``Controle-set (2)`` →
    ``controle-set-2``.

    ``otherwise`` is what it is called where no plain letter is left. Makes nothing.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise
    name = f"{name}-1" if wrong_name(name) else name
    return next(root / free for free in numbered(name) if not (root / free).exists())
