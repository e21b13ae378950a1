"""What the promises about the whole share: saying plainly what was not run."""

import pytest

from tests.whole.world import world  # noqa: F401 - a fixture of the tests here

NOT_RUN = pytest.StashKey[list[str]]()


@pytest.fixture
def not_run(pytestconfig):
    """A list: each sentence put into it is printed at the end of the run."""
    return pytestconfig.stash.setdefault(NOT_RUN, [])


def pytest_terminal_summary(terminalreporter, config):
    for sentence in config.stash.get(NOT_RUN, []):
        terminalreporter.write_line(f"NOT RUN {sentence}")
