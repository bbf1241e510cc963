"""The authorities screen."""

from __future__ import annotations

from pip_manager.ui.authorities.page import AuthoritiesPage as AuthoritiesPage
