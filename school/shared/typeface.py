"""The Chinese face that papers are set in and pictures written on; no machine has to bring one."""

from pathlib import Path

import justmytype_intl_cjk
from PIL import ImageFont

FOLDER = Path(justmytype_intl_cjk.__file__).parent / "fonts/ofl/notosanssc"


def medium(height: int) -> ImageFont.FreeTypeFont:
    """Its medium weight, so many pixels high."""
    face = ImageFont.truetype(str(FOLDER / "NotoSansSC[wght].ttf"), height)
    face.set_variation_by_axes([500])
    return face
