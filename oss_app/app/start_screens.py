"""The words and pictures of the start screens: who, which language, what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from oss_app.app.letters import can_be_read
from oss_app.core.ports import Listing, Utterance
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator, card_word, language_name
from oss_app.player.navigation import OWN, Ask
from oss_app.player.screen import Control, ControlSlot, Progress, Screen, ScreenKind, Variant
from oss_app.ui.kiosk.start.screen import Choice, StartScreen

PictureOf = Callable[[str], Path | None]
"""The picture of a card, by the card; None where only its word can be shown."""


def who(profiles: Sequence[Profile], tr: Translator, picture_of: PictureOf, *, has_choice: bool) -> StartScreen:
    """Each worker by the picture they chose; its word is their only name (W16, P6).

    Where there ``has_choice`` of languages, a globe leads to them.
    """
    return StartScreen(
        Ask.WHO,
        tr("Who are you?"),
        tuple(_card(profile, tr, picture_of) for profile in profiles),
        tr("More"),
        is_right_to_left(tr.language),
        door=tr("Coach"),
        globe=tr("Language") if has_choice else "",
    )


def language(
    codes: Sequence[str],
    tr: Translator,
    person: Profile,
    picture_of: PictureOf,
    *,
    can_go_back: bool,
    speaks: bool,
) -> StartScreen:
    """Each language by the name that it gives itself."""
    return StartScreen(
        Ask.LANGUAGE,
        tr("Which language?"),
        tuple(Choice(code, language_name(code)) for code in codes),
        tr("More"),
        is_right_to_left(tr.language),
        controls=((_back(tr),) if can_go_back else ()) + ((_hear(tr),) if speaks else ()),
        person=_card(person, tr, picture_of) if person.card else None,
        door=tr("Coach"),
    )


def what(
    listings: Sequence[Listing],
    code: str,
    tr: Translator,
    person: Profile,
    picture_of: PictureOf,
    *,
    can_go_back: bool,
    has_choice: bool,
    speaks: bool,
    is_kept: bool = False,
) -> StartScreen:
    """Each task by its picture, else by its last step's; one that cannot run says so when it is chosen (R5, W21).

    Where nothing was asked before and there ``has_choice`` of languages, a globe stands in the place of Back.
    Where something ``is_kept`` of the worker, their own page is the last card (P8).
    """
    card = _card(person, tr, picture_of) if person.card else None
    own = (replace(card, key=OWN, word=tr("What is kept of me")),) if is_kept and card else ()
    pause = Control(ControlSlot.HELP, tr("I want a break"), "coffee", Gesture.BREAK)
    back = (_back(tr),) if can_go_back else ()
    if has_choice and not can_go_back:
        back = (Control(ControlSlot.BACK, tr("Language"), "globe", Gesture.BACK),)
    controls = (*back, *((_hear(tr),) if speaks else ()), pause)
    return StartScreen(
        Ask.WHAT,
        tr("What will you do?") if listings else tr("There is no task here yet. Your coach can release one."),
        (*(_tile(listing, code, tr) for listing in listings), *own),
        tr("More"),
        is_right_to_left(code),
        controls,
        card,
        tr("Coach"),
    )


def spoken(screen: StartScreen) -> str:
    """Return what Hear again says on a start screen: the question, and each card."""
    return "\n".join([screen.title, *(f"{choice.word}." for choice in screen.choices)])


def said(screen: StartScreen, language: str, rate: float) -> Utterance:
    """Return the same for the voice; the name of a language is said by its own."""
    if screen.ask is not Ask.LANGUAGE:
        return Utterance(spoken(screen), language, rate)
    names: Utterance | None = None
    for choice in reversed(screen.choices):
        names = replace(named(choice, rate), then=names)
    return Utterance(screen.title, language, rate, then=names)


def named(choice: Choice, rate: float) -> Utterance:
    """Return the name of a language, by its own voice."""
    return Utterance(f"{choice.word}.", choice.key, rate)


def break_screen(tr: Translator, code: str) -> Screen:
    """Return the break before a task; it is neutral, and nobody keeps it (W18)."""
    return _plain(ScreenKind.BREAK, tr("Break"), "", tr("I carry on"), "arrow-right", code)


def bug_screen(tr: Translator, code: str) -> Screen:
    """Return what a worker sees of a fault of ours."""
    return _plain(
        ScreenKind.CALL, tr("Something went wrong."), tr("Your work is saved."), tr("To the start"), "check", code
    )


def _plain(kind: ScreenKind, sentence: str, second: str, label: str, icon: str, code: str) -> Screen:
    done = Control(ControlSlot.DONE, label, icon, Gesture.DONE, Variant.FILLED)
    return Screen(kind, 0, code, is_right_to_left(code), sentence, Progress(""), (done,), second)


def _hear(tr: Translator) -> Control:
    return Control(ControlSlot.HEAR, tr("Hear again"), "speaker-high", Gesture.HEAR)


def _back(tr: Translator) -> Control:
    return Control(ControlSlot.BACK, tr("Back"), "arrow-left", Gesture.BACK)


def _card(profile: Profile, tr: Translator, picture_of: PictureOf) -> Choice:
    return Choice(profile.card, card_word(profile.card, tr), picture_of(profile.card))


def _tile(listing: Listing, code: str, tr: Translator) -> Choice:
    task = listing.task
    title = task.title.into(code) if task else listing.title
    last = next((step.photo for step in reversed(task.steps) if step.photo), None) if task else None
    photo = (task.photo or last) if task else None
    picture = task.folder / photo if task and photo else None
    refusal = "" if can_be_read(listing, code) else tr("This task can't run now. Choose another task.")
    return Choice(str(listing.folder), title, picture, refusal=refusal)
