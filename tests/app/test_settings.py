"""The environment: what is understood, what stops the start, and what is never repeated aloud."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError


def refused(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    return caught.value.problems


def test_nothing_set_is_a_service_for_this_machine_with_a_file_as_database() -> None:
    settings = Settings.from_environment({"HOME": "/root", "PATH": "/bin"})
    assert settings.public_url == "http://localhost:8000"
    assert settings.database_url == "sqlite:///var/cairn.sqlite3"
    assert settings.master_key is None
    assert settings.master_key_file == Path("var/master.key")
    assert settings.domain_suffices is True
    assert settings.micro_credential_max_ects == Decimal(30)
    assert (settings.bind_host, settings.bind_port) == ("127.0.0.1", 8000)


def test_the_data_folder_moves_what_lies_in_it() -> None:
    settings = Settings.from_environment({"CAIRN_DATA_DIR": "/srv/cairn"})
    assert settings.database_url == "sqlite:////srv/cairn/cairn.sqlite3"
    assert settings.master_key_file == Path("/srv/cairn/master.key")


def test_settings_cannot_be_changed() -> None:
    settings = Settings.from_environment({})
    with pytest.raises(FrozenInstanceError):
        settings.bind_port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "mistyped, meant",
    [
        ("CAIRN_PUBLIC_ULR", "CAIRN_PUBLIC_URL"),
        ("CAIRN_DATABASEURL", "CAIRN_DATABASE_URL"),
        ("CAIRN_MASTER_KEYFILE", "CAIRN_MASTER_KEY_FILE"),
        ("cairn_log_level", "CAIRN_LOG_LEVEL"),
        ("Cairn_Port", "CAIRN_BIND_PORT"),
    ],
)
def test_a_mistyped_variable_stops_the_start_and_the_nearest_name_is_suggested(
    mistyped: str, meant: str
) -> None:
    assert refused(**{mistyped: "x"}) == (f"{mistyped} is not a setting; did you mean {meant}?",)


def test_a_variable_that_resembles_none_is_refused_without_a_suggestion() -> None:
    assert refused(CAIRN_ZZZ="1") == ("CAIRN_ZZZ is not a setting",)


def test_variables_of_the_tests_and_of_others_are_ignored() -> None:
    ours = {"CAIRN_TEST_POSTGRES_URL": "x", "CAIRN_TEST_WITHOUT_POSTGRES": "1", "CAIRNS": "1"}
    assert Settings.from_environment(ours) == Settings.from_environment({})


def test_all_faults_are_reported_at_once() -> None:
    problems = refused(
        CAIRN_PUBLIC_URL="ftp://x.example",
        CAIRN_BIND_PORT="99999",
        CAIRN_LOG_LEVEL="loud",
        CAIRN_DOMAIN_SUFFICES="maybe",
        CAIRN_MICRO_CREDENTIAL_MAX_ECTS="NaN",
        CAIRN_UNKNOWN="1",
    )
    named = ("PUBLIC_URL", "BIND_PORT", "LOG_LEVEL", "DOMAIN_SUFFICES", "MAX_ECTS", "UNKNOWN")
    assert len(problems) == len(named)
    assert all(any(name in problem for problem in problems) for name in named)


@pytest.mark.parametrize("name", ["CAIRN_DATABASE_URL", "CAIRN_MASTER_KEY", "CAIRN_PUBLIC_URL"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_value_is_not_taken_for_the_default(name: str, empty: str) -> None:
    [problem] = refused(**{name: empty})
    assert problem.startswith(f"{name} is empty")


def test_the_master_key_comes_from_one_place() -> None:
    assert Settings.from_environment({"CAIRN_MASTER_KEY": "k"}).master_key == "k"
    [problem] = refused(CAIRN_MASTER_KEY="k", CAIRN_MASTER_KEY_FILE="f")
    assert "not both" in problem


def test_no_secret_is_repeated_in_a_repr_or_a_message() -> None:
    environ = {
        "CAIRN_MASTER_KEY": "canary-key",
        "CAIRN_DATABASE_URL": "postgresql://cairn:canary-password@db/cairn",
    }
    assert "canary" not in repr(Settings.from_environment(environ))
    problems = refused(
        CAIRN_MASTER_KEY="canary-key",
        CAIRN_MASTER_KEY_FILE="f",
        CAIRN_DATABASE_URL="mysql://cairn:canary-password@db/cairn",
        CAIRN_PUBLIC_URL="https://user:canary@x.example",
    )
    assert len(problems) == 3
    assert "canary" not in " ".join(problems)


DATABASES = [
    ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
    ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
    ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
    ("postgresql:///d?host=/run/pg", "postgresql+psycopg:///d?host=/run/pg"),
    ("sqlite:///var/x.sqlite3", "sqlite:///var/x.sqlite3"),
    ("sqlite:////srv/x.sqlite3", "sqlite:////srv/x.sqlite3"),
]


@pytest.mark.parametrize("given, understood", DATABASES)
def test_a_database_may_be_named_in_its_usual_ways(given: str, understood: str) -> None:
    assert Settings.from_environment({"CAIRN_DATABASE_URL": given}).database_url == understood


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:x", "mysql://h/d", "postgresql", "x.db"]
)
def test_a_database_that_is_neither_a_file_nor_postgresql_is_refused(url: str) -> None:
    [problem] = refused(CAIRN_DATABASE_URL=url)
    assert problem.startswith("CAIRN_DATABASE_URL must be")


@pytest.mark.parametrize(
    "url",
    [
        "https://badges.example",
        "https://badges.example:8443",
        "https://uni.example/badges",
        "https://uni.example/a/b-c",
        "http://localhost:8000",
        "http://cairn.localhost",
        "https://xn--bcher-kva.example",
        "https://3com.example",
    ],
)
def test_a_public_address_is_a_host_name_and_perhaps_a_path(url: str) -> None:
    assert Settings.from_environment({"CAIRN_PUBLIC_URL": url}).public_url == url
    assert Settings.from_environment({"CAIRN_PUBLIC_URL": url + "/"}).public_url == url


@pytest.mark.parametrize(
    "url",
    [
        "badges.example",
        "ftp://badges.example",
        "https://",
        "http://badges.example",
        "http://localhost.example",
        "https://user@badges.example",
        "https://badges.example?x=1",
        "https://badges.example?",
        "https://badges.example#x",
        "https://badges.example/a/../b",
        "https://badges.example/%2e%2e/b",
        "https://badges.example//x",
        "https://badges.example:port",
        "https://badges.example:99999",
        "https://192.0.2.1",
        "http://127.0.0.1:8000",
        "https://[2001:db8::1]",
        "https://[broken",
        "https://2130706433",
        "https://0x7f.1",
        "https://bücher.example",
        "https://badges.example.",
        "https://bad host.example",
        "https://-badges.example",
        "https://badges-.example",
        "https://bad\tges.example",
    ],
)
def test_an_address_that_others_could_not_confirm_or_would_read_differently_is_refused(url: str) -> None:
    [problem] = refused(CAIRN_PUBLIC_URL=url)
    assert problem.startswith("CAIRN_PUBLIC_URL ")


@pytest.mark.parametrize(
    "given, compared",
    [
        ("https://Badges.Example/Path/", "https://badges.example/Path"),
        ("HTTPS://badges.example:443", "https://badges.example"),
        ("http://localhost:80/", "http://localhost"),
        ("https://badges.example:80", "https://badges.example:80"),
        ("https://badges.example:", "https://badges.example"),
    ],
)
def test_an_address_is_kept_as_browsers_compare_it(given: str, compared: str) -> None:
    assert Settings.from_environment({"CAIRN_PUBLIC_URL": given}).public_url == compared


@pytest.mark.parametrize("text, flag", [("yes", True), ("NO", False), ("1", True), ("off", False)])
def test_a_switch_is_yes_or_no_in_many_words(text: str, flag: bool) -> None:
    assert Settings.from_environment({"CAIRN_DOMAIN_SUFFICES": text}).domain_suffices is flag


@pytest.mark.parametrize("text", ["0", "-1", "65536", "8_0", "8.0", "٨", "0x50", "99999999999"])
def test_a_port_is_a_plain_number_in_its_range(text: str) -> None:
    [problem] = refused(CAIRN_BIND_PORT=text)
    assert "from 1 to 65535" in problem


@pytest.mark.parametrize("text, given", [("30", Decimal(30)), ("59.5", Decimal("59.5")), ("1", Decimal(1))])
def test_the_largest_micro_credential_is_an_exact_decimal(text: str, given: Decimal) -> None:
    environ = {"CAIRN_MICRO_CREDENTIAL_MAX_ECTS": text}
    assert Settings.from_environment(environ).micro_credential_max_ects == given


@pytest.mark.parametrize("text", ["0", "-1", "1e2", "NaN", "Infinity", "301", "30,5", ".5"])
def test_other_sizes_of_a_micro_credential_are_refused(text: str) -> None:
    [problem] = refused(CAIRN_MICRO_CREDENTIAL_MAX_ECTS=text)
    assert "decimal number" in problem


def test_a_list_is_not_kept_longer_than_it_is_valid() -> None:
    Settings.from_environment({"CAIRN_STATUS_TTL_SECONDS": "60", "CAIRN_STATUS_VALIDITY_SECONDS": "60"})
    [problem] = refused(CAIRN_STATUS_TTL_SECONDS="61", CAIRN_STATUS_VALIDITY_SECONDS="60")
    assert "CAIRN_STATUS_TTL_SECONDS" in problem
