"""The dataclass of the standard library; one whose values do not change is made in a tenth of the time.

That of the library writes and compiles seven functions for each such class. A start makes 150 of them, and of most no
value before its first screen. Here they share their functions, and ``__init__`` is written with the first value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for a type checker, and for whoever reads, it is that of the library
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(cls=None, /, *, frozen=False, eq=True):
        """Make a dataclass of a class, as that of the library does."""
        if not frozen:
            return dataclasses.dataclass(cls, eq=eq)
        return lambda cls: _frozen(cls, eq=eq)

    def _frozen(cls, *, eq):
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the library works out the signature, to have one
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        fields = dataclasses.fields(cls)
        given = {"__init__": _first_init(cls, fields), "__setattr__": _refuse, "__delattr__": _refuse}
        given["__repr__"] = _representation(tuple(field.name for field in fields if field.repr))
        if eq:
            given["__eq__"], given["__hash__"] = _comparison(tuple(field.name for field in fields if field.compare))
        for name, function in given.items():
            if vars(cls).get(name) is None:  # beside an __eq__ that a class has itself, Python puts None as __hash__
                setattr(cls, name, function)
        return cls

    def _refuse(self, name, *_):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _representation(names):
        def representation(self):
            shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{type(self).__qualname__}({shown})"

        return recursive_repr()(representation)

    def _comparison(names):
        """Return how two are equal, and the hash, by these fields."""
        key = attrgetter(*names) if names else lambda self: ()

        def equals(self, other):
            return key(self) == key(other) if type(other) is type(self) else NotImplemented

        return equals, lambda self: hash(key(self))

    def _first_init(cls, fields):
        """Return what stands for ``__init__`` until the first value is made."""

        def begin(self, *values, **named):
            cls.__init__ = _written_init(cls, fields)
            cls.__init__(self, *values, **named)

        return begin

    def _written_init(cls, fields):
        known = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
        parameters, lines = ["self"], []
        for field in fields:
            name, value = field.name, field.name
            if field.default is not dataclasses.MISSING:
                known[f"_default_{name}"] = field.default
                parameters.append(f"{name}=_default_{name}")
            elif field.default_factory is not dataclasses.MISSING:
                known[f"_make_{name}"] = field.default_factory
                parameters.append(f"{name}=_missing")
                value = f"_make_{name}() if {name} is _missing else {name}"
            else:
                parameters.append(name)
            lines.append(f"    _set(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("    self.__post_init__()")
        exec("\n".join((f"def __init__({', '.join(parameters)}):", *(lines or ["    pass"]))), known)
        return known["__init__"]
