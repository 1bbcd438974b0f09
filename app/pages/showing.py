"""Each page, as one function from what it shows to its HTML. Routes set the headers and status."""

from __future__ import annotations

from app.messages import message
from app.pages.rendering import Site, render
from app.pages.views import (
    AchievementView,
    CredentialView,
    OrganisationView,
    PasteForm,
    ProblemView,
    VerdictView,
)


def verdict_page(view: VerdictView, site: Site) -> str:
    """What a person is told about an award that was opened or pasted."""
    return render("verdict.html", site, view=view, links=view.links)


def paste_page(form: PasteForm, site: Site) -> str:
    """Where anybody checks an award."""
    return render("paste.html", site, form=form)


def home_page(form: PasteForm, site: Site) -> str:
    """The front door: what this is, and the same form."""
    return render("home.html", site, form=form)


def credential_page(view: CredentialView, site: Site) -> str:
    """What a credential's id tells everyone."""
    return render("credential.html", site, view=view)


def achievement_page(view: AchievementView, site: Site) -> str:
    """A published achievement, for those who think of earning it."""
    return render("achievement.html", site, view=view)


def organisation_page(view: OrganisationView, site: Site) -> str:
    """An organisation and what it offers."""
    return render("organisation.html", site, view=view)


def problem_page(view: ProblemView, site: Site) -> str:
    """What a problem code means, and what to do."""
    return render("problem.html", site, view=view)


def not_found_page(site: Site) -> str:
    """Nothing here, or nothing that may be shown: one page for both."""
    return _plain("notFound", site)


def error_page(site: Site, reference: str) -> str:
    """Our own failure. `reference` is the request's id, which is also in the log."""
    return _plain("error", site, reference)


def _plain(key: str, site: Site, reference: str | None = None) -> str:
    return render(
        "plain.html", site, heading=message(f"{key}.title"), text=message(f"{key}.text"), reference=reference
    )
