"""Measures the house: ``python scripts/ruler.py`` prints what ``tests/test_house.py`` holds, and more.

What is large is not forbidden: it wants a reason, which stands in the test.
"""

from __future__ import annotations

import ast
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "oss_app"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class ClassMeasure:
    """A class as it was found: its module and name, what its methods assign to ``self``, and its methods."""

    module: str
    name: str
    attributes: frozenset[str]
    methods: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.module}.{self.name}"


def module_of(file: Path) -> str:
    """The dotted name of a file of the package."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, str]:
    """The text of each module by its dotted name."""
    return {module_of(file): file.read_text(encoding="utf-8") for file in sorted(HOUSE.rglob("*.py"))}


def classes(texts: dict[str, str]) -> list[ClassMeasure]:
    """All classes, those within others too."""
    found = []
    for module, text in texts.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                methods = [child for child in node.body if isinstance(child, Function)]
                assigned = frozenset(name for method in methods for name in _assigned_to_self(method))
                found.append(ClassMeasure(module, node.name, assigned, tuple(sorted({m.name for m in methods}))))
    return found


def _assigned_to_self(method: Function) -> Iterator[str]:
    for node in ast.walk(method):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def defined_twice(found: list[ClassMeasure]) -> dict[str, list[str]]:
    """The modules of each class name that is defined more than once."""
    homes = defaultdict(list)
    for one in found:
        homes[one.name].append(one.module)
    return {name: where for name, where in homes.items() if len(where) > 1}


def functions(texts: dict[str, str]) -> dict[str, int]:
    """The lines of each function by its module and name."""
    return {
        f"{module}.{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, Function)
    }


def importers() -> dict[str, set[str]]:
    """The modules that import each module, itself and its own package's ``__init__`` left out."""
    graph = grimp.build_graph("oss_app", cache_dir=None)
    return {
        module: {one for one in graph.find_modules_that_directly_import(module) if one != module.rpartition(".")[0]}
        for module in graph.modules
    }


def arrows(by: dict[str, set[str]], packages: set[str]) -> set[tuple[str, str]]:
    """Which room imports which: a room is a package with the modules directly in it."""

    def room(module: str) -> str:
        return module if module in packages else module.rpartition(".")[0]

    drawn = {(room(one), room(module)) for module, all_ in by.items() for one in all_}
    return {(a, b) for a, b in drawn if a != b}


def main() -> None:
    texts = modules()
    lines = {module: len(text.splitlines()) for module, text in texts.items()}
    found, by, all_functions = classes(texts), importers(), functions(texts)
    packages = {module_of(file) for file in HOUSE.rglob("__init__.py")}
    longest, longest_function = max(lines, key=lines.__getitem__), max(all_functions, key=all_functions.__getitem__)
    large = sorted((one for one in found if len(one.attributes) > 12), key=lambda one: -len(one.attributes))
    many = sorted((one for one in found if len(one.methods) > 25), key=lambda one: -len(one.methods))
    twice = defined_twice(found)
    alone = [module for module, count in lines.items() if count < 60 and len(by.get(module, ())) == 1]
    tests = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in (ROOT / "tests").rglob("*.py"))
    total = sum(lines.values())
    print(f"files and lines          {len(lines)}, {total:,}; median {statistics.median(lines.values()):.0f}")
    print(
        f"longest file             {longest}, {lines[longest]} lines; over 300: {sum(n > 300 for n in lines.values())}"
    )
    print(f"longest function         {longest_function}, {all_functions[longest_function]} lines")
    print(f"classes                  {len(found)}; names defined twice: {len(twice)}")
    print(f"over 12 attributes       {', '.join(f'{one.name} {len(one.attributes)}' for one in large) or 'none'}")
    print(f"over 25 methods          {', '.join(f'{one.name} {len(one.methods)}' for one in many) or 'none'}")
    print(f"small, one importer      {len(alone)} modules under 60 lines")
    print(f"rooms, arrows between    {len(packages)}, {len(arrows(by, packages))}")
    print(f"lines of tests to code   {tests / total:.2f}")


if __name__ == "__main__":
    main()
