"""What zipfile raises on archives that it cannot read to their end."""

import io
import zipfile

import pytest

from school.shared import archives


def marked(offset, value):
    """An archive whose entry has this byte there in both of its headers (after the signature)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", b"a" * 100)
    content = bytearray(out.getvalue())
    # The central header has two bytes more in front.
    for signature, before in ((b"PK\x03\x04", 4), (b"PK\x01\x02", 6)):
        content[content.find(signature) + before + offset] |= value
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "raised"),
    [
        (marked(4, 99), NotImplementedError),
        (marked(2, 0b0010_0000), NotImplementedError),
        (marked(2, 0b0100_0000), NotImplementedError),
        (marked(2, 0b0000_0001), RuntimeError),
        (marked(10, 0b0000_0001), zipfile.BadZipFile),
    ],
    ids=["unknown packing", "patched data", "strong encryption", "password", "another checksum"],
)
def test_what_cannot_be_read_is_told_as_broken(content, raised):
    with pytest.raises(archives.BROKEN) as found, zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.read("a.txt")
    assert type(found.value) is raised
