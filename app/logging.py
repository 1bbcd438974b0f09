"""What the service writes about itself: one JSON object a line, and nothing about a person.

A log line has a name, not a sentence, and only the fields in `FIELDS`. Each field has a form; a value
that has not that form, or a field that is not listed, is left out and counted (`withheld`). Identifiers
that could lead to a person are written as keyed pseudonyms. Of an exception we write its type and our own
frames, never its message: other people's libraries quote other people's data (security V3).

Warnings and errors of other libraries pass through the same sieve: their text is not written, only where it
came from. What they say below that is left out, but for the few sentences of uvicorn about its own life that
an operator waits for.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, TextIO

import structlog

#: our packages; a frame from elsewhere is not ours to show
_OURS = ("app", "issuers", "credentials", "keys", "schemas")
_ROOT = Path(__file__).resolve().parent.parent
_DEEPEST = 20  # frames of one exception, and exceptions of one chain

Form = Callable[[object], object]  # the value to write, or None to withhold it


def _matching(pattern: str) -> Form:
    compiled = re.compile(pattern)
    return lambda value: value if isinstance(value, str) and compiled.fullmatch(value) else None


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return round(value, 3) if isinstance(value, float) else value


def _flag(value: object) -> object:
    return value if isinstance(value, bool) else None


#: uvicorn's sentences about itself: constant text without values
_LIFE = frozenset(
    {
        "Waiting for application startup.",
        "Application startup complete.",
        "Application startup failed. Exiting.",
        "Waiting for application shutdown.",
        "Application shutdown complete.",
        "Shutting down",
        "Waiting for connections to close. (CTRL+C to force quit)",
        "Waiting for background tasks to complete. (CTRL+C to force quit)",
    }
)

_WORD = r"[A-Za-z][A-Za-z0-9_-]{0,63}"

#: every field that a line may carry beside `event`, `level`, `at` and `error`, and its form
FIELDS: Mapping[str, Form] = MappingProxyType(
    {
        # the request
        "request_id": _matching(r"[0-9a-f-]{32,36}"),
        "method": _matching(r"[A-Z]{3,7}"),
        "route": _matching(r"unmatched|/[A-Za-z0-9_.{}:/-]{0,200}"),  # the template, never the path asked for
        "status": _number,
        "duration_ms": _number,
        "bytes": _number,
        # what happened
        "problem": _matching(_WORD),
        "outcome": _matching(_WORD),
        "verdict": _matching(_WORD),
        "check": _matching(_WORD),
        "state": _matching(_WORD),
        "count": _number,
        "attempt": _number,
        "retryable": _flag,
        # who and what: public names of organisations and keys as they are
        "organisation": _matching(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"),
        "key_id": _matching(r"[A-Za-z0-9_-]{1,64}"),
        "list": _number,
        # the service
        "component": _matching(_WORD),
        "engine": _matching(_WORD),
        "revision": _matching(r"[0-9a-z_]{1,40}"),
        "version": _matching(r"[0-9A-Za-z.+-]{1,40}"),
        "logger": _matching(r"[A-Za-z_][A-Za-z0-9_.]{0,80}"),
        "line": _number,
        "says": lambda value: value if isinstance(value, str) and value in _LIFE else None,
    }
)

#: fields written as a pseudonym: the same value gives the same twelve characters, and no way back
PSEUDONYMS = frozenset(
    {"credential", "award", "achievement", "batch", "api_key", "idempotency_key", "remote"}
)

#: the form of a line's name
EVENT = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+){0,7}")

#: for uvicorn.run: it sets up no logging of its own, and its access log, which quotes paths, is off
UVICORN: Mapping[str, Any] = MappingProxyType(
    {"log_config": None, "access_log": False, "server_header": False}
)


def configure(
    *, now: Callable[[], datetime], pseudonym_key: bytes, level: str = "INFO", stream: TextIO | None = None
) -> None:
    """Send every log line of this process, ours and other libraries', to `stream` (standard error).

    `now` gives instants with a zone. `pseudonym_key` is secret to the deployment: whoever has it can find
    the lines about a credential whose id he knows. `level` is one of DEBUG, INFO, WARNING, ERROR. Calling
    it again replaces the earlier configuration.
    """
    out = stream if stream is not None else sys.stderr
    threshold = logging.getLevelNamesMapping()[level.upper()]
    sieve = Sieve(now=now, pseudonym_key=pseudonym_key)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            sieve,
            _line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, Foreign)]:
        root.removeHandler(handler)
    root.addHandler(Foreign())
    root.setLevel(logging.INFO)  # other libraries' DEBUG quotes requests; never ours to write
    logging.captureWarnings(True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"


class Sieve:
    """A structlog processor that lets through what `FIELDS` and `PSEUDONYMS` name, in their forms."""

    def __init__(self, *, now: Callable[[], datetime], pseudonym_key: bytes) -> None:
        self._now = now
        self._key = pseudonym_key

    def __call__(self, _: object, __: str, given: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event = given.pop("event", None)
        level = given.pop("level", "info")
        raised = _exception(given.pop("exc_info", None))
        line: dict[str, Any] = {
            "at": self._now().isoformat(timespec="milliseconds"),
            "level": level,
            "event": event if isinstance(event, str) and EVENT.fullmatch(event) else "unnamed",
        }
        withheld = 0
        for name, value in given.items():
            if value is None:
                continue
            form = self._pseudonym if name in PSEUDONYMS else FIELDS.get(name, _withhold)
            written = form(value)
            if written is None:
                withheld += 1
            else:
                line[name] = written
        if raised is not None:
            line["error"] = describe(raised)
        if withheld:
            line["withheld"] = withheld
        return line

    def _pseudonym(self, value: object) -> object:
        if not isinstance(value, (str, int)):
            return None
        return hmac.new(self._key, str(value).encode("utf-8", "replace"), "sha256").hexdigest()[:12]


class Foreign(logging.Handler):
    """Passes records of the standard library's `logging` on, as events without their text."""

    def emit(self, record: logging.LogRecord) -> None:
        told = isinstance(record.msg, str) and record.msg in _LIFE
        if record.levelno < logging.WARNING and not told:
            return
        fields: dict[str, Any] = {"logger": record.name, "component": record.module, "line": record.lineno}
        if told:
            fields["says"] = record.msg
        level = record.levelname.lower()
        log = structlog.get_logger()
        write = getattr(log, level if level in {"debug", "info", "warning", "error", "critical"} else "info")
        write("library", exc_info=record.exc_info, **fields)


def describe(error: BaseException) -> dict[str, object]:
    """An exception's type, where it passed through our code (outermost first), and what caused it.

    Nothing of its message, arguments, notes or local variables.
    """
    kind = type(error)
    told: dict[str, object] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    if frames := _frames(error.__traceback__):
        told["frames"] = frames
    causes: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None and len(causes) < _DEEPEST:
        causes.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    if causes:
        told["causes"] = causes
    return told


def _frames(traceback: TracebackType | None) -> list[str]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        path = Path(code.co_filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            frames.append(f"{path.relative_to(_ROOT).as_posix()}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return frames[-_DEEPEST:]


def _exception(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple) and len(given) == 3 and isinstance(given[1], BaseException):
        return given[1]
    return sys.exception() if given is True else None


def _withhold(_: object) -> object:
    return None


def _line(_: object, __: str, line: MutableMapping[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":"))
