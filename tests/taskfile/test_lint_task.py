"""What the linter says about whole tasks: the same word, pictures, sections, languages, checks."""

from __future__ import annotations

import pytest

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.problem import Passage, Severity
from oss_app.core.region import rectangle
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text
from oss_app.taskfile.lint import lint_task, lint_text, thing_in


def step(words: str, photo: str | None = "a.jpg", **more: object) -> Step:
    return Step(text=Text(words=words), photo=photo, **more)  # type: ignore[arg-type]


def task(*items: Step | Section | Break, **more: object) -> Task:
    return Task(title=Text(words="Set"), items=items, **more)  # type: ignore[arg-type]


def codes(t: Task, **more: object) -> list[str]:
    return [p.code for p in lint_task(t, **more)]  # type: ignore[arg-type]


def test_a_good_task_gets_no_advice() -> None:
    good = task(
        Section(title=Text(words="Vullen")),
        step("Leg 1 spiegel in vak 1."),
        step("Leg 4 watten-rollen in vak 4."),
        step("Pak 1 watten-rol."),
        Break(text=Text(words="Neem rust als je wilt.")),
    )
    assert codes(good) == []


def test_advice_never_stops_a_task_and_says_which_words() -> None:
    bad = task(step("Open de doos."), step("Leg de sonde niet weg!"))
    found = lint_task(bad)
    assert found
    assert all(p.severity is Severity.ADVICE for p in found)
    assert {p.passage for p in found} == {Passage(1, "text")}
    assert [bad.steps[1].text.words[p.span.column - 1 :][: p.span.length] for p in found if p.span] == ["niet", "!"]


def test_the_same_thing_keeps_the_same_word() -> None:
    found = lint_task(
        task(
            step("Leg 4 watten-rollen in vak 4."),
            step("Tel de watten-rollen."),
            step("Pak 1 wattenrol."),
            step("Pak de watten rollen."),
        )
    )
    varies = [p for p in found if p.code == "word-varies"]
    assert [p.suggestion for p in varies] == ["Pak 1 watten-rol.", "Pak de watten-rollen."]
    assert "watten-rol" in varies[0].sentence


def test_a_slip_of_the_pen_in_a_long_word_is_seen() -> None:
    found = lint_task(
        task(step("Pak de kabelspanner."), step("Leg de kabelspanner weg."), step("Maak de kabelspaner los."))
    )
    assert [p.suggestion for p in found if p.code == "word-varies"] == ["Maak de kabelspanner los."]


def test_words_that_are_only_alike_are_left_alone() -> None:
    alike = task(
        step("Pak de mondspiegel."),
        step("Pak de handspiegel."),
        step("Leg de mondspiegels neer."),
        step("Maak de tafel schoon."),
        step("Doe het schoonmaken rustig."),
        step("Pak de beker."),
        step("Pak de bekers."),
    )
    assert "word-varies" not in codes(alike)


def test_a_step_without_a_picture() -> None:
    assert codes(task(step("Open de doos.", photo=None))) == ["no-picture"]
    assert codes(task(step("Open de doos.", photo=None, film="a.mp4"))) == []


def test_many_steps_ask_for_sections() -> None:
    steps = [step(f"Leg 1 bord in vak {n}.") for n in range(1, 14)]
    assert codes(task(*steps[:12])) == []
    assert codes(task(*steps)) == ["many-steps"]
    assert codes(task(Section(title=Text(words="Vullen")), *steps)) == []


def test_every_language_is_complete_and_warnings_most_of_all() -> None:
    text = Text(words="Open de doos.", translations={"en": "Open the box."})
    t = Task(
        title=Text(words="Set", translations={"en": "Set"}),
        items=(
            Step(text=text, photo="a.jpg", warning=Text(words="De punt is scherp."), say=Text(words="Open hem.")),
            step("Sluit de doos."),
        ),
    )
    found = lint_task(t, screen="nl")
    assert [(p.code, p.passage) for p in found] == [
        ("warning-missing", Passage(0, "warning", "en")),
        ("language-missing", Passage(1, "text", "en")),
    ]


def test_a_translation_is_linted_in_its_own_language() -> None:
    text = Text(words="Open de doos.", translations={"en": "Open the box!", "pl": "Otwórz pudełko!"})
    found = lint_task(
        Task(title=Text(words="S", translations={"en": "S", "pl": "S"}), items=(Step(text=text, photo="a"),))
    )
    assert [(p.code, p.passage) for p in found] == [("exclamation", Passage(0, "text", "en"))]


def test_every_check_is_taught_and_rehearsed() -> None:
    taught = Check(name="sonde", kind=CheckKind.OCCUPIED, region=rectangle(0, 0, 1, 1))
    rehearsed = taught.model_copy(update={"rehearsal": Rehearsal(right_shown=10, right_accepted=10, wrong_shown=10)})
    failed = taught.model_copy(update={"rehearsal": Rehearsal(right_shown=10, right_accepted=10)})
    t = task(step("Open de doos.", check="sonde"))
    assert codes(t) == []
    assert codes(task(step("Kijk nog 1 keer.", check="alles")), checks={}) == []
    assert codes(t, checks={}) == ["check-missing"]
    assert codes(t, checks={"sonde": None}) == ["check-missing"]
    assert codes(t, checks={"sonde": taught}) == ["check-not-rehearsed"]
    assert codes(t, checks={"sonde": failed}) == ["check-not-rehearsed"]
    assert codes(t, checks={"sonde": rehearsed}) == []
    assert codes(t, checks={"sonde": rehearsed.model_copy(update={"disarmed": "overlap"})}) == ["check-disarmed"]


def test_advice_is_said_in_the_language_of_the_screen() -> None:
    dutch, english = (lint_text("Leg vier borden neer.", "nl", screen=s)[0] for s in ("nl", "en"))
    assert english.hint == "Use 4 instead of vier."
    assert dutch.hint != english.hint
    assert "4" in dutch.hint


@pytest.mark.parametrize(
    ("sentence", "language", "thing"),
    [
        ("Leg de sonde in vak 2.", "nl", "de sonde"),
        ("Leg daarna het servet links van het bord.", "nl", "het servet"),
        ("Zet het glas linksachter.", "nl", "het glas"),
        ("Veeg het werkblad goed schoon.", "nl", "het werkblad"),
        ("Doe de kleine doos dicht", "nl", "de kleine doos"),
        ("Put 1 probe in section 2.", "en", "the probe"),
        ("Press the small button.", "en-GB", "the small button"),
    ],
)
def test_the_thing_that_a_sentence_is_about(sentence: str, language: str, thing: str) -> None:
    assert thing_in(sentence, language) == thing


@pytest.mark.parametrize(
    "sentence",
    [
        "Leg de sonde en de spiegel in vak 1.",
        "De sonde ligt links.",
        "Zet alles klaar.",
        "Leg 1 sonde in vak 2.",
        "Open het deksel. Pak de sonde.",
        "Kijk of de lamp brandt.",
        "Wacht.",
        "",
        "Leg sonde in vak 2.",
    ],
)
def test_no_thing_is_guessed(sentence: str) -> None:
    assert thing_in(sentence, "nl") == ""
    assert thing_in("Leg de sonde in vak 2.", "pl") == "", "nothing is known of its words"


def test_an_amount_leaves_the_article_to_what_else_is_said() -> None:
    assert thing_in("Leg 1 sonde in vak 2.", "nl", "De sonde heeft een haakje.") == "de sonde"
    assert thing_in("Leg 4 watten-rollen in vak 4.", "nl", is_plural=True) == "watten-rollen"
