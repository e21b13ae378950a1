"""What the promises about the whole share: the cast, and saying plainly what was not run."""

import pytest

from tests.whole.world import cast, world  # noqa: F401 - fixtures of the tests here

NOT_RUN = "not run"


@pytest.fixture
def not_run(record_property):
    """Called with a sentence, which is printed at the end of the run."""
    return lambda sentence: record_property(NOT_RUN, sentence)


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("passed", []):
        for name, sentence in report.user_properties:
            if name == NOT_RUN:
                terminalreporter.write_line(f"NOT RUN {sentence}")
