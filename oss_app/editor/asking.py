"""Questions to another process, one at a time: each has a number, and an answer to an earlier one is not taken."""

from __future__ import annotations

from oss_app.editor.school import Ask, Question, Reply


class Asking:
    """Numbers the questions, and knows whether an answer is being waited for."""

    def __init__(self, ask: Ask) -> None:
        self.tell = ask
        self._number, self._open = 0, 0

    @property
    def is_open(self) -> bool:
        """Whether an answer is being waited for."""
        return self._open != 0

    def number(self) -> int:
        """The number of the next question."""
        self._number += 1
        return self._number

    def ask(self, question: Question) -> None:
        """Ask, and wait for the answer; ``tell`` does not wait."""
        self._open = question.number
        self.tell(question)

    def takes(self, reply: Reply) -> bool:
        """Whether this is the answer that is being waited for; then it is no longer."""
        is_mine = self.is_open and reply.number == self._open
        if is_mine:
            self._open = 0
        return is_mine

    def give_up(self) -> None:
        """There will be no answer."""
        self._open = 0
