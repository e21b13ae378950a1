"""Links as a command prints them."""

import re

PASSWORD = "蓝伞-seven-boats-晾在窗外"


def token_in(printed: str) -> str:
    found = re.search(r"link: https?://[^/\s]+/join#(\S{43})$", printed, re.MULTILINE)
    assert found, printed
    return found[1]
