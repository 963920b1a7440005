"""Qt's palette and style sheet, made from a theme and a font size."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from rnnviz.assets import resource
from rnnviz.gui.style.theme import Look

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "entry",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Button: "entry",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "border",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "window",
}
_FADING = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


def palette(look: Look) -> QPalette:
    """Return the palette for a theme."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(look.theme, name)))
    for role in _FADING:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.theme.muted))
    return made


def style_sheet(look: Look) -> str:
    """Return what the palette cannot say: rounded fields, quiet borders, one accent."""
    groups = (_surfaces, _buttons, _entries, _lists, _menus, _messages)  # what comes later wins
    return "\n" + "".join(group(look) for group in groups)


def _field(look: Look) -> str:
    t = look.theme
    return f"background:{t.entry}; color:{t.text}; border:1px solid {t.border}; border-radius:{look.px(4)}px;"


def _surfaces(look: Look) -> str:
    """Windows, docks and labels."""
    t, px = look.theme, look.px
    return f"""\
QMainWindow, QDialog {{ background:{t.window}; }}
QLabel {{ color:{t.text}; background:transparent; }}
QMainWindow::separator {{ background:{t.window}; width:{px(6)}px; height:{px(6)}px; }}
QMainWindow::separator:hover {{ background:{t.accent}; }}
QWidget#dockBody, QWidget#dockTitle {{ background:{t.panel}; border:0; }}
QLabel#muted, QLabel#hint {{ color:{t.muted}; }}
QLabel#title {{ font-weight:600; }}
QLabel#hint {{ font-size:{0.9 * look.points:.1f}pt; }}
"""


def _buttons(look: Look) -> str:
    """Tool bars and buttons."""
    t, px = look.theme, look.px
    return f"""\
QToolBar {{ background:{t.window}; border:0; spacing:{px(5)}px; padding:{px(3)}px {px(6)}px; }}
QToolButton, QPushButton {{ {_field(look)} padding:{px(4)}px {px(9)}px; }}
QToolButton:hover, QPushButton:hover {{ border-color:{t.accent}; }}
QToolButton:pressed, QPushButton:pressed {{ background:{t.border}; }}
QToolButton:checked {{ border-color:{t.accent}; }}
QToolButton:disabled, QPushButton:disabled {{ color:{t.muted}; }}
QToolButton#primary, QPushButton#primary {{ background:{t.accent}; color:{t.on_accent}; border-color:{t.accent};
    font-weight:600; }}
QToolButton#primary:disabled, QPushButton#primary:disabled {{ background:{t.border}; color:{t.muted};
    border-color:{t.border}; }}
QFileDialog QToolButton {{ padding:{px(2)}px; }}
QToolBar#stepBar {{ padding:0; spacing:{px(2)}px; }}
QToolBar#stepBar QToolButton {{ padding:{px(4)}px {px(3)}px; }}
QToolBar#stepBar QComboBox {{ padding:{px(3)}px {px(2)}px {px(3)}px {px(4)}px; }}
QToolBar::separator {{ background:{t.border}; width:1px; margin:{px(4)}px {px(3)}px; }}
QLabel#caption[kind="warning"] {{ color:{t.warning}; font-weight:600; }}
QToolButton#flat {{ background:transparent; border:0; padding:{px(1)}px {px(4)}px; color:{t.muted}; }}
QToolButton#flat:hover {{ color:{t.text}; background:{t.entry}; }}
QToolButton#side {{ background:transparent; border:0; border-bottom:{px(2)}px solid transparent; border-radius:0;
    padding:0 {px(6)}px; color:{t.muted}; }}
QToolButton#side:checked {{ color:{t.text}; border-bottom-color:{t.accent}; }}
QToolButton#side:hover {{ color:{t.text}; }}
QToolButton#session {{ font-weight:600; }}
QToolButton#session[whose="A"]:checked {{ background:{t.accent}; color:{t.on_accent}; border-color:{t.accent}; }}
QToolButton#session[whose="B"]:checked {{ background:{t.second}; color:{t.on_second}; border-color:{t.second}; }}
QToolButton#badge, QLabel#letter {{ background:{t.border}; color:{t.text}; border:0; border-radius:{px(3)}px;
    padding:0 {px(5)}px; font-weight:700; }}
QToolButton#badge[whose="A"], QLabel#letter[whose="A"][meant="true"] {{ background:{t.accent}; color:{t.on_accent}; }}
QToolButton#badge[whose="B"], QLabel#letter[whose="B"][meant="true"] {{ background:{t.second}; color:{t.on_second}; }}
QToolButton#side[whose="B"]:checked {{ border-bottom-color:{t.second}; }}
QToolButton::menu-indicator {{ image:none; }}
"""


def _entries(look: Look) -> str:
    """Fields that take numbers, words and choices."""
    t, px = look.theme, look.px
    up, down = (resource("icons", f"{name}.svg").as_posix() for name in ("up", "down"))
    return f"""\
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border:0; background:transparent; width:{px(14)}px; }}
QAbstractSpinBox[plain="true"]::up-button, QAbstractSpinBox[plain="true"]::down-button {{ width:0; }}
QAbstractSpinBox::up-arrow {{ image:url("{up}"); width:{px(8)}px; height:{px(8)}px; }}
QAbstractSpinBox::down-arrow, QComboBox::down-arrow {{ image:url("{down}"); width:{px(8)}px;
    height:{px(8)}px; }}
QAbstractSpinBox[plain="true"]::up-arrow, QAbstractSpinBox[plain="true"]::down-arrow {{ image:none; width:0; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ {_field(look)} padding:{px(3)}px {px(6)}px;
    selection-background-color:{t.accent}; }}
QAbstractSpinBox {{ placeholder-text-color:{t.muted}; }}
QPlainTextEdit, QTextEdit {{ {_field(look)} padding:{px(2)}px; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QToolButton:focus, QPushButton:focus,
QListView:focus, QTreeView:focus {{ border-color:{t.accent}; }}
QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"] {{ border-color:{t.warning}; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{
    color:{t.muted}; background:{t.panel}; }}
QComboBox::drop-down {{ border:0; width:{px(16)}px; }}
QComboBox QAbstractItemView {{ background:{t.panel}; color:{t.text}; border:1px solid {t.border};
    selection-background-color:{t.accent}; selection-color:{t.on_accent}; }}
"""


def _lists(look: Look) -> str:
    """Rows of lists and trees, and what scrolls."""
    t, px = look.theme, look.px
    return f"""\
QTreeView, QListView {{ background:{t.panel}; color:{t.text}; border:1px solid {t.panel}; outline:0; }}
QTreeView::item, QListView::item {{ padding:{px(4)}px {px(6)}px; border-radius:{px(4)}px; }}
QTreeView:disabled, QListView:disabled {{ color:{t.muted}; }}
QTreeView::item:disabled, QListView::item:disabled {{ color:{t.muted}; }}
QTreeView::item:selected:disabled, QListView::item:selected:disabled {{ background:{t.border}; color:{t.muted}; }}
QTreeView::item:hover, QListView::item:hover {{ background:{t.entry}; }}
QListView::item:focus:!selected {{ border:1px solid {t.accent}; }}
QTreeView::item:selected, QListView::item:selected {{ background:{t.accent}; color:{t.on_accent}; }}
QAbstractItemView {{ background:{t.panel}; color:{t.text}; }}
QTreeView#conditions::item:selected {{ background:{t.entry}; color:{t.text}; border-radius:0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background:{t.panel}; border:0; }}
QScrollBar {{ background:transparent; border:0; }}
QScrollBar:vertical {{ width:{px(9)}px; }} QScrollBar:horizontal {{ height:{px(9)}px; }}
QScrollBar::handle {{ background:{t.border}; border-radius:{px(4)}px; min-height:{px(20)}px; min-width:{px(20)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0; }}
"""


def _menus(look: Look) -> str:
    """Menus, status bar, tabs and tool tips."""
    t, px = look.theme, look.px
    return f"""\
QMenuBar {{ background:{t.window}; color:{t.text}; }}
QMenuBar::item:selected, QMenu::item:selected {{ background:{t.accent}; color:{t.on_accent}; }}
QMenu {{ background:{t.panel}; color:{t.text}; border:1px solid {t.border}; }}
QMenu::item:disabled {{ color:{t.muted}; }}
QMenu::separator {{ background:{t.border}; height:1px; margin:{px(4)}px; }}
QStatusBar {{ background:{t.window}; color:{t.muted}; }}
QStatusBar::item {{ border:0; }}
QTabBar {{ background:{t.window}; qproperty-drawBase:0; }}
QTabBar::tab {{ background:{t.window}; color:{t.muted}; padding:{px(4)}px {px(10)}px; border:0;
    border-bottom:{px(2)}px solid transparent; }}
QTabBar::tab:selected {{ color:{t.text}; border-bottom-color:{t.accent}; }}
QTabBar::tab:hover {{ color:{t.text}; }}
QToolTip {{ background:{t.panel}; color:{t.text}; border:1px solid {t.border}; padding:{px(3)}px; }}
"""


def _messages(look: Look) -> str:
    """Sliders and messages."""
    t, px = look.theme, look.px
    return f"""\
QSlider::groove:horizontal {{ background:{t.border}; height:{px(4)}px; border-radius:{px(2)}px; }}
QSlider::sub-page:horizontal {{ background:{t.accent}; border-radius:{px(2)}px; }}
QSlider::handle:horizontal {{ background:{t.accent}; width:{2 * px(7)}px; margin:-{px(5)}px 0;
    border-radius:{px(7)}px; }}
QSlider::handle:horizontal:focus {{ border:{px(2)}px solid {t.text}; }}
QFrame#message {{ background:{t.entry}; border:1px solid {t.warning}; border-radius:{px(4)}px; }}
QLabel#refusal {{ background:{t.entry}; color:{t.text}; border:1px solid {t.warning}; border-radius:{px(4)}px;
    padding:{px(3)}px {px(6)}px; }}
QFrame#past {{ background:{t.entry}; border:1px solid {t.warning}; border-radius:{px(4)}px; }}
QLabel#pastText {{ color:{t.warning}; font-weight:600; }}
QFrame#message[kind="note"] {{ border-color:{t.accent}; }}
"""
