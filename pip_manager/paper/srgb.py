"""The sRGB colour profile every page refers to, built from its published numbers.

Built here and not taken from a colour library, so that the same document has the same
bytes whatever that library's version, and no date of making is in it.

Source: IEC 61966-2-1 (primaries adapted to D50, transfer curve); ICC.1:2010 (format).
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
_BRADFORD = (
    *(1.04788, 0.02292, -0.0502),
    *(0.02959, 0.99048, -0.01706),
    *(-0.00923, 0.01508, 0.75168),
)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def profile() -> bytes:
    """Return the profile, version 4.3, display class, about 600 bytes."""
    curve = struct.pack(">4s4xHH", b"para", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words("sRGB IEC61966-2.1"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_BRADFORD),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    offset = 128 + 4 + 12 * len(tags)
    table, body, places = b"", b"", dict[bytes, int]()
    for name, value in tags.items():
        if value not in places:
            places[value] = offset + len(body)
            body += value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", name, places[value], len(value))
    head = _head(offset + len(body))
    return head + struct.pack(">I", len(tags)) + table + body


def _head(size: int) -> bytes:
    kinds = struct.pack(
        ">I4s4s4s4s4s", size, bytes(4), b"\x04\x30", b"mntr", b"RGB ", b"XYZ "
    )
    made = struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp")
    return kinds + made + bytes(28) + _fixed(*_D50) + bytes(48)


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(n * 65536) for n in numbers))


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*colour)


def _words(text: str) -> bytes:
    words = text.encode("utf-16-be")
    head = struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"GB", len(words), 28)
    return head + words
