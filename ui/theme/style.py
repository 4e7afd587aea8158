"""The one style sheet of the window, written from the tokens; what Fusion's palette says already is not repeated."""

from string import Template

from PySide6.QtGui import QGuiApplication

from ui.theme.tokens import LIGHT, RADIUS, Tokens

_SHEET = Template("""
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[centred="true"] { qproperty-alignment: AlignCenter; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; }
QLabel[look="error"] { color: $danger; }
QLabel[look="warning"] { color: $warning; }
QLabel[look="link"] { color: $accent; }
QLabel[look="key"] { color: $muted; background: $surface; border: 1px solid $line;
  border-radius: 4px; padding: 0 5px; }

QFrame[surface="true"], QWidget[surface="true"] { background: $surface; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[edge="bottom"] { border: 0; border-bottom: 1px solid $line; }
QFrame[edge="top"] { border: 0; border-top: 1px solid $line; }
QFrame[edge="left"] { border: 0; border-$left: 1px solid $line; }
QFrame[edge="right"] { border: 0; border-$right: 1px solid $line; }

QPushButton, QToolButton { color: $text; background: $surface; border: 1px solid $line; border-radius: ${radius}px;
  padding: 6px 12px; min-height: 18px; outline: 0; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $window; }
QPushButton[primary="true"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { color: $muted; background: $line; border-color: $line; }
QPushButton[danger="true"] { color: $danger; }
QPushButton[quiet="true"], QToolButton[quiet="true"] { background: transparent; border-color: transparent; }
QPushButton[quiet="true"]:hover, QToolButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:focus, QToolButton[quiet="true"]:focus { border-color: $accent; }
QPushButton[link="true"] { color: $accent; background: transparent; border-color: transparent; padding: 4px 4px;
  text-align: left; }
QPushButton[link="true"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[link="true"]:focus { border-color: $accent; padding: 3px 3px; }
QPushButton[link="true"]:disabled, QPushButton[danger="true"]:disabled { color: $disabled; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit > QToolButton { min-height: 0; padding: 0; border: 0; background: transparent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox {
  color: $text; background: $surface; border: 1px solid $outline; border-radius: ${radius}px; padding: 6px 10px;
  min-height: 18px; outline: 0; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus,
QSpinBox:focus { border: 2px solid $accent; padding: 5px 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $muted; background: $window;
  border-color: $line; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $danger; }
QTextBrowser[paper="true"] { color: $ink; background: $paper; border-color: $line; padding: 2px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QSpinBox QLineEdit { border: 0; padding: 0; background: transparent; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: 0; padding: 4px;
  selection-background-color: $accent_tint; selection-color: $text; }

QAbstractButton[segment="true"] { border-radius: 0; border-right-width: 0; padding: 6px 13px; color: $muted; }
QAbstractButton[segment="true"][tight="true"] { padding: 6px; }
QAbstractButton[segment="true"][place="first"] { border-top-left-radius: ${radius}px;
  border-bottom-left-radius: ${radius}px; }
QAbstractButton[segment="true"][place="last"] { border-top-right-radius: ${radius}px;
  border-bottom-right-radius: ${radius}px; border-right-width: 1px; }
QAbstractButton[segment="true"][stacked="true"] { border-right-width: 1px; border-bottom-width: 0; }
QAbstractButton[segment="true"][place="top"] { border-top-left-radius: ${radius}px;
  border-top-right-radius: ${radius}px; }
QAbstractButton[segment="true"][place="bottom"] { border-bottom-left-radius: ${radius}px;
  border-bottom-right-radius: ${radius}px; border-bottom-width: 1px; }
QAbstractButton[segment="true"]:checked { color: $accent; background: $accent_tint; }
QAbstractButton[segment="true"]:focus { border: 2px solid $accent; padding: 5px 11px; }
QAbstractButton[segment="true"][tight="true"]:focus { padding: 5px; }

QAbstractButton[tab="true"] { color: $muted; background: transparent; border: 0;
  border-bottom: 2px solid transparent;
  border-radius: 0; padding: 10px 10px 8px 10px; }
QAbstractButton[tab="true"]:hover { color: $text; }
QAbstractButton[tab="true"]:checked { color: $accent; border-bottom-color: $accent; }
QAbstractButton[tab="true"]:focus { background: $accent_tint; border-top-left-radius: ${radius}px;
  border-top-right-radius: ${radius}px; }

QAbstractItemView { background: $surface; border: 0; outline: 0; color: $text;
  selection-background-color: $accent_tint; selection-color: $text; }
QAbstractItemView[ground="window"] { background: $window; }
QAbstractItemView[framed="true"] { border: 1px solid $line; border-radius: ${radius}px; padding: 1px; }
QAbstractItemView[framed="true"]:focus { border: 2px solid $accent; padding: 0; }
QHeaderView::section { color: $muted; background: $surface; border: 0; border-bottom: 1px solid $line;
  padding: 8px 12px; }
QTableView, QTreeView { gridline-color: $faint_line; }
QScrollArea, QScrollArea > QWidget > QWidget[scrolled="true"] { border: 0; background: transparent; }
QAbstractScrollArea::corner { background: $window; border: 0; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 2px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0; width: 0;
  background: none; }

QMenuBar { color: $muted; background: $window; border-bottom: 1px solid $line; padding: 2px 6px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { color: $text; background: $line; }
QMenu { color: $text; background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_tint; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; padding-left: 6px; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; padding: 3px 4px 3px 0; border: 2px solid transparent;
  border-radius: ${radius}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; outline: 0; }
QProgressBar { background: $line; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }

#rail { background: $surface; border: 0; border-$right: 1px solid $line; }
QAbstractButton[rail="true"] { color: $muted; background: transparent; border: 0;
  border-radius: ${radius}px; padding: 6px 2px; }
QAbstractButton[rail="true"]:hover { background: $hover; }
QAbstractButton[rail="true"]:checked { color: $accent; background: $accent_tint; }
QAbstractButton[rail="true"]:focus { border: 2px solid $accent; padding: 4px 0; }
#top_bar { background: $surface; border: 0; border-bottom: 1px solid $line; }
#status_line { background: $surface; border: 0; border-top: 1px solid $line; }
#status_line QLabel { color: $muted; }
#command_box { color: $muted; background: $window; border: 1px solid $line; text-align: left; }
#command_box:hover { border-color: $outline; }
#command_box:focus { border: 2px solid $accent; }
#notice_bar { background: $surface; border: 0; border-top: 1px solid $line; }
#notice_bar[tone="problem"] { background: $danger_tint; border-top: 1px solid $danger; }
#notice_bar[tone="problem"] QPushButton[quiet="true"]:hover { background: $surface; }
#side_panel { background: $surface; border: 0; border-$left: 1px solid $line; }
#sheet { background: $surface; border: 1px solid $line; border-radius: 10px; }
#command_palette QLineEdit { border: 0; padding: 12px 16px; background: transparent; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The application's style sheet in the colours of `tokens`."""
    colours = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    left, right = ("right", "left") if QGuiApplication.isRightToLeft() else ("left", "right")
    others = {"radius": str(RADIUS), "left": left, "right": right, "paper": LIGHT.surface, "ink": LIGHT.text}
    return _SHEET.substitute(colours | others)
