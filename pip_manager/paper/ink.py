"""The colours of paper, as the PDF operands that set them."""

from __future__ import annotations


def ink(colour: str) -> str:
    """Return the three operands of a colour written ``#RRGGBB``."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.4g}" for part in parts)


WORDS = ink("#15202B")
MUTED = ink("#4F5D6B")
HAIRLINE = ink("#D5DAE1")
SUNKEN = ink("#F1F4F7")
WATERMARK = ink("#E6EAEF")
ACCENT = ink("#0F5E8C")
ACCENT_SOFT = ink("#DCEBF5")
WHITE = ink("#FFFFFF")
