"""A running pipeline with a console, the sample site beside it, and pages that fail the test if anything goes wrong."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from sayso.cli import samples
from tests.browser import chromium

SEEDS = Path(__file__).parents[2] / "seeds"
SCREENSHOTS = Path(__file__).parent / "screenshots"
PATIENCE = 180.0
_QUIET_SECONDS = 0.2

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Console:
    """A console that answers, and the port of the sample site."""

    address: str
    site_port: int

    def sample_urls(self) -> list[str]:
        """The pages of the sample site."""
        found = []
        for path in samples.paths(SEEDS / "urls.txt"):
            host, _, rest = path.partition("/")
            found.append(f"http://{host}:{self.site_port}/{rest}")
        return found


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """``sayso run`` as a process."""
    if os.environ.get("SAYSO_BROWSER_TESTS") != "1":
        pytest.skip("they drive a browser over a whole pipeline: make test-browser runs them")
    folder, port = tmp_path_factory.mktemp("console"), _free_port()
    with samples.served(SEEDS / "site", 0) as site_port, (folder / "run.log").open("wb") as log:
        env = {
            **os.environ,
            "SAYSO_DATA_DIR": str(folder / "data"),
            "SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{site_port}",
            "SAYSO_CONSOLE_PORT": str(port),
            "SAYSO_HOST_DELAY": "0",
            "SAYSO_IGNORE_ROBOTS_HOSTS": "*.invalid,nobody.localhost",
            "SAYSO_ATTEMPTS": "1",
            "SAYSO_RETRY_FIRST_SECONDS": "0.2",
            "SAYSO_LOG_FORMAT": "json",
        }
        env.pop("SAYSO_REDIS_URL", None)
        env.pop("SAYSO_DATABASE_URL", None)
        process = subprocess.Popen([sys.executable, "-m", "sayso", "run"], env=env, stdout=log, stderr=log)
        try:
            _until_it_answers(f"http://127.0.0.1:{port}/push", folder / "run.log")
            yield Console(f"http://127.0.0.1:{port}", site_port)
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="session")
def browser(console: Console) -> Iterator[Browser]:
    """Chromium, where this machine has one."""
    path = chromium.program()
    if path is None:
        pytest.skip("no Chromium on PATH: install Debian's chromium, or name one in SAYSO_CHROMIUM")
    with chromium.browser(path) as opened:
        yield opened


Opening = Callable[..., Page]


@pytest.fixture
def opening(browser: Browser, console: Console) -> Iterator[Opening]:
    """Opens pages of a width and a colour scheme. What the page complains of fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def opened(width: int = 1280, height: int = 900, scheme: Scheme = "light") -> Page:
        context = browser.new_context(
            base_url=console.address, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda said: wrong.append(said.text) if _is_a_fault(said) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", refuse)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(opening: Opening) -> Page:
    """A page as most people see it."""
    return opening()


@pytest.fixture(scope="session")
def pushed(browser: Browser, console: Console) -> str:
    """The samples, pushed through the form and all ended: the address of their progress."""
    context = browser.new_context(base_url=console.address)
    page = context.new_page()
    page.goto("/push")
    page.get_by_label("URLs").fill("\n".join(console.sample_urls()))
    capture = next((SEEDS / "captures").glob("*.txt"))
    page.get_by_label("A text").fill(capture.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Push").click()
    page.wait_for_url("**/push/push-*")
    page.locator("#progress:not([hx-get])").wait_for(timeout=PATIENCE * 1000)
    address = page.url
    context.close()
    return address


def shot(page: Page, name: str) -> None:
    """Save what is seen."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def _is_a_fault(said: ConsoleMessage) -> bool:
    """htmx says that a request was cut off when the page is left; that is none."""
    return said.type == "error" and not said.text.startswith(("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _until_it_answers(address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(_QUIET_SECONDS)
    pytest.fail(log.read_text()[-3000:])
