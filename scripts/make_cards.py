"""Makes assets/cards, the pictures a worker can choose, from free photos that packages carry: 3:2, 600 x 400 at most.

    python scripts/make_cards.py FOLDER

FOLDER holds the photos under the names below; assets/CREDITS.md says which package and file each comes from.
Needs Pillow.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

CARDS = Path(__file__).resolve().parent.parent / "assets" / "cards"
SHAPE = 3 / 2
CENTRES = {  # file: (card, where the crop's centre lies from left to right and from top to bottom, in 0...1)
    "flower.jpg": ("flower", 0.5, 0.5),
    "coffee.png": ("coffee", 0.45, 0.5),
    "chelsea.png": ("cat", 0.5, 0.5),
    "china.jpg": ("tower", 0.3, 0.5),
    "rocket.jpg": ("rocket", 0.5, 0.4),
    "hubble_deep_field.jpg": ("space", 0.5, 0.5),
    "face.png": ("raccoon", 0.75, 0.3),
    "moose.webp": ("moose", 0.5, 0.5),
    "fish4.webp": ("fish", 0.5, 0.5),
    "windmill.webp": ("windmill", 0.5, 0.35),
    "pan.webp": ("pan", 0.5, 0.6),
    "igloo.webp": ("igloo", 0.45, 0.5),
}


def main(folder: Path) -> None:
    CARDS.mkdir(parents=True, exist_ok=True)
    for name, (card, x, y) in CENTRES.items():
        photo = Image.open(folder / name).convert("RGB")
        width = min(photo.width, photo.height * SHAPE)
        height = width / SHAPE
        left = min(max(x * photo.width - width / 2, 0), photo.width - width)
        top = min(max(y * photo.height - height / 2, 0), photo.height - height)
        cut = photo.crop((round(left), round(top), round(left + width), round(top + height)))
        cut.thumbnail((600, 400), Image.Resampling.LANCZOS)
        cut.save(CARDS / f"{card}.jpg", quality=85, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
