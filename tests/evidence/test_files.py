"""H-36 to H-44: what is taken of a file, and the sentence for what is not."""

import io
import itertools

import pytest
from PIL import Image

from school.evidence import file_reader
from school.evidence.files import MOST_BYTES, take
from school.shared.errors import InputRefused
from tests.evidence import files


def opened(taken):
    return Image.open(io.BytesIO(taken.content))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.jpeg(), "照片.jpg"),
        (files.png(), "照片.png"),
        (files.webp(), "照片.webp"),
        (files.png(mode="P", colour=3), "索引色.png"),
        (files.png(mode="RGBA", colour=(10, 20, 30, 0)), "透明.png"),
        (files.png(mode="LA", colour=(10, 0)), "灰.png"),
        (files.png(mode="I;16", colour=40_000), "十六位.png"),
        (files.png(mode="1", colour=1), "黑白.png"),
        (files.saved(files.picture(mode="CMYK", colour=(0, 1, 2, 3))), "印刷.jpg"),
        (files.jpeg((1, 1)), "一点.jpg"),
        (files.animated_webp(), "动图.webp"),
        (files.webp(), "名不副实.jpg"),
        (files.jpeg(), "没有扩展名"),
    ],
    ids=itertools.count(),
)
def test_every_image_is_made_anew_as_jpeg(content, name):
    """H-41 too: the first frame, in plain colours, on white."""
    taken = take(content, name)
    made = opened(taken)

    assert (made.format, made.mode, taken.content_type) == ("JPEG", "RGB", "image/jpeg")
    assert taken.name.endswith(".jpg")


def test_a_sixteen_bit_scan_keeps_its_grey():
    made = opened(take(files.png(mode="I;16", colour=32_768), "扫描.png"))

    assert abs(made.getpixel((5, 5))[0] - 128) <= 2


def test_what_stood_beside_the_pixels_does_not_come_along():
    """H-39, P-15: no place, no maker, no comment, no XMP; and the photo stands upright."""
    given = files.told_photo()
    for mark in (b"Exif", b"Maker of phones", b"http://ns.adobe.com/xap", files.COMMENT):
        assert mark in given

    taken = take(given, "IMG_0001.JPG")

    for mark in (b"Exif", b"GPS", b"Maker", b"adobe.com", files.COMMENT):
        assert mark not in taken.content
    made = opened(taken)
    assert made.size == (48, 64)
    assert not made.getexif()
    assert not set(made.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert files.COMMENT not in take(files.told_png(), "a.png").content


def test_script_behind_a_photo_is_left_behind():
    taken = take(files.jpeg() + b"<script>alert(1)</script>", "a.jpg")

    assert b"script" not in taken.content


def test_a_large_photo_is_made_smaller():
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    taken = take(files.saved(noise, quality=80), "大.jpg")

    assert opened(taken).size == (1600, 1067)
    assert len(taken.content) <= file_reader.KEPT_BYTES * 1.2


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (files.SVG, "a.jpg", "file_type"),
        (files.HTML, "a.jpg", "file_type"),
        (files.PHP, "a.jpg", "file_type"),
        (files.GIF_AND_SCRIPT, "a.jpg", "file_type"),
        (files.EICAR, "a.jpg", "file_type"),
        (files.pdf(), "a.jpg", "not_what_it_says"),
        (files.jpeg(), "a.pdf", "not_what_it_says"),
        (files.jpeg(), "a.php", "not_what_it_says"),
        (files.HEIC, "a.heic", "heic"),
        (files.HEIC, "a.jpg", "heic"),
        (files.docx(), "a.docx", "office"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "a.doc", "office"),
        (b"", "a.jpg", "empty"),
        (files.jpeg()[:-40], "a.jpg", "damaged"),
        (files.jpeg()[:30], "a.jpg", "damaged"),
        (b"\xff\xd8\xff" + b"x" * 100, "a.jpg", "damaged"),
        (files.huge_png(20_000, 20_000), "a.png", "too_many_pixels"),
        (files.huge_png(12_000, 12_000), "a.png", "too_many_pixels"),
        (b"\xff\xd8\xff" + b"\x00" * MOST_BYTES, "a.jpg", "too_large"),
        (files.pdf(user_password="x"), "a.pdf", "encrypted"),
        (files.pdf(user_password="", owner_password="x"), "a.pdf", "encrypted"),
        (files.pdf(change=files.with_script), "a.pdf", "active"),
        (files.hidden_script(), "a.pdf", "active"),
        (files.pdf(change=files.with_file), "a.pdf", "active"),
        (files.pdf(change=files.with_launch), "a.pdf", "active"),
        (files.pdf(change=files.with_form), "a.pdf", "active"),
        (files.pdf(pages=0), "a.pdf", "damaged"),
        (files.pdf()[:60], "a.pdf", "damaged"),
        (b"%PDF-1.7 and nothing more", "a.pdf", "damaged"),
    ],
    ids=itertools.count(),
)
def test_what_is_not_taken_is_said_in_a_sentence(content, name, code):
    """H-36, H-37, H-40, H-41, H-42, H-43."""
    with pytest.raises(InputRefused) as refused:
        take(content, name)

    assert (refused.value.field, refused.value.code) == ("file", code)
    assert len(refused.value.message) > 5


@pytest.mark.parametrize("change", [None, files.turning_in_circles])
def test_a_pdf_that_only_shows_pages_is_kept_as_it_is(change):
    given = files.pdf(pages=3, change=change)

    taken = take(given, "扫描件.PDF")

    assert (taken.content, taken.content_type, taken.name) == (
        given,
        "application/pdf",
        "扫描件.pdf",
    )


def test_a_reader_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr("school.evidence.files._READER", slow)
    monkeypatch.setattr("school.evidence.files.MOST_SECONDS", 0.3)

    with pytest.raises(InputRefused) as refused:
        take(files.jpeg(), "a.jpg")

    assert refused.value.code == "damaged"
