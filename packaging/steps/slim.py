"""What of the libraries goes into a package, and what stays out because nothing of ours uses it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

QT = ("Core", "DBus", "Gui", "Multimedia", "MultimediaWidgets", "Network", "PrintSupport", "Svg", "Widgets")
"""Qt's modules that stay, if the program imports them; Multimedia asks for Network, the platform for DBus."""

QT_QUICK = ("Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick")
"""Multimedia's plugin may be linked to them. On Linux steps/stand_in.py puts 20 kB there; on macOS they stay."""

QT_INSIDE = ("Concurrent", "FFmpegStub", "OpenGL", "WaylandClient", "WlShellIntegration", "XcbQpa")
"""Qt's libraries without a Python side that its plugins are linked to."""

QT_PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qico", "qjpeg", "qsvg", "qwebp"),
    "multimedia": ("ffmpegmediaplugin", "windowsmediaplugin", "darwinmediaplugin"),
    "platforms": ("qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platforminputcontexts": ("ibusplatforminputcontextplugin", "composeplatforminputcontextplugin"),
    "printsupport": ("cupsprintersupport",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
}

DICTIONARIES = ("hyph_en_GB", "hyph_en_US", "hyph_nl_NL")

PYTHON_WITHOUT = (
    *(
        "_bz2",
        "_lzma",
        "_ssl",
        "ssl",
        "readline",
        "tkinter",
        "_tkinter",
        "unittest",
        "pydoc",
        "lib2to3",
        "setuptools",
        "pkg_resources",
    ),
    *("numpy.random", "numpy.fft", "numpy.polynomial", "numpy.f2py", "numpy.testing", "numpy.distutils"),
)
"""Parts of Python that stay out. Without `ssl` the program could not speak https if it wanted to."""


@dataclass(frozen=True)
class Rule:
    """Paths that stay out, and why; ``unless`` names those of them that stay."""

    name: str
    out: str
    why: str
    unless: str = "$^"

    def drops(self, path: str) -> bool:
        return bool(re.search(self.out, path)) and not re.search(self.unless, path)


def _any(names: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(re.escape, names)) + ")"


_PLUGIN = "|".join(rf"plugins/{kind}/(?:lib)?{_any(names)}(?:d?\.|$)" for kind, names in QT_PLUGINS.items())

RULES = (
    Rule(
        "Qt modules",
        r"PySide6/(?:Qt/lib/(?:lib)?Qt6|(?:lib)?Qt6|Qt)[A-Z0-9]\w*(?:\.framework|\.|-)",
        "QML, Quick, WebEngine, Pdf, Charts, 3D, Designer …: the screens are widgets",
        unless=rf"PySide6/(?:Qt/lib/)?(?:lib)?Qt6?{_any(QT + QT_INSIDE)}(?:\.|-)",
    ),
    Rule("Qt plugins", r"(?:PySide6|Qt)/plugins/", "for hardware and formats that are not used", unless=_PLUGIN),
    Rule("QML", r"PySide6/(?:Qt/)?qml/|libpyside6qml|pyside6qml", "no QML"),
    Rule(
        "Qt tools",
        r"PySide6/(?:Qt/)?(?:libexec|metatypes|include|typesystems|glue|scripts|doc|support|resources)/",
        "for developers",
    ),
    Rule(
        "Qt programs",
        r"PySide6/(?:[a-z0-9]+\.exe|Assistant|Designer|Linguist|(?:assistant|designer|linguist|lupdate|lrelease|q\w+|rcc|uic|balsam\w*|svgtoqml)$)",
        "for developers",
    ),
    Rule(
        "Qt translations",
        r"PySide6/(?:Qt/)?translations/",
        "the screens have their own words",
        unless=r"qtbase_(?:nl|en|de)\.qm",
    ),
    Rule(
        "software OpenGL",
        r"opengl32sw\.dll|d3dcompiler_\d+\.dll|dxcompiler\.dll|dxil\.dll",
        "widgets are painted without OpenGL",
    ),
    Rule(
        "type hints and sources",
        r"\.(?:pyi|pxd|pyx|h|hpp|lib|a|cmake|prl|pc|qmltypes|json\.in)$|/(?:include|lib/cmake|mkspecs)/",
        "for compilers",
        unless=r"\.dist-info/",
    ),
    Rule("OpenCV's data", r"cv2/(?:data|qt)/", "face cascades are what this program must not have (P4)"),
    Rule(
        "tests of libraries",
        r"(?:numpy|cv2|yaml|lxml|PIL|pptx|ruamel)/(?:.+/)?tests?/|numpy/(?:f2py|_pyinstaller|testing)/|numpy/_core/_\w+_tests\.",
        "not for running",
    ),
    Rule(
        "picture formats",
        r"PIL/_(?:avif|webp|imagingft|imagingcms|imagingtk)|pillow\.libs/lib(?:Xau|avif|webp|freetype|harfbuzz|lcms|raqm|fribidi|brotli)",
        "Pillow makes JPEG, PNG, TIFF, GIF and BMP of slides and lists, no others",
    ),
    Rule(
        "lxml's other halves",
        r"lxml/(?:objectify|html/|isoschematron/|includes/|sax\.|_difflib|builder\.c)",
        "python-pptx parses with etree",
    ),
    Rule("hyphenation", r"pyphen/dictionaries/", "only Dutch and English texts are judged", unless=_any(DICTIONARIES)),
    Rule(
        "pywin32's other halves",
        r"(?:^|/)(?:pythonwin|win32/(?:Demos|scripts|test|include|libs)|win32com(?:ext|/demos|/test|/HTML|/makegw|/servers)|isapi|adodbapi|PyWin32\.chm)",
        "speech needs COM alone",
    ),
)


_QUICK = re.compile(rf"PySide6/(?:Qt/lib/)?(?:lib)?Qt6?{_any(QT_QUICK)}(?:\.|-)")


def dropped_by(path: str, system: str = sys.platform) -> Rule | None:
    """The rule that keeps ``path`` (inside site-packages or the bundle) out of a package; None where it belongs in."""
    posix = PurePosixPath(path.replace("\\", "/")).as_posix()
    if system == "darwin" and _QUICK.search(posix):
        return None
    return next((rule for rule in RULES if rule.drops(posix)), None)
