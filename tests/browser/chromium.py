"""The browser: whichever Chromium this machine has, headless, with everything off that talks to anybody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def program() -> str | None:
    """Where it is: ``SAYSO_CHROMIUM``, else on PATH."""
    named = os.environ.get("SAYSO_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    """A browser with a profile of its own, for the time of a ``with`` block."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*OPTIONS])
        try:
            yield opened
        finally:
            opened.close()
