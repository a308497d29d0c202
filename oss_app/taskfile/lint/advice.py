"""What the linter says about a text and about a whole task: its findings as problems, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from oss_app.core.check import WHOLE_KIT, Check
from oss_app.core.problem import Passage, Problem, Severity, Span
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text
from oss_app.i18n import language_name, load
from oss_app.taskfile.lint.house_words import HouseWords
from oss_app.taskfile.lint.rules import LANGUAGES, Finding, Role, findings, in_house
from oss_app.taskfile.lint.same_word import strays
from oss_app.taskfile.lint.sayings import SAYINGS

STEPS_WITHOUT_SECTION = 12  # more ask for sections (T10)
NOT_TRANSLATED = frozenset({"say", "sound"})  # where they are missing, the voice says the translated sentence
NO_WORDS = HouseWords()
Placed = tuple[Passage, Role, Text]
ROLES: Mapping[tuple[type, str], Role] = {
    (Task, "title"): Role.TITLE,
    (Task, "done"): Role.DONE,
    (Step, "text"): Role.TEXT,
    (Step, "say"): Role.SAY,
    (Step, "hint"): Role.HINT,
    (Step, "warning"): Role.WARNING,
    (Section, "title"): Role.SECTION,
    (Break, "text"): Role.BREAK,
}
_ROLES_OF = {model: [(name, role) for (of, name), role in ROLES.items() if of is model] for model, _ in ROLES}


def lint_text(
    text: str,
    language: str,
    role: Role = Role.TEXT,
    screen: str = "en",
    passage: Passage | None = None,
    house: HouseWords = NO_WORDS,
    *,
    is_typed: bool = False,
) -> list[Problem]:
    """Return the advice about one text in ``language``, said in the language of the ``screen``, in the order of the
    text.

    Each problem's span lies on line 1 of the text; its suggestion, if there is one, is the whole text anew, or one
    sentence a line where ``act`` is ``split``. Languages without rules give no advice but on the words of the house.
    ``is_typed`` while the coach is still typing it.
    """
    found = [f for f in findings(text, language, role, is_typed) if not _is_right_here(f, text, house)]
    if house.instead and role is not Role.SAY:
        found = sorted([*found, *in_house(text, language, house)], key=lambda f: (f.start, f.end))
    return [
        _problem(f.code, screen, passage, text, (f.start, f.end), f.suggestion, f.act, **dict(f.values)) for f in found
    ]


def _is_right_here(finding: Finding, text: str, house: HouseWords) -> bool:
    return finding.code == "misspelt" and text[finding.start : finding.end].lower() in house.known


def lint_task(
    task: Task,
    checks: Mapping[str, Check | None] | None = None,
    screen: str = "en",
    house: HouseWords = NO_WORDS,
) -> list[Problem]:
    """Return the advice about a whole task, in reading order; ``passage`` says where each belongs.

    ``checks`` are the taught checks by name, None for one that is missing; without it T12 is left out.
    """
    texts = tuple(passages(task))
    languages = task.languages
    found = [
        problem
        for passage, role, text in texts
        for language, words in _by_language(task, text)
        for problem in lint_text(words, language, role, screen, _in(passage, language, task), house, is_typed=True)
    ]
    for language in languages:
        found += _same_words(task, texts, language, screen)
    for language in languages[1:]:
        found += _translations(task, texts, language, screen)
    found += _steps(task, checks, screen)
    return sorted(found, key=_order)


def passages(task: Task) -> Iterator[Placed]:
    """Every text of a task that the linter reads, with where it stands and what it is for."""
    for at, part in ((None, task), *enumerate(task.items)):
        for field, role in _ROLES_OF[type(part)]:
            text = getattr(part, field)
            if text is not None:
                yield Passage(at, field), role, text


def _problem(
    code: str,
    screen: str,
    passage: Passage | None,
    text: str = "",
    at: tuple[int, int] | None = None,
    suggestion: str | None = None,
    act: str = "",
    **values: str,
) -> Problem:
    words, saying = load(screen), SAYINGS[code]
    return Problem(
        code=code,
        sentence=words(saying.why, **values),
        hint=words(saying.hint, **values),
        span=Span(1, at[0] + 1, max(1, at[1] - at[0])) if at else None,
        source=text,
        severity=Severity.ADVICE,
        suggestion=suggestion,
        passage=passage,
        act=act,
    )


def _order(problem: Problem) -> tuple[int, int]:
    passage = problem.passage
    item = -1 if passage is None or passage.item is None else passage.item
    return item, problem.span.column if problem.span else 0


def _by_language(task: Task, text: Text) -> Iterator[tuple[str, str]]:
    yield task.language, text.words
    yield from text.translations.items()


def _in(passage: Passage, language: str, task: Task) -> Passage:
    return passage if language == task.language else Passage(passage.item, passage.field, language)


def _same_words(task: Task, texts: Sequence[Placed], language: str, screen: str) -> Iterator[Problem]:
    if language.split("-")[0] not in LANGUAGES:
        return
    own = language == task.language
    read = [(p, t.words if own else t.translations.get(language, "")) for p, role, t in texts if role is not Role.SAY]
    for stray in strays([words for _, words in read], language):
        passage, words = read[stray.text]
        place = _in(passage, language, task)
        at = (stray.start, stray.end)
        yield _problem("word-varies", screen, place, words, at, stray.suggestion, word=stray.usual)


def _translations(task: Task, texts: Sequence[Placed], language: str, screen: str) -> Iterator[Problem]:
    name, own = language_name(language), language_name(task.language)
    for passage, _, text in texts:
        if passage.field in NOT_TRANSLATED or text.has(language, task.language) or not text.words:
            continue
        code = "warning-missing" if passage.field == "warning" else "language-missing"
        yield _problem(code, screen, _in(passage, language, task), language=name, own=own)


def _steps(task: Task, checks: Mapping[str, Check | None] | None, screen: str) -> Iterator[Problem]:
    steps = len(task.steps)
    if steps > STEPS_WITHOUT_SECTION and not any(isinstance(item, Section) for item in task.items):
        yield _problem("many-steps", screen, Passage(), n=str(steps))
    for at, item in enumerate(task.items):
        if not isinstance(item, Step):
            continue
        if not (item.photo or item.film):
            yield _problem("no-picture", screen, Passage(at, "photo"))
        taught = item.check if item.check and item.check not in WHOLE_KIT else ""
        if taught and checks is not None and (code := _state(checks.get(taught))):
            yield _problem(code, screen, Passage(at, "check"), word=taught)


def _state(check: Check | None) -> str:
    if check is None:
        return "check-missing"
    if check.disarmed:
        return "check-disarmed"
    return "" if check.is_armed else "check-not-rehearsed"
