"""The words of the standards that the rest of the program spells: URLs, type names, media types.

Only names, each with where it comes from. What the URLs stand for is in `bundle.py`.
"""

from __future__ import annotations

from typing import Final

# --- JSON-LD contexts -------------------------------------------------------------------------

#: VC Data Model 2.0 section 4.3, always the first context of a badge.
CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
#: VC Data Model 1.1; only for reading what others issued before 2.0.
CREDENTIALS_V1: Final = "https://www.w3.org/2018/credentials/v1"
#: The `@vocab` of undefined terms; only for the W3C test suites, never for a badge.
UNDEFINED_TERMS_V2: Final = "https://www.w3.org/ns/credentials/undefined-terms/v2"
#: Bitstring Status List 1.0 under VC Data Model 1.1 (2.0 has these terms in its own context).
STATUS_LIST_V1: Final = "https://www.w3.org/ns/credentials/status/v1"
#: Open Badges 3.0 section 1.6 "Contexts"; the one we issue under, always second.
OB_3_0_3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_3_0_2: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
OB_3_0_1: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
#: Needed wherever a type beginning with `1EdTech` appears.
OB_EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR_2_0_1: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DATA_INTEGRITY_V1: Final = "https://w3id.org/security/data-integrity/v1"
DATA_INTEGRITY_V2: Final = "https://w3id.org/security/data-integrity/v2"
#: Controlled Identifiers 1.0 section 2.2.2.
MULTIKEY_V1: Final = "https://w3id.org/security/multikey/v1"
ED25519_2020_V1: Final = "https://w3id.org/security/suites/ed25519-2020/v1"
DID_V1: Final = "https://www.w3.org/ns/did/v1"
#: Our own vocabulary's context, always third. Each deployment also serves it under its digest
#: (`bundle.own_context_path`); this is the name by which the program knows it.
CAIRN_CONTEXT: Final = "https://w3id.org/cairn/mc/v1/context.jsonld"

#: Namespace of our own terms: a term's IRI is this and its JSON name.
MC: Final = "https://w3id.org/cairn/mc/v1#"

# --- JSON Schemas and code lists --------------------------------------------------------------

#: The form of our own members of a badge.
CAIRN_SCHEMA: Final = "https://w3id.org/cairn/mc/v1/credential.schema.json"
#: Our code lists, one for each enumerated property (not a JSON Schema, but bundled like one).
CAIRN_CODES: Final = "https://w3id.org/cairn/mc/v1/codes.json"
#: Our transcription of the Open Badges 3.0 data model (not 1EdTech's file, so not its name).
OB_SCHEMA: Final = "https://w3id.org/cairn/ob/v3p0/achievementcredential.schema.json"
#: The name of 1EdTech's own schema, as foreign badges cite it in `credentialSchema`.
OB_SCHEMA_OF_1EDTECH: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
#: The form of a status list credential, Bitstring Status List 1.0 section 2.2.
STATUS_LIST_SCHEMA: Final = "https://w3id.org/cairn/vc/v2/bitstring-status-list-credential.schema.json"

# --- types ------------------------------------------------------------------------------------

VERIFIABLE_CREDENTIAL: Final = "VerifiableCredential"
#: Two names of one class: Open Badges 3.0 section B.1.1; context 3.0.3 gives both the same IRI.
OPEN_BADGE_CREDENTIAL: Final = "OpenBadgeCredential"
ACHIEVEMENT_CREDENTIAL: Final = "AchievementCredential"
ENDORSEMENT_CREDENTIAL: Final = "EndorsementCredential"
CLR_CREDENTIAL: Final = "ClrCredential"
ACHIEVEMENT_SUBJECT: Final = "AchievementSubject"
ACHIEVEMENT: Final = "Achievement"
PROFILE: Final = "Profile"
DATA_INTEGRITY_PROOF: Final = "DataIntegrityProof"
MULTIKEY: Final = "Multikey"
JSON_WEB_KEY: Final = "JsonWebKey"
STATUS_LIST_CREDENTIAL: Final = "BitstringStatusListCredential"
STATUS_LIST: Final = "BitstringStatusList"
STATUS_LIST_ENTRY: Final = "BitstringStatusListEntry"
#: VC JSON Schema: the type of our entry in `credentialSchema`.
JSON_SCHEMA: Final = "JsonSchema"

# --- media types ------------------------------------------------------------------------------

#: VC Data Model 2.0 section 6.2.
MEDIA_VC: Final = "application/vc"
#: What Open Badges 3.0 and older wallets ask for.
MEDIA_VC_LD_JSON: Final = "application/vc+ld+json"
MEDIA_LD_JSON: Final = "application/ld+json"
MEDIA_JSON: Final = "application/json"
#: Securing VCs using JOSE and COSE section 3.3.1.
MEDIA_VC_JWT: Final = "application/vc+jwt"
MEDIA_JWT: Final = "application/jwt"
MEDIA_SCHEMA: Final = "application/schema+json"
#: RFC 9457 section 3.
MEDIA_PROBLEM: Final = "application/problem+json"
