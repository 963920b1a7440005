"""Pictures of panels: for the menu of a panel, and for a run that has no window."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rnnviz.engine.capability import ALL, Capability
from rnnviz.engine.commands import Command
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Built, Evaluated, Event, Phase, Probed, Sample, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.explain.provenance import KEY, of_panel, written
from rnnviz.files.replacing import removed, write
from rnnviz.gui.panels import panels
from rnnviz.gui.style.stylesheet import palette, style_sheet
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, first_line, translate

SIZE = QSize(960, 540)  # of a saved panel, in logical pixels
_SCALE = 2.0  # image pixels for each, so that the text is sharp on any page

_application: QApplication | None = None  # kept, or Qt would end with the function that made it


class Still:
    """A run that is over, as a `rnnviz.engine.source.Source`: it has said everything and obeys nothing more."""

    def __init__(self, frame: Frame, events: Iterable[Event], metrics: MetricsHistory) -> None:
        self.frames: Latest[Frame] = Latest()
        self.frames.put(frame)
        self.metrics = metrics
        self.governor = Governor()
        self._events = list(events)

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What its run could do: in the picture a control looks as it did in the window."""
        return ALL

    def start(self) -> None:
        """Do nothing: there is no worker."""

    def send(self, command: Command) -> int:
        """Do nothing: there is no worker."""
        return 0

    def events(self) -> list[Event]:
        """Return everything, once."""
        said, self._events = self._events, []
        return said

    def stop(self, timeout: float | None = None) -> bool:
        """Return True: it has ended."""
        del timeout
        return True

    @property
    def alive(self) -> bool:
        """Nothing is at work behind it."""
        return False


class Pictures(NamedTuple):
    """What was drawn, and why what is missing was not."""

    paths: list[Path]
    faults: list[Refused]


def save_pictures(
    folder: Path,
    frame: Frame,
    built: Built,
    metrics: MetricsHistory,
    samples: Iterable[Sample] = (),
    evaluations: Iterable[Evaluated] = (),
    probe: str = "",
    look: Look | None = None,
    size: QSize = SIZE,
) -> Pictures:
    """Draw every panel that the Frame has the parts for, and save each as ``<its key>.png``; no live ones.

    One that cannot be drawn or saved does not keep the others from being; a picture of an earlier run under its name
    would say that it was, and goes.

    Parameters
    ----------
    folder : Path
        Is there already.
    frame, built, metrics, samples, evaluations, probe
        What a run left.
    look : Look, optional
        Theme and font size; by default those of a new window.
    size : QSize
        Of each picture, in logical pixels; the files have twice as many.

    Returns
    -------
    Pictures
    """
    application()
    events: list[Event] = [built, Probed(probe), *samples, *evaluations, Status(Phase.PAUSED, frame.update)]
    session = Session(Still(frame, events, metrics), built.config)
    session.poll()
    look = look or Look()
    drawable = [panel for panel in panels() if panel.wants <= frame.wants and not panel.live]
    made = Pictures([], [])
    for panel in drawable:
        path = folder / f"{panel.key}.png"
        try:
            with _faults_raised():
                _save(path, panel, session, look, size)
            made.paths.append(path)
        except Exception as error:
            made.faults.append(_undrawn(panel, error))
            with suppress(Refused):
                removed(path)
    return made


def _undrawn(panel: Panel, error: Exception) -> Refused:
    template = QT_TRANSLATE_NOOP("files", "The picture {name} is missing: {reason}")
    details = error.details if isinstance(error, Refused) else traceback.format_exc()
    reason = error.sentence if isinstance(error, Refused) else first_line(error)
    return Refused(template, details, name=f"{panel.key}.png", reason=reason)


@contextmanager
def _faults_raised() -> Iterator[None]:
    """Raise at the end what went wrong in painting or in a slot: Qt itself goes on as if nothing had."""
    caught: list[RuntimeError] = []  # not the error itself: it would keep what it was raised in, after its widget's end

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        caught.append(RuntimeError(first_line(error)))
        caught[-1].add_note("".join(traceback.format_exception(kind, error, trace)))

    before, sys.excepthook = sys.excepthook, note
    try:
        yield
    finally:
        sys.excepthook = before
    if caught:
        raise caught[0]


def application() -> QApplication:
    """Return the process's QApplication; where there is none, one that needs no display."""
    global _application
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    _application = QApplication(["rnnviz", "-platform", "offscreen"])
    return _application


def view_to_image(view: QWidget, scale: float | None = None) -> QImage:
    """Draw a widget, as it is on screen, with `scale` image pixels for a logical one (by default the screen's)."""
    ratio = view.devicePixelRatioF() if scale is None else scale
    image = QImage(view.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(view.palette().color(view.backgroundRole()))
    view.render(image)
    return image


def save_png(widget: QWidget, path: Path, scale: float | None = None, about: str = "") -> None:
    """Save what a widget shows as PNG, with what it is of as a text in it; raises `Refused`."""
    with _buffer() as buffer:
        writer = QImageWriter(buffer, QByteArray(b"PNG"))
        image = view_to_image(widget, scale)
        if about:
            image.setText(KEY, about)
        if not writer.write(image):
            raise Refused(
                QT_TRANSLATE_NOOP("files", "The picture cannot be made: {reason}."), reason=writer.errorString()
            )
        write(path, bytes(buffer.data().data()))


def save_svg(widget: QWidget, path: Path, about: str = "") -> None:
    """Save what a widget shows as SVG: text stays text, heatmaps are images in it; raises `Refused`.

    What it is of is its description.
    """
    with _buffer() as buffer:
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(widget.size())
        generator.setViewBox(widget.rect())
        generator.setTitle(widget.accessibleName())
        generator.setDescription(about)
        painter = QPainter(generator)
        painter.fillRect(widget.rect(), widget.palette().color(widget.backgroundRole()))
        widget.render(painter, QPoint())
        painter.end()
        write(path, bytes(buffer.data().data()))


@contextmanager
def _buffer() -> Iterator[QBuffer]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    try:
        yield buffer
    finally:
        buffer.close()


def _save(path: Path, panel: Panel, session: Session, look: Look, size: QSize) -> None:
    view = panel.make(session, look)
    page = _page(view, translate("panels", panel.title), look)
    page.resize(size)
    view.restyle()
    if session.frame is not None:
        view.show_frame(session.frame)
    view.show_cursor()
    session.pulse.emit()
    QCoreApplication.sendPostedEvents()
    try:
        title = translate("panels", panel.title)
        save_png(page, path, _SCALE, written(of_panel(panel.key, title, {"": view.provenance()})))
    finally:
        page.close()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def _page(view: View, title: str, look: Look) -> QWidget:
    """Put a view under its title and its words, as a dock does."""
    page = QWidget()
    page.setObjectName("dockBody")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.setPalette(palette(look))
    page.setStyleSheet(style_sheet(look))
    page.setFont(look.font())
    heading, words = QLabel(title), QLabel(view.subtitle)
    heading.setObjectName("title")
    words.setObjectName("muted")
    view.subtitle_changed.connect(words.setText)
    head = QHBoxLayout()
    head.setSpacing(look.px(8))
    head.addWidget(heading)
    head.addWidget(words, 1)
    column = QVBoxLayout(page)
    column.addLayout(head)
    column.addWidget(view, 1)
    return page
