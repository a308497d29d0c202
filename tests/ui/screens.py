"""The screens of the drawings as values, with pictures of the samples: for tests and for looking at."""

from __future__ import annotations

from dataclasses import replace

from oss_app.core.profile import Profile, Theme
from oss_app.core.region import rectangle
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark
from oss_app.player.navigation import Ask
from oss_app.player.screen import (
    Control,
    ControlSlot,
    Extent,
    LineKind,
    Picture,
    Progress,
    Screen,
    ScreenKind,
    StepTile,
    StripLine,
    Variant,
)
from oss_app.resources import assets, instructions
from oss_app.ui.kiosk.coach_door import DoorRow, DoorWords
from oss_app.ui.kiosk.start.screen import Choice, StartScreen

PHOTOS = instructions() / "tandarts"
PROBE = rectangle(0.183, 0.402, 0.628, 0.549)
MIRROR, TWEEZERS = rectangle(0.222, 0.262, 0.634, 0.412), rectangle(0.165, 0.578, 0.618, 0.752)
ROLLS, LID = rectangle(0.655, 0.452, 0.800, 0.650), rectangle(0.19, 0.016, 0.87, 0.25)
GROUPS = (2, 4, 2)

EXTENT = Extent(
    sentences=("Leg 1 sonde in vak 2.", "Leg 4 watten-rollen in vak 4.", "Set 4 is klaar. Volgende set?"),
    warnings=("De punt is scherp.",),
    lines=("De camera kijkt mee.", "Ik zie de sonde nog niet.", "Ik zie het niet goed. Kies zelf."),
    has_strip=True,
)
ENGLISH = Extent(
    sentences=("Put 1 probe in section 2.", "Put 4 cotton rolls in section 4."),
    warnings=("The tip is sharp.",),
    lines=("The camera looks too.", "I don't see the probe yet.", "I can't see well. You choose."),
    has_strip=True,
)
ARABIC = Extent(
    sentences=("ضع مسبارًا واحدًا في الخانة 2.",), warnings=("الطرف حاد.",), lines=("الكاميرا تنظر معك.",), has_strip=True
)
BARE = Extent(sentences=EXTENT.sentences, warnings=(), lines=(), has_strip=False)


def four(back: str = "Terug", hear: str = "Lees voor", help_: str = "Hulp", done: str = "Klaar") -> tuple[Control, ...]:
    """The four controls of a step."""
    return (
        Control(ControlSlot.BACK, back, "arrow-left", Gesture.BACK),
        Control(ControlSlot.HEAR, hear, "speaker-high", Gesture.HEAR),
        Control(ControlSlot.HELP, help_, "question", Gesture.HELP),
        Control(ControlSlot.DONE, done, "check", Gesture.DONE, Variant.FILLED),
    )


def filled(label: str, icon: str) -> Control:
    """What stands in Done's place on other screens."""
    return Control(ControlSlot.DONE, label, icon, Gesture.DONE, Variant.FILLED)


STEP = Screen(
    kind=ScreenKind.STEP,
    turn=4,
    language="nl",
    right_to_left=False,
    sentence="Leg 1 sonde in vak 2.",
    progress=Progress("Stap 4 van 8", GROUPS, 4, "Vullen", "Set 4 van 20"),
    controls=four(),
    picture=Picture(PHOTOS / "sonde.jpg", PROBE, "2"),
    warning="De punt is scherp.",
    line=StripLine(LineKind.CAMERA, "De camera kijkt mee."),
)
NEXT_STEP = replace(
    STEP,
    turn=5,
    sentence="Leg 1 pincet in vak 3.",
    progress=replace(STEP.progress, label="Stap 5 van 8", now=5),
    picture=Picture(PHOTOS / "pincet.jpg", TWEEZERS, "3"),
    warning="",
    line=None,
)
FADED = {
    f"mark-{mark.name.lower()}": replace(STEP, picture=replace(STEP.picture or Picture(), mark=mark), more="Meer hulp")
    for mark in (Mark.OUTLINE, Mark.CORNERS, Mark.NOTHING)
}
LESS = Screen(
    kind=ScreenKind.QUESTION,
    turn=60,
    language="nl",
    right_to_left=False,
    sentence="Wil je het zonder de stem proberen?",
    progress=Progress("Controle-set"),
    picture=Picture(PHOTOS / "sonde.jpg", PROBE),
    controls=(
        Control(ControlSlot.BACK, "Nee", "x", Gesture.BACK),
        STEP.controls[1],
        Control(ControlSlot.HELP, "Ja", "check", Gesture.HELP),
        Control(ControlSlot.DONE, "Later", "arrow-right", Gesture.DONE),
    ),
)
WAY = replace(
    LESS,
    sentence="Vandaag: met de foto.",
    controls=(
        STEP.controls[1],
        Control(ControlSlot.HELP, "Meer hulp", "plus", Gesture.HELP),
        filled("Begin", "arrow-right"),
    ),
)
KEEP = replace(
    LESS,
    sentence="Wil je deze hulp houden?",
    controls=(
        STEP.controls[1],
        Control(ControlSlot.HELP, "Nee", "x", Gesture.HELP),
        Control(ControlSlot.DONE, "Ja", "check", Gesture.DONE),
    ),
)
LESS_IN_ENGLISH = replace(
    LESS,
    language="en",
    sentence="Do you want to try it without the voice?",
    progress=Progress("Check-up set"),
    controls=(
        Control(ControlSlot.BACK, "No", "x", Gesture.BACK),
        four("Back", "Hear again", "Help", "Done")[1],
        Control(ControlSlot.HELP, "Yes", "check", Gesture.HELP),
        Control(ControlSlot.DONE, "Later", "arrow-right", Gesture.DONE),
    ),
)
ASKED_FOR_LESS = replace(EXTENT, sentences=(*EXTENT.sentences, LESS.sentence, LESS_IN_ENGLISH.sentence))
LONG_TITLE = "Set met instrumenten voor de controle bij de tandarts van de school in de wijk"
LESS_OF_A_LONG_TITLE = replace(LESS, progress=Progress(LONG_TITLE))
LESS_IN_ARABIC = replace(
    LESS,
    language="ar",
    right_to_left=True,
    sentence="هل تريد أن تجرّب بدون الصوت؟",
    progress=Progress("مجموعة الأدوات لفحص الأسنان في عيادة طبيب أسنان المدرسة"),
    controls=(
        Control(ControlSlot.BACK, "لا", "x", Gesture.BACK),
        four("رجوع", "اقرأ لي", "مساعدة", "تم")[1],
        Control(ControlSlot.HELP, "نعم", "check", Gesture.HELP),
        Control(ControlSlot.DONE, "لاحقًا", "arrow-right", Gesture.DONE),
    ),
)
ARABIC_ASKED_FOR_LESS = replace(ASKED_FOR_LESS, sentences=(LESS_IN_ARABIC.sentence, *ASKED_FOR_LESS.sentences))
NOT_YET = replace(STEP, line=StripLine(LineKind.NOT_YET, "Ik zie de sonde nog niet."))
SEEN = replace(
    STEP,
    picture=Picture(PHOTOS / "sonde.jpg", PROBE, "2", tick=True),
    line=StripLine(LineKind.SEEN, "Ik zie de sonde."),
)
CANNOT_TELL = replace(STEP, line=StripLine(LineKind.CANNOT_TELL, "Ik zie het niet goed. Kies zelf."))
IN_ENGLISH = replace(
    STEP,
    language="en",
    sentence="Put 1 probe in section 2.",
    progress=Progress("Step 4 of 8", GROUPS, 4, "Fill", "Kit 4 of 20"),
    controls=four("Back", "Hear again", "Help", "Done"),
    warning="The tip is sharp.",
    line=StripLine(LineKind.NOT_YET, "I don't see the probe yet."),
)
IN_ARABIC = replace(
    STEP,
    language="ar",
    right_to_left=True,
    sentence="ضع مسبارًا واحدًا في الخانة 2.",
    progress=Progress("الخطوة 4 من 8", GROUPS, 4, "التعبئة", "المجموعة 4 من 20"),
    controls=four("رجوع", "اقرأ لي", "مساعدة", "تم"),
    warning="الطرف حاد.",
    line=StripLine(LineKind.CAMERA, "الكاميرا تنظر معك."),
)
HELP_OPEN = replace(
    STEP,
    picture=Picture(PHOTOS / "sonde.jpg", PROBE, "2", zoomed=True),
    line=StripLine(LineKind.HINT, "De sonde heeft een haakje."),
    controls=(
        Control(ControlSlot.BACK, "Sluit hulp", "arrow-left", Gesture.BACK),
        STEP.controls[1],
        Control(ControlSlot.HELP, "Roep begeleider", "hand-palm", Gesture.HELP),
        STEP.controls[3],
    ),
)
CALL = Screen(
    kind=ScreenKind.CALL,
    turn=41,
    language="nl",
    right_to_left=False,
    sentence="Ik heb hulp nodig.",
    second="Je begeleider is geroepen. Je werk is bewaard.",
    progress=Progress(""),
    controls=(filled("Ik ga verder", "arrow-right"),),
)
TROUBLES = replace(
    CALL,
    controls=(
        Control(ControlSlot.BACK, "Er mist iets", "check", Gesture.MISSING, Variant.FILLED),
        Control(ControlSlot.HEAR, "Er is iets kapot", "warning", Gesture.BROKEN),
        Control(ControlSlot.HELP, "Pauze", "coffee", Gesture.BREAK),
        *CALL.controls,
    ),
    door="Begeleider",
)
BREAK = replace(
    CALL,
    kind=ScreenKind.BREAK,
    turn=42,
    sentence="Pauze",
    second="Je werk is bewaard. Je gaat straks verder bij stap 4.",
    progress=STEP.progress,
    controls=(Control(ControlSlot.HELP, "Stoppen", "sign-out", Gesture.STOP), filled("Ik ga verder", "arrow-right")),
)
BREAK_POINT = replace(
    BREAK,
    turn=44,
    sentence="Neem rust als je wilt.",
    controls=(Control(ControlSlot.BACK, "Terug", "arrow-left", Gesture.BACK), *BREAK.controls),
)
KIT_END = replace(
    CALL,
    kind=ScreenKind.KIT_END,
    turn=43,
    sentence="Set 4 is klaar. Volgende set?",
    second="",
    progress=Progress("Controle-set voor de tandarts", kit="Set 4 van 20"),
    picture=Picture(PHOTOS / "kit.jpg"),
    controls=(
        *STEP.controls[:2],
        Control(ControlSlot.HELP, "Pauze", "coffee", Gesture.BREAK),
        filled("Volgende set", "package"),
    ),
)
FINISHED = replace(
    KIT_END,
    kind=ScreenKind.FINISHED,
    turn=44,
    sentence="Alle sets zijn klaar voor de tandarts.",
    progress=Progress("Controle-set voor de tandarts", kit="20 sets"),
    picture=Picture(PHOTOS / "deksel.jpg"),
    controls=(*STEP.controls[:2], filled("Naar het begin", "check")),
)
MUST = replace(
    STEP,
    turn=7,
    sentence="Sluit het deksel.",
    progress=Progress("Stap 7 van 8", GROUPS, 7, "Afmaken", "Set 4 van 20"),
    picture=Picture(PHOTOS / "wattenrollen.jpg", LID),
    warning="Hou je vingers vrij.",
    line=StripLine(LineKind.NOT_YET, "Ik zie het deksel nog open."),
    controls=(*STEP.controls[:3], Control(ControlSlot.DONE, "Vraag je begeleider", "hand-palm", Gesture.DONE)),
)
MUST_EXTENT = replace(
    EXTENT, warnings=("De punt is scherp.", MUST.warning), lines=(*EXTENT.lines, "Ik zie het deksel nog open.")
)
FINAL_CHECK = replace(
    STEP,
    turn=9,
    sentence="Kijk nog 1 keer naar vak 2.",
    progress=Progress("De hele set", GROUPS, 9, "", "Set 4 van 20"),
    picture=Picture(PHOTOS / "wattenrollen.jpg", PROBE, "2", ticks=(MIRROR, TWEEZERS, ROLLS)),
    line=StripLine(LineKind.NOT_YET, "Ik zie vak 1, 3 en 4."),
)
ROLLS_STEP = replace(
    STEP,
    turn=6,
    sentence="Leg 4 watten-rollen in vak 4.",
    progress=Progress("Stap 6 van 8", GROUPS, 6, "", "Set 4 van 20"),
    picture=Picture(PHOTOS / "wattenrollen.jpg", ROLLS, "4"),
    warning="Leg de rollen naast elkaar.",
    line=StripLine(LineKind.NOT_YET, "Ik zie 3 rollen."),
)

TILES = (
    StepTile("3", "Leg 1 spiegel in vak 1.", Picture(PHOTOS / "spiegel.jpg", MIRROR)),
    StepTile("4", "Leg 1 sonde in vak 2.", Picture(PHOTOS / "sonde.jpg", PROBE), "De punt is scherp."),
    StepTile("5", "Leg 1 pincet in vak 3.", Picture(PHOTOS / "pincet.jpg", TWEEZERS)),
)
SHORT = replace(
    STEP,
    kind=ScreenKind.SHORT,
    turn=3,
    sentence="Vullen",
    progress=Progress("Stap 3, 4 en 5 van 8", GROUPS, 3, kit="Set 4 van 20", until=5),
    picture=None,
    warning="",
    line=None,
    tiles=TILES,
)
SHORT_SEEN = replace(SHORT, line=StripLine(LineKind.NOT_YET, "Ik zie 2 van 3."))
ROW_TILES = (
    StepTile("1", "Leg het dienblad voor je.", Picture(PHOTOS / "deksel.jpg"), is_ticked=True),
    StepTile("2", "Open het deksel.", Picture(PHOTOS / "dienblad.jpg"), is_ticked=True),
    replace(TILES[0], is_ticked=True),
    *TILES[1:],
    StepTile("6", "Leg 4 watten-rollen in vak 4.", Picture(PHOTOS / "wattenrollen.jpg", ROLLS)),
    StepTile("7", "Sluit het deksel.", Picture(PHOTOS / "deksel.jpg")),
    StepTile("8", "Plak het etiket op het deksel.", Picture(PHOTOS / "deksel.jpg", LID)),
)
LIST = replace(
    SHORT,
    kind=ScreenKind.LIST,
    turn=1,
    sentence="Controle-set voor de tandarts",
    progress=Progress("3 van 8 gedaan", GROUPS, 4, kit="Set 4 van 20"),
    tiles=ROW_TILES,
)
LIST_ASKED = replace(LIST, sentence="5 regels hebben nog geen vinkje.")
LIST_HALF = replace(LIST, tiles=ROW_TILES[:4])
SHORT_IN_ARABIC = replace(
    SHORT,
    language="ar",
    right_to_left=True,
    sentence="التعبئة",
    progress=Progress("الخطوتان 4 و5 من 8", GROUPS, 4, kit="المجموعة 4 من 20", until=5),
    controls=four("رجوع", "اقرأ لي", "مساعدة", "تم"),
    tiles=(
        StepTile("4", "ضع مسبارًا واحدًا في الخانة 2.", TILES[1].picture, "الطرف حاد."),
        StepTile("5", "ضع ملقطًا واحدًا في الخانة 3.", TILES[2].picture),
    ),
)
LIST_IN_ARABIC = replace(SHORT_IN_ARABIC, kind=ScreenKind.LIST, tiles=SHORT_IN_ARABIC.tiles * 2)
PAGE_LINES = ("De camera kijkt mee.", "Ik zie het niet goed. Kies zelf.", "Ik zie 3 van 3.")
TILED = replace(
    EXTENT,
    sentences=("Controle-set voor de tandarts", "5 regels hebben nog geen vinkje.", *EXTENT.sentences),
    tiles=ROW_TILES,
    page_size=3,
)
WATCHED_TILES = replace(TILED, page_lines=PAGE_LINES)
TWO_TILES = replace(TILED, page_size=2)
LISTED = replace(TILED, has_rows=True, page_size=8)
WATCHED_LIST = replace(LISTED, page_lines=PAGE_LINES)
HALF_LISTED = replace(LISTED, page_size=4)
TILED_ARABIC = replace(ARABIC, tiles=SHORT_IN_ARABIC.tiles, page_size=2)
LISTED_ARABIC = replace(TILED_ARABIC, has_rows=True, page_size=4)

STILL = Profile(reduced_motion=True)
DARK, CONTRAST = (STILL.model_copy(update={"theme": theme}) for theme in (Theme.DARK, Theme.CONTRAST))
DOUBLE = STILL.model_copy(update={"text_percent": 200})
LEFT = STILL.model_copy(update={"left_handed": True})

SESSION = (STEP, NOT_YET, SEEN, CANNOT_TELL, HELP_OPEN, CALL, BREAK, KIT_END, FINISHED, MUST, FINAL_CHECK)
"""What one session can show."""
DRAWN = {
    "10-step-light": (STEP, STILL, EXTENT),
    "11-step-not-yet": (NOT_YET, STILL, EXTENT),
    "12-step-seen": (SEEN, STILL, EXTENT),
    "13-step-cannot-tell": (CANNOT_TELL, STILL, EXTENT),
    "14-step-dark-english": (IN_ENGLISH, DARK, ENGLISH),
    "15-step-contrast": (NOT_YET, CONTRAST, EXTENT),
    "16-step-text-200": (NOT_YET, DOUBLE, EXTENT),
    "17-step-small-text-200": (ROLLS_STEP, DOUBLE, EXTENT),
    "19-step-arabic": (IN_ARABIC, STILL, ARABIC),
    "20-help-open": (HELP_OPEN, STILL, EXTENT),
    "21-need-help": (CALL, STILL, EXTENT),
    "22-break": (BREAK, STILL, EXTENT),
    "23-end-of-kit": (KIT_END, STILL, EXTENT),
    "24-finished": (FINISHED, STILL, EXTENT),
    "25-level-short": (SHORT, STILL, TILED),
    "25-level-short-watched": (SHORT_SEEN, STILL, WATCHED_TILES),
    "25-level-short-200": (replace(SHORT, tiles=TILES[:2]), DOUBLE, TWO_TILES),
    "25-level-short-contrast": (SHORT, CONTRAST, TILED),
    "25-level-short-arabic": (SHORT_IN_ARABIC, STILL, TILED_ARABIC),
    "26-level-list": (LIST, STILL, LISTED),
    "26-level-list-watched": (replace(LIST, line=SHORT_SEEN.line), STILL, WATCHED_LIST),
    "26-level-list-200": (LIST_HALF, DOUBLE, HALF_LISTED),
    "26-level-list-dark": (LIST_ASKED, DARK, LISTED),
    "26-level-list-contrast": (LIST, CONTRAST, LISTED),
    "26-level-list-arabic": (LIST_IN_ARABIC, STILL, LISTED_ARABIC),
    "27-step-must": (MUST, STILL, MUST_EXTENT),
    "28-final-check": (FINAL_CHECK, STILL, EXTENT),
    "50-mark-outline": (FADED["mark-outline"], STILL, EXTENT),
    "50-mark-corners": (FADED["mark-corners"], STILL, EXTENT),
    "50-mark-corners-contrast": (FADED["mark-corners"], CONTRAST, EXTENT),
    "50-mark-nothing-200": (FADED["mark-nothing"], DOUBLE, EXTENT),
    "51-less-english-200": (LESS_IN_ENGLISH, DOUBLE, ASKED_FOR_LESS),
    "53-keep-200": (KEEP, DOUBLE, ASKED_FOR_LESS),
    "51-less-200": (LESS_OF_A_LONG_TITLE, DOUBLE, ASKED_FOR_LESS),
    "51-less-arabic-200": (LESS_IN_ARABIC, DOUBLE, ARABIC_ASKED_FOR_LESS),
    "52-way-200": (WAY, DOUBLE, ASKED_FOR_LESS),
    "58-more-break": (replace(BREAK, more="Meer hulp"), STILL, EXTENT),
    "58-more-break-200": (replace(BREAK, more="Meer hulp"), DOUBLE, EXTENT),
    "58-more-call": (replace(TROUBLES, more="Meer hulp"), STILL, EXTENT),
    "58-more-call-200": (replace(TROUBLES, more="Meer hulp"), DOUBLE, EXTENT),
    "58-more-kit-end": (replace(KIT_END, more="Meer hulp"), STILL, EXTENT),
    "58-more-list": (replace(LIST, more="Meer hulp"), STILL, LISTED),
    "58-more-list-200": (replace(LIST_HALF, more="Meer hulp"), DOUBLE, HALF_LISTED),
    "58-more-final-check": (replace(FINAL_CHECK, more="Meer hulp"), CONTRAST, EXTENT),
    "seen-dark": (SEEN, DARK, EXTENT),
    "seen-contrast": (SEEN, CONTRAST, EXTENT),
    "call-with-door": (replace(CALL, door="Begeleider"), STILL, EXTENT),
    "break-with-door": (replace(BREAK, door="Begeleider"), DARK, EXTENT),
    "call-contrast": (CALL, CONTRAST, EXTENT),
    "call-troubles": (TROUBLES, STILL, EXTENT),
    "call-troubles-200": (TROUBLES, DOUBLE, EXTENT),
    "left-handed": (STEP, LEFT, EXTENT),
    "without-strip": (replace(STEP, warning="", line=None), STILL, BARE),
}
"""By the name of the drawing: screen, profile, extent."""

CARDS = tuple(
    Choice(key, word, assets() / "cards" / f"{key}.jpg")
    for key, word in (
        ("flower", "Bloem"),
        ("coffee", "Koffie"),
        ("cat", "Kat"),
        ("tower", "Toren"),
        ("rocket", "Raket"),
        ("space", "Heelal"),
        ("fish", "Vis"),
    )
)
TASKS = (
    Choice("tandarts", "Controle-set voor de tandarts", PHOTOS / "kit.jpg"),
    Choice("ontbijt", "Ontbijt klaarzetten", PHOTOS.parent / "ontbijt" / "klaar.jpg"),
    Choice("schroeven", "Doosje met schroeven", PHOTOS.parent / "schroeven" / "alles.jpg"),
    Choice("set", "Instrumenten-set", PHOTOS / "pincet.jpg", refusal="Deze taak kan nu niet. Kies een andere taak."),
)
WHO = StartScreen(Ask.WHO, "Wie ben jij?", CARDS[:6], "Meer", door="Begeleider", globe="Taal")
WHO_MANY = replace(WHO, choices=CARDS)
LANGUAGE = StartScreen(
    Ask.LANGUAGE,
    "Welke taal?",
    tuple(Choice(code, name) for code, name in (("nl", "Nederlands"), ("en", "English"), ("ar", "العربية"))),
    "Meer",
    controls=STEP.controls[:2],
    person=CARDS[1],
)
WHAT = StartScreen(
    Ask.WHAT,
    "Wat ga je doen?",
    TASKS,
    "Meer",
    controls=(*STEP.controls[:2], Control(ControlSlot.HELP, "Ik wil pauze", "coffee", Gesture.BREAK)),
    person=CARDS[1],
    door="",
)
WHAT_MANY = replace(WHAT, choices=(*TASKS, replace(TASKS[0], key="again")), person=None, door="Begeleider")
STARTS = {"01-who": WHO, "who-many": WHO_MANY, "language": LANGUAGE, "02-what": WHAT, "what-many": WHAT_MANY}

DOOR = DoorWords(
    title="Begeleider",
    wrong="Deze code past niet. Probeer het nog eens.",
    back="Terug",
    erase="Wis het laatste cijfer",
    enter="Verder",
)
ROWS = (
    DoorRow("pass", "Ga verder met deze stap", "check", filled=True),
    DoorRow("stop", "Naar het begin", "house"),
    DoorRow("leave", "Programma sluiten", "sign-out"),
)
