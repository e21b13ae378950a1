"""A process of its own that looks into one file: standard input to JPEG, or to nothing for a PDF.

A file can be made so that reading it takes for ever or takes all memory. Here that ends this
process, and no web worker. What is refused is named on standard error.
"""

import io
import resource
import sys
import warnings
from typing import Any, NoReturn

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 15
MOST_PIXELS = 40_000_000
MOST_OBJECTS = 200_000
SIDE = 1600
"""The longer side of what is kept, in pixels."""
KEPT_BYTES = 1_000_000
QUALITIES = (85, 75, 60, 45)
"""The first that is small enough is kept; the last whatever its size."""
REFUSED = 3
"""The exit code that says: standard error has the reason."""
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}
"""Actions of a PDF that do more than turn a page or open a link."""
CARRIES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
"""Annotations of a PDF that carry something else."""
HIDES = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA"}
"""Whatever has one of these keys has a script or a file in it."""


def refuse(reason: str) -> NoReturn:
    sys.stderr.write(reason)
    sys.exit(REFUSED)


def image(content: bytes) -> bytes:
    """The same pixels in a new image: nothing that stood beside them comes along."""
    from PIL import Image, ImageOps

    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = None  # our own limit, which is lower, stands below
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            refuse("too_many_pixels")
        opened.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded at a fraction of its size
        opened.load()
        picture: Any = opened
        if picture.mode.startswith(("I", "F")):
            picture = picture.convert("I").point(lambda value: value / 256).convert("L")
        elif picture.mode in ("1", "P", "PA"):
            picture = picture.convert("RGBA")
        elif picture.mode not in ("RGB", "RGBA", "L", "LA"):
            picture = picture.convert("RGB")
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        turned = ImageOps.exif_transpose(picture)
        page = Image.new("RGB", turned.size, "white")
        page.paste(turned, mask=turned.getchannel("A") if "A" in turned.getbands() else None)
    for quality in QUALITIES:
        made = io.BytesIO()
        page.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= KEPT_BYTES:
            break
    return made.getvalue()


def pdf(content: bytes) -> bytes:
    """Nothing: it is kept as it is. Every object that can be reached is looked at."""
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        refuse("encrypted")
    if not len(reader.pages):
        refuse("damaged")
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    looked = 0
    while waiting:
        found = waiting.pop()
        looked += 1
        if looked > MOST_OBJECTS:
            refuse("too_much_inside")
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) not in seen:
                seen.add((found.idnum, found.generation))
                waiting.append(found.get_object())
        elif isinstance(found, DictionaryObject):
            if HIDES & found.keys():
                refuse("active")
            action, annotation = found.get("/S"), found.get("/Subtype")
            if str(action) in ACTS or str(annotation) in CARRIES:
                refuse("active")
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            waiting += list.__iter__(found)
    return b""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    look = {"image": image, "pdf": pdf}[sys.argv[1]]
    sys.stdout.buffer.write(look(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
