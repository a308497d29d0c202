"""No call for the coach is lost, nor taken for an earlier one, whatever is gone in between: orders of it, at random.

The server here is a stand-in that keeps one row as its function ``say`` does; that function itself is in test_put.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from oss_app.core.parcel import HELP, WELL
from oss_app.server.calls import BenchCalls, BoardRow
from oss_app.server.messages import Tell, Told

BROKEN = "trouble:broken"


class Row:
    """What PostgreSQL keeps of one bench."""

    def __init__(self) -> None:
        self.state, self.coming = WELL, False

    def say(self, state: str) -> bool:
        self.coming = self.coming and state != WELL and self.state != WELL
        self.state = state
        return self.coming

    def come(self) -> None:
        self.coming = self.state != WELL


class CallsMachine(RuleBasedStateMachine):
    """A worker who asks and goes on, a coach who comes, and a line between them that may be gone at each moment."""

    def __init__(self) -> None:
        super().__init__()
        self.row = Row()
        self.bench, self.child = BenchCalls(), BoardRow()
        self.to_child: list[Tell] = [self.bench.tell()]
        self.to_bench: list[Told] = []
        self.is_up = True
        self.call = 0
        """Which call the worker is in, counted over everything; 0 for none."""
        self.begun = 0
        self.answered: set[int] = set()
        """The calls to which the coach has said that they come."""
        self.shown_call = 0
        """The worker's call that is behind what the row shows."""

    def change(self, state: str) -> None:
        if (tell := self.bench.change(state)) and self.is_up:
            self.to_child.append(tell)

    def hear(self) -> None:
        for tell in self.to_child:
            self.child.wanted = tell
        self.to_child.clear()

    # the worker

    @rule(state=st.sampled_from([HELP, BROKEN]))
    def ask(self, state: str) -> None:
        if not self.call:
            self.begun += 1
            self.call = self.begun
        self.change(state)

    @rule()
    def go_on(self) -> None:
        self.call = 0
        self.change(WELL)

    # the child

    @precondition(lambda self: self.is_up)
    @rule(reaches=st.booleans(), is_answered=st.booleans())
    def say_once(self, reaches: bool, is_answered: bool) -> None:
        """One question to the server: it may not arrive, or its answer may not."""
        self.hear()
        state, wanted = self.child.next_state, self.child.wanted
        if not reaches:
            return
        coming = self.row.say(state)
        self.shown_call = 0 if state == WELL else self.call_of(wanted)
        if is_answered and self.child.answered(state):
            self.to_bench.append(Told(wanted.call, coming))

    def call_of(self, wanted: Tell) -> int:
        """The worker's call that a number of this program is about; programs that went on with a call keep it."""
        return self.numbers[wanted.call]

    @property
    def numbers(self) -> dict[int, int]:
        return {self.bench.number - back: self.begun - back for back in range(self.begun + 1)}

    @rule()
    def deliver(self) -> None:
        for told in self.to_bench:
            self.bench.told(told)
        self.to_bench.clear()

    @rule()
    def kill_child(self) -> None:
        """What was under way in both directions is lost, or arrives still; a new one is told what there is."""
        self.to_child.clear()
        self.is_up = False

    @precondition(lambda self: not self.is_up)
    @rule()
    def start_child(self) -> None:
        self.child, self.is_up = BoardRow(), True
        self.to_child.append(self.bench.tell())

    # the program

    @rule()
    def kill_program(self) -> None:
        """The power goes and comes back: who asked goes on asking, who did not does not."""
        self.to_child.clear()
        self.to_bench.clear()
        state, is_known = self.bench.state, self.bench.is_called
        self.bench, self.child, self.is_up = BenchCalls(), BoardRow(), True
        if state != WELL:
            self.bench.change(state, is_known=is_known)
        self.to_child.append(self.bench.tell())

    # the coach

    @precondition(lambda self: self.row.state != WELL)
    @rule()
    def come(self) -> None:
        self.row.come()
        self.answered.add(self.shown_call)

    # what holds

    @invariant()
    def nobody_is_told_in_vain(self) -> None:
        if self.bench.coach_comes:
            assert self.call in self.answered

    @invariant()
    def nobody_is_called_in_vain(self) -> None:
        if self.bench.is_called and self.row.state != WELL:
            assert self.call

    @rule()
    def comes_to_rest(self) -> None:
        """Once all is up again, the board shows what the worker wants, and the coach's word to this very call."""
        if not self.is_up:
            self.start_child()
        self.deliver()
        for _ in range(2):
            self.say_once(reaches=True, is_answered=True)
        self.deliver()
        assert self.row.state == self.bench.state
        assert self.bench.is_called == bool(self.call)
        if self.row.coming:
            assert self.call in self.answered
            assert self.bench.coach_comes


TestCalls = CallsMachine.TestCase
TestCalls.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
