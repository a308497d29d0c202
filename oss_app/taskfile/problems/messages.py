"""Every sentence that the reader can say about a file, in Dutch and English next to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from oss_app.core.problem import Severity

Language = Literal["nl", "en"]


def spoken(language: str) -> Language:
    """The language of the messages for a screen in ``language``: Dutch, or English for all others."""
    return "nl" if language.split("-")[0].lower() == "nl" else "en"


@dataclass(frozen=True)
class MessageText:
    """A sentence and a hint in both languages; words in braces are filled in."""

    nl: str
    nl_hint: str
    en: str
    en_hint: str
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


WORDS: dict[Word, tuple[str, str]] = {
    Word.HEAD: ("boven in het bestand", "at the top of the file"),
    Word.STEP: ("in een stap", "in a step"),
    Word.SECTION: ("in een kopje", "in a section"),
    Word.BREAK: ("in een pauze", "in a break"),
    Word.PLACES: ("in places.yaml", "in places.yaml"),
    Word.CHECK: ("in een controle", "in a check"),
    Word.REHEARSAL: ("in een proef", "in a rehearsal"),
}

MEANT = MessageText("", "Bedoel je '{meant}'?", "", "Do you mean '{meant}'?")
"""The hint that replaces a message's own where the reader can guess what was meant."""

_ADVICE = Severity.ADVICE
_SAVE_NL = "Kies in Kladblok 'Opslaan als' met codering UTF-8."
_SAVE_EN = "In Notepad choose 'Save as' with encoding UTF-8."
_BESIDE_NL = "Zet het bestand in de map van de taak en schrijf hier alleen de naam."
_BESIDE_EN = "Put the file in the task's folder and write only its name here."
_RENAME_NL = "Geef het bestand een andere naam."
_RENAME_EN = "Give the file another name."

MESSAGES: dict[str, MessageText] = {
    # --- the file as a whole
    "file-missing": MessageText(
        "Het bestand {name} is er niet.",
        "Een taak is een map met daarin een bestand task.yaml.",
        "The file {name} is not there.",
        "A task is a folder with a file task.yaml in it.",
    ),
    "other-file-name": MessageText(
        "Dit bestand moet task.yaml heten, niet {found}.",
        "Geef het de naam task.yaml. Zie je het eind van de naam niet? In Verkenner: Beeld, Bestandsnaamextensies.",
        "This file must be called task.yaml, not {found}.",
        "Give it the name task.yaml. Can you not see the end of the name? In Explorer: View, File name extensions.",
    ),
    "not-a-file": MessageText(
        "{name} is geen gewoon bestand.",
        "Zet hier een tekstbestand met deze naam.",
        "{name} is not an ordinary file.",
        "Put a text file with this name here.",
    ),
    "unreadable": MessageText(
        "Ik kan {name} niet openen.",
        "Kijk of je dit bestand mag lezen en of een ander programma het open heeft.",
        "I cannot open {name}.",
        "See whether you may read this file and whether another program has it open.",
    ),
    "file-too-big": MessageText(
        "Dit bestand is groter dan {limit} kB.",
        "Een taak is alleen tekst en blijft klein. Foto's en films horen los in de map.",
        "This file is larger than {limit} kB.",
        "A task is only text and stays small. Photos and films belong beside it in the folder.",
    ),
    "too-many-lines": MessageText(
        "Dit bestand heeft meer dan {limit} regels.",
        "Verdeel het over meer taken.",
        "This file has more than {limit} lines.",
        "Spread it over more tasks.",
    ),
    "empty-file": MessageText(
        "Dit bestand is leeg.",
        "Begin met 'taak:' en de naam van de taak.",
        "This file is empty.",
        "Begin with 'task:' and the name of the task.",
    ),
    "not-utf8": MessageText(
        "Hier staat een letter die op een oude manier is opgeslagen.",
        _SAVE_NL,
        "There is a letter here that was saved in an old way.",
        _SAVE_EN,
    ),
    "utf-16": MessageText(
        "Dit bestand is opgeslagen als UTF-16.", _SAVE_NL, "This file was saved as UTF-16.", _SAVE_EN
    ),
    "invisible-character": MessageText(
        "Hier staat een onzichtbaar teken ({sign}).",
        "Haal het weg, of typ de regel opnieuw.",
        "There is an invisible character here ({sign}).",
        "Take it out, or type the line again.",
    ),
    "too-many-problems": MessageText(
        "Er is nog meer, maar na {limit} meldingen stop ik met zoeken.",
        "Herstel eerst wat hierboven staat.",
        "There is more, but after {limit} messages I stop looking.",
        "Mend first what is named above.",
    ),
    # --- how the lines are written
    "tab": MessageText(
        "Deze regel begint met een tab.",
        "Gebruik spaties in plaats van tabs.",
        "This line begins with a tab.",
        "Use spaces instead of tabs.",
    ),
    "odd-space": MessageText(
        "Hier staat een bijzondere spatie; die komt mee met plakken.",
        "Haal die weg en typ een gewone spatie.",
        "There is a special space here; it comes along with pasting.",
        "Take it out and type an ordinary space.",
    ),
    "odd-dash": MessageText(
        "Dit teken is niet het gewone streepje.",
        "Typ '-' en dan een spatie.",
        "This sign is not the ordinary dash.",
        "Type '-' and then a space.",
    ),
    "colon-in-text": MessageText(
        "Door deze dubbele punt kan de app de tekst niet lezen.",
        "Zet de hele tekst tussen aanhalingstekens: {quoted}",
        "Because of this colon the app cannot read the text.",
        "Put the whole text between quotes: {quoted}",
    ),
    "hash-in-text": MessageText(
        "Vanaf dit # valt de tekst weg.",
        "Hoort het bij de tekst? Schrijf: {quoted}  Is het een opmerking? Zet twee spaties voor het # en één erachter.",
        "From this # on the text is dropped.",
        "Is it part of the text? Write: {quoted}  Is it a remark? Put two spaces before the # and one after it.",
    ),
    "unclosed-quote": MessageText(
        "Dit aanhalingsteken wordt nergens gesloten.",
        "Zet aan het eind van de tekst ook een {quote}",
        "This quote is not closed anywhere.",
        "Put a {quote} at the end of the text too.",
    ),
    "text-after-quote": MessageText(
        "Achter het aanhalingsteken staat nog tekst.",
        "Zet aanhalingstekens om de hele tekst: {quoted}",
        "There is more text after the quote.",
        "Put quotes around the whole text: {quoted}",
    ),
    "text-start": MessageText(
        "Een tekst kan niet zomaar beginnen met '{sign}'.",
        "Zet de hele tekst tussen aanhalingstekens: {quoted}",
        "A text cannot simply begin with '{sign}'.",
        "Put the whole text between quotes: {quoted}",
    ),
    "backslash-in-quotes": MessageText(
        "Tussen dubbele aanhalingstekens kan hier geen \\ staan.",
        "Gebruik enkele aanhalingstekens: {quoted}",
        "Between double quotes there can be no \\ here.",
        "Use single quotes: {quoted}",
    ),
    "colon-without-space": MessageText(
        "Achter de dubbele punt hoort een spatie.",
        "Schrijf '{key}: ' en dan de rest.",
        "There must be a space after the colon.",
        "Write '{key}: ' and then the rest.",
    ),
    "dash-without-space": MessageText(
        "Achter het streepje hoort een spatie.",
        "Schrijf '- {key}:'.",
        "There must be a space after the dash.",
        "Write '- {key}:'.",
    ),
    "indentation": MessageText(
        "Deze regel begint niet op de goede plek.",
        "Spaties voor deze regel: {expected}. Nu: {found}.",
        "This line does not begin at the right place.",
        "Spaces before this line: {expected}. Now: {found}.",
    ),
    "line-without-key": MessageText(
        "Voor deze tekst staat geen woord met een dubbele punt.",
        "Hoort de tekst bij de regel erboven? Zet hem op die regel. Is het een nieuwe stap? Begin met '- {key}: '.",
        "There is no word with a colon before this text.",
        "Does the text belong to the line above? Put it on that line. Is it a new step? Begin with '- {key}: '.",
    ),
    "not-readable": MessageText(
        "Ik begrijp niet hoe dit geschreven is. Verder lezen lukt niet.",
        "Kijk op deze regel en de regel erboven naar spaties, dubbele punten en aanhalingstekens.",
        "I do not understand how this is written, and cannot read on.",
        "Look on this line and the line above for spaces, colons and quotes.",
    ),
    # --- what YAML can do and a task may not
    "alias": MessageText(
        "Een * aan het begin heeft hier een eigen betekenis, en mag niet.",
        "Hoort het * bij de tekst? Zet de hele tekst tussen aanhalingstekens.",
        "A * at the beginning has a meaning of its own here, and is not allowed.",
        "Is the * part of the text? Put the whole text between quotes.",
    ),
    "anchor": MessageText(
        "Een & aan het begin heeft hier een eigen betekenis, en mag niet.",
        "Hoort het & bij de tekst? Zet de hele tekst tussen aanhalingstekens.",
        "An & at the beginning has a meaning of its own here, and is not allowed.",
        "Is the & part of the text? Put the whole text between quotes.",
    ),
    "tag": MessageText(
        "Een ! aan het begin heeft hier een eigen betekenis, en mag niet.",
        "Hoort het ! bij de tekst? Zet de hele tekst tussen aanhalingstekens.",
        "A ! at the beginning has a meaning of its own here, and is not allowed.",
        "Is the ! part of the text? Put the whole text between quotes.",
    ),
    "merge-key": MessageText(
        "Regels overnemen met << mag niet in een taak.",
        "Schrijf de regels voluit.",
        "Taking over lines with << is not allowed in a task.",
        "Write the lines out in full.",
    ),
    "second-document": MessageText(
        "Hier begint een tweede document. Een bestand heeft er één.",
        "Haal de streepjes weg, of maak van de rest een eigen taak.",
        "A second document begins here. A file has one.",
        "Take out the dashes, or make the rest a task of its own.",
    ),
    "directive": MessageText(
        "Een regel met % mag niet boven een taak.",
        "Haal deze regel weg.",
        "A line with % is not allowed above a task.",
        "Take this line out.",
    ),
    "key-not-plain": MessageText(
        "Voor de dubbele punt hoort één woord.",
        "Zet een tekst met tekens als [ ] of {{ }} tussen aanhalingstekens.",
        "There must be one word before the colon.",
        "Put a text with signs such as [ ] or {{ }} between quotes.",
    ),
    "too-deep": MessageText(
        "Hier zit te veel in elkaar: meer dan {limit} lagen.",
        "Een taak heeft twee lagen: de lijst, en de regels van een stap.",
        "Too much is nested here: more than {limit} levels.",
        "A task has two levels: the list, and the lines of a step.",
    ),
    "too-many-parts": MessageText(
        "Dit bestand heeft meer dan {limit} onderdelen.",
        "Verdeel het over meer taken.",
        "This file has more than {limit} parts.",
        "Spread it over more tasks.",
    ),
    # --- the keys
    "not-a-task": MessageText(
        "Dit bestand is niet opgebouwd als een taak.",
        "Begin met 'taak:' en de naam, en zet daaronder 'stappen:'.",
        "This file is not built as a task.",
        "Begin with 'task:' and the name, and put 'steps:' below it.",
    ),
    "unknown-key": MessageText(
        "Ik ken '{key}' niet.",
        "Hier kan staan: {keys}.",
        "I don't know '{key}'.",
        "What can stand here: {keys}.",
    ),
    "empty-key": MessageText(
        "Voor de dubbele punt staat geen woord.",
        "Hier kan staan: {keys}.",
        "There is no word before the colon.",
        "What can stand here: {keys}.",
    ),
    "key-elsewhere": MessageText(
        "'{key}' hoort niet {here}.",
        "Zet deze regel {there}. Of kijk naar het aantal spaties ervoor.",
        "'{key}' does not belong {here}.",
        "Put this line {there}. Or look at the number of spaces before it.",
    ),
    "duplicate-key": MessageText(
        "'{key}' staat er twee keer: op regel {first} en op regel {second}.",
        "Laat er één staan.",
        "'{key}' stands here twice: on line {first} and on line {second}.",
        "Keep one of them.",
    ),
    "missing-dash": MessageText(
        "'{key}' staat twee keer in dezelfde stap: op regel {first} en op regel {second}.",
        "Begint hier een nieuwe stap? Zet er dan een streepje voor: '- {key}:'.",
        "'{key}' stands twice in the same step: on line {first} and on line {second}.",
        "Does a new step begin here? Then put a dash before it: '- {key}:'.",
    ),
    "same-key-twice": MessageText(
        "'{other}' en '{key}' zijn hetzelfde: regel {first} en regel {second}.",
        "Laat er één staan.",
        "'{other}' and '{key}' are the same: line {first} and line {second}.",
        "Keep one of them.",
    ),
    "not-translated": MessageText(
        "'{base}' is in elke taal gelijk.",
        "Haal deze regel weg. Een vertaling kan bij: {keys}.",
        "'{base}' is the same in every language.",
        "Take this line out. A translation can stand with: {keys}.",
    ),
    "unknown-language": MessageText(
        "Ik ken de taal '{language}' niet.",
        "Gebruik de korte code van de taal, zoals nl, en, de, fr, pl, uk, ar of tr.",
        "I don't know the language '{language}'.",
        "Use the short code of the language, such as nl, en, de, fr, pl, uk, ar or tr.",
    ),
    "own-language": MessageText(
        "'{key}' is een vertaling naar de taal van de taak zelf.",
        "Schrijf '{base}', of zet boven in het bestand een andere taal.",
        "'{key}' is a translation into the task's own language.",
        "Write '{base}', or put another language at the top of the file.",
    ),
    "missing-title": MessageText(
        "De taak heeft geen naam.",
        "Zet boven in het bestand: '{key}: ' en dan de naam.",
        "The task has no name.",
        "Put at the top of the file: '{key}: ' and then the name.",
    ),
    "missing-steps": MessageText(
        "De taak heeft geen lijst met stappen.",
        "Zet onder de naam '{key}:' en daaronder de stappen.",
        "The task has no list of steps.",
        "Put '{key}:' below the name, and the steps below that.",
    ),
    "missing-text": MessageText(
        "Deze stap heeft geen zin.",
        "Zet erbij: '{key}: ' en dan wat de medewerker moet doen.",
        "This step has no sentence.",
        "Add: '{key}: ' and then what the worker must do.",
    ),
    "missing-own-text": MessageText(
        "'{key}' is een vertaling, maar '{base}' zelf ontbreekt.",
        "Zet erbij: '{base}: ' en dan de tekst in de taal van de taak.",
        "'{key}' is a translation, but '{base}' itself is missing.",
        "Add: '{base}: ' and then the text in the task's own language.",
    ),
    "no-steps": MessageText(
        "Er staan geen stappen in de lijst.",
        "Zet onder '{key}:' ten minste één stap, zoals '  - {text}: Leg het dienblad voor je.'",
        "There are no steps in the list.",
        "Put at least one step below '{key}:', such as '  - {text}: Put the tray in front of you.'",
    ),
    "not-a-list": MessageText(
        "Onder '{key}' hoort een lijst, waarin elke stap met een streepje begint.",
        "Zet '- ' voor de eerste regel van elke stap.",
        "Below '{key}' there must be a list in which every step begins with a dash.",
        "Put '- ' before the first line of every step.",
    ),
    "not-a-step": MessageText(
        "Voor deze zin staat geen '{key}:'.",
        "Is het een stap? Schrijf dan: - {key}: {words}",
        "There is no '{key}:' before this sentence.",
        "Is it a step? Then write: - {key}: {words}",
    ),
    "empty-step": MessageText(
        "Achter dit streepje staat niets.",
        "Schrijf er een stap achter, of haal het streepje weg.",
        "There is nothing after this dash.",
        "Write a step after it, or take the dash out.",
    ),
    "two-kinds": MessageText(
        "'{other}' en '{key}' kunnen niet bij hetzelfde streepje staan.",
        "Zet een eigen streepje voor '{key}'.",
        "'{other}' and '{key}' cannot stand behind the same dash.",
        "Put a dash of its own before '{key}'.",
    ),
    # --- the values
    "not-one-text": MessageText(
        "Achter '{key}' kan maar één ding staan.",
        "Schrijf het op dezelfde regel, achter de dubbele punt. Is het meer? Maak er meer stappen van.",
        "Only one thing can stand after '{key}'.",
        "Write it on the same line, after the colon. Is it more? Make it several steps.",
    ),
    "languages-nested": MessageText(
        "Elke taal krijgt een eigen regel.",
        "Schrijf '{key}: ' voor de taal van de taak, en daaronder '{key}_{code}: ' voor de vertaling.",
        "Each language has a line of its own.",
        "Write '{key}: ' for the task's own language, and below it '{key}_{code}: ' for the translation.",
    ),
    "empty-text": MessageText(
        "Achter '{key}' staat niets.",
        "Vul de regel aan, of haal hem weg.",
        "There is nothing after '{key}'.",
        "Fill in the line, or take it out.",
    ),
    "text-too-long": MessageText(
        "Deze tekst heeft {length} letters. Meer dan {limit} past niet.",
        "Verdeel hem over meer stappen.",
        "This text has {length} letters. More than {limit} do not fit.",
        "Spread it over more steps.",
    ),
    "broken-letters": MessageText(
        "Hier staan kapotte letters: {letters}",
        "Waarschijnlijk hoort hier te staan: {mended}",
        "There are broken letters here: {letters}",
        "Probably this should be: {mended}",
        _ADVICE,
    ),
    "not-a-number": MessageText(
        "Achter '{key}' hoort een heel getal. '{value}' kan ik niet lezen.",
        "Schrijf het in cijfers, bijvoorbeeld 4.",
        "After '{key}' there must be a whole number. I cannot read '{value}'.",
        "Write it in digits, for example 4.",
    ),
    "number-out-of-range": MessageText(
        "'{key}' kan niet {value} zijn.",
        "Kies een getal van {low} tot en met {high}.",
        "'{key}' cannot be {value}.",
        "Choose a number from {low} to {high}.",
    ),
    "not-yes-no": MessageText(
        "Achter '{key}' hoort ja of nee. Er staat '{value}'.",
        "Schrijf '{key}: ja' of '{key}: nee'.",
        "After '{key}' there must be yes or no. It says '{value}'.",
        "Write '{key}: yes' or '{key}: no'.",
    ),
    "bad-name": MessageText(
        "'{value}' kan geen naam zijn.",
        "Begin met een letter of cijfer. Gebruik verder letters, cijfers, spaties, punten en streepjes; hooguit 80.",
        "'{value}' cannot be a name.",
        "Begin with a letter or digit. Use letters, digits, spaces, dots and dashes; at most 80.",
    ),
    "bad-value": MessageText(
        "'{value}' kan niet achter '{key}' staan.",
        "Kijk in de beschrijving van de taak wat hier kan.",
        "'{value}' cannot stand after '{key}'.",
        "See in the description of the task format what can stand here.",
    ),
    "newer-format": MessageText(
        "Dit bestand is voor een nieuwere versie van de app: format {value}.",
        "Werk de app bij. Deze versie kan format {limit} lezen.",
        "This file is for a newer version of the app: format {value}.",
        "Update the app. This version can read format {limit}.",
    ),
    "unknown-format": MessageText(
        "Ik ken het format '{value}' niet.",
        "Schrijf 'format: {limit}', of haal de regel weg.",
        "I don't know the format '{value}'.",
        "Write 'format: {limit}', or take the line out.",
    ),
    # --- where a file may lie
    "path-absolute": MessageText(
        "Dit wijst naar een vaste plek op één computer.",
        _BESIDE_NL,
        "This points to a fixed place on one computer.",
        _BESIDE_EN,
    ),
    "path-url": MessageText(
        "Een internetadres kan hier niet; de app werkt zonder internet.",
        _BESIDE_NL,
        "A web address cannot stand here; the app works without internet.",
        _BESIDE_EN,
    ),
    "path-up": MessageText(
        "Met '..' wijst dit naar buiten de map van de taak.",
        _BESIDE_NL,
        "With '..' this points outside the task's folder.",
        _BESIDE_EN,
    ),
    "path-backslash": MessageText(
        "In een pad kan geen \\ staan.",
        "Gebruik een gewone schuine streep: {mended}",
        "A path cannot have a \\ in it.",
        "Use an ordinary slash: {mended}",
    ),
    "path-untidy": MessageText(
        "In dit pad staat een stuk te veel.",
        "Schrijf alleen: {mended}",
        "This path has a part too many.",
        "Write only: {mended}",
    ),
    "path-colon": MessageText(
        "In de naam van een bestand kan geen dubbele punt staan.",
        _RENAME_NL,
        "The name of a file cannot have a colon in it.",
        _RENAME_EN,
    ),
    "path-sign": MessageText(
        "In de naam van een bestand kan dit teken niet staan: {sign}",
        _RENAME_NL,
        "The name of a file cannot have this sign in it: {sign}",
        _RENAME_EN,
    ),
    "path-end": MessageText(
        "De naam van een bestand of map kan niet eindigen op een punt of spatie.",
        _RENAME_NL,
        "The name of a file or folder cannot end in a dot or a space.",
        _RENAME_EN,
    ),
    "path-reserved": MessageText(
        "De naam '{name}' kan op Windows niet.",
        "Kies een andere naam.",
        "The name '{name}' is not possible on Windows.",
        "Choose another name.",
    ),
    "path-too-long": MessageText(
        "Deze naam is te lang: {length} letters.",
        "Maak de naam korter dan {limit} letters.",
        "This name is too long: {length} letters.",
        "Make the name shorter than {limit} letters.",
    ),
    "path-outside": MessageText(
        "'{path}' is een koppeling naar buiten de map van de taak.",
        "Zet het bestand zelf in de map van de taak.",
        "'{path}' is a link to outside the task's folder.",
        "Put the file itself in the task's folder.",
    ),
    # --- what the files are
    "missing-picture": MessageText(
        "De foto '{path}' is er niet.",
        "Zet de foto in de map van de taak, naast task.yaml.",
        "The photo '{path}' is not there.",
        "Put the photo in the task's folder, beside task.yaml.",
    ),
    "missing-film": MessageText(
        "De film '{path}' is er niet.",
        "Zet de film in de map van de taak, naast task.yaml.",
        "The film '{path}' is not there.",
        "Put the film in the task's folder, beside task.yaml.",
    ),
    "missing-sound": MessageText(
        "De opname '{path}' is er niet.",
        "Zet de opname in de map van de taak, naast task.yaml.",
        "The recording '{path}' is not there.",
        "Put the recording in the task's folder, beside task.yaml.",
    ),
    "other-capitals": MessageText(
        "'{path}' heeft andere hoofdletters dan het bestand zelf.",
        "Schrijf precies: {mended}",
        "'{path}' has other capitals than the file itself.",
        "Write exactly: {mended}",
    ),
    "empty-media": MessageText(
        "Het bestand '{path}' is leeg.",
        "Kopieer of maak het opnieuw.",
        "The file '{path}' is empty.",
        "Copy it or make it again.",
    ),
    "not-a-picture": MessageText(
        "'{path}' is geen foto die ik kan laten zien.",
        "Sla de foto op als JPEG, PNG of WebP.",
        "'{path}' is not a photo that I can show.",
        "Save the photo as JPEG, PNG or WebP.",
    ),
    "heic-picture": MessageText(
        "'{path}' is een foto in de vorm van een iPhone (HEIC).",
        "Sla de foto op als JPEG.",
        "'{path}' is a photo in the form of an iPhone (HEIC).",
        "Save the photo as JPEG.",
    ),
    "svg-picture": MessageText(
        "'{path}' is een tekening (SVG), geen foto.",
        "Sla de tekening op als PNG.",
        "'{path}' is a drawing (SVG), not a photo.",
        "Save the drawing as PNG.",
    ),
    "picture-too-large": MessageText(
        "'{path}' is te groot: {width} bij {height} beeldpunten.",
        "Maak de foto kleiner. 1920 beeldpunten breed is genoeg.",
        "'{path}' is too large: {width} by {height} pixels.",
        "Make the photo smaller. 1920 pixels wide is enough.",
    ),
    "broken-picture": MessageText(
        "De foto '{path}' is beschadigd.",
        "Kopieer of maak de foto opnieuw.",
        "The photo '{path}' is damaged.",
        "Copy the photo or take it again.",
    ),
    "picture-too-costly": MessageText(
        "De foto '{path}' kost te veel tijd om te tonen.",
        "Open de foto in een fotoprogramma en sla hem opnieuw op.",
        "The photo '{path}' takes too long to show.",
        "Open the photo in a photo program and save it again.",
    ),
    "film-too-large": MessageText(
        "De beelden van de film '{path}' zijn te groot: {width} bij {height} beeldpunten.",
        "Sla de film kleiner op. 1920 bij 1080 is genoeg.",
        "The pictures of the film '{path}' are too large: {width} by {height} pixels.",
        "Save the film smaller. 1920 by 1080 is enough.",
    ),
    "not-a-film": MessageText(
        "'{path}' is geen film die ik kan afspelen.",
        "Sla de film op als MP4, WebM, MKV of MOV.",
        "'{path}' is not a film that I can play.",
        "Save the film as MP4, WebM, MKV or MOV.",
    ),
    "not-a-sound": MessageText(
        "'{path}' is geen opname die ik kan afspelen.",
        "Sla de opname op als WAV, MP3, OGG, FLAC of M4A.",
        "'{path}' is not a recording that I can play.",
        "Save the recording as WAV, MP3, OGG, FLAC or M4A.",
    ),
    # --- what stands beside the task
    "unknown-place": MessageText(
        "De plek '{place}' is nog niet aangewezen.",
        "Wijs de plek aan op de foto. Tot dan staat er geen lijn omheen.",
        "The place '{place}' has not been marked yet.",
        "Mark the place in the photo. Until then there is no line around it.",
        _ADVICE,
    ),
    "place-not-in-photo": MessageText(
        "De plek '{place}' is op de foto '{photo}' nog niet aangewezen.",
        "Wijs de plek aan op deze foto. Tot dan staat er geen lijn omheen.",
        "The place '{place}' has not been marked in the photo '{photo}' yet.",
        "Mark the place in this photo. Until then there is no line around it.",
        _ADVICE,
    ),
    "missing-check": MessageText(
        "De controle '{check}' is nog niet geleerd.",
        "Leer de controle. Tot dan gaat deze stap zonder controle.",
        "The check '{check}' has not been taught yet.",
        "Teach the check. Until then this step goes without a check.",
        _ADVICE,
    ),
    "count-without-check": MessageText(
        "'{key}' doet niets zonder '{check}'.",
        "Zet '{check}: ' erbij met de naam van een controle, of haal '{key}' weg.",
        "'{key}' does nothing without '{check}'.",
        "Add '{check}: ' with the name of a check, or take '{key}' out.",
        _ADVICE,
    ),
    "empty-section": MessageText(
        "Onder dit kopje staan geen stappen.",
        "Zet er stappen onder, of haal het kopje weg.",
        "There are no steps below this heading.",
        "Put steps below it, or take the heading out.",
        _ADVICE,
    ),
    "missing-translation": MessageText(
        "Bij '{key}' ontbreekt de vertaling '{full}'.",
        "Zet erbij: '{full}: ' en dan de tekst. Tot dan staat hier de taal van de taak.",
        "With '{key}' the translation '{full}' is missing.",
        "Add: '{full}: ' and then the text. Until then the task's own language is shown here.",
        _ADVICE,
    ),
    "missing-warning-translation": MessageText(
        "Bij deze waarschuwing ontbreekt de vertaling '{full}'.",
        "Zet erbij: '{full}: ' en dan de tekst. Tot dan kan niemand de taak in die taal doen.",
        "With this warning the translation '{full}' is missing.",
        "Add: '{full}: ' and then the text. Until then nobody can do the task in that language.",
        _ADVICE,
    ),
    "same-folder-name": MessageText(
        "Er is al een taak in een map met de naam '{name}'.",
        "Geef een van de twee mappen een andere naam.",
        "There already is a task in a folder named '{name}'.",
        "Give one of the two folders another name.",
    ),
    # --- places.yaml and check.yaml
    "not-places": MessageText(
        "Hier hoort per foto een lijst van plekken.",
        "Schrijf de naam van de foto, en daaronder per plek de punten.",
        "There must be a list of places for each photo here.",
        "Write the name of the photo, and below it the points of each place.",
    ),
    "not-an-outline": MessageText(
        "Een plek is een lijst van punten, of vier getallen.",
        "Schrijf [links, boven, rechts, onder], of een lijst van punten zoals [0.2, 0.4].",
        "A place is a list of points, or four numbers.",
        "Write [left, top, right, bottom], or a list of points such as [0.2, 0.4].",
    ),
    "not-a-fraction": MessageText(
        "'{value}' is geen getal van 0 tot en met 1.",
        "0 is links of boven in de foto, 1 is rechts of onder.",
        "'{value}' is not a number from 0 to 1.",
        "0 is the left or top of the photo, 1 is the right or bottom.",
    ),
    "outline-size": MessageText(
        "Een omlijning heeft {low} tot {high} punten. Dit zijn er {count}.",
        "Wijs de plek opnieuw aan.",
        "An outline has {low} to {high} points. This one has {count}.",
        "Mark the place again.",
    ),
    "flat-rectangle": MessageText(
        "Deze rechthoek heeft geen breedte of hoogte.",
        "Schrijf [links, boven, rechts, onder], met rechts groter dan links en onder groter dan boven.",
        "This rectangle has no width or height.",
        "Write [left, top, right, bottom], with right larger than left and bottom larger than top.",
    ),
    "not-a-check": MessageText(
        "Dit bestand is niet opgebouwd als een controle.",
        "Leer de controle opnieuw; de app schrijft dit bestand.",
        "This file is not built as a check.",
        "Teach the check again; the app writes this file.",
    ),
    "missing-check-key": MessageText(
        "'{key}' ontbreekt in deze controle.",
        "Leer de controle opnieuw; de app schrijft dit bestand.",
        "'{key}' is missing in this check.",
        "Teach the check again; the app writes this file.",
    ),
    "unknown-kind": MessageText(
        "Ik ken geen controle van het soort '{value}'.",
        "De soorten zijn: {kinds}.",
        "I don't know a check of the kind '{value}'.",
        "The kinds are: {kinds}.",
    ),
}
