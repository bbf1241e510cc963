"""The Activity screen: the quick line, lists of entries, the week."""

from __future__ import annotations

from pip_manager.ui.activity.page import ActivityPage

__all__ = ["ActivityPage"]
