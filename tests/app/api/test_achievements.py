"""Definitions in versions: drafts that may be wanting, published ones that never change."""

from __future__ import annotations

from tests.app.api.award import award
from tests.app.api.conftest import BADGE
from tests.service import Service, Tenant

#: claims credit, and says nothing of level, assessment or who awards it
WANTING = {
    "slug": "soil-chemistry",
    "name": "Soil Chemistry",
    "description": "How soils hold what plants need.",
    "criteria": {"narrative": "Pass the examination."},
    "credentialCategory": "formalQualification",
    "workload": {"notionalHours": "125"},
    "participationMode": ["blended"],
    "credit": [{"creditFramework": "ects", "creditPoints": "5", "creditStatus": "awarded"}],
}


def test_an_attendance_badge_needs_at_most_ten_fields(northgate: Tenant) -> None:
    assert len(BADGE) <= 10
    told = northgate.get("/v1/achievements/workshop").json()
    assert told["state"] == "published"
    assert told["problems"] == []
    assert told["document"]["ecologyQuadrant"] == "badgeOrAward"
    assert {line["pointer"] for line in told["defaulted"]} >= {"/achievementType", "/awardRouteOffered"}


def test_a_draft_is_kept_with_everything_that_is_in_its_way(northgate: Tenant) -> None:
    made = northgate.post("/v1/achievements", WANTING)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    codes = {problem["code"] for problem in made.json()["problems"]}
    assert "MC-Q6" in codes
    assert len(codes) >= 3
    for problem in made.json()["problems"]:
        assert problem["detail"].endswith(f"({problem['code']})"), "the code comes last"
    published = northgate.post("/v1/achievements/soil-chemistry/versions/1/publish")
    assert published.status_code == 422
    assert {error["code"] for error in published.json()["errors"]} == codes


def test_a_definition_that_is_to_be_published_and_cannot_be_is_not_kept(northgate: Tenant) -> None:
    assert northgate.post("/v1/achievements", {**WANTING, "publish": True}).status_code == 422
    assert northgate.get("/v1/achievements/soil-chemistry").status_code == 404


def test_a_draft_is_said_anew_published_and_then_never_changes(northgate: Tenant) -> None:
    northgate.post("/v1/achievements", {**WANTING, "slug": "later"})
    path = "/v1/achievements/later/versions/1"
    better = {**BADGE, "slug": "later", "publish": False}
    assert northgate.request("PUT", path, better).json()["problems"] == []
    assert northgate.post(f"{path}/publish").json()["state"] == "published"
    for answer in (northgate.request("PUT", path, better), northgate.post(f"{path}/publish")):
        assert (answer.status_code, answer.json()["code"]) == (409, "already-published")


def test_a_new_version_has_its_own_identifier_and_leaves_earlier_awards_alone(northgate: Tenant) -> None:
    client = northgate.service.client
    first = northgate.post("/v1/credentials", award()).json()
    before = client.get(first["links"]["json"]).content
    changed = {**BADGE, "name": "Living Soil, second edition"}
    second = northgate.post("/v1/achievements/workshop/versions", changed).json()
    assert (second["version"], second["state"]) == (2, "published")
    assert second["id"].endswith("/workshop/2")
    assert client.get(first["links"]["json"]).content == before
    later = northgate.post("/v1/credentials", award(reference="N-2")).json()
    assert later["version"] == 2
    older = northgate.post("/v1/credentials", award(reference="N-3", version=1)).json()
    assert older["version"] == 1


def test_a_preview_keeps_nothing(northgate: Tenant) -> None:
    told = northgate.post("/v1/achievements/preview", WANTING)
    assert told.status_code == 200
    assert told.json()["problems"]
    assert len(northgate.get("/v1/achievements").json()["items"]) == 1


def test_a_name_is_taken_once_by_each_organisation(service: Service, northgate: Tenant) -> None:
    again = northgate.post("/v1/achievements", BADGE)
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")
    assert service.organisation("kestrel").post("/v1/achievements", BADGE).status_code == 201


def test_pages_of_the_catalogue_are_complete_and_show_nothing_twice(northgate: Tenant) -> None:
    for number in range(6):
        northgate.post("/v1/achievements", {**BADGE, "slug": f"badge-{number}"})
    seen, cursor = [], ""
    for _ in range(10):
        page = northgate.get(f"/v1/achievements?limit=3{cursor}").json()
        seen += [line["slug"] for line in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(seen) == sorted([*(f"badge-{n}" for n in range(6)), "workshop"])
    assert northgate.get("/v1/achievements?cursor=nonsense").status_code == 422
