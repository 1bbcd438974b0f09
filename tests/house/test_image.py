"""The Dockerfile keeps its rules. No container engine builds it here; this reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.house.tree import PACKAGES, text

SOURCE = text(Path("Dockerfile"))
_INSTRUCTION = re.compile(
    r"^(FROM|RUN|COPY|ADD|ENV|ARG|USER|EXPOSE|VOLUME|WORKDIR|HEALTHCHECK|CMD|ENTRYPOINT)\s+(.*)$"
)


def instructions() -> list[tuple[str, str]]:
    """(instruction, arguments), with continued lines joined and comments left out."""
    lines = [line for line in SOURCE.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = []
    for line in filter(str.strip, joined.splitlines()):
        match = _INSTRUCTION.fullmatch(line)
        assert match is not None, f"not an instruction that is allowed here: {line}"
        found.append((match[1], match[2]))
    return found


def every(name: str) -> list[str]:
    return [arguments for instruction, arguments in instructions() if instruction == name]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    start = max(number for number, (name, _) in enumerate(found) if name == "FROM")
    return found[start:]


def test_there_are_two_stages_on_one_image_of_a_named_version() -> None:
    images = [arguments.split()[0] for arguments in every("FROM")]
    assert len(images) == 2
    assert len(set(images)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", images[0])


def test_the_service_does_not_run_as_root() -> None:
    users = [arguments for name, arguments in last_stage() if name == "USER"]
    assert users
    uid = users[-1].partition(":")[0]
    assert uid.isdecimal()
    assert int(uid) >= 1000


def test_nothing_is_added_after_root_was_left() -> None:
    names = [name for name, _ in last_stage()]
    assert not set(names[names.index("USER") :]) & {"RUN", "COPY", "ADD"}


def test_what_is_installed_has_its_digest_checked() -> None:
    installing = [arguments for arguments in every("RUN") if "pip install" in arguments]
    assert installing
    for arguments in installing:
        assert (
            arguments.count("pip install")
            == arguments.count("--require-hashes")
            == arguments.count("--only-binary :all:")
        )
        assert "apt-get" not in arguments


def test_only_the_program_its_history_and_its_lock_are_copied() -> None:
    copied = [
        arguments.split()[0] for arguments in every("COPY") if not arguments.startswith("--from=build ")
    ]
    assert sorted(copied) == sorted([*PACKAGES, "alembic", "alembic.ini", "requirements.lock"])
    assert every("ADD") == []


def test_everything_else_is_kept_from_the_build() -> None:
    lines = [line for line in text(Path(".dockerignore")).splitlines() if line and not line.startswith("#")]
    allowed = {line[1:] for line in lines if line.startswith("!")}
    assert lines[0] == "*"
    assert allowed == {*PACKAGES, "alembic", "alembic.ini", "requirements.lock"}


def test_the_image_asks_the_service_for_its_health() -> None:
    (check,) = every("HEALTHCHECK")
    command = json.loads(check[check.index("CMD ") + 4 :])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/healthz" in command[2]
    assert not any("curl" in arguments for _, arguments in instructions())


def test_the_service_is_process_one_and_hears_the_signals() -> None:
    (command,) = every("CMD")
    assert json.loads(command) == ["python", "-m", "app.cli.main", "serve"]
    assert every("ENTRYPOINT") == []


def test_data_has_one_place_and_no_secret_is_baked_in() -> None:
    assert every("VOLUME") == ["/var/lib/cairn"]
    settings = " ".join(every("ENV") + every("ARG"))
    assert "CAIRN_DATA_DIR=/var/lib/cairn" in settings
    assert not re.search(r"KEY|SECRET|TOKEN|PASSWORD|DATABASE_URL", settings)
