"""One imported example for everything that only reads it."""

from datetime import date
from pathlib import Path

import pytest

from pejling.analysis import joblog_import, synthetic
from pejling.analysis.joblog import Joblog, open_joblog

TODAY = date(2026, 11, 28)
EXAMPLE = synthetic.Example(people=240)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joblog")
    synthetic.write(EXAMPLE, folder / "eksempel.csv")
    joblog_import.import_joblog(folder / "eksempel.csv", folder / "data", key=b"k" * 32, scratch=folder / "tmp", today=TODAY)
    return folder


@pytest.fixture(scope="session")
def joblog(imported: Path) -> Joblog:
    return open_joblog(imported / "data")
