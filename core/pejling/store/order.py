"""What came after what, also when the machine's clock was set back in between."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Connection, func, select

from pejling.dates import iso, parse


def later(c: Connection, column: Column[str], now: datetime, *where: ColumnElement[bool]) -> str:
    """The moment to store in the column: now, or just after the latest one there when the clock says it is earlier."""
    latest = c.execute(select(func.max(column)).where(*where)).scalar()
    moment = iso(now)
    return moment if latest is None or latest < moment else iso(parse(latest) + timedelta(milliseconds=1))
