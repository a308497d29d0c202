"""What these pages need beside the sheet of all coach's pages."""

from __future__ import annotations

from oss_app.ui.coach.sheet import TARGET
from oss_app.ui.theme import LIGHT

EXTRA = f"""
QPushButton[kind="large"] {{ min-height: 68px; border-radius: 16px; font-size: 22px; padding: 0 32px; }}
QPushButton[kind="large"]:focus {{ min-height: 64px; padding: 0 30px; }}
QPushButton[kind="key"] {{
  text-align: left; font-weight: 400; font-size: 19px; padding: 0 14px; min-height: {TARGET}px;
}}
QPushButton[kind="key"]:focus {{ border: 3px solid {LIGHT.accent}; padding: 0 13px; min-height: {TARGET - 2}px; }}
QPushButton[kind="key"][waits="true"] {{ background: {LIGHT.accent_soft}; border: 3px solid {LIGHT.accent}; }}
QPushButton[kind="digit"] {{ padding: 0; min-width: {TARGET - 4}px; max-width: {TARGET - 4}px; }}
QPushButton[kind="line"] {{ text-align: left; border-color: transparent; background: transparent; padding: 0 12px; }}
QPushButton[kind="line"]:checked {{ background: {LIGHT.raised}; border-color: {LIGHT.accent}; }}
QPushButton[kind="line"]:focus {{ border: 3px solid {LIGHT.ink}; padding: 0 11px; }}
"""
"""Style sheet rules."""
