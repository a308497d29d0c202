"""A picture without what one can see through: on white, as the coach saw it on paper."""

from __future__ import annotations

from PIL import Image


def on_white(image: Image.Image) -> Image.Image:
    """Return a picture in plain colours, on white where one sees through it: what lies hidden there stays hidden."""
    if image.mode not in ("RGBA", "LA", "PA", "RGBa", "La") and "transparency" not in image.info:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")
