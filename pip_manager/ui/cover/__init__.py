"""Cover."""

from pip_manager.ui.cover.screen import CoverPage

__all__ = ["CoverPage"]
