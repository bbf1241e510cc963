"""Reports."""

from pip_manager.ui.reports.screen import ReportsPage

__all__ = ["ReportsPage"]
