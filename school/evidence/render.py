"""A picture as a page shows it: who looks, and when, is written over it."""

import io

from PIL import Image, ImageDraw

from school.shared import typeface

SMALL = 320
"""The longer side, in pixels, where many pictures stand together."""
ANGLE = 30
STRENGTH = 70
"""Of 255: it is read on a face as on a white sheet, and hides neither."""


def picture(content: bytes, *, mark: str, is_small: bool) -> bytes:
    """`content` is a JPEG of ours; so is what comes back."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        if is_small:
            opened.draft("RGB", (SMALL, SMALL))
        page = opened.convert("RGB")
    if is_small:
        page.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    words = _written(page.size, mark)
    # Light with a dark edge.
    page.paste("black", (1, 1), words)
    page.paste("white", (0, 0), words)
    made = io.BytesIO()
    page.save(made, "JPEG", quality=85)
    return made.getvalue()


def _written(size: tuple[int, int], mark: str) -> Image.Image:
    """A mask of this size, full of the words in slanting rows."""
    height = max(12, max(size) // 45)
    face = typeface.medium(height)
    step = int(face.getlength(mark)) + 4 * height
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 1
    sheet = Image.new("L", (side, side))
    pen = ImageDraw.Draw(sheet)
    for number, top in enumerate(range(0, side, 7 * height)):
        for left in range(-(number % 2) * step // 2, side, step):
            pen.text((left, top), mark, fill=STRENGTH, font=face)
    sheet = sheet.rotate(ANGLE, Image.Resampling.BILINEAR)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return sheet.crop((left, top, left + size[0], top + size[1]))
