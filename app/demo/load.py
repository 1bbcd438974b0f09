"""Loading the demo through the API, as a client would: never by writing rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import httpx

from app.scopes import ALL_SCOPES

#: the award whose link is printed at the end: a co-delivered micro-credential
SHOWN = "s3"
#: parts before the award that is made of them
_LAST = "s8"
_PLACE = re.compile(r"\{(did|achievement|credential|digest):([a-z0-9-]+)\}")


@dataclass(slots=True)
class Loaded:
    """What the service answered: DIDs and keys by organisation, awards by sample."""

    dids: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    achievements: dict[str, dict[str, Any]] = field(default_factory=dict)
    awards: dict[str, dict[str, Any]] = field(default_factory=dict)


def samples() -> dict[str, dict[str, Any]]:
    """Every sample by its short name (`s1` …), parts before wholes."""
    files = (resources.files("app.demo") / "awards").iterdir()
    found = {f.name.partition("-")[0]: json.loads(f.read_text("utf-8")) for f in files}
    order = sorted(found, key=lambda name: (name == _LAST, int(name[1:])))
    return {name: found[name] for name in order}


def organisations() -> dict[str, Any]:
    """The organisations and the register, as in organisations.json."""
    text = (resources.files("app.demo") / "organisations.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def load(client: httpx.Client, operator_key: str, say: Callable[[str], None]) -> Loaded:
    """Create organisations, their achievements and awards. Raises httpx.HTTPStatusError on a refusal."""
    loaded = Loaded()
    operator = {"Authorization": f"Bearer {operator_key}"}
    described = organisations()
    for organisation in described["organisations"]:
        answer = _send(client, "POST", "/v1/organisations", organisation, operator)
        slug = answer["slug"]
        loaded.dids[slug] = answer["did"]
        wanted = {"label": "demo", "scopes": sorted(ALL_SCOPES)}
        key = _send(client, "POST", f"/v1/organisations/{slug}/api-keys", wanted, operator)
        loaded.keys[slug] = key["key"]
        say(f"organisation {organisation['name']}: {answer['did']}")
    register = described["register"]
    entries = [
        {"did": loaded.dids[o["slug"]], "name": o["name"], "url": o["url"]}
        for o in described["organisations"]
    ]
    body = {"name": register["name"], "url": register["url"], "entries": entries}
    _send(client, "PUT", f"/v1/registers/{register['id']}", body, operator)
    callers = {slug: {"Authorization": f"Bearer {key}"} for slug, key in loaded.keys.items()}
    described_awards = samples()
    for name, sample in reversed(described_awards.items()):  # what parts count towards is defined before them
        definition = filled(sample["definition"], loaded)
        answer = _send(client, "POST", "/v1/achievements", definition, callers[sample["issuer"]])
        loaded.achievements[name] = answer
    for name, sample in described_awards.items():
        award = filled(sample["award"], loaded)
        headers = {**callers[sample["issuer"]], "Idempotency-Key": f"demo-{name}"}
        loaded.awards[name] = _send(client, "POST", "/v1/credentials", award, headers)
        say(f"award {sample['definition']['name']} for {award['recipient']['name']}")
    return loaded


def filled(body: Mapping[str, Any], loaded: Loaded) -> dict[str, Any]:
    """The request with what was answered before in place of the names that stand for it."""

    def answered(place: re.Match[str]) -> str:
        kind, name = place[1], place[2]
        if kind == "did":
            return loaded.dids[name]
        if kind == "achievement":
            return str(loaded.achievements[name]["id"])
        return str(loaded.awards[name]["id" if kind == "credential" else "digestSRI"])

    parsed: dict[str, Any] = json.loads(_PLACE.sub(answered, json.dumps(body)))
    return parsed


def _send(
    client: httpx.Client, method: str, path: str, body: object, headers: Mapping[str, str]
) -> dict[str, Any]:
    response = client.request(method, path, json=body, headers=dict(headers))
    response.raise_for_status()
    parsed: dict[str, Any] = response.json()
    return parsed
