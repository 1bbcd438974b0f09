"""Log lines carry what an operator needs and nothing about a person."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

import app.logging
from app.logging import EVENT, FIELDS, PSEUDONYMS, configure, describe

NAME = "Zsófia Canary-Person"
MAIL = "zsofia.canary@learner.example"
CANARIES = (NAME, MAIL, "canary", "Canary", "Zs", "12345678901")

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging belongs to the process: put it back."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


@pytest.fixture
def lines() -> Lines:
    out = io.StringIO()
    configure(now=lambda: datetime(2026, 3, 1, 12, 0, 0, 5000, UTC), pseudonym_key=b"k" * 32, stream=out)
    return lambda: [json.loads(line) for line in out.getvalue().splitlines()]


def only(lines: Lines) -> dict[str, object]:
    (line,) = lines()
    return line


def raised(make: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as caught:
        make()
    return caught.value


def test_a_line_has_a_time_a_level_a_name_and_the_listed_fields(lines: Lines) -> None:
    structlog.get_logger().info(
        "credential.issued", organisation="north-college", status=201, duration_ms=3.14159
    )
    assert only(lines) == {
        "at": "2026-03-01T12:00:00.005+00:00",
        "level": "info",
        "event": "credential.issued",
        "organisation": "north-college",
        "status": 201,
        "duration_ms": 3.142,
    }


def test_a_field_that_is_not_listed_is_withheld_and_counted(lines: Lines) -> None:
    structlog.get_logger().info("credential.issued", learner=NAME, email=MAIL, count=1)
    line = only(lines)
    assert line["withheld"] == 2
    assert set(line) == {"at", "level", "event", "count", "withheld"}


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("value", [NAME, MAIL, {"name": NAME}, [MAIL], NAME.encode(), "a\nb", "", " "])
def test_a_listed_field_does_not_carry_a_value_of_another_form(
    field: str, value: object, lines: Lines
) -> None:
    structlog.get_logger().info("event", **{field: value})
    line = only(lines)
    assert field not in line
    assert line["withheld"] == 1


@pytest.mark.parametrize("field, value", [("status", True), ("retryable", 1)])
def test_numbers_and_flags_are_not_confused(field: str, value: object, lines: Lines) -> None:
    structlog.get_logger().info("event", **{field: value})
    assert field not in only(lines)


@pytest.mark.parametrize("field", sorted(PSEUDONYMS))
def test_an_identifier_is_written_as_a_pseudonym_that_depends_on_the_key(field: str, lines: Lines) -> None:
    structlog.get_logger().info("event", **{field: MAIL})
    structlog.get_logger().info("event", **{field: MAIL})
    structlog.get_logger().info("event", **{field: NAME})
    first, again, other = (line[field] for line in lines())
    assert first == again != other
    assert isinstance(first, str)
    assert len(first) == 12

    out = io.StringIO()
    configure(now=lambda: datetime(2026, 3, 1, tzinfo=UTC), pseudonym_key=b"other" * 8, stream=out)
    structlog.get_logger().info("event", **{field: MAIL})
    assert json.loads(out.getvalue())[field] != first


@pytest.mark.parametrize("sentence", [f"issued to {NAME}", MAIL, "Two words", "UPPER", "", "a..b", "x\n{}"])
def test_a_sentence_is_no_event(sentence: str, lines: Lines) -> None:
    structlog.get_logger().warning(sentence)
    assert only(lines)["event"] == "unnamed"


def refuse_a_level() -> None:
    """Fails inside a function of ours, with a message that quotes what it was given."""
    configure(now=lambda: datetime(2026, 3, 1, tzinfo=UTC), pseudonym_key=b"k", level=NAME)


def test_an_exception_is_told_by_its_type_and_causes_without_messages(lines: Lines) -> None:
    def fail() -> None:
        try:
            refuse_a_level()
        except KeyError as error:
            error.add_note(NAME)
            raise ValueError(f"{NAME} <{MAIL}>") from error

    structlog.get_logger().error("request.failed", exc_info=raised(fail))
    assert only(lines)["error"] == {"type": "builtins.ValueError", "causes": ["builtins.KeyError"]}


def test_the_frames_of_an_exception_are_those_of_our_packages_only() -> None:
    (frame,) = describe(raised(refuse_a_level))["frames"]  # type: ignore[misc]
    assert re.fullmatch(r"app/logging\.py:\d+ configure", frame)


def test_an_exception_in_flight_is_found(lines: Lines) -> None:
    try:
        raise KeyError(MAIL)
    except KeyError:
        structlog.get_logger().exception("request.failed")
    assert only(lines)["error"] == {"type": "builtins.KeyError"}


def test_a_chain_of_causes_that_bites_its_tail_ends(lines: Lines) -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    structlog.get_logger().error("request.failed", exc_info=first)
    error = only(lines)["error"]
    assert isinstance(error, dict)
    assert len(error["causes"]) == 20


@pytest.mark.parametrize(
    "log",
    [
        lambda: logging.getLogger("sqlalchemy.engine").warning("INSERT INTO award VALUES (%s)", NAME),
        lambda: logging.getLogger("some.library").error(f"cannot parse {MAIL}"),
        lambda: logging.getLogger("uvicorn.error").critical(NAME),
        lambda: logging.getLogger("uvicorn.error").warning("Uvicorn running on %s", f"https://{MAIL}"),
        lambda: logging.getLogger("uvicorn.error").error({"name": NAME}),
        lambda: logging.getLogger("x").error("failed", exc_info=ValueError(NAME)),
        lambda: logging.getLogger("x").error(NAME, stack_info=True, extra={"learner": MAIL}),
        lambda: warnings.warn_explicit(f"{NAME} is odd", UserWarning, "somewhere.py", 1),
    ],
)
def test_the_text_of_other_libraries_is_not_written(log: Callable[[], None], lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        log()
        logging.captureWarnings(False)
    text = json.dumps(lines(), ensure_ascii=False)
    assert not [canary for canary in CANARIES if canary in text]
    assert only(lines)["event"] == "library"


def test_a_library_says_where_its_line_came_from(lines: Lines) -> None:
    logging.getLogger("sqlalchemy.pool").warning("connection lost: %s", MAIL)
    line = only(lines)
    assert (line["level"], line["logger"], line["component"]) == (
        "warning",
        "sqlalchemy.pool",
        "test_logging",
    )
    assert isinstance(line["line"], int)


def test_an_exception_that_a_library_logs_is_told_like_ours(lines: Lines) -> None:
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=raised(refuse_a_level))
    error = only(lines)["error"]
    assert isinstance(error, dict)
    assert error["type"] == "builtins.KeyError"


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_what_a_library_says_below_a_warning_is_left_out(level: int, lines: Lines) -> None:
    logging.getLogger("alembic.runtime.migration").log(level, "Context impl %s.", MAIL)
    assert lines() == []


def test_uvicorn_says_that_it_is_ready(lines: Lines) -> None:
    logging.getLogger("uvicorn.error").info("Application startup complete.")
    assert only(lines)["says"] == "Application startup complete."


def test_uvicorns_access_log_which_quotes_paths_is_silent(lines: Lines) -> None:
    logging.getLogger("uvicorn.access").info('%s - "%s %s"', "192.0.2.1", "GET", f"/c/{MAIL}")
    assert lines() == []


def test_configuring_twice_writes_each_line_once_to_the_later_stream(lines: Lines) -> None:
    later = io.StringIO()
    configure(now=lambda: datetime(2026, 3, 1, tzinfo=UTC), pseudonym_key=b"k", stream=later)
    structlog.get_logger().info("ours")
    logging.getLogger("theirs").warning("text")
    assert lines() == []
    assert [json.loads(line)["event"] for line in later.getvalue().splitlines()] == ["ours", "library"]


def test_lines_below_the_level_are_not_written() -> None:
    out = io.StringIO()
    configure(now=lambda: datetime(2026, 3, 1, tzinfo=UTC), pseudonym_key=b"k", level="warning", stream=out)
    structlog.get_logger().info("quiet")
    logging.getLogger("library").info("quiet")
    structlog.get_logger().warning("loud")
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["loud"]


def test_what_a_request_binds_is_on_every_line_of_it_and_sieved_too(lines: Lines) -> None:
    structlog.contextvars.bind_contextvars(request_id="0" * 32, learner=NAME)
    structlog.get_logger().info("credential.issued")
    line = only(lines)
    assert line["request_id"] == "0" * 32
    assert "learner" not in line


def lines_in_the_code() -> list[tuple[str, ast.Call]]:
    """Every call in `app` that writes a log line, with the place where it stands."""
    levels = {"debug", "info", "warning", "error", "critical", "exception"}
    root = Path(app.logging.__file__).parent
    return [
        (f"{path.relative_to(root)}:{node.lineno}", node)
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in levels
        and "log" in ast.unparse(node.func.value)
    ]


def test_every_line_in_the_code_has_a_name_and_listed_fields_only() -> None:
    """A field that the sieve withholds is information that its author believed to be in the log."""
    listed = {*FIELDS, *PSEUDONYMS, "exc_info", None}
    wrong = [
        place
        for place, call in lines_in_the_code()
        if not (
            call.args and isinstance(call.args[0], ast.Constant) and EVENT.fullmatch(str(call.args[0].value))
        )
        or {keyword.arg for keyword in call.keywords} - listed
    ]
    assert wrong == []
