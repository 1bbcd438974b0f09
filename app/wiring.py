"""Settings to tools: the only file that names a concrete backend."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from app import deployment_secrets
from app.addresses import Addresses
from app.clock import Clock, SystemClock
from app.db.session import Database
from app.deployment_secrets import DeploymentSecrets
from app.fetch import NoWeb, Web
from app.settings import Settings
from credentials.profiles import Profile
from issuers.badge import profile_under
from issuers.view import Policy
from keys.custody import Custodian
from keys.master import create_master_key_file, read_master_key
from keys.software import SoftwareCustodian
from schemas import bundle

Random = Callable[[int], bytes]  # that many unpredictable bytes


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that a verb needs from the world."""

    settings: Settings
    addresses: Addresses
    database: Database
    custodian: Custodian
    secrets: DeploymentSecrets
    clock: Clock
    web: Web
    random: Random
    policy: Policy  # what this deployment sets about learning
    profile: Profile  # how badges are linted and judged under that policy
    #: raises SealBroken when the master key no longer opens what the database holds
    reload_secrets: Callable[[], DeploymentSecrets]

    @property
    def context_url(self) -> str:
        """Where our JSON-LD context is published for others to fetch (metadata page)."""
        return self.settings.context_url or self.addresses.below(bundle.own_context_path())

    @property
    def schema_url(self) -> str:
        return self.addresses.below(bundle.own_schema_path())


def build(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Clock | None = None,
    web: Web | None = None,
    random: Random = secrets.token_bytes,
) -> Tools:
    """Open what the settings name, or use what is given.

    Checks the bundle, migrates the database, reads or makes the master key.

    Raises BundleAltered, DatabaseUnavailable, MasterKeyFault or SealBroken: each stops the start.
    """
    bundle.verify_bundle()
    if settings.master_key is None and not settings.master_key_file.exists():
        settings.master_key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):  # another process that starts at this moment was first
            create_master_key_file(settings.master_key_file, random)
    master_key = read_master_key(
        path=None if settings.master_key else settings.master_key_file, text=settings.master_key
    )
    if database is None:
        database = Database(
            settings.database_url,
            pool_size=settings.database_pool_size,
            timeout_seconds=settings.database_timeout_seconds,
        )
    database.migrate()
    reload_secrets = partial(deployment_secrets.load, database, master_key, random)
    policy = Policy(small_volume=settings.micro_credential_max_ects)
    return Tools(
        settings=settings,
        addresses=Addresses(settings.public_url),
        database=database,
        custodian=SoftwareCustodian(master_key, random),
        secrets=reload_secrets(),
        clock=clock or SystemClock(),
        web=web or NoWeb(),
        random=random,
        policy=policy,
        profile=profile_under(policy),
        reload_secrets=reload_secrets,
    )
