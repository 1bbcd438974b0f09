"""A browser for the tests that open pages."""

from tests.chromium import browser as browser
