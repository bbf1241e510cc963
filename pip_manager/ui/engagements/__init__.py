"""The engagements screen."""

from __future__ import annotations

from pip_manager.ui.engagements.page import EngagementsPage as EngagementsPage
