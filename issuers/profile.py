"""An organisation: who it is, under which identifier, and how a badge shows it.

Its DID is its one public identifier and the `id` of its Profile everywhere (decisions 2.1). What it may
sign with is custody's matter; what it claims to be allowed to award is each achievement's.
"""

from __future__ import annotations

from dataclasses import dataclass

from credentials.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation as its own deployment knows it.

    `country` is ISO 3166-1 alpha-2, `region` plain text; `organisation_type` a code of the vocabulary,
    which decides the sector (provision.py). `parent` is the company or body behind it: a company with
    degree powers of its own is a higher education institution whose parent is the company.
    """

    did: str
    name: str
    organisation_type: str | None = None
    url: str | None = None
    email: str | None = None
    country: str | None = None
    region: str | None = None
    parent: Organisation | None = None

    def reference(self) -> JsonObject:
        """The short form that stands where the badge only names the organisation."""
        return {"id": self.did, "type": ["Profile"], "name": self.name}

    def profile(self) -> JsonObject:
        """The Profile that a badge embeds as its issuer, Open Badges 3.0 section B.1.18.

        Metadata item M3 (country and region of the issuer) is its address.
        """
        profile = self.reference()
        if self.url:
            profile["url"] = self.url
        if self.email:
            profile["email"] = self.email
        address: JsonObject = {}
        if self.country:
            address["addressCountryCode"] = self.country
        if self.region:
            address["addressRegion"] = self.region
        if address:
            profile["address"] = {"type": ["Address"], **address}
        if self.parent is not None:
            profile["parentOrg"] = self.parent.reference()
        return profile
