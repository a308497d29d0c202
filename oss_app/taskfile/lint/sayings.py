"""What the linter says: for each finding why it matters, and what to write instead, in one plain sentence each."""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.i18n import marked


@dataclass(frozen=True)
class LintText:
    """``rule`` is the requirement (T1 to T12); ``why`` and ``hint`` are words for the catalogue."""

    rule: str
    why: str
    hint: str = ""


SAYINGS = {
    "long-sentence": LintText(
        "T1",
        marked("This sentence has {n} words; up to 8 are easy to remember."),
        marked("Leave out what the photo shows already."),
    ),
    "very-long-sentence": LintText(
        "T1",
        marked("This sentence has {n} words; that is too much to remember at once."),
        marked("Make it two steps, or leave out what the photo shows already."),
    ),
    "two-sentences": LintText(
        "T1",
        marked("This is more than one sentence; a step is easier with one."),
        marked("Make it two steps, or move the second sentence to the hint."),
    ),
    "no-imperative": LintText(
        "T2",
        marked("A step is clearest when it begins with what to do."),
        marked("Begin with the verb: put, take, press."),
    ),
    "needless-then": LintText(
        "T2",
        marked("“{word}” can go: each step follows the one before by itself."),
    ),
    "two-actions": LintText(
        "T2",
        marked("These are two actions; one action a step is easier to follow."),
        marked("Split in two steps."),
    ),
    "two-things": LintText(
        "T2",
        marked("This is more than one thing; one thing a step is easier to follow."),
        marked("Split in two steps."),
    ),
    "passive": LintText(
        "T3",
        marked("It does not say who does it."),
        marked("Say what to do: “Put the probe in section 2.”"),
    ),
    "clause": LintText(
        "T3",
        marked("With “{word}” there is a sentence inside the sentence; that is hard to read."),
        marked("Make it two short sentences, or a step of its own."),
    ),
    "negative": LintText(
        "T4",
        marked("“{word}” is easily read over."),
        marked("Say what to do instead of what not to do."),
    ),
    "long-word": LintText(
        "T5",
        marked("“{word}” is a hard word to read."),
        marked("Use a shorter word, or put a hyphen between its parts."),
    ),
    "number-word": LintText(
        "T7",
        marked("A digit is quicker to read than “{word}”."),
        marked("Use {n} instead of {word}."),
    ),
    "abbreviation": LintText(
        "T8",
        marked("Not everybody knows “{word}”."),
        marked("Write it in full, or leave it out."),
    ),
    "exclamation": LintText(
        "T8",
        marked("An exclamation mark sounds like shouting."),
        marked("End with a full stop."),
    ),
    "capitals": LintText(
        "T8",
        marked("Capitals are harder to read, and look like shouting."),
        marked("Use small letters; put words from a label or button between quotation marks."),
    ),
    "misspelt": LintText(
        "T6",
        marked("“{word}” looks misspelt."),
        marked("Perhaps it is: {better}."),
    ),
    "house-word": LintText(
        "T6",
        marked("In this house it is not called “{word}”."),
        marked("Write: {better}."),
    ),
    "word-varies": LintText(
        "T6",
        marked("Elsewhere in this task it says “{word}”."),
        marked("Keep the same word for the same thing."),
    ),
    "no-picture": LintText(
        "T9",
        marked("This step has no photo."),
        marked("Take a photo of what the worker should see."),
    ),
    "many-steps": LintText(
        "T10",
        marked("These are {n} steps in a row; a heading now and then gives hold."),
        marked("Add a section."),
    ),
    "language-missing": LintText(
        "T11",
        marked("The translation into {language} is missing here."),
        marked("Until it is there, the worker sees {own}."),
    ),
    "warning-missing": LintText(
        "T11",
        marked("The translation of this warning into {language} is missing."),
        marked("Until it is there, the task does not run in {language}."),
    ),
    "check-missing": LintText(
        "T12",
        marked("The check “{word}” has not been taught yet."),
        marked("Teach it with the camera; until then the step works with Done."),
    ),
    "check-not-rehearsed": LintText(
        "T12",
        marked("The check “{word}” has been taught, but not rehearsed."),
        marked("Rehearse it; until then it does not count."),
    ),
    "check-disarmed": LintText(
        "T12",
        marked("The check “{word}” does not count now."),
        marked("Teach it once more, and rehearse it."),
    ),
}  # fmt: skip
