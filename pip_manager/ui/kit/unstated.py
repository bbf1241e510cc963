"""The words for what nobody has said; they stand alone to be cheap to import."""

from __future__ import annotations

NOT_STATED = "not stated"
NOT_STATED_WHY = "Nobody has said so yet. It is not counted as nought."
