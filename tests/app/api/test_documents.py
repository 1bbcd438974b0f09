"""Documents for other programs: DID documents, status lists, vocabulary, the forms of an award."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from app.wiring import Tools
from credentials.did import retrieve_method
from schemas import bundle
from tests.app.api.award import award
from tests.app.api.conftest import BADGE
from tests.service import Service, Tenant


def test_the_did_document_is_open_and_gives_the_keys_that_sign(service: Service, northgate: Tenant) -> None:
    answer = service.client.get("/o/northgate/did.json")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    document = answer.json()
    assert document["id"] == northgate.did
    told = northgate.post("/v1/credentials", award()).json()
    proof = service.client.get(told["links"]["json"]).json()["proof"][0]
    assert proof["verificationMethod"] in document["assertionMethod"]
    method = retrieve_method(proof["verificationMethod"], document)
    assert getattr(method, "controller", None) == northgate.did
    assert b"sealed" not in answer.content
    assert all("d" not in m.get("publicKeyJwk", {}) for m in document["verificationMethod"])


def test_an_organisation_with_a_host_of_its_own_is_served_there_and_nowhere_else(service: Service) -> None:
    own = service.organisation("kestrel", didForm="host")
    assert own.did == "did:web:kestrel.badges.example"
    there = service.client.get("/.well-known/did.json", headers={"Host": "kestrel.badges.example"})
    assert there.json()["id"] == own.did
    assert service.client.get("/o/kestrel/did.json").status_code == 404
    assert service.client.get("/.well-known/did.json").status_code == 404
    unknown = service.client.get("/.well-known/did.json", headers={"Host": "nobody.badges.example"})
    assert unknown.status_code == 400


def test_a_host_form_issuer_is_confirmed_by_its_domain_and_green(service: Service) -> None:
    own = service.organisation("kestrel", didForm="host")
    own.post("/v1/achievements", BADGE)
    told = own.post("/v1/credentials", award()).json()
    verified = service.verify({"url": told["links"]["share"]}).json()
    assert verified["issuer"]["identity"] == "domainConfirmed"
    assert (verified["verdict"], "kestrel.badges.example" in verified["headline"]) == ("valid", True)


def test_a_path_form_issuer_without_a_register_is_never_green(northgate: Tenant) -> None:
    told = northgate.post("/v1/credentials", award()).json()
    verified = northgate.service.verify({"url": told["links"]["share"]}).json()
    assert verified["issuer"]["identity"] == "hosted"
    assert (verified["outcome"], verified["verdict"]) == ("valid", "issuerUnknown")


def test_our_vocabulary_is_served_immutable_at_its_digest(service: Service) -> None:
    for path in (bundle.own_context_path(), bundle.own_schema_path(), bundle.own_codes_path()):
        answer = service.client.get(path)
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() in path
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["access-control-allow-origin"] == "*"
        again = service.client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert service.client.get("/mc/v1/" + "0" * 64 + ".jsonld").status_code == 404


def test_a_badge_names_the_context_where_it_is_served(northgate: Tenant) -> None:
    link = northgate.post("/v1/credentials", award()).json()["links"]["json"]
    contexts = northgate.service.client.get(link).json()["@context"]
    assert northgate.service.client.get(contexts[2]).status_code == 200


def test_a_status_list_is_signed_numbered_and_published_anew_before_it_ends(
    service: Service, northgate: Tenant
) -> None:
    told = northgate.post("/v1/credentials", award()).json()
    entry = service.client.get(told["links"]["json"]).json()["credentialStatus"]
    first = service.client.get(entry["statusListCredential"])
    assert first.headers["content-type"] == "application/vc+ld+json"
    assert first.headers["etag"]
    assert service.client.get(entry["statusListCredential"]).content == first.content
    service.clock.advance(timedelta(hours=13))
    later = service.client.get(entry["statusListCredential"])
    assert later.json()["validFrom"] > first.json()["validFrom"]
    told = service.verify({"url": told["links"]["share"]}).json()
    assert told["outcome"] == "valid"


def test_a_status_list_says_nothing_about_the_order_of_awards(service: Service, northgate: Tenant) -> None:
    indexes = []
    for number in range(6):
        told = northgate.post("/v1/credentials", award(reference=f"N-{number}")).json()
        indexes.append(
            int(service.client.get(told["links"]["json"]).json()["credentialStatus"]["statusListIndex"])
        )
    assert indexes != sorted(indexes)
    assert len(set(indexes)) == 6


def test_every_form_of_an_award_is_had_by_its_type_and_by_its_ending(
    service: Service, northgate: Tenant
) -> None:
    body = award()
    body["recipient"]["id"] = "did:example:ana"
    links = northgate.post("/v1/credentials", body).json()["links"]
    forms = {}
    for accept in (
        "application/vc+ld+json",
        "application/ld+json",
        "application/json",
        "application/vc+jwt",
        "text/html",
    ):
        answer = service.client.get(links["share"], headers={"Accept": accept})
        assert answer.status_code == 200, accept
        assert answer.headers["content-type"].startswith(accept)
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "Accept" in answer.headers["vary"]
        forms[accept] = answer
    assert forms["application/vc+ld+json"].content == forms["application/json"].content
    assert forms["application/json"].headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in forms["text/html"].headers
    saved = service.client.get(links["json"])
    assert saved.content == forms["application/json"].content
    assert saved.headers["content-disposition"].startswith('attachment; filename="workshop-')
    assert service.client.get(links["jwt"]).content == forms["application/vc+jwt"].content
    assert json.loads(saved.content)["id"].startswith("https://badges.example/o/northgate/credentials/")


def test_a_renewed_or_closed_link_is_gone_in_every_form(service: Service, northgate: Tenant) -> None:
    told = northgate.post("/v1/credentials", award()).json()
    name, old = told["id"].rpartition("/")[2], told["links"]["share"]
    new = northgate.post(f"/v1/credentials/{name}/share-link").json()["share"]
    assert new != old
    for ending in ("", ".json"):
        assert service.client.get(old + ending).status_code == 404
        assert service.client.get(new + ending).status_code == 200
    assert northgate.request("DELETE", f"/v1/credentials/{name}/share-link").status_code == 204
    gone, never = service.client.get(new), service.client.get(new[:-1] + ("A" if new[-1] != "A" else "B"))
    assert gone.status_code == never.status_code == 404
    assert {k: v for k, v in gone.json().items() if k != "instance"} == {
        k: v for k, v in never.json().items() if k != "instance"
    }
    assert northgate.get(f"/v1/credentials/{name}").json()["links"]["share"] is None


def test_a_credentials_id_opens_nothing(service: Service, northgate: Tenant) -> None:
    told = northgate.post("/v1/credentials", award()).json()
    for accept in ("application/json", "text/html"):
        answer = service.client.get(told["id"], headers={"Accept": accept})
        assert answer.status_code == 200
        assert "Ana" not in answer.text
        assert "Living Soil" not in answer.text
        assert "holder" in answer.text
    assert service.client.get(told["id"]).json()["status"] == "inForce"
    answer = service.verify({"url": told["id"]})
    assert (answer.status_code, answer.json()["verdict"]) == (200, "notACredential")


def test_health_and_readiness(service: Service) -> None:
    assert service.client.get("/healthz", headers={"Host": "localhost"}).json() == {"status": "ok"}
    ready = service.client.get("/readyz", headers={"Host": "127.0.0.1"})
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")


def test_a_service_that_cannot_open_its_keys_is_not_ready(service: Service) -> None:
    def broken() -> object:
        raise RuntimeError("sealed with another key")

    tools: Tools = service.client.app.state.tools  # type: ignore[attr-defined]
    object.__setattr__(tools, "reload_secrets", broken)
    ready = service.client.get("/readyz")
    assert ready.status_code == 503
    assert (ready.json()["keys"], ready.json()["database"]) == ("failing", "ok")
    assert "sealed" not in ready.text


def test_head_is_get_without_its_body(service: Service, northgate: Tenant) -> None:
    share = northgate.post("/v1/credentials", award()).json()["links"]["json"]
    got, asked = service.client.get(share), service.client.head(share)
    assert (asked.status_code, asked.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "content-disposition"):
        assert asked.headers[name] == got.headers[name]
    assert service.client.head("/v1/credentials").status_code == 401
    assert service.client.head("/nothing").status_code == 404


def test_a_published_achievement_is_a_page_and_a_document(service: Service, northgate: Tenant) -> None:
    url = northgate.get("/v1/achievements/workshop").json()["id"]
    document = service.client.get(url)
    assert document.headers["access-control-allow-origin"] == "*"
    assert document.json()["id"] == url
    browser = {"Accept": "text/html"}
    page = service.client.get(url, headers=browser)
    assert page.headers["content-type"].startswith("text/html")
    assert f"{url.removeprefix('https://badges.example')}.json" in page.text
    assert service.client.get(url + ".json", headers=browser).content == document.content
    picture = service.client.get(url.rpartition("/")[0] + "/picture.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    organisation = service.client.get("/o/northgate", headers=browser)
    assert "Living Soil workshop" in organisation.text
    for missing in ("/2", "/2.json"):
        assert service.client.get(url.rpartition("/")[0] + missing).status_code == 404


def test_a_list_published_while_it_is_asked_for_is_in_force(service: Service, northgate: Tenant) -> None:
    """Time goes on between reading a badge and publishing its list, and the list is not from the future."""
    link = northgate.post("/v1/credentials", award()).json()["links"]["share"]
    standing = service.clock

    class Running:
        def now(self) -> datetime:
            standing.advance(timedelta(seconds=1))
            return standing.at

    object.__setattr__(service.tools, "clock", Running())
    told = service.verify({"url": link}).json()
    assert told["outcome"] == "valid", told
