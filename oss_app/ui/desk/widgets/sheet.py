"""The style of the coach's pages: one sheet, made from a palette (look: 18 px body, 12 px corners, 48 px targets)."""

from __future__ import annotations

from oss_app.ui.kit.theme import Palette

FAMILY = "Hyperlegible Plain Zero"
PLACEHOLDER, DISABLED = "#5A636B", "#636A70"
"""On light ground 6.0 and 5.2 to 1; other themes take their second ink."""
TARGET = 48


def sheet(palette: Palette) -> str:
    """Return the style sheet of every coach's page in these colours."""
    p = palette
    light = p.ground == "#FBF8F1"
    faint, off = (PLACEHOLDER, DISABLED) if light else (p.ink2, p.ink2)
    return f"""
* {{ font-family: "{FAMILY}", "Noto Sans", "Noto Sans Arabic"; font-size: 18px; color: {p.ink}; }}
QDialog, QWidget[role="page"] {{ background: {p.ground}; }}
QWidget[role="bar"] {{ background: {p.raised}; border: 0; border-bottom: 2px solid {p.hair}; }}
QWidget[role="side"] {{ background: {p.strip}; border: 0; }}
QFrame[role="box"] {{ background: {p.raised}; border: 2px solid {p.hair}; border-radius: 18px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: 24px; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: 20px; font-weight: 700; }}
QLabel[role="large"] {{ font-size: 36px; font-weight: 700; }}
QLabel[role="instruction"] {{ font-size: 38px; font-weight: 700; }}
QLabel[role="hero"] {{ font-size: 50px; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: 24px; color: {p.ink2}; }}
QLabel[role="invitation"] {{ font-size: 26px; font-weight: 600; }}
QFrame[role="tile"] {{ background: {p.raised}; border: 2px solid {p.hair}; border-radius: 18px; }}
QLabel[role="section"] {{ font-size: 16px; font-weight: 700; color: {p.ink2}; }}
QLabel[role="muted"] {{ color: {p.ink2}; }}
QLabel[role="strong"] {{ font-weight: 700; }}
QLabel[role="tag"] {{
  background: {p.strip}; border-radius: 15px; padding: 2px 12px; font-size: 16px; font-weight: 600;
}}
QLabel[role="tag"][tone="good"] {{ background: {p.seen}; color: {p.on_seen}; }}
QLabel[role="tag"][tone="todo"] {{ background: {p.warning}; color: {p.on_warning}; }}
QPushButton, QToolButton {{
  background: {p.raised}; border: 2px solid {p.line}; border-radius: 12px; padding: 0 18px;
  min-height: {TARGET - 4}px; font-weight: 600;
}}
QPushButton:focus, QToolButton:focus {{ border: 4px solid {p.ink}; padding: 0 16px; min-height: {TARGET - 8}px; }}
QPushButton:pressed, QToolButton:pressed {{ background: {p.strip}; border-color: {p.ink}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {off}; border-color: {p.hair}; background: transparent; }}
QPushButton[kind="filled"] {{ background: {p.accent}; border-color: {p.accent}; color: {p.on_accent}; }}
QPushButton[kind="filled"]:focus {{ border-color: {p.ink}; }}
QPushButton[kind="filled"]:pressed {{ background: {p.ground}; color: {p.accent}; border-color: {p.accent}; }}
QPushButton[kind="filled"]:disabled {{ background: {p.strip}; color: {off}; border-color: {p.hair}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 0 10px; }}
QPushButton[kind="quiet"]:focus {{ border-color: {p.ink}; padding: 0 8px; }}
QPushButton[kind="square"] {{ padding: 0; min-width: {TARGET - 4}px; max-width: {TARGET - 4}px; }}
QPushButton[kind="square"]:focus {{ min-width: {TARGET - 8}px; max-width: {TARGET - 8}px; }}
QPushButton[kind="big"] {{
  background: {p.accent}; border-color: {p.accent}; color: {p.on_accent};
  min-height: 68px; border-radius: 16px; font-size: 24px; padding: 0 32px;
}}
QPushButton[kind="big"]:focus {{ border-color: {p.ink}; min-height: 64px; padding: 0 30px; }}
QFrame[role="chip"], QLabel[role="chip"] {{ background: {p.raised}; border-radius: 12px; }}
QLabel[role="chip"] {{ padding: 0 16px; color: {p.ink2}; }}
QFrame[role="chip"] QComboBox {{ border: 0; background: transparent; font-weight: 600; font-size: 18px; padding: 0; }}
QFrame[role="chip"] QComboBox QLineEdit {{ border: 0; background: transparent; padding: 0 4px; font-weight: 600; }}
QFrame[role="chip"] QComboBox QLineEdit:focus {{ border-bottom: 3px solid {p.accent}; border-radius: 0; }}
QLineEdit[role="title"] {{
  font-size: 24px; font-weight: 700; border-color: transparent; background: transparent; padding: 0 6px;
  min-height: {TARGET - 4}px;
}}
QLineEdit[role="title"]:hover {{ border-color: {p.hair}; }}
QLineEdit[role="title"]:focus {{ border-color: {p.accent}; background: {p.raised}; padding: 0 5px; }}
QPushButton[kind="way"] {{ border-radius: 18px; }}
QPushButton[kind="tall"] {{ min-height: 68px; border-radius: 16px; font-size: 22px; padding: 0 30px; }}
QPushButton[kind="tall"]:focus {{ min-height: 64px; padding: 0 28px; }}
QPushButton[kind="option"] {{ text-align: left; }}
QPushButton[kind="option"]:checked {{ border: 3px solid {p.accent}; padding: 0 17px; background: {p.accent_soft}; }}
QListWidget, QTableView {{
  background: {p.raised}; border: 2px solid {p.hair}; border-radius: 12px; outline: 0;
  alternate-background-color: {p.raised}; selection-background-color: {p.strip}; selection-color: {p.ink};
}}
QListWidget::item {{ padding: 12px 16px; border-radius: 10px; }}
QListWidget::item:selected {{ background: {p.strip}; color: {p.ink}; border: 3px solid {p.accent}; }}
QTableView::item {{ padding: 4px 14px; border-bottom: 1px solid {p.hair}; }}
QTableView::indicator {{ width: 26px; height: 26px; }}
QTableView::item:selected {{ background: {p.strip}; color: {p.ink}; }}
QTableView QLineEdit {{ border-radius: 0; border-width: 3px; border-color: {p.accent}; padding: 0 10px; }}
QHeaderView {{ background: {p.raised}; border: 0; }}
QHeaderView::section {{
  background: {p.raised}; border: 0; border-bottom: 2px solid {p.hair}; padding: 10px 14px;
  font-size: 16px; font-weight: 700; color: {p.ink2};
}}
QPushButton[kind="segment"] {{ border-radius: 0; border-left-width: 0; padding: 0 8px; }}
QPushButton[kind="segment"][end="first"] {{
  border-left-width: 2px; border-top-left-radius: 12px; border-bottom-left-radius: 12px;
}}
QPushButton[kind="segment"][end="last"] {{ border-top-right-radius: 12px; border-bottom-right-radius: 12px; }}
QPushButton[kind="segment"]:checked {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
QPushButton[kind="segment"]:focus {{ border: 4px solid {p.ink}; padding: 0 4px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {{
  background: {p.raised}; border: 2px solid {p.line}; border-radius: 12px; padding: 0 14px;
  font-size: 19px; selection-background-color: {p.accent}; selection-color: {p.on_accent};
  placeholder-text-color: {faint};
}}
QPlainTextEdit, QTextEdit {{ padding: 8px 12px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{
  border: 3px solid {p.accent}; padding: 0 13px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 7px 11px; }}
QLineEdit QToolButton {{ background: transparent; border: 0; padding: 0; min-height: 0; }}
QLineEdit[role="sentence"] {{ font-size: 28px; font-weight: 600; }}
QComboBox, QSpinBox, QDateEdit {{ min-height: {TARGET}px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {off}; border-color: {p.hair}; }}
QComboBox::drop-down {{ border: 0; width: 36px; }}
QComboBox QAbstractItemView, QMenu {{
  background: {p.raised}; border: 2px solid {p.line}; border-radius: 8px; padding: 6px;
  selection-background-color: {p.strip}; selection-color: {p.ink};
}}
QComboBox QAbstractItemView {{ border-radius: 0; }}
QMenu::item {{ padding: 10px 22px; min-height: 28px; }}
QMenu::item:selected {{ background: {p.strip}; }}
QCheckBox, QRadioButton {{ background: transparent; spacing: 12px; min-height: 36px; }}
QCheckBox::indicator {{
  width: 22px; height: 22px; border: 2px solid {p.line}; border-radius: 6px; background: {p.raised};
}}
QCheckBox::indicator:checked {{ background: {p.accent}; border: 6px solid {p.raised}; outline: 2px solid {p.accent}; }}
QCheckBox:focus, QRadioButton:focus {{ outline: 0; border: 3px solid {p.ink}; border-radius: 8px; }}
QFrame[role="lint"] {{
  background: {p.strip}; border: 0; border-left: 6px solid {p.accent};
  border-top-right-radius: 10px; border-bottom-right-radius: 10px;
}}
QFrame[role="note"] {{ background: {p.strip}; border: 0; border-left: 6px solid {p.accent}; }}
QScrollArea {{ background: transparent; border: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {p.line}; border-radius: 5px; min-height: 40px; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {p.line}; border-radius: 5px; min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: 0;
}}
QSlider::groove:horizontal {{ background: {p.hair}; height: 8px; border-radius: 4px; }}
QSlider::sub-page:horizontal {{ background: {p.accent}; border-radius: 4px; }}
QSlider::handle:horizontal {{ background: {p.accent}; width: 26px; margin: -9px 0; border-radius: 13px; }}
QSlider:focus {{ border: 3px solid {p.ink}; border-radius: 8px; }}
QProgressBar {{ background: {p.strip}; border: 0; border-radius: 6px; min-height: 12px; max-height: 12px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 6px; }}
QToolTip {{ background: {p.raised}; color: {p.ink}; border: 2px solid {p.line}; padding: 6px; }}
"""
