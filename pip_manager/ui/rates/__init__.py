"""Rates."""

from pip_manager.ui.rates.screen import RatesPage

__all__ = ["RatesPage"]
