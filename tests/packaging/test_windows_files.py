"""The installer's script is one that NSIS takes, and a signature is only taken from who is trusted."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from steps import authenticode, on_windows, windows

from tests.packaging.conftest import need

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "windows" / "installer.nsi"


def test_nsis_takes_the_script(tmp_path: Path) -> None:
    makensis = need("makensis", "nsis")
    tree = tmp_path / "tree"
    (tree / "Lib").mkdir(parents=True)
    (tree / "Lib" / "a.py").write_text("")
    (tree / "pythonw.exe").write_bytes(b"MZ")
    (tmp_path / "uninstall-files.nsh").write_text('Delete "$INSTDIR\\pythonw.exe"\n')
    settled = [
        "-DVERSION=1.2.3",
        f"-DTREE={tree}",
        f"-DROOT={ROOT}",
        f"-DOUTPUT={tmp_path / 'OSS-App-setup.exe'}",
        "-DQUICK",
    ]
    done = subprocess.run(
        [makensis, "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", *settled, SCRIPT], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "OSS-App-setup.exe").read_bytes()[:2] == b"MZ"


def test_the_installer_has_our_picture_and_asks_for_no_agreement() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert re.search(
        r'^!define MUI_WELCOMEFINISHPAGE_BITMAP "\$\{ROOT\}\\packaging\\windows\\installer.bmp"', script, re.M
    )
    assert (ROOT / "packaging" / "windows" / "installer.bmp").read_bytes()[:2] == b"BM"
    assert re.search(r'^!define MUI_LICENSEPAGE_TEXT_BOTTOM "\$\(READ_IT\)"', script, re.M)
    assert not re.search(r"(?i)agree|akkoord", script)


def test_what_the_start_menu_starts_begins_among_documents() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("CreateShortcut"))
    assert lines[at - 1].strip().startswith('SetOutPath "$DOCUMENTS"')


def test_the_start_menus_entry_has_the_name_that_the_program_tells_the_taskbar() -> None:
    script, program = SCRIPT.read_text(encoding="utf-8"), ROOT / "oss_app" / "app" / "application.py"
    named = re.findall(r'^!define APP_ID "([\w.]+)"', script, re.M)
    assert named == [on_windows.APP_ID]
    assert f'APP_ID = "{named[0]}"' in program.read_text(encoding="utf-8")
    lines = [line.strip() for line in script.splitlines()]
    at = next(n for n, line in enumerate(lines) if line.startswith("CreateShortcut"))
    assert lines[at + 2] == "Call NameForTheTaskbar"


def test_each_sentence_is_there_in_both_languages() -> None:
    said = re.findall(
        r"^(?:License)?LangString (\w+) \$\{LANG_(\w+)\}", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE
    )
    names = {name for name, _ in said}
    assert len(names) >= 8
    assert sorted(said) == sorted((name, language) for name in names for language in ("ENGLISH", "DUTCH"))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_installer_tells_the_intended_use(language: str) -> None:
    text = (ROOT / "packaging" / "windows" / f"intended-use.{language}.txt").read_text(encoding="utf-8")
    words = {"en": ("appraisal", "pay", "dismissal", "feelings"), "nl": ("beoordeling", "loon", "ontslag", "gevoel")}
    assert all(word in text for word in words[language])


def test_a_file_without_a_signature_is_refused(tmp_path: Path) -> None:
    need("osslsigncode", "osslsigncode")
    unsigned = tmp_path / "python.exe"
    unsigned.write_bytes(b"MZ" + bytes(4000))
    with pytest.raises(SystemExit):
        authenticode.check([unsigned])


def test_libraries_of_windows_are_known_and_others_are_not() -> None:
    for name in ("KERNEL32.dll", "api-ms-win-crt-runtime-l1-1-0.dll", "MFPlat.DLL", "icuuc.dll"):
        assert windows.FROM_WINDOWS.match(name), name
    for name in ("Qt6Core.dll", "avcodec-63.dll", "MSVCP140.dll", "python313.dll"):
        assert not windows.FROM_WINDOWS.match(name), name


LATE = r"""
asm(".data\n.balign 8\nasked: .rva hint\n.long 0\n.quad 0\nhint: .short 0\n.asciz \"it\"\nname: .asciz \"late.dll\"\n"
    ".balign 4\n.globl late\nlate: .long 1\n.rva name\n.long 0\n.rva asked\n.rva asked\n.zero 44\n"
    ".section .drectve\n.ascii \" -export:late,data\"\n.text");
"""
"""A library that is only loaded when it is first called, as Microsoft's linker notes it; mingw's has no such table."""


def test_a_library_that_nobody_brings_is_found(tmp_path: Path) -> None:
    imports = pytest.importorskip("steps.imports", reason="pefile is not here")
    gcc = need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "blas.c").write_text("__declspec(dllexport) int blas_it(void) { return 1; }")
    subprocess.run([gcc, "-shared", "-o", tmp_path / "blas-1a2b.dll", tmp_path / "blas.c"], check=True)
    (tmp_path / "a.c").write_text(f"{LATE}int blas_it(void); __declspec(dllexport) int a(void) {{ return blas_it(); }}")
    made = [gcc, "-shared", "-o", tree / "a.PYD", tmp_path / "a.c", tmp_path / "blas-1a2b.dll"]
    subprocess.run(made, check=True)
    _note_late(tree / "a.PYD")
    asked = [(str(file.relative_to(tree)), name) for file, name in imports.asked_in(tree)]
    assert {name.lower() for _, name in asked} >= {"blas-1a2b.dll", "late.dll", "kernel32.dll"}
    assert windows.missing_libraries(asked, set()) == ["a.PYD asks for blas-1a2b.dll", "a.PYD asks for late.dll"]
    assert windows.missing_libraries(asked, {"blas-1a2b.dll", "late.dll"}) == []


def _note_late(file: Path) -> None:
    import pefile

    with pefile.PE(str(file)) as library:
        at = next(one.address for one in library.DIRECTORY_ENTRY_EXPORT.symbols if one.name == b"late")
        table = library.OPTIONAL_HEADER.DATA_DIRECTORY[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"]]
        table.VirtualAddress, table.Size = at, 64
        data = library.write()
    file.write_bytes(data)


def test_what_is_no_library_of_windows_is_told(tmp_path: Path) -> None:
    imports = pytest.importorskip("steps.imports", reason="pefile is not here")
    (tmp_path / "broken.dll").write_bytes(b"MZ" + bytes(200))
    with pytest.raises(ValueError, match=r"broken\.dll"):
        imports.asked_by(tmp_path / "broken.dll")


STUBS = {
    "media/speechsynthesis": """
class SpeechSynthesizer_Static:
    def all_voices(cls): ...
class SpeechSynthesizer(metaclass=SpeechSynthesizer_Static):
    def synthesize_text_to_stream_async(self, text: str, /): ...
    @_property
    def voice(self): ...
    @_property
    def options(self): ...
class SpeechSynthesizerOptions:
    def speaking_rate(self): ...
class VoiceInformation:
    def display_name(self): ...
    def language(self): ...
class SpeechSynthesisStream:
    def size(self): ...
    def get_input_stream_at(self, position, /): ...
""",
    "storage/streams": "class DataReader:\n    def load_async(self): ...\n    def read_bytes(self, value, /): ...\n",
    "foundation": """
type Handler[T] = list[T]
class IAsyncOperation[TResult](IAsyncInfo):
    def get(self) -> TResult: ...
""",
}


@pytest.mark.parametrize("lost", ["", "speaking_rate", "get_input_stream_at", "read_bytes", "get(self) -> TResult"])
def test_the_build_ends_where_windows_voices_have_another_face(lost: str, tmp_path: Path) -> None:
    for folder, text in STUBS.items():
        (tmp_path / folder).mkdir(parents=True)
        other = text.replace(lost, "other" if "(" not in lost else "other(self)") if lost else text
        (tmp_path / folder / "__init__.pyi").write_text(other, encoding="utf-8")
    if not lost:
        windows.refuse_other_voices(tmp_path)
        return
    with pytest.raises(SystemExit, match=lost.split("(")[0]):
        windows.refuse_other_voices(tmp_path)


def test_what_the_program_asks_of_windows_voices_is_looked_for() -> None:
    engine = (ROOT / "oss_app" / "speech" / "one_core.py").read_text(encoding="utf-8")
    for names in windows.VOICES.values():
        for name in names:
            assert re.search(rf"\.{name}\b", engine), name
