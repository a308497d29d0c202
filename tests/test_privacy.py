"""Privacy by construction: nothing here can know a face, name a person, keep a picture or speak to a network."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from oss_app.core.profile import Profile
from oss_app.core.record import StepEnded
from oss_app.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "oss_app").rglob("*.py"))

ABOUT_PEOPLE = re.compile(
    r"CascadeClassifier|FaceDetectorYN|FaceRecognizerSF|FacemarkLBF|HOGDescriptor_getDefaultPeople"
    r"|mediapipe|dlib|insightface|deepface|openpose|face_recognition|retinaface|\bfer\b|emotion|speaker_id",
    re.IGNORECASE,
)
"""What detects, measures or tells apart people in OpenCV and in the packages that do it (P4)."""

NETWORK = {"http", "urllib", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc", "websockets"}
SPEAKS = {"server/wled.py": {"http"}}
"""The one file that speaks to a device with Python alone, and only where a setting names the device (ADR 57)."""
PERSONAL = re.compile(r"name|birth|date_of|gender|diagnos|citizen|bsn|address|phone|e_?mail", re.IGNORECASE)
NOT_PERSONAL = {"projector_name", "display_name", "consent_date"}
"""The name of a screen, and the day on which a works council consented."""


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("file", CODE, ids=lambda f: str(f.relative_to(ROOT / "oss_app")))
def test_no_code_looks_at_people_or_speaks_to_a_network(file: Path) -> None:
    statements = "\n".join(
        line for line in file.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    )
    tree = ast.parse(statements)
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not [name for name in names if ABOUT_PEOPLE.search(name)]
    assert not imports(file) & NETWORK - SPEAKS.get(file.relative_to(ROOT / "oss_app").as_posix(), set())


def test_no_dependency_looks_at_people() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not [d for d in project["dependencies"] if ABOUT_PEOPLE.search(d)]


def test_the_only_model_here_is_the_one_of_things() -> None:
    models = {f.name for f in (ROOT / "assets").rglob("*") if f.suffix in {".onnx", ".tflite", ".caffemodel", ".pb"}}
    assert models == {"efficientnet-lite0.onnx"}


@pytest.mark.parametrize("model", [Profile, Settings])
def test_no_setting_is_about_who_somebody_is(model: type[Profile] | type[Settings]) -> None:
    assert not [name for name in model.model_fields if PERSONAL.search(name) and name not in NOT_PERSONAL]


def test_what_is_kept_of_a_step_says_nothing_of_a_person_or_a_time() -> None:
    of_help = {"help", "asked", "tries", "level", "chose_more"}
    assert set(StepEnded.__dataclass_fields__) == {"kit", "step", "outcome", "check"} | of_help
