"""Text that should do no harm: what is refused, and what is stored and shown as it is.

The corpus H-01…H-14 of the reliability plan (docs/reliability.md), used against every writable
text field that the OpenAPI document names.
"""

REFUSED = {
    "H-01 NUL": "于\x00一诺",
    "H-03 lone surrogate": "于\ud800一诺",
    "H-04 vertical tab": "于\x0b一诺",
    "H-04 escape": "于\x1b[31m一诺",
    "H-04 bell": "于\x07一诺",
    "H-04 C1": "于\x85一诺",
    "H-05 U+FFFE": "于\ufffe一诺",
    "H-05 U+FFFF": "于\uffff一诺",
    "H-05 U+1FFFF": "于\U0001ffff一诺",
    "H-07 bidi override": "于\u202e一诺",
    "H-07 bidi isolate": "于\u2066一诺",
}
BLANK = {
    "H-06 zero width": "\u200b\u200d",
    "H-06 byte-order mark": "\ufeff",
    "H-06 Hangul filler": "\u3164",
    "H-06 ideographic space": "\u3000 \u3000",
}
STORED_AS_TEXT = {
    "H-09 family emoji": "👨‍👩‍👧‍👦",
    "H-09 rare Han": "𠮷䶮㛃",
    "H-09 middle dot": "阿依古丽·买买提",
    "H-11 wildcards": "100%_\\'\"--",
    "H-13 script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "H-13 template": "{{7*7}} ${7*7} javascript:alert(1)",
    "H-13 formula": "=cmd|'/c calc'!A1",
}
COMPOSED = {"H-08 decomposed": ("e\u0301tude", "\u00e9tude")}
"""What is given -> what is stored."""
TOO_LONG = "长" * 1_000_000
LINE_BREAK = "第一行\r\n第二行"
"""H-14: refused where a line is asked for, kept in longer text."""
