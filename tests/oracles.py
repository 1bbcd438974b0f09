"""Documents from outside that tests compare with: test vectors, samples, other people's schemas.

They are no part of this project, so a checkout may lack them. A test that needs one asks here, and
skips, saying what was absent, instead of passing without having looked.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


def oracle_path(relative: str) -> Path:
    """The path of `relative` under the folder of outside documents, or skip the calling test.

    The folder is `shared/` beside the project's root; the variable CAIRN_TEST_SHARED names another.
    """
    folder = Path(os.environ.get("CAIRN_TEST_SHARED") or PROJECT.parent / "shared")
    path = folder / relative
    if not path.exists():
        pytest.skip(f"oracle absent: {relative}")
    return path
