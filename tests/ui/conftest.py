"""Every test of the interface: dressed once, what is remembered kept apart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from pip_manager.ui.kit.theme import theme


@pytest.fixture(autouse=True)
def _apart(tmp_path):
    kind, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(kind, scope, str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def _dressed_once(qapp):
    assert qapp is not None
    theme().install("light", 100)


@pytest.fixture(autouse=True)
def dressed(_dressed_once):
    """Give the theme as first installed, light at 100 %."""
    yield theme()
    if theme().mode != "light" or theme().percent != 100:
        theme().install("light", 100)


def pytest_collection_modifyitems(items):
    """Let the platform without a screen say what it cannot do."""
    quiet = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
    for item in items:
        if "/ui/" in item.path.as_posix():
            item.add_marker(quiet)
