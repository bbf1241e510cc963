"""People and posts."""

from pip_manager.ui.people.screen import PeoplePage

__all__ = ["PeoplePage"]
