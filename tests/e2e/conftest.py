"""One running demo school and one browser for all journeys."""

from pathlib import Path

import pytest

from tests.e2e import browser as browsers
from tests.e2e.demo import demo as running_demo


@pytest.fixture(scope="session")
def demo():
    with running_demo() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    if not Path(browsers.CHROMIUM).exists():
        pytest.skip("there is no Chromium on this machine (CHROMIUM= names another place)")
    with browsers.chromium() as running:
        yield running


@pytest.fixture
def device(browser, demo):
    """Opens a device: device(PHONE) or device(DESK, language="en")."""
    opened = []

    def open_one(size, language="zh-CN"):
        opened.append(browsers.open_context(browser, demo.address, size, language))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()
