"""Makes the picture that a slide shows: cut, mirrored, stretched, turned and covered as it is there."""

from __future__ import annotations

import io
import logging
import warnings

from PIL import Image, ImageDraw, ImageOps

from oss_app.media.old_pictures import MAX_PIXELS
from oss_app.media.photo_data import orientation
from oss_app.taskfile.importers.draft import picture
from oss_app.taskfile.importers.slide_shapes import Patch, ShownPicture

log = logging.getLogger(__name__)
LONGEST = 4000  # pixels of a side: more than a screen shows
QUALITY = 92
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_ROUND = frozenset({"ellipse", "flowChartConnector", "flowChartSummingJunction", "donut", "pie", "chord"})
_WHOLE = frozenset(
    {
        "rect",
        "roundRect",
        "round1Rect",
        "round2SameRect",
        "round2DiagRect",
        "snip1Rect",
        "snip2DiagRect",
        "snip2SameRect",
    }
)
_CORNERS = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "hexagon": ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
    "octagon": ((0.29, 0), (0.71, 0), (1, 0.29), (1, 0.71), (0.71, 1), (0.29, 1), (0, 0.71), (0, 0.29)),
}
_STRETCHED = 0.04  # less is rounding
_TURNED = 0.5  # degrees


def is_cut_oddly(shown: ShownPicture) -> bool:
    """Tell whether the slide cuts the picture to a shape that is not made here: more of it comes along than one
    sees.
    """
    return shown.outline not in _WHOLE and shown.outline not in _ROUND and shown.outline not in _CORNERS


def as_shown(shown: ShownPicture) -> tuple[str, bytes] | None:
    """Return the picture as a task can hold it, with the ending of its name; None for what cannot be shown.

    A picture that the slide shows as it is stays what it is, bit for bit. PowerPoint draws a picture as it is stored
    and turns it itself, so a photo's own note of which side is up counts only where the slide does not turn it.
    """
    if _is_plain(shown):
        taken = picture(shown.data)
        if taken is None:
            return picture(_made(shown))
        return taken
    return picture(_made(shown))


def _is_plain(shown: ShownPicture) -> bool:
    is_turned = min(shown.turn, 360 - shown.turn) > _TURNED or shown.is_mirrored or shown.is_upside_down
    if is_turned or any(abs(part) > 0.001 for part in shown.cut) or shown.patches or shown.outline not in _WHOLE:
        return False
    if _beyond(shown):
        return False
    return not _is_stretched(shown)


def _beyond(shown: ShownPicture) -> bool:
    area = shown.area
    return min(area.left, area.top) < -0.005 or max(area.right, area.bottom) > 1.005


def _is_stretched(shown: ShownPicture) -> bool:
    try:
        with _opened(shown.data) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    if not (shown.width and shown.height and width and height):
        return False
    if orientation(shown.data) >= 5 and (width == height or abs(_ratio(shown, height, width) - 1) <= _STRETCHED):
        return False
    return abs(_ratio(shown, width, height) - 1) > _STRETCHED


def _ratio(shown: ShownPicture, width: float, height: float) -> float:
    """Tell how the picture's proportions differ from those in which the slide draws it; 1 where they are the same."""
    across, down = 1 - shown.cut[0] - shown.cut[2], 1 - shown.cut[1] - shown.cut[3]
    return (width * across / max(height * down, 1e-6)) / (shown.width / max(shown.height, 1e-6))


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings(action="ignore"):
        return Image.open(io.BytesIO(data), formats=FORMATS)


def _made(shown: ShownPicture) -> bytes:
    """Return the bytes of the picture made anew; empty where it cannot be read."""
    try:
        with warnings.catch_warnings(action="ignore"), _opened(shown.data) as image:
            if image.format == "JPEG":
                image.draft("RGB", (LONGEST, LONGEST))
            if image.width * image.height > MAX_PIXELS:
                return b""
            found = _drawn(shown, image)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        log.info("a picture on a slide could not be made", exc_info=True)
        return b""
    out = io.BytesIO()
    if found.mode == "RGBA":
        found.save(out, "PNG")
    else:
        found.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _drawn(shown: ShownPicture, source: Image.Image) -> Image.Image:
    has_alpha = source.mode in ("RGBA", "LA", "PA") or "transparency" in source.info
    image = _upright(shown, source)
    image = image.convert("RGBA" if has_alpha else "RGB")
    width, height = image.size
    left, top, right, bottom = shown.cut if _keeps_room(shown) else [max(part, 0) for part in shown.cut]
    box = (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    if box[2] - box[0] < 1 or box[3] - box[1] < 1:
        raise ValueError("nothing of the picture is shown")
    image = _part(image, box)
    image = _stretched(shown, image)
    if shown.is_mirrored:
        image = ImageOps.mirror(image)
    if shown.is_upside_down:
        image = ImageOps.flip(image)
    image = _outlined(shown, image)
    if min(shown.turn, 360 - shown.turn) > _TURNED:
        white = (255, 255, 255, 0) if image.mode == "RGBA" else (255, 255, 255)
        image = image.rotate(-shown.turn, Image.Resampling.BICUBIC, expand=True, fillcolor=white)
    for patch in shown.patches:
        _cover(shown, patch, image)
    return _on_slide(shown, image)


def _keeps_room(shown: ShownPicture) -> bool:
    """Tell whether the room that a picture has beside it in its shape counts: where it is covered or cut."""
    return bool(shown.patches) or _beyond(shown) or (shown.outline in _ROUND or shown.outline in _CORNERS)


def _part(image: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """Return a part of a picture, with room beside it where the part is larger."""
    if min(box[:2]) >= 0 and box[2] <= image.width and box[3] <= image.height:
        return image.crop(box)
    if (box[2] - box[0]) * (box[3] - box[1]) > MAX_PIXELS:
        raise ValueError("there is far too much room beside the picture")
    white = (255, 255, 255) if image.mode == "RGB" else (255, 255, 255, 0)
    on = Image.new(image.mode, (box[2] - box[0], box[3] - box[1]), white)
    on.paste(image, (-box[0], -box[1]))
    return on


def _upright(shown: ShownPicture, image: Image.Image) -> Image.Image:
    """Return the picture by its own note of which side is up, where the slide draws it so: not turned, and in that
    form.
    """
    side = orientation(shown.data)
    turned = min(shown.turn, 360 - shown.turn) > _TURNED
    if side == 1 or turned or not (shown.width and shown.height):
        return image
    if side >= 5:
        raw, upright = _ratio(shown, image.width, image.height), _ratio(shown, image.height, image.width)
        if abs(raw - 1) < abs(upright - 1):
            return image
    return ImageOps.exif_transpose(image)


def _stretched(shown: ShownPicture, image: Image.Image) -> Image.Image:
    if not (shown.width and shown.height):
        return image
    wanted = shown.width / shown.height
    if not _keeps_room(shown):
        across, down = (
            (1 - max(one, 0) - max(other, 0)) / max(1 - one - other, 1e-6)
            for one, other in (shown.cut[::2], shown.cut[1::2])
        )
        wanted *= across / max(down, 1e-6)
    if abs(image.width / image.height / wanted - 1) <= _STRETCHED:
        return image
    width, height = image.size
    size = (
        (width, max(round(width / wanted), 1)) if width / wanted >= height else (max(round(height * wanted), 1), height)
    )
    longest = max(size)
    if longest > LONGEST:
        size = (max(size[0] * LONGEST // longest, 1), max(size[1] * LONGEST // longest, 1))
    return image.resize(size)


def _outlined(shown: ShownPicture, image: Image.Image) -> Image.Image:
    """Return the picture on white beyond the shape that it is cut to."""
    if shown.outline not in _ROUND and shown.outline not in _CORNERS:
        return image
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    if shown.outline in _ROUND:
        draw.ellipse((0, 0, image.width - 1, image.height - 1), fill=255)
    else:
        draw.polygon([(x * image.width, y * image.height) for x, y in _CORNERS[shown.outline]], fill=255)
    on = Image.new("RGB", image.size, "white")
    on.paste(image, (0, 0), mask)
    return on


def _cover(shown: ShownPicture, patch: Patch, image: Image.Image) -> None:
    area = shown.area
    width, height = area.right - area.left, area.bottom - area.top
    if width <= 0 or height <= 0:
        return
    box = (
        (patch.area.left - area.left) / width * image.width,
        (patch.area.top - area.top) / height * image.height,
        (patch.area.right - area.left) / width * image.width,
        (patch.area.bottom - area.top) / height * image.height,
    )
    draw = ImageDraw.Draw(image)
    if patch.is_round:
        draw.ellipse(box, fill=f"#{patch.colour}")
    else:
        draw.rectangle(box, fill=f"#{patch.colour}")


def _on_slide(shown: ShownPicture, image: Image.Image) -> Image.Image:
    """Return what of the picture lies on the slide."""
    if not _beyond(shown):
        return image
    area = shown.area
    width, height = max(area.right - area.left, 1e-9), max(area.bottom - area.top, 1e-9)
    box = (
        max(-area.left / width, 0) * image.width,
        max(-area.top / height, 0) * image.height,
        min((1 - area.left) / width, 1) * image.width,
        min((1 - area.top) / height, 1) * image.height,
    )
    cut = (round(box[0]), round(box[1]), max(round(box[2]), round(box[0]) + 1), max(round(box[3]), round(box[1]) + 1))
    return image.crop(cut)
