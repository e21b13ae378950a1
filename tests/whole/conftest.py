"""What the promises about the whole share: saying plainly what was not run."""

import pytest

NOT_RUN = pytest.StashKey[list[str]]()


@pytest.fixture
def not_run(pytestconfig):
    """A list: each sentence put into it is printed at the end of the run."""
    return pytestconfig.stash.setdefault(NOT_RUN, [])


def pytest_terminal_summary(terminalreporter, config):
    for sentence in config.stash.get(NOT_RUN, []):
        terminalreporter.write_line(f"NOT RUN {sentence}")
