"""The environment, read once, checked whole, frozen.

Every setting of a deployment is a variable `CAIRN_…`. A variable with that prefix that is not in the list
below stops the start, because a mistyped setting that is silently ignored is a setting that someone relies
on. An empty value is refused as well: an unset secret must not quietly become the default database. All
faults are reported together. `CAIRN_TEST_…` belongs to the tests and is ignored here.

Not here: what a setting is used for. Only `app/wiring.py` and above see this object; everything below takes
the values it needs as arguments.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "CAIRN_"
TEST_PREFIX = "CAIRN_TEST_"

_TRUE = frozenset({"yes", "true", "on", "1"})
_FALSE = frozenset({"no", "false", "off", "0"})
_WHOLE = re.compile(r"[0-9]{1,10}")
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_NUMERIC = re.compile(r"([^.]+\.)*(0x[0-9a-f]*|[0-9]+)")  # URL parsers read such a name as an IPv4 address


class SettingsError(Exception):
    """The service cannot start with this environment. `problems` has one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("Cairn cannot start with these settings:\n" + "\n".join(f"- {p}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One deployment's settings. The names are the variables' names without the prefix, in lower case."""

    public_url: str  # where the world reaches us; every id and link starts with it; no final slash
    database_url: str = field(repr=False)  # sqlite:///file or postgresql+psycopg://…; may hold a password
    data_dir: Path  # files of this deployment that are not in the database
    master_key: str | None = field(repr=False)  # seals the signing keys; excludes master_key_file
    master_key_file: Path  # where the master key is when it is not in the environment
    domain_suffices: bool  # may a confirmed domain alone make a verdict `valid`? (verdicts page)
    context_url: str | None  # publish our JSON-LD context under another address than our own
    log_level: str  # debug, info, warning or error
    micro_credential_max_ects: Decimal  # above this an award is not called a micro-credential
    bind_host: str
    bind_port: int
    status_ttl_seconds: int  # how long a verifier may keep a status list before it asks again
    status_validity_seconds: int  # from a list's validFrom to its validUntil
    max_body_bytes: int  # a larger request is refused with 413
    max_page_size: int  # most rows in one page of a list
    database_pool_size: int  # connections that one process keeps
    database_timeout_seconds: int  # longest wait for a lock or a connection

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read every `CAIRN_` variable. Raises SettingsError with all faults at once."""
        read = _Reader(environ)
        data_dir = Path(read.text("DATA_DIR", "var"))
        key, key_file = read.secret("MASTER_KEY"), read.optional("MASTER_KEY_FILE")
        if key is not None and key_file is not None:
            read.fault("give either CAIRN_MASTER_KEY or CAIRN_MASTER_KEY_FILE, not both")
        settings = cls(
            public_url=read.url("PUBLIC_URL", "http://localhost:8000"),
            database_url=read.database_url("DATABASE_URL", f"sqlite:///{data_dir / 'cairn.sqlite3'}"),
            data_dir=data_dir,
            master_key=key,
            master_key_file=Path(key_file) if key_file is not None else data_dir / "master.key",
            domain_suffices=read.flag("DOMAIN_SUFFICES", True),
            context_url=read.url("CONTEXT_URL", "") or None,
            log_level=read.choice("LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
            micro_credential_max_ects=read.decimal("MICRO_CREDENTIAL_MAX_ECTS", "30", 1, 300),
            bind_host=read.text("BIND_HOST", "127.0.0.1"),
            bind_port=read.whole("BIND_PORT", 8000, 1, 65535),
            status_ttl_seconds=read.whole("STATUS_TTL_SECONDS", 300, 1, 86_400),
            status_validity_seconds=read.whole("STATUS_VALIDITY_SECONDS", 86_400, 60, 31_536_000),
            max_body_bytes=read.whole("MAX_BODY_BYTES", 1_048_576, 1024, 67_108_864),
            max_page_size=read.whole("MAX_PAGE_SIZE", 100, 1, 1000),
            database_pool_size=read.whole("DATABASE_POOL_SIZE", 10, 1, 100),
            database_timeout_seconds=read.whole("DATABASE_TIMEOUT_SECONDS", 10, 1, 300),
        )
        if settings.status_ttl_seconds > settings.status_validity_seconds:
            read.fault("CAIRN_STATUS_TTL_SECONDS must not be longer than CAIRN_STATUS_VALIDITY_SECONDS")
        read.finish()
        return settings


class _Reader:
    """Reads variables one by one, remembers which exist, and gathers what is wrong with them.

    A faulty variable yields its default so that reading can go on; `finish` raises if there was any fault.
    Messages never repeat a value that may be secret.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._known: set[str] = set()
        self._problems: list[str] = []

    def fault(self, sentence: str) -> None:
        self._problems.append(sentence)

    def optional(self, name: str) -> str | None:
        self._known.add(PREFIX + name)
        value = self._environ.get(PREFIX + name)
        if value is None:
            return None
        if not value.strip():
            self.fault(f"{PREFIX}{name} is empty: give it a value, or remove it to get the default")
            return None
        return value.strip()

    def secret(self, name: str) -> str | None:
        return self.optional(name)

    def text(self, name: str, default: str) -> str:
        value = self.optional(name)
        return default if value is None else value

    def flag(self, name: str, default: bool) -> bool:
        value = self.optional(name)
        if value is None:
            return default
        if value.lower() not in _TRUE | _FALSE:
            self.fault(f"{PREFIX}{name} must be yes or no, not {value!r}")
        return value.lower() in _TRUE

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in allowed:
            self.fault(f"{PREFIX}{name} must be one of {', '.join(allowed)}, not {value!r}")
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.optional(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            self.fault(f"{PREFIX}{name} must be a whole number from {low} to {high}, not {value!r}")
            return default
        return int(value)

    def decimal(self, name: str, default: str, low: int, high: int) -> Decimal:
        value = self.text(name, default)
        if not _DECIMAL.fullmatch(value) or not low <= Decimal(value) <= high:
            self.fault(f"{PREFIX}{name} must be a decimal number from {low} to {high}, not {value!r}")
            return Decimal(default)
        return Decimal(value)

    def url(self, name: str, default: str) -> str:
        """The URL as programs compare it: host in lower case, no default port, no final slash."""
        value = self.optional(name)
        if value is None:
            return default
        complaint = _url_complaint(value)
        if complaint is not None:
            self.fault(f"{PREFIX}{name} {complaint}")
            return default
        parts = urlsplit(value)
        usual = {"https": 443, "http": 80}[parts.scheme]
        port = "" if parts.port in {None, usual} else f":{parts.port}"
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path.rstrip('/')}"

    def database_url(self, name: str, default: str) -> str:
        """The URL in SQLAlchemy's form. PostgreSQL's usual spellings are understood as psycopg 3."""
        value = self.optional(name)
        if value is None:
            return default
        scheme, separator, rest = value.partition("://")
        if separator and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return f"postgresql+psycopg://{rest}"
        is_file = rest.startswith("/") and len(rest) > 1 and ":memory:" not in rest
        if separator and scheme == "sqlite" and is_file:
            return value
        self.fault(f"{PREFIX}{name} must be sqlite:///<file> or postgresql://<user>@<host>/<database>")
        return default

    def finish(self) -> None:
        ours = (n for n in self._environ if n.upper().startswith(PREFIX) and not n.startswith(TEST_PREFIX))
        for name in sorted(set(ours) - self._known):
            near = difflib.get_close_matches(name.upper(), sorted(self._known), n=1, cutoff=0.6)
            hint = f"; did you mean {near[0]}?" if near else ""
            self.fault(f"{name} is not a setting{hint}")
        if self._problems:
            raise SettingsError(tuple(self._problems))


def _url_complaint(value: str) -> str | None:
    """Why this cannot be a public address of ours; None if it can.

    Plain http is for this machine only: did:web is fetched over https, so ids under a public http address
    could never be confirmed by anyone.
    """
    if not value.isascii() or not value.isprintable() or " " in value:
        return "must be plain ASCII; write an international name in its xn-- form"
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a URL"
    if parts.scheme not in {"http", "https"} or not host:
        return "must start with https:// and a host name"
    if parts.username is not None or parts.query or parts.fragment or "?" in value or "#" in value:
        return "must have no user, query or fragment"
    if not _HOST.fullmatch(host) or _NUMERIC.fullmatch(host) or not _PATH.fullmatch(parts.path.rstrip("/")):
        return "must have a host name (did:web allows no addresses) and a plain path"
    if parts.scheme == "http" and host != "localhost" and not host.endswith(".localhost"):
        return "may be http:// for localhost only; did:web needs https://"
    return None
