"""What the worker will see: the worker's own view, drawn small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.core.check import Check
from oss_app.core.events import CameraChanged, Opened
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile, Theme
from oss_app.core.record import Phase, Position
from oss_app.core.session import Session
from oss_app.core.task import Break, Section, Step, Task
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.theme import Palette

WIDTH, HEIGHT, PIXELS_PER_MM = 1920, 1080, 3.6
"""A usual screen: 24 inches, full HD."""
FILM_MS = 80
LONGEST = 40
"""So many of the longest sentences settle where everything stands; to measure all takes longer than a key may."""


class Preview(QWidget):
    """Draws one item of a task as the worker sees it at a level of help."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._view = PlayerView()
        self._view.resize(WIDTH, HEIGHT)
        self._view.pictures.arrived.connect(self._arrived)
        self.destroyed.connect(self._view.deleteLater)  # a window of its own, which nothing else would end
        self._film = QTimer(self)
        self._film.setInterval(FILM_MS)
        self._film.timeout.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def view(self) -> PlayerView:
        """The worker's view that is drawn here."""
        return self._view

    def show_item(
        self,
        task: Task,
        at: int | None,
        level: HelpLevel,
        language: str,
        checks: Mapping[str, Check],
        theme: Theme = Theme.LIGHT,
    ) -> None:
        """Show the item at an index of the task's list; of a section the step behind it."""
        self.show_for(Profile(level=level, theme=theme, language=language), task, at, language, checks)

    def show_for(self, worker: Profile, task: Task, at: int | None, language: str, checks: Mapping[str, Check]) -> None:
        """Show an item as one worker sees it."""
        index = _index(task, at)
        if index is None:
            return
        profile = worker.model_copy(update={"reduced_motion": True})
        presenter = Presenter(profile, language, load(language), checks)
        laid_out = plan(task, profile, checks)
        index = next(page[0] for page in laid_out.pages if index in page)
        here = Phase.STEP if isinstance(laid_out.items[index], Step) else Phase.BREAK_POINT
        session = Session(laid_out, Position(1, index, here))
        session.on(Opened())
        if session.state.watch:
            session.on(CameraChanged(session.state.watch, True))
        screen = presenter.screen(session)
        extent = presenter.extent(laid_out)
        extent = replace(extent, sentences=tuple(sorted(extent.sentences, key=len)[-LONGEST:]))
        self._view.set_profile(profile, extent, PIXELS_PER_MM)
        self._view.show_screen(screen)
        self.setAccessibleName(screen.sentence)
        if screen.picture and screen.picture.film:
            self._film.start()
        else:
            self._film.stop()
        self.update()

    def close_down(self) -> None:
        """End the view's reading thread and its film."""
        self._film.stop()
        self._view.close_down()

    def _arrived(self, _: object) -> None:
        self.update()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(544, self.heightForWidth(544))

    def paintEvent(self, event: QPaintEvent) -> None:
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        box = QRectF(0, 0, WIDTH * scale, HEIGHT * scale)
        edge = box.adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(edge, 14, 14)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.setClipPath(path)
        painter.scale(scale, scale)
        self._view.render(painter, QPoint(0, 0))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._palette.line), 2))
        painter.drawPath(path)
        painter.end()


def _index(task: Task, at: int | None) -> int | None:
    """Return the index of an item among those that a worker meets; None where there is nothing to meet."""
    meets = [isinstance(item, Step | Break) for item in task.items]
    if not any(meets):
        return None
    at = 0 if at is None else at
    if isinstance(task.items[at], Section):
        at = next((n for n in range(at, len(meets)) if meets[n]), max(n for n in range(len(meets)) if meets[n]))
    return sum(meets[:at])
