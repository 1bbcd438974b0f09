"""The wrappers that look at a request's size and host, and the headers on every answer."""

from __future__ import annotations

import json

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from app import http
from tests.app.exchange import Answer, answering, echo, exchange, problem_url

URN = "00000000-0000-4000-8000-000000000001"


# --- the size of a body


def limited(*limits: http.Limit, default: int = 10) -> ASGIApp:
    return http.BodyLimit(echo, default=default, limits=limits, problem_url=problem_url)


def post(app: ASGIApp, *chunks: bytes, path: str = "/", kind: str = "", length: str | None = None) -> Answer:
    headers = [("Content-Length", length) if length is not None else ("Transfer-Encoding", "chunked")]
    return exchange(app, path, method="POST", headers=[*headers, ("Content-Type", kind)], chunks=chunks)


@pytest.mark.parametrize("length, status", [(0, 200), (9, 200), (10, 200), (11, 413), (10**12, 413)])
def test_an_announced_body_is_refused_beyond_the_limit_before_it_is_read(length: int, status: int) -> None:
    answer = post(limited(), b"x" * min(length, 20), length=str(length))
    assert answer.status == status
    if status == 413:
        assert answer.read == 0


@pytest.mark.parametrize(
    "sizes, status", [((10,), 200), ((5, 5), 200), ((5, 6), 413), ((11,), 413), ((0, 0), 200)]
)
def test_an_unannounced_body_is_counted_as_it_arrives(sizes: tuple[int, ...], status: int) -> None:
    assert post(limited(), *(b"x" * size for size in sizes)).status == status


def test_reading_stops_where_the_limit_is_passed() -> None:
    answer = post(limited(), *[b"x" * 4] * 1000)
    assert (answer.status, answer.read) == (413, 3)


def test_a_length_that_lies_does_not_help() -> None:
    assert post(limited(), b"x" * 11, length="3").status == 413


@pytest.mark.parametrize("length", ["", "-1", "+5", "1e3", "0x10", "5, 5", "\xb3", "9" * 5000])
def test_a_length_that_is_no_plain_number_is_refused(length: str) -> None:
    assert post(limited(), b"x", length=length).status == 413


def test_the_application_gets_the_whole_body_in_one_piece() -> None:
    answer = post(limited(), b"abc", b"", b"def")
    assert answer.body == b"abcdef"
    assert answer.headers["parts"] == "1"


def test_after_the_body_the_application_hears_the_server_again() -> None:
    heard: list[str] = []

    async def listening(scope: Scope, receive: Receive, send: Send) -> None:
        heard.extend([(await receive())["type"], (await receive())["type"]])

    post(http.BodyLimit(listening, default=10, problem_url=problem_url), b"abc")
    assert heard == ["http.request", "http.disconnect"]


def test_a_client_that_hangs_up_within_its_body_never_reaches_the_application() -> None:
    headers = [("Transfer-Encoding", "chunked")]
    answer = exchange(limited(), method="POST", headers=headers, chunks=[b"abc"], hang_up=True)
    assert (answer.status, answer.body) == (0, b"")


def test_a_request_without_a_body_is_not_waited_for() -> None:
    assert exchange(answering()).read == 0
    assert exchange(http.BodyLimit(answering(), default=0, problem_url=problem_url)).status == 200


@pytest.mark.parametrize(
    "path, kind, size, status",
    [
        ("/v1/files", "image/png", 100, 200),
        ("/v1/files", "image/png", 101, 413),
        ("/v1/files", "IMAGE/PNG; charset=x", 100, 200),
        ("/v1/files", "application/json", 11, 413),
        ("/v1/other", "image/png", 11, 413),
        ("/v1/batches/1", "text/csv", 50, 200),
        ("/v1/batches/1", "", 51, 413),
    ],
)
def test_the_limit_depends_on_path_and_content_type(path: str, kind: str, size: int, status: int) -> None:
    app = limited(http.Limit("/v1/files", "image/png", 100), http.Limit("/v1/batches", "", 50))
    assert post(app, b"x" * size, path=path, kind=kind).status == status
    assert post(app, b"x" * size, path=path, kind=kind, length=str(size)).status == status


def test_too_large_is_a_problem_that_names_the_limit() -> None:
    headers = [("Transfer-Encoding", "chunked")]
    answer = exchange(
        limited(), method="POST", headers=headers, chunks=[b"x" * 11], state={"request_id": URN}
    )
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["connection"] == "close"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert json.loads(answer.body) == {
        "type": "https://badges.example/problems/too-large",
        "title": "The document is too large",
        "status": 413,
        "detail": "The body of this request may have at most 10 bytes.",
        "code": "too-large",
        "retryable": False,
        "limit": 10,
        "instance": f"urn:uuid:{URN}",
    }


# --- the host


def hosted(*organisations: str, host: str = "badges.example") -> ASGIApp:
    return http.TrustedHosts(
        answering(), host=host, is_organisation=set(organisations).__contains__, problem_url=problem_url
    )


@pytest.mark.parametrize(
    "host, path, status",
    [
        ("badges.example", "/", 200),
        ("BADGES.Example", "/", 200),
        ("badges.example:8443", "/", 200),
        ("north.badges.example", "/", 200),
        ("north.badges.example:443", "/.well-known/did.json", 200),
        ("south.badges.example", "/", 400),
        ("a.north.badges.example", "/", 400),
        (".badges.example", "/", 400),
        ("northbadges.example", "/", 400),
        ("evil.example", "/", 400),
        ("badges.example.evil.example", "/", 400),
        ("badges.example.", "/", 400),
        ("badges.example@evil.example", "/", 400),
        ("evil.example/badges.example", "/", 400),
        ("badges.example:", "/", 400),
        ("badges.example:80:80", "/", 400),
        ("badges.example, evil.example", "/", 400),
        ("badges.example evil", "/", 400),
        ("", "/", 400),
        ("localhost", "/", 400),
        ("localhost:8000", "/healthz", 200),
        ("127.0.0.1:8000", "/readyz", 200),
        ("[::1]:8000", "/healthz", 200),
        ("127.0.0.1", "/v1/credentials", 400),
        ("127.0.0.1", "/healthz/..", 400),
        ("127.0.0.2", "/healthz", 400),
        ("north.localhost", "/healthz", 400),
    ],
)
def test_only_our_own_hosts_are_served(host: str, path: str, status: int) -> None:
    assert exchange(hosted("north"), path, headers=[("Host", host)]).status == status


@pytest.mark.parametrize(
    "host", ["evil", "evil.example", "a.b.badges.example", "badges.example.evil.example"]
)
def test_a_careless_predicate_opens_no_other_domain(host: str) -> None:
    app = http.TrustedHosts(
        answering(), host="Badges.example", is_organisation=lambda _: True, problem_url=problem_url
    )
    assert exchange(app, headers=[("Host", "north.badges.example")]).status == 200
    assert exchange(app, headers=[("Host", host)]).status == 400


def test_a_deployment_on_localhost_serves_everything_there() -> None:
    app = hosted("north", host="localhost")
    assert exchange(app, "/v1/verify", headers=[("Host", "localhost:8000")]).status == 200
    assert exchange(app, "/o/north", headers=[("Host", "north.localhost:8000")]).status == 200


@pytest.mark.parametrize(
    "hosts", [[], ["badges.example", "badges.example"], ["badges.example", "evil.example"]]
)
def test_a_request_has_exactly_one_host(hosts: list[str]) -> None:
    assert exchange(hosted(), headers=[("Host", host) for host in hosts]).status == 400


def test_a_forwarded_host_is_not_read() -> None:
    forwarded = [("X-Forwarded-Host", "badges.example"), ("Forwarded", "host=badges.example")]
    assert exchange(hosted(), headers=[("Host", "evil.example"), *forwarded]).status == 400


def test_the_refusal_is_the_same_for_every_host_and_quotes_none() -> None:
    answers = {
        exchange(hosted("north"), headers=[("Host", h)]).body for h in ("evil.example", "x.badges.example")
    }
    (body,) = answers
    assert json.loads(body)["status"] == 400
    assert b"evil" not in body


# --- the headers


def test_every_answer_has_the_security_headers() -> None:
    headers = exchange(http.SecurityHeaders(answering(), https=False)).headers
    assert headers == {name.lower(): value for name, value in http.SECURITY_HEADERS.items()}


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    directives = dict(part.strip().split(" ", 1) for part in http.CONTENT_SECURITY_POLICY.split(";"))
    assert directives["default-src"] == directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    allowed = {source for sources in directives.values() for source in sources.split()}
    assert allowed <= {"'none'", "'self'", "data:"}
    assert "script-src" not in directives
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]


def test_a_route_may_set_a_stricter_header_itself() -> None:
    app = http.SecurityHeaders(
        answering(Content_Security_Policy="sandbox", Referrer_Policy="origin"), https=False
    )
    headers = exchange(app).headers
    assert headers["content-security-policy"] == "sandbox"
    assert headers["referrer-policy"] == "origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_open_to_other_origins_may_be_embedded_by_them() -> None:
    app = http.SecurityHeaders(answering(Access_Control_Allow_Origin="*"), https=False)
    assert exchange(app).headers["cross-origin-resource-policy"] == "cross-origin"


def test_https_is_kept_for_a_year_where_the_public_url_is_https() -> None:
    assert "strict-transport-security" in exchange(http.SecurityHeaders(answering(), https=True)).headers
