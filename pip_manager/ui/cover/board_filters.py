"""The filters of the board: tier, service, host, only gaps, proposed taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from pip_manager.domain.cover.board_sheet import Narrowing
from pip_manager.ui.kit.flow import Flow
from pip_manager.ui.kit.parts import roomy
from pip_manager.ui.kit.theme import CONTROL, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.board_sheet import BoardSheet

    Choices = Sequence[tuple[object, str]]

_TIER, _SERVICE, _HOST = 104, 134, 124


class BoardFilters(QWidget):
    """What narrows the board.

    Signals:
        narrowed(): other lines are wanted of the same sheet.
        asked_anew(): the proposed is to count, or not: another sheet is wanted.
    """

    narrowed = Signal()
    asked_anew = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = Flow(self)
        self.tier = _choice(row, "Tier")
        self.service = _choice(row, "Service")
        self.host = _choice(row, "Host authority")
        for box in (self.tier, self.service, self.host):
            box.currentIndexChanged.connect(self.narrowed)
        self.only_gaps = QCheckBox("Only gaps")
        self.only_gaps.setToolTip("Posts with a gap today or later")
        self.only_gaps.toggled.connect(self.narrowed)
        self.proposed = QCheckBox("Include proposed")
        self.proposed.setToolTip("Count what is only proposed as if it were confirmed")
        self.proposed.toggled.connect(self.asked_anew)
        row.addWidget(AsTall(self.only_gaps))
        row.addWidget(AsTall(self.proposed))
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        boxes = (self.tier, self.service, self.host)
        for box, wide in zip(boxes, (_TIER, _SERVICE, _HOST), strict=True):
            box.setMaximumWidth(theme().px(wide))

    @property
    def with_proposed(self) -> bool:
        """Tell whether the proposed counts."""
        return self.proposed.isChecked()

    @property
    def narrowing(self) -> Narrowing:
        """Return what is chosen."""
        return Narrowing(
            tier=self.tier.currentData(),
            service=self.service.currentData(),
            host=self.host.currentData(),
            only_gaps=self.only_gaps.isChecked(),
        )

    @property
    def told(self) -> str:
        """Say what is chosen: ``Tier 3, only gaps``; empty where nothing narrows."""
        boxes = (self.tier, self.service, self.host)
        told = [box.currentText() for box in boxes if box.currentIndex() > 0]
        if self.only_gaps.isChecked():
            told.append("only gaps")
        return ", ".join(told)

    def clear(self) -> None:
        """Narrow nothing."""
        for box in (self.tier, self.service, self.host):
            box.setCurrentIndex(0)
        self.only_gaps.setChecked(False)
        self.narrowed.emit()

    def offer(self, sheet: BoardSheet) -> None:
        """Offer the tiers, services and hosts there are; what is chosen stays."""
        tiers = dict.fromkeys(line.post.tier for line in sheet.lines)
        services = sorted({line.post.service or "" for line in sheet.lines})
        _fill(self.tier, "All tiers", [(tier or 0, _tier(tier)) for tier in tiers])
        named = [(one, one or "Service not stated") for one in services]
        _fill(self.service, "All services", named)
        _fill(self.host, "All hosts", sheet.hosts)
        self.service.setVisible(services not in ([], [""]))
        self.host.setVisible(bool(sheet.hosts))


def _tier(tier: int | None) -> str:
    return "Not stated" if tier is None else f"Tier {tier}"


class AsTall(QWidget):
    """A place for a tick box or link, as tall as the fields beside it."""

    def __init__(self, one: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(CONTROL))


def _choice(row: Flow, name: str) -> QComboBox:
    box = roomy(QComboBox())
    hidden = QLabel(name)
    hidden.setBuddy(box)
    hidden.setVisible(False)
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    row.addWidget(hidden)
    row.addWidget(box)
    return box


def _fill(box: QComboBox, every: str, choices: Choices) -> None:
    wanted = [(None, every), *choices]
    there = [(box.itemData(n), box.itemText(n)) for n in range(box.count())]
    if wanted == there:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, told in wanted:
        box.addItem(told, value)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
    box.blockSignals(False)
