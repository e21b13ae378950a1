"""Files as people bring them, and as somebody would who means harm."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

COMMENT = b"taken at the gate"
XMP = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><rdf:li>Wang</rdf:li></x:xmpmeta>"


def saved(picture, kind="JPEG", **more):
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def picture(size=(64, 48), mode="RGB", colour=(200, 30, 40)):
    return Image.new(mode, size, colour)


def jpeg(size=(64, 48), **more):
    return saved(picture(size), **more)


def png(size=(64, 48), mode="RGB", colour=(200, 30, 40)):
    return saved(picture(size, mode, colour), "PNG")


def webp(size=(64, 48)):
    return saved(picture(size), "WEBP")


def told_photo(orientation=6):
    """With a place, a maker, a comment and XMP beside the pixels, and turned on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker of phones"
    exif[0x8825] = {1: "N", 2: (36.0, 4.0, 1.0), 3: "E", 4: (120.0, 19.0, 2.0)}
    plain = saved(picture((64, 48)), exif=exif, comment=COMMENT)
    segment = b"\xff\xe1" + struct.pack(">H", len(XMP) + 2) + XMP
    return plain[:2] + segment + plain[2:]


def told_png():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", COMMENT.decode())
    return saved(picture(), "PNG", pnginfo=words)


def huge_png(width, height):
    """So many pixels in a few bytes: the header says so, and rows of nothing follow."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 1000)), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def animated_webp():
    return saved(
        picture(), "WEBP", save_all=True, append_images=[picture(colour=(0, 0, 255))], duration=50
    )


def pdf(pages=1, change=None, **secret):
    """`change` gets the writer before it is written; with a password it is locked."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if change:
        change(writer)
    if secret:
        writer.encrypt(**secret)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def with_script(writer):
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )


def with_file(writer):
    writer.add_attachment("名单.xlsx", b"PK")


def with_launch(writer):
    act = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): act,
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])


def with_form(writer):
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): TextStringObject("<xdp/>")}
    )


def turning_in_circles(writer):
    """A page that names itself again and again: looked at once."""
    page = writer.pages[0]
    page[NameObject("/Again")] = ArrayObject([page.indirect_reference, page.indirect_reference])


def hidden_script():
    """The names of the action are spelled so that a search for them finds nothing."""
    plain = pdf(change=with_script)
    words = b"(app\\056alert\\0501\\051)"
    assert words in plain
    shorter = words[: -len(b"____") - 1] + b")"  # the objects behind it stay where they were
    spelled = plain.replace(words, shorter)
    return spelled.replace(b"/JavaScript", b"/#4aavaScript").replace(b"/JS", b"/J#53")


def docx():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
GIF_AND_SCRIPT = b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)//"
