"""Small tasks and checks that the tests share."""

from __future__ import annotations

from pathlib import Path

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.region import rectangle
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text

FOLDER = Path("tandarts")
REGION = rectangle(0.2, 0.4, 0.6, 0.55)

PASSED = Rehearsal(right_shown=10, right_accepted=10, wrong_shown=10)
"""Of a check that counts."""

PROBE = Check(
    name="sonde",
    kind=CheckKind.RIGHT_ITEM,
    region=REGION,
    item=Text(words="de sonde", translations={"en": "the probe"}),
    rehearsal=PASSED,
)
ROLLS = Check(
    name="rollen",
    kind=CheckKind.COUNT,
    region=REGION,
    item=Text(words="rollen", translations={"en": "rolls"}),
    rehearsal=PASSED,
)
LID = Check(name="deksel", kind=CheckKind.OCCUPIED, region=REGION, rehearsal=PASSED)


def text(words: str, **translations: str) -> Text:
    return Text(words=words, translations=translations)


def dental_kit(repeat: int = 1) -> Task:
    """Five steps in two sections with a break point: one plain, two checked, one *must*, one plain."""
    return Task(
        title=text("Controle-set", en="Check-up set"),
        photo="kit.jpg",
        repeat=repeat,
        folder=FOLDER,
        places={"sonde.jpg": {"vak-2": REGION}},
        items=(
            Section(title=text("Voorbereiden", en="Prepare")),
            Step(text=text("Leg het dienblad voor je.", en="Put the tray in front of you."), photo="dienblad.jpg"),
            Section(title=text("Vullen", en="Fill")),
            Step(
                text=text("Leg 1 sonde in vak 2.", en="Put 1 probe in section 2."),
                say=text("Leg één sonde in vak twee."),
                photo="sonde.jpg",
                film="sonde.mp4",
                place="vak-2",
                check="sonde",
                hint=text("De sonde heeft een haakje.", en="The probe has a small hook."),
                warning=text("De punt is scherp.", en="The tip is sharp."),
            ),
            Step(text=text("Leg 4 rollen in vak 4."), photo="rollen.jpg", check="rollen", count=4),
            Break(text=text("Neem rust als je wilt.")),
            Step(text=text("Sluit het deksel."), photo="deksel.jpg", check="deksel", must=True),
            Step(text=text("Zet de set weg."), photo="deksel.jpg"),
        ),
    )


ALL_CHECKS = {"sonde": PROBE, "rollen": ROLLS, "deksel": LID}
