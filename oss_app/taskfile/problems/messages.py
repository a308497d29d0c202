"""Every sentence that the reader can say about a file; they are translated where they are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.problem import Severity
from oss_app.i18n import marked


@dataclass(frozen=True)
class MessageText:
    """A sentence and a hint; words in braces are filled in."""

    sentence: str
    hint: str
    severity: Severity = Severity.FAULT


class Word(StrEnum):
    """A piece of a sentence that is itself to be said in the reader's language."""

    HEAD = "head"
    STEP = "step"
    SECTION = "section"
    BREAK = "break"
    PLACES = "places"
    CHECK = "check"
    REHEARSAL = "rehearsal"


WORDS: dict[Word, str] = {
    Word.HEAD: marked("at the top of the file"),
    Word.STEP: marked("in a step"),
    Word.SECTION: marked("in a section"),
    Word.BREAK: marked("in a break"),
    Word.PLACES: marked("in places.yaml"),
    Word.CHECK: marked("in a check"),
    Word.REHEARSAL: marked("in a rehearsal"),
}

MEANT = marked("Do you mean '{meant}'?")
"""The hint that replaces a message's own where the reader can guess what was meant."""

_ADVICE = Severity.ADVICE

MESSAGES: dict[str, MessageText] = {
    "file-missing": MessageText(
        marked("The file {name} is not there."),
        marked("A task is a folder with a file task.yaml in it."),
    ),
    "other-file-name": MessageText(
        marked("This file must be called task.yaml, not {found}."),
        marked(
            "Give it the name task.yaml. Can you not see the end of the name? In Explorer: View, File name extensions."
        ),
    ),
    "not-a-file": MessageText(
        marked("{name} is not an ordinary file."),
        marked("Put a text file with this name here."),
    ),
    "unreadable": MessageText(
        marked("I cannot open {name}."),
        marked("See whether you may read this file and whether another program has it open."),
    ),
    "file-too-big": MessageText(
        marked("This file is larger than {limit} kB."),
        marked("A task is only text and stays small. Photos and films belong beside it in the folder."),
    ),
    "too-many-lines": MessageText(
        marked("This file has more than {limit} lines."),
        marked("Spread it over more tasks."),
    ),
    "empty-file": MessageText(
        marked("This file is empty."),
        marked("Begin with 'task:' and the name of the task."),
    ),
    "not-utf8": MessageText(
        marked("There is a letter here that was saved in an old way."),
        marked("In Notepad choose 'Save as' with encoding UTF-8."),
    ),
    "utf-16": MessageText(
        marked("This file was saved as UTF-16."),
        marked("In Notepad choose 'Save as' with encoding UTF-8."),
    ),
    "invisible-character": MessageText(
        marked("There is an invisible character here ({sign})."),
        marked("Take it out, or type the line again."),
    ),
    "too-many-problems": MessageText(
        marked("There is more, but after {limit} messages I stop looking."),
        marked("Mend first what is named above."),
    ),
    "tab": MessageText(
        marked("This line begins with a tab."),
        marked("Use spaces instead of tabs."),
    ),
    "odd-space": MessageText(
        marked("There is a special space here; it comes along with pasting."),
        marked("Take it out and type an ordinary space."),
    ),
    "odd-dash": MessageText(
        marked("This sign is not the ordinary dash."),
        marked("Type '-' and then a space."),
    ),
    "colon-in-text": MessageText(
        marked("Because of this colon the app cannot read the text."),
        marked("Put the whole text between quotes: {quoted}"),
    ),
    "hash-in-text": MessageText(
        marked("From this # on the text is dropped."),
        marked(
            "Is it part of the text? Write: {quoted}  Is it a remark? Put two spaces before the # and one after it."
        ),
    ),
    "unclosed-quote": MessageText(
        marked("This quote is not closed anywhere."),
        marked("Put a {quote} at the end of the text too."),
    ),
    "text-after-quote": MessageText(
        marked("There is more text after the quote."),
        marked("Put quotes around the whole text: {quoted}"),
    ),
    "text-start": MessageText(
        marked("A text cannot simply begin with '{sign}'."),
        marked("Put the whole text between quotes: {quoted}"),
    ),
    "backslash-in-quotes": MessageText(
        marked("Between double quotes there can be no \\ here."),
        marked("Use single quotes: {quoted}"),
    ),
    "colon-without-space": MessageText(
        marked("There must be a space after the colon."),
        marked("Write '{key}: ' and then the rest."),
    ),
    "dash-without-space": MessageText(
        marked("There must be a space after the dash."),
        marked("Write '- {key}:'."),
    ),
    "indentation": MessageText(
        marked("This line does not begin at the right place."),
        marked("Spaces before this line: {expected}. Now: {found}."),
    ),
    "line-without-key": MessageText(
        marked("There is no word with a colon before this text."),
        marked(
            "Does the text belong to the line above? Put it on that line. Is it a new step? Begin with '- {key}: '."
        ),
    ),
    "not-readable": MessageText(
        marked("I do not understand how this is written, and cannot read on."),
        marked("Look on this line and the line above for spaces, colons and quotes."),
    ),
    "alias": MessageText(
        marked("A * at the beginning has a meaning of its own here, and is not allowed."),
        marked("Is the * part of the text? Put the whole text between quotes."),
    ),
    "anchor": MessageText(
        marked("An & at the beginning has a meaning of its own here, and is not allowed."),
        marked("Is the & part of the text? Put the whole text between quotes."),
    ),
    "tag": MessageText(
        marked("A ! at the beginning has a meaning of its own here, and is not allowed."),
        marked("Is the ! part of the text? Put the whole text between quotes."),
    ),
    "merge-key": MessageText(
        marked("Taking over lines with << is not allowed in a task."),
        marked("Write the lines out in full."),
    ),
    "second-document": MessageText(
        marked("A second document begins here. A file has one."),
        marked("Take out the dashes, or make the rest a task of its own."),
    ),
    "directive": MessageText(
        marked("A line with % is not allowed above a task."),
        marked("Take this line out."),
    ),
    "key-not-plain": MessageText(
        marked("There must be one word before the colon."),
        marked("Put a text with signs such as [ ] or {{ }} between quotes."),
    ),
    "too-deep": MessageText(
        marked("Too much is nested here: more than {limit} levels."),
        marked("A task has two levels: the list, and the lines of a step."),
    ),
    "too-many-parts": MessageText(
        marked("This file has more than {limit} parts."),
        marked("Spread it over more tasks."),
    ),
    "not-a-task": MessageText(
        marked("This file is not built as a task."),
        marked("Begin with 'task:' and the name, and put 'steps:' below it."),
    ),
    "unknown-key": MessageText(
        marked("I don't know '{key}'."),
        marked("What can stand here: {keys}."),
    ),
    "empty-key": MessageText(
        marked("There is no word before the colon."),
        marked("What can stand here: {keys}."),
    ),
    "key-elsewhere": MessageText(
        marked("'{key}' does not belong {here}."),
        marked("Put this line {there}. Or look at the number of spaces before it."),
    ),
    "duplicate-key": MessageText(
        marked("'{key}' stands here twice: on line {first} and on line {second}."),
        marked("Keep one of them."),
    ),
    "missing-dash": MessageText(
        marked("'{key}' stands twice in the same step: on line {first} and on line {second}."),
        marked("Does a new step begin here? Then put a dash before it: '- {key}:'."),
    ),
    "same-key-twice": MessageText(
        marked("'{other}' and '{key}' are the same: line {first} and line {second}."),
        marked("Keep one of them."),
    ),
    "not-translated": MessageText(
        marked("'{base}' is the same in every language."),
        marked("Take this line out. A translation can stand with: {keys}."),
    ),
    "unknown-language": MessageText(
        marked("I don't know the language '{language}'."),
        marked("Use the short code of the language, such as nl, en, de, fr, pl, uk, ar or tr."),
    ),
    "own-language": MessageText(
        marked("'{key}' is a translation into the task's own language."),
        marked("Write '{base}', or put another language at the top of the file."),
    ),
    "missing-title": MessageText(
        marked("The task has no name."),
        marked("Put at the top of the file: '{key}: ' and then the name."),
    ),
    "missing-steps": MessageText(
        marked("The task has no list of steps."),
        marked("Put '{key}:' below the name, and the steps below that."),
    ),
    "missing-text": MessageText(
        marked("This step has no sentence."),
        marked("Add: '{key}: ' and then what the worker must do."),
    ),
    "missing-own-text": MessageText(
        marked("'{key}' is a translation, but '{base}' itself is missing."),
        marked("Add: '{base}: ' and then the text in the task's own language."),
    ),
    "no-steps": MessageText(
        marked("There are no steps in the list."),
        marked("Put at least one step below '{key}:', such as '  - {text}: Put the tray in front of you.'"),
    ),
    "not-a-list": MessageText(
        marked("Below '{key}' there must be a list in which every step begins with a dash."),
        marked("Put '- ' before the first line of every step."),
    ),
    "not-a-step": MessageText(
        marked("There is no '{key}:' before this sentence."),
        marked("Is it a step? Then write: - {key}: {words}"),
    ),
    "empty-step": MessageText(
        marked("There is nothing after this dash."),
        marked("Write a step after it, or take the dash out."),
    ),
    "two-kinds": MessageText(
        marked("'{other}' and '{key}' cannot stand behind the same dash."),
        marked("Put a dash of its own before '{key}'."),
    ),
    "not-one-text": MessageText(
        marked("Only one thing can stand after '{key}'."),
        marked("Write it on the same line, after the colon. Is it more? Make it several steps."),
    ),
    "languages-nested": MessageText(
        marked("Each language has a line of its own."),
        marked("Write '{key}: ' for the task's own language, and below it '{key}_{code}: ' for the translation."),
    ),
    "empty-text": MessageText(
        marked("There is nothing after '{key}'."),
        marked("Fill in the line, or take it out."),
    ),
    "text-too-long": MessageText(
        marked("This text has {length} letters. More than {limit} do not fit."),
        marked("Spread it over more steps."),
    ),
    "broken-letters": MessageText(
        marked("There are broken letters here: {letters}"),
        marked("Probably this should be: {mended}"),
        _ADVICE,
    ),
    "not-a-number": MessageText(
        marked("After '{key}' there must be a whole number. I cannot read '{value}'."),
        marked("Write it in digits, for example 4."),
    ),
    "number-out-of-range": MessageText(
        marked("'{key}' cannot be {value}."),
        marked("Choose a number from {low} to {high}."),
    ),
    "not-yes-no": MessageText(
        marked("After '{key}' there must be yes or no. It says '{value}'."),
        marked("Write '{key}: yes' or '{key}: no'."),
    ),
    "bad-name": MessageText(
        marked("'{value}' cannot be a name."),
        marked("Begin with a letter or digit. Use letters, digits, spaces, dots and dashes; at most 80."),
    ),
    "bad-value": MessageText(
        marked("'{value}' cannot stand after '{key}'."),
        marked("See in the description of the task format what can stand here."),
    ),
    "newer-format": MessageText(
        marked("This file is for a newer version of the app: format {value}."),
        marked("Update the app. This version can read format {limit}."),
    ),
    "unknown-format": MessageText(
        marked("I don't know the format '{value}'."),
        marked("Write 'format: {limit}', or take the line out."),
    ),
    "path-absolute": MessageText(
        marked("This points to a fixed place on one computer."),
        marked("Put the file in the task's folder and write only its name here."),
    ),
    "path-url": MessageText(
        marked("A web address cannot stand here; the app works without internet."),
        marked("Put the file in the task's folder and write only its name here."),
    ),
    "path-up": MessageText(
        marked("With '..' this points outside the task's folder."),
        marked("Put the file in the task's folder and write only its name here."),
    ),
    "path-backslash": MessageText(
        marked("A path cannot have a \\ in it."),
        marked("Use an ordinary slash: {mended}"),
    ),
    "path-untidy": MessageText(
        marked("This path has a part too many."),
        marked("Write only: {mended}"),
    ),
    "path-colon": MessageText(
        marked("The name of a file cannot have a colon in it."),
        marked("Give the file another name."),
    ),
    "path-sign": MessageText(
        marked("The name of a file cannot have this sign in it: {sign}"),
        marked("Give the file another name."),
    ),
    "path-end": MessageText(
        marked("The name of a file or folder cannot end in a dot or a space."),
        marked("Give the file another name."),
    ),
    "path-reserved": MessageText(
        marked("The name '{name}' is not possible on Windows."),
        marked("Choose another name."),
    ),
    "path-too-long": MessageText(
        marked("This name is too long: {length} letters."),
        marked("Make the name shorter than {limit} letters."),
    ),
    "path-outside": MessageText(
        marked("'{path}' is a link to outside the task's folder."),
        marked("Put the file itself in the task's folder."),
    ),
    "missing-picture": MessageText(
        marked("The photo '{path}' is not there."),
        marked("Put the photo in the task's folder, beside task.yaml."),
    ),
    "missing-film": MessageText(
        marked("The film '{path}' is not there."),
        marked("Put the film in the task's folder, beside task.yaml."),
    ),
    "missing-sound": MessageText(
        marked("The recording '{path}' is not there."),
        marked("Put the recording in the task's folder, beside task.yaml."),
    ),
    "other-capitals": MessageText(
        marked("'{path}' has other capitals than the file itself."),
        marked("Write exactly: {mended}"),
    ),
    "empty-media": MessageText(
        marked("The file '{path}' is empty."),
        marked("Copy it or make it again."),
    ),
    "not-a-picture": MessageText(
        marked("'{path}' is not a photo that I can show."),
        marked("Save the photo as JPEG, PNG or WebP."),
    ),
    "heic-picture": MessageText(
        marked("'{path}' is a photo in the form of an iPhone (HEIC)."),
        marked("Save the photo as JPEG."),
    ),
    "svg-picture": MessageText(
        marked("'{path}' is a drawing (SVG), not a photo."),
        marked("Save the drawing as PNG."),
    ),
    "picture-too-large": MessageText(
        marked("'{path}' is too large: {width} by {height} pixels."),
        marked("Make the photo smaller. 1920 pixels wide is enough."),
    ),
    "broken-picture": MessageText(
        marked("The photo '{path}' is damaged."),
        marked("Copy the photo or take it again."),
    ),
    "picture-too-costly": MessageText(
        marked("The photo '{path}' takes too long to show."),
        marked("Open the photo in a photo program and save it again."),
    ),
    "film-too-large": MessageText(
        marked("The pictures of the film '{path}' are too large: {width} by {height} pixels."),
        marked("Save the film smaller. 1920 by 1080 is enough."),
    ),
    "not-a-film": MessageText(
        marked("'{path}' is not a film that I can play."),
        marked("Save the film as MP4, WebM, MKV or MOV."),
    ),
    "costly-cover": MessageText(
        marked("In '{path}' lies a picture that asks for far too much work to draw."),
        marked("Save the file again without its picture."),
    ),
    "sound-too-large": MessageText(
        marked("The recording '{path}' is too large."),
        marked("Record the sentence alone, or save it as MP3 or M4A."),
    ),
    "small-picture": MessageText(
        marked("The photo '{path}' has only {width} x {height} pixels: on the screen it is blurred."),
        marked("Use the photo as the camera made it."),
        _ADVICE,
    ),
    "broken-film": MessageText(
        marked("The film '{path}' is damaged or cut off. Help leaves it out."),
        marked("Copy the film once more, or save it again as MP4."),
        _ADVICE,
    ),
    "film-sound-dropped": MessageText(
        marked("The sound of the film '{path}' is not heard; the voice speaks."),
        marked("Write {key} below it to hear the film's own sound instead."),
        _ADVICE,
    ),
    "film-without-sound": MessageText(
        marked("The film '{path}' has no sound."),
        marked("Take {key} away, so that the voice speaks; or take the film with sound."),
        _ADVICE,
    ),
    "not-a-sound": MessageText(
        marked("'{path}' is not a recording that I can play."),
        marked("Save the recording as WAV, MP3, OGG, FLAC or M4A."),
    ),
    "unknown-place": MessageText(
        marked("The place '{place}' has not been marked yet."),
        marked("Mark the place in the photo. Until then there is no line around it."),
        _ADVICE,
    ),
    "place-not-in-photo": MessageText(
        marked("The place '{place}' has not been marked in the photo '{photo}' yet."),
        marked("Mark the place in this photo. Until then there is no line around it."),
        _ADVICE,
    ),
    "missing-check": MessageText(
        marked("The check '{check}' has not been taught yet."),
        marked("Teach the check. Until then this step goes without a check."),
        _ADVICE,
    ),
    "count-without-check": MessageText(
        marked("'{key}' does nothing without '{check}'."),
        marked("Add '{check}: ' with the name of a check, or take '{key}' out."),
        _ADVICE,
    ),
    "take-is-place": MessageText(
        marked("'{key}' and '{place}' name the same place."),
        marked("Name the place to take from, or take '{key}' out."),
        _ADVICE,
    ),
    "empty-section": MessageText(
        marked("There are no steps below this heading."),
        marked("Put steps below it, or take the heading out."),
        _ADVICE,
    ),
    "missing-translation": MessageText(
        marked("With '{key}' the translation '{full}' is missing."),
        marked("Add: '{full}: ' and then the text. Until then the task's own language is shown here."),
        _ADVICE,
    ),
    "missing-warning-translation": MessageText(
        marked("With this warning the translation '{full}' is missing."),
        marked("Add: '{full}: ' and then the text. Until then nobody can do the task in that language."),
        _ADVICE,
    ),
    "folder-name": MessageText(
        marked("The name of the folder '{name}' has signs that cannot be shown."),
        marked("Give the folder another name."),
    ),
    "same-folder-name": MessageText(
        marked("There already is a task in a folder named '{name}'."),
        marked("Give one of the two folders another name."),
    ),
    "not-places": MessageText(
        marked("There must be a list of places for each photo here."),
        marked("Write the name of the photo, and below it the points of each place."),
    ),
    "not-an-outline": MessageText(
        marked("A place is a list of points, or four numbers."),
        marked("Write [left, top, right, bottom], or a list of points such as [0.2, 0.4]."),
    ),
    "not-a-fraction": MessageText(
        marked("'{value}' is not a number from 0 to 1."),
        marked("0 is the left or top of the photo, 1 is the right or bottom."),
    ),
    "outline-size": MessageText(
        marked("An outline has {low} to {high} points. This one has {count}."),
        marked("Mark the place again."),
    ),
    "flat-rectangle": MessageText(
        marked("This rectangle has no width or height."),
        marked("Write [left, top, right, bottom], with right larger than left and bottom larger than top."),
    ),
    "not-a-check": MessageText(
        marked("This file is not built as a check."),
        marked("Teach the check again; the app writes this file."),
    ),
    "changed-check": MessageText(
        marked("This check has changed since it was taught, so it does not count."),
        marked("Teach the check again; the app writes this file."),
    ),
    "changed-task": MessageText(
        marked("This task has changed on the disk though nobody wrote it, so it is not used."),
        marked("Look it over, and save and release it again. Is the disk failing?"),
    ),
    "missing-check-key": MessageText(
        marked("'{key}' is missing in this check."),
        marked("Teach the check again; the app writes this file."),
    ),
    "unknown-kind": MessageText(
        marked("I don't know a check of the kind '{value}'."),
        marked("The kinds are: {kinds}."),
    ),
}
