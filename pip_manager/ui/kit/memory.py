"""What the program remembers of the window: sizes, sort, text size. No records.

An INI file of the user's own; a value that cannot be read is as good as none.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings


def _settings() -> QSettings:
    kind, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    return QSettings(kind, scope, "pip-manager", "window")


def keep(key: str, value: str | int | QByteArray) -> None:
    """Remember a value under a key, such as ``table/engagements/state``."""
    _settings().setValue(key, value)


def words(key: str, otherwise: str = "") -> str:
    """Return a remembered text."""
    value = _settings().value(key)
    return value if isinstance(value, str) else otherwise


def number(key: str, otherwise: int) -> int:
    """Return a remembered whole number."""
    value = str(_settings().value(key, ""))
    return int(value) if value.lstrip("-").isdigit() else otherwise


def state(key: str) -> QByteArray | None:
    """Return a remembered state of a widget, as Qt packs it."""
    value = _settings().value(key)
    return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def forget(key: str) -> None:
    """Forget a value."""
    _settings().remove(key)
