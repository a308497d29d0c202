"""What leads away from a task's page and back: its languages, its paper, its earlier versions, the items."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from oss_app.core.problem import Passage
from oss_app.core.profile import Theme
from oss_app.core.release import ReleaseState
from oss_app.core.task import Task
from oss_app.editor.edits import Insert
from oss_app.editor.item_library import ItemLibrary, LibraryItem, step_with, updated
from oss_app.editor.open_task import OpenTask
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import Translator
from oss_app.ui.desk.pages.about_task import GuidePage, TaskPage
from oss_app.ui.desk.pages.history import HistoryPage
from oss_app.ui.desk.pages.house_page import HousePage
from oss_app.ui.desk.pages.item_library_page import ItemsPage
from oss_app.ui.desk.pages.printing import PrintPage
from oss_app.ui.desk.pages.translating import TranslationPage
from oss_app.ui.desk.task.advice import AdvicePage
from oss_app.ui.desk.task.page import EditorPage
from oss_app.ui.kit.formats import day_and_year
from oss_app.ui.kit.theme import Palette


class TaskPages(QObject):
    """Opens the pages beside that of a task in ``pages``; ``library_wanted`` where there is no task to go back to."""

    library_wanted = Signal()
    left_saying = Signal(object)
    """The line of the page that was left, where something was said by leaving it."""

    def __init__(
        self,
        pages: QStackedWidget,
        editor: EditorPage,
        items: ItemLibrary,
        store: TaskStore,
        palette: Palette,
        tr: Translator,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._pages, self._editor, self._tr, self._library = pages, editor, tr, items
        self.languages = TranslationPage(palette, tr)
        self.paper = PrintPage(palette, tr)
        self.history = HistoryPage(palette, tr, theme)
        self.items = ItemsPage(palette, tr, items, store)
        self.guide = GuidePage(palette, tr)
        self.guide.tips_wanted.connect(self._tips_again)
        self.about = TaskPage(palette, tr)
        editor.head.about_wanted.connect(self.open_about)
        self.advice = AdvicePage(palette, tr)
        self.advice.wanted.connect(self._go_to)
        editor.head.advice_wanted.connect(self.open_advice)
        self.house = HousePage(palette, tr, store.house)
        self.advice.words_wanted.connect(self.open_house)
        self.guide.words_wanted.connect(self.open_house)
        for page in (
            self.languages, self.paper, self.history, self.items, self.guide, self.about, self.advice, self.house,
        ):  # fmt: skip
            pages.addWidget(page)
            page.left.connect(self.go_back)
        for kept in (self.items, self.house):
            kept.left.connect(partial(self.left_saying.emit, kept.note))
        editor.languages_wanted.connect(lambda: self.open_languages())
        editor.print_wanted.connect(self.open_paper)
        editor.versions_wanted.connect(self.open_history)
        editor.strip.items_wanted.connect(self.open_items)
        self.history.put_back.connect(self._put_back)
        self.items.used.connect(self._use)

    def go_back(self) -> None:
        """Back to the task, or to all tasks where none is open."""
        if self._editor.draft is None:
            self.library_wanted.emit()
        else:
            self._show(self._editor)

    def open_languages(self, code: str = "") -> None:
        """Open the task in two languages: its own and the first other one, or ``code``."""
        if self._editor.draft:
            self._show(self.languages)
            self.languages.show_draft(self._editor.draft, code)

    def open_paper(self) -> None:
        """Open the task on paper."""
        draft = self._editor.draft
        if draft:
            draft.save()
            self._show(self.paper)
            self.paper.show_task(draft.task, foot_of(draft, self._tr))

    def open_history(self) -> None:
        """Open the task as it was."""
        draft = self._editor.draft
        if draft and draft.save():
            self._show(self.history)
            self.history.show_draft(draft)

    def open_items(self) -> None:
        """Open the items; with a task open, to make steps of them."""
        self._show(self.items)
        self.items.show_items(can_use=self._editor.draft is not None)

    def open_about(self) -> None:
        """Open the page about the whole task."""
        if self._editor.draft:
            self._show(self.about)
            self.about.show_draft(self._editor.draft)

    def open_advice(self) -> None:
        """All that could be plainer."""
        if self._editor.draft:
            self._show(self.advice)
            self.advice.show_draft(self._editor.draft)

    def open_house(self) -> None:
        """Open the words of the house."""
        self._show(self.house)
        self.house.show_words()

    def open_guide(self) -> None:
        """How a task comes about, and the keys."""
        self._show(self.guide)

    def offer_update(self) -> None:
        """Say where items have changed since this task was written; it follows when the coach wants that."""
        draft = self._editor.draft
        found = updated(draft.task, self._library.list()) if draft else None
        if draft is None or found is None:
            return
        names = ", ".join(item.name_in(draft.task.language) for item in found.items[:4])

        def follow() -> None:
            self._library.bring_photos(found.task, draft.folder)
            draft.put_back(found.task)

        self._editor.note.say(
            self._tr("Items have changed since: {names}.", names=names),
            (self._tr("Take over"), follow),
            (self._tr("Leave it"), lambda: None),
        )

    def close_down(self) -> None:
        """Keep what was typed on a page, and read no more photos."""
        self.items.settle()
        self.house.settle()
        self.history.close_down()
        self.items.list.close_down()
        self.about.photos.close_down()

    def _tips_again(self) -> None:
        self._editor.tips.turn_on()
        self.guide.note.say(self._tr("The tips come with the next new task."))

    def _put_back(self, task: Task) -> None:
        if self._editor.draft:
            self._editor.draft.put_back(task)
            self._show(self._editor)
            self._editor.say(self._tr("The earlier version is back. Undo brings yours again."))

    def _go_to(self, passage: Passage) -> None:
        if passage.language:
            self.open_languages(passage.language)
        elif passage.field and passage.item is None:
            self.open_about()
        else:
            self._show(self._editor)
            self._editor.go_to(passage)

    def _use(self, item: LibraryItem) -> None:
        draft = self._editor.draft
        if draft is None:
            return
        step = step_with(item, draft.task.language)
        self._library.bring_photos(draft.task.model_copy(update={"items": (step,)}), draft.folder)  # shown at once
        draft.do(Insert(0 if draft.at is None else draft.at + 1, (step,)))
        self._show(self._editor)
        self.left_saying.emit(self.items.note)
        self._editor.go_to_sentence()

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)


def foot_of(draft: OpenTask, tr: Translator) -> str:
    """Return what stands at the foot of each sheet: which state of the task this is."""
    seen = draft.seen_by_workers()
    when = (
        datetime.fromtimestamp(seen.stat().st_ctime)
        if seen and draft.state is ReleaseState.RELEASED
        else datetime.now()
    )
    day = day_and_year(when, tr)
    return tr("Released on {day}", day=day) if draft.state is ReleaseState.RELEASED else tr("Draft of {day}", day=day)
