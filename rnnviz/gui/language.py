"""Turning English source text into the user's language, and changing that language while everything goes on.

A catalogue is a file ``resources/translations/rnnviz_<language>.qm``; English needs none. Whoever shows words hears of
another language by Qt's own event, ``QEvent.Type.LanguageChange`` (`rnnviz.gui.widgets.retranslated`).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from rnnviz.assets import resource
from rnnviz.engine.presets import FALLBACK
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, did_you_mean, look_up
from rnnviz.user_files.faults import shown

_FILE = "rnnviz_"
_spoken = FALLBACK  # the code of the language in force: every number that is written asks for it
_QT = "qtbase_"  # Qt's own words: what stands on the buttons of its dialogs


def languages() -> dict[str, str]:
    """Return the languages there are, code -> what they are called in themselves; English comes first."""
    codes = [path.stem.removeprefix(_FILE) for path in sorted(resource("translations").glob(f"{_FILE}*.qm"))]
    return {FALLBACK: "English", **{code: _own_name(code) for code in codes}}


def _own_name(code: str) -> str:
    locale = QLocale(code)
    name = locale.nativeLanguageName().capitalize()
    return f"{name} ({locale.nativeTerritoryName()})" if "_" in code else name


def _in_force() -> str:
    return _spoken


def speak(code: str) -> None:
    """Say everything in another language from now on; raises `Refused` if there is no such language."""
    global _spoken
    known = languages()
    if code not in known:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "There is no language {code}{nearest}; there are {known}."),
            code=shown(code),
            nearest=did_you_mean(code, known),
            known=", ".join(known),
        )
    # Numbers are read beside formulas and typed into files: their point is a point in every language.
    QLocale.setDefault(QLocale.c())
    application = QCoreApplication.instance()
    assert application is not None
    _spoken = code
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.setParent(None)
        translator.deleteLater()
    if code != FALLBACK:
        _install(application, code, str(resource("translations", f"{_FILE}{code}.qm")))
        _install(application, code, f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/{_QT}{code}")


def _install(application: QCoreApplication, code: str, file: str) -> None:
    translator = QTranslator(application)
    translator.setObjectName(code)
    if translator.load(file):
        application.installTranslator(translator)
    else:
        translator.setParent(None)


def nearest_language(code: str) -> str:
    """Return the language there is for a code such as pt_BR, pt-PT or pt; empty if there is none."""
    code, known = code.replace("-", "_"), languages()
    near = [each for each in known if each.partition("_")[0] == code.partition("_")[0]]
    return code if code in known else near[0] if near else ""


def first_language(kept: str = "") -> str:
    """Return the language to begin with: the one that was chosen before, else that of the system, else English."""
    there = (nearest_language(each) for each in (kept, *QLocale.system().uiLanguages()))
    return next(filter(None, there), FALLBACK)


look_up(QCoreApplication.translate, _in_force)
