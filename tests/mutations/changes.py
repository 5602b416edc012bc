"""How a guard is taken away while a test runs: one line of a function changed, or a kind of database trigger gone."""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import CodeType
from typing import Any

KINDS = ("root", "part", "revision", "release", "manifest", "append_only")
"""The kinds of database triggers; SQLite has the first and the third of them."""


def find(path: str) -> Any:
    """Return what stands at a dotted path, such as `publishing.guards.guard_privacy`."""
    names = path.split(".")
    for length in range(len(names) - 1, 0, -1):
        try:
            found = import_module(".".join(names[:length]))
        except ModuleNotFoundError:
            continue
        for name in names[length:]:
            found = inspect.getattr_static(found, name)
        return found
    raise LookupError(path)


def plain_function(path: str) -> Any:
    """Return the function at a dotted path, without what decorates it."""
    found = find(path)
    if isinstance(found, property):
        found = found.fget
    return inspect.unwrap(getattr(found, "__func__", found))


# What a function says just now, where a line of it is changed: a second change goes on from there.
_sources: dict[Any, str] = {}


@dataclass(frozen=True)
class Line:
    """The one place in a function where `old` stands says `new`, for whoever calls it by whatever name."""

    function: str
    old: str
    new: str

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """Change the function while the block runs."""
        function = plain_function(self.function)
        code, source = function.__code__, _sources.get(function)
        changed = self._changed(source or source_of(function))
        function.__code__ = compiled(changed, function)
        _sources[function] = changed
        try:
            yield
        finally:
            function.__code__ = code
            if source is None:
                del _sources[function]
            else:
                _sources[function] = source

    def _changed(self, source: str) -> str:
        if source.count(self.old) != 1:
            raise LookupError(f"{self.function} has {source.count(self.old)} times: {self.old}")
        return source.replace(self.old, self.new)


def source_of(function: Any) -> str:
    """Return the text of a function without its decorators."""
    source = textwrap.dedent(inspect.getsource(function))
    return source[source.index("def ") :] if source.startswith("def ") else source[source.index("\ndef ") + 1 :]


def compiled(source: str, function: Any) -> CodeType:
    """Return the code of `source`, which takes from around itself the same names as `function`."""
    names = function.__code__.co_freevars
    # `super()` needs its class around it.
    around = "".join(f"    {name} = None\n" for name in names)
    whole = f"def around():\n{around}{textwrap.indent(source, '    ')}"
    outer = next(code for code in compile(whole, "<changed>", "exec").co_consts if inspect.iscode(code))
    code = next(code for code in outer.co_consts if inspect.iscode(code) and code.co_name == function.__name__)
    if code.co_freevars != names:
        raise LookupError(f"{function.__name__} takes {code.co_freevars} from around itself now, and not {names}")
    return code


@dataclass(frozen=True)
class Trigger:
    """The database's own guards of one kind are gone. `kind` is one of KINDS."""

    kind: str

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """Silence them; the end of the test's transaction brings them back."""
        # Loaded late: who only wants to know which mutations there are needs no Django.
        from tests.mutations.database import silence

        silence(self.kind)
        yield


# Triggers that are gone are something to list too; what is asked is whether the audit sees what came of it.
NOT_LISTED_AS_GONE = Line("publishing.audit.audit_public", "if not triggers.installed():", "if False:")


@dataclass(frozen=True)
class Setting:
    """A setting has another value."""

    name: str
    value: Any

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """Change the setting while the block runs."""
        from django.test import override_settings

        with override_settings(**{self.name: self.value}):
            yield


@dataclass(frozen=True)
class Attribute:
    """What a class says of itself is something else."""

    owner: str
    name: str
    value: Any

    @contextmanager
    def taken_away(self) -> Iterator[None]:
        """Change it while the block runs."""
        owner = find(self.owner)
        kept = owner.__dict__[self.name]
        setattr(owner, self.name, self.value)
        try:
            yield
        finally:
            setattr(owner, self.name, kept)


Change = Line | Trigger | Setting | Attribute
