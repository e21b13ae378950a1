"""ZIP archives that strangers made."""

import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises on archives that are damaged or made to be."""
