"""Settings."""

from pip_manager.ui.settings.screen import SettingsPage

__all__ = ["SettingsPage"]
