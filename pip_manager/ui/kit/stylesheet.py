"""The one style sheet, generated from the colours and the text size.

What the palette and Fusion already do well is not repeated: a short sheet paints early.
Widgets opt in by a dynamic property: ``look`` for a kind of button, label or frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SIZES = (4, 5, 6, 7, 8, 10, 12, 13, 15, 16, 18, 20, 22, 24, 28, 30, 32, 34, 36)

# One pair of braces names a token; `p13` is 13 pixels at 100 % text size.
_SHEET = """
QToolTip { background: {sunken}; color: {text}; border: 1px solid {control};
  padding: 4px 6px; }
QLabel[look="title"] { font-size: {p22}; font-weight: 600; }
QLabel[look="section"] { font-size: {p15}; font-weight: 600; }
QLabel[look="figure"] { font-size: {p24}; font-weight: 600; }
QLabel[look="label"] { font-size: {p12}; font-weight: 500; color: {muted}; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="muted"] { color: {muted}; }
QLabel[look="small"] { font-size: {p12}; color: {muted}; }
QLabel[look="unstated"] { color: {muted}; font-style: italic; }
QLabel[look="problem"] { font-size: {p12}; color: {bad}; }
QFrame[look="card"] { background: {surface}; border: 1px solid {border};
  border-radius: 8px; }
QFrame[look="rule"] { background: {border}; border: none; }
QFrame[look="bar"] { background: {sunken}; border: 1px solid {control};
  border-radius: 8px; }
QFrame[look="popup"] { background: {surface}; border: 1px solid {control};
  border-radius: 8px; }

QPushButton { background: {surface}; border: 1px solid {control}; border-radius: 6px;
  padding: 0 13px; min-height: {p30}; font-weight: 500; }
QPushButton:hover { background: {hover}; }
QPushButton:pressed { background: {sunken}; }
QPushButton:focus { border: 2px solid {link}; padding: 0 12px; min-height: {b28}; }
QPushButton:disabled { color: {control}; border-color: {border}; }
QPushButton[look="primary"] { background: {accent}; color: {on_accent};
  border-color: {accent}; font-weight: 600; }
QPushButton[look="primary"]:hover { border-color: {text}; }
QPushButton[look="primary"]:focus { border: 2px solid {text}; }
QPushButton[look="primary"]:disabled { background: {sunken}; color: {control};
  border-color: {border}; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; }
QPushButton[look="quiet"]:hover { background: {hover}; }
QPushButton[look="quiet"]:focus { border-color: {link}; }
QPushButton[look="link"] { background: transparent; border: none; color: {link};
  padding: 0; min-height: {p24}; text-align: left; text-decoration: underline; }
QPushButton[look="link"]:hover { color: {text}; }
QPushButton[look="link"]:focus { background: {soft}; color: {text}; border: none;
  border-bottom: 2px solid {link}; padding: 0; min-height: {b24}; }
QPushButton[look="link"]:disabled { color: {control}; }
QToolButton { background: transparent; border: 1px solid transparent;
  border-radius: 6px; padding: 3px; min-width: {p24}; min-height: {p24}; }
QToolButton:hover { background: {hover}; }
QToolButton:focus { border: 2px solid {link}; padding: 2px; }
QToolButton::menu-indicator { image: none; }
QLineEdit QToolButton { border: none; padding: 0; min-width: 0; min-height: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox { background: {surface};
  border: 1px solid {control}; border-radius: 6px; padding: 0 9px;
  selection-background-color: {accent}; selection-color: {on_accent}; }
QLineEdit, QSpinBox, QComboBox { min-height: {p30}; }
QPlainTextEdit, QTextEdit { padding: 5px 5px; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QComboBox:on {
  border: 2px solid {link}; padding: 0 8px; min-height: {b28}; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid {link}; padding: 4px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: {sunken}; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {
  background: {sunken}; border-color: {border}; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {
  border: 2px solid {bad}; padding-left: 8px; padding-right: 8px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { min-height: {b28}; }
QComboBox[wrong="true"] { padding-left: 10px; padding-right: {p22}; }
QLineEdit[look="search"] { padding-left: 1px; }
QLineEdit[look="search"]:focus { padding-left: 0; }
QComboBox { padding-left: 11px; padding-right: {p22}; }
QComboBox:focus, QComboBox:on { padding-left: 10px; padding-right: {p22}; }
QComboBox::drop-down { border: none; width: {p24}; subcontrol-position: right center; }
QComboBox::down-arrow { image: url(icons:sheet/down-{scheme}.svg); width: {p12};
  height: {p12}; }
QComboBox QAbstractItemView, QListView[look="choices"] { background: {surface};
  border: 1px solid {control}; padding: 3px; outline: none;
  selection-background-color: {soft}; selection-color: {text}; }
QListView[look="choices"] { border-color: {border}; border-radius: 8px; padding: 6px; }
QComboBox QAbstractItemView::item, QListView[look="choices"]::item {
  min-height: {p28}; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QListView[look="choices"]::item:selected {
  background: {soft}; color: {text}; border: 1px solid {link}; }

QCheckBox, QRadioButton { spacing: 8px; min-height: {p24}; }
QCheckBox::indicator, QTreeView::indicator { width: {p16}; height: {p16};
  border: 1px solid {control};
  border-radius: 4px; background: {surface}; }
QCheckBox::indicator:checked, QTreeView::indicator:checked {
  background: {accent}; border-color: {accent};
  image: url(icons:sheet/check.svg); }
QTreeView::indicator:indeterminate { background: {soft}; border: 1px solid {accent}; }
QCheckBox::indicator:focus { border: 2px solid {link}; }
QCheckBox::indicator:checked:focus { border: 2px solid {text}; }
QCheckBox::indicator:disabled { background: {sunken}; border-color: {border}; }

QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid {control};
  border-radius: 8px; background: {surface}; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid {accent};
  background: {on_accent}; }
QRadioButton::indicator:focus { width: 12px; height: 12px; border: 2px solid {link}; }
QRadioButton::indicator:checked:focus { width: 6px; height: 6px;
  border: 5px solid {link}; }
QRadioButton::indicator:disabled { background: {sunken}; border-color: {border}; }

QTableView, QListView, QTreeView { background: {surface}; border: none; outline: none;
  selection-background-color: {soft}; selection-color: {text}; }
QHeaderView { background: transparent; border: none; }
QTableCornerButton::section { background: {surface}; border: none; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: {surface}; }
QCalendarWidget QAbstractItemView { selection-background-color: {accent};
  selection-color: {on_accent}; }
QProgressBar { background: {sunken}; border: 1px solid {control}; border-radius: 5px;
  min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: {accent}; border-radius: 4px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: {control}; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: {muted}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: {border}; }
QMenuBar { background: {canvas}; border-bottom: 1px solid {border}; padding: 2px 8px; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: {soft}; color: {text}; }
QMenu { background: {surface}; border: 1px solid {control}; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: {soft}; color: {text}; }
QMenu::item:disabled { color: {control}; }
QMenu::separator { height: 1px; background: {border}; margin: 4px 6px; }
QTabBar::tab { padding: 0 12px; min-height: {p30}; color: {muted}; border: none;
  border-bottom: 2px solid transparent; font-weight: 500; }
QTabBar::tab:selected { color: {text}; border-bottom-color: {accent}; }
QTabBar::tab:focus { border-bottom-color: {text}; color: {text}; }
QTabWidget::pane { border: none; border-top: 1px solid {border}; }
QScrollArea, QScrollArea > QWidget > QWidget[look="clear"] { background: transparent;
  border: none; }
QStatusBar { background: {canvas}; color: {muted}; border-top: 1px solid {border}; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: {muted}; font-size: {p12}; }

#sidebar { background: {sidebar}; border-right: 1px solid {border}; }
#sidebar QPushButton { background: transparent; border: 1px solid transparent;
  border-left: 3px solid transparent; border-radius: 6px; padding: 0 8px;
  min-height: {p32}; text-align: left; font-weight: 500; color: {muted}; }
#sidebar QPushButton:hover { background: {hover}; color: {text}; }
#sidebar QPushButton:checked { background: {surface}; color: {text};
  border-left: 3px solid {link}; font-weight: 600; }
#sidebar QPushButton:focus { border: 2px solid {link}; padding: 0 7px 0 8px;
  min-height: {b30}; }
#banner { padding: 3px; background: {warn}; color: {on_state}; font-weight: 600; }
"""


def sheet(colours: Mapping[str, str], px: Callable[[float], int], *, dark: bool) -> str:
    """Return the style sheet of colours by token; `px` scales a size with the text."""
    words = dict(colours)
    words["scheme"] = "dark" if dark else "light"
    for size in _SIZES:
        words[f"p{size}"] = f"{px(size)}px"
        # a focus ring is two pixels wide, so the inside gives two back
        words[f"b{size}"] = f"{px(size + 2) - 2}px"
    text = _SHEET
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text
