"""The tables. Names are the words of README's glossary; what must not be joined lies apart and without row order.

Times are UTC in ISO 8601, so that SQLite and PostgreSQL order and read them alike. A column named `*_day`
holds a date and nothing finer.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

COURSE = "courses.id"


def _course() -> Column[str]:
    return Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), nullable=False, index=True)


settings = Table(
    "settings",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)

courses = Table(
    "courses",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("closed_at", String(32)),
    Column("keep_until_day", String(10), nullable=False),
    Column("code", String(6), unique=True),
    Column("code_day", String(10)),  # the code ends at midnight of this day, Danish time
    Column("door_open", Boolean, nullable=False, default=False),
    Column("write_own_name", Boolean, nullable=False, default=False),
    Column("least", Integer, nullable=False, default=5),
    Column("screen", JSON, nullable=False, default=dict),  # what the big screen shows: {"day", "section", "exercise"}
    Column("rehearsal_of", String(12)),
    Column("example", Boolean, nullable=False, default=False),
    Column("revision", Integer, nullable=False, server_default="0"),  # counts changes of people, organisations and groups
)

course_days = Table(
    "course_days",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("day", String(60), primary_key=True),
    Column("on_day", String(10)),
    Column("place", String(200), nullable=False, default=""),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("name", String(120), nullable=False),
    Column("type", String(20), nullable=False),
    UniqueConstraint("course", "name"),
)

persons = Table(
    "persons",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("email", String(254), nullable=False, default=""),
    Column("password_hash", String(200)),
    Column("administrator", Boolean, nullable=False, default=False),
)

members = Table(
    "members",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", String(20), nullable=False),
    Column("organisation", String(12), ForeignKey("organisations.id")),
    Column("team", String(120), nullable=False, default=""),
    Column("job_title", String(120), nullable=False, default=""),
    Column("pin_hash", String(64)),
    Column("taken", Boolean, nullable=False, default=False),  # someone has joined under this name
    Column("import_id", String(12)),
    Column("played", Boolean, nullable=False, default=False),  # a played participant of a rehearsal
    Column("freed_on_day", String(10)),  # the trainer last let the name be taken anew
    # When the newest exercise had been opened, as a trainer put the name on the list or set it free; else NULL.
    Column("added_after", String(32)),
)

presence = Table(
    "presence",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("on_day", String(10), primary_key=True),  # the trainer said that they were here, without a phone
)

logins = Table(
    "logins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("id", String(12), nullable=False, unique=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE")),
    Column("device", String(80), nullable=False, default=""),
    Column("started_at", String(32), nullable=False),
    Column("ends_at", String(32), nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE")),
    Column("ends_at", String(32), nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("filename", String(200), nullable=False),
    Column("people", Integer, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("undone_at", String(32)),
)

contents = Table(
    "contents",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("exercise", String(60), nullable=False),
    Column("text", Text, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("grouping", String(12), nullable=False),  # one division of the class; a run keeps the one it was opened with
    Column("number", Integer, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group", String(12), ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True),
)

pairs = Table(
    "pairs",
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("round", Integer, nullable=False),  # the round of a pair's exercises that it answers
)

pair_seats = Table(
    "pair_seats",
    metadata,
    Column("pair", String(12), ForeignKey("pairs.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("seat", String(10), nullable=False),  # observer or observed
)

partners = Table(
    "partners",  # those who visit each other in a round of supervision: each of them is observed once by the others
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("round", Integer, nullable=False),
    Column("reason", Text, nullable=False, default=""),  # why they are together, in Danish
)

partner_seats = Table(
    "partner_seats",
    metadata,
    Column("partners", String(12), ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("place", Integer, nullable=False),  # the third is the guest of the two before
)

visits = Table(
    "visits",
    metadata,
    # The seats of the visit are a pair's, and what the two write is that pair's answers.
    Column("id", String(12), ForeignKey("pairs.id", ondelete="CASCADE"), primary_key=True),
    # NULL: held with someone who is no longer the partner in this round.
    Column("partners", String(12), ForeignKey("partners.id", ondelete="SET NULL"), index=True),
    Column("starts_at", String(32)),  # NULL: no date is agreed
    Column("place", String(120), nullable=False, default=""),
    Column("conversation", String(60), nullable=False, default=""),  # what sort of conversation it is
    Column("tools", JSON, nullable=False, default=list),  # the tools that are to be tried, by the ids of their cards
    Column("sequence", Integer, nullable=False, default=0),  # what calendars tell an old version by
    Column("changed_at", String(32), nullable=False),
    Column("cancelled", Boolean, nullable=False, default=False),
    Column("held_on_day", String(10)),
)

visit_signatures = Table(
    "visit_signatures",
    metadata,
    Column("visit", String(12), ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
)

tool_totals = Table(
    "tool_totals",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("people", Integer, nullable=False),  # how many had had their visit when it was counted
    Column("tools", JSON, nullable=False),  # tool → how many of them tried it
)

wishes = Table(
    "wishes",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),  # the two in order
    Column("other", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("wish", String(10), nullable=False),  # together or apart
)

absences = Table(
    "absences",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
)

leader_lines = Table(
    "leader_lines",
    metadata,
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), primary_key=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("leader", String(12), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), nullable=False),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
    UniqueConstraint("course", "person"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(12), primary_key=True),
    _course(),
    Column("exercise", String(60), nullable=False),
    Column("round", Integer, nullable=False),
    Column("phase", String(10), nullable=False),
    Column("content", String(32), ForeignKey("contents.digest"), nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("seen", Boolean, nullable=False, default=False),  # a total of it was shown: it takes no more answers
    Column("seed", Integer, nullable=False),
    Column("grouping", String(12), nullable=False, default=""),
    Column("least", Integer, nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("due_at", String(32)),
    Column("reset_at", String(32)),
    Column("entered", Integer, nullable=False, server_default="0"),  # ballots that a trainer entered for others
    Column("revision", Integer, nullable=False, server_default="0"),  # counts its changes: what is shown of it is made once
    Column("withheld", Text, nullable=False, server_default=text("''")),  # marks of the unsigned texts that a trainer has hidden
    Index("ix_runs_course_exercise", "course", "exercise"),
)

answers = Table(
    "answers",
    metadata,
    Column("run", String(12), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("subject", String(40), primary_key=True),  # the key of a Subject
    Column("state", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("fields", JSON, nullable=False),  # field id → [revision at which it was last set, page that set it]
    Column("saved_at", String(32), nullable=False),
    Column("entered_by", String(12), nullable=False, default=""),
    Column("answered", Boolean),  # how far it has come, as its kind said when it was saved; NULL: saved before 0003
    Column("finished", Boolean),
)

events = Table(
    "events",
    metadata,
    Column("mark", String(32), primary_key=True),  # of the event and whose answer it was in (`answers.mark`); tells neither
    Column("run", String(12), ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("on_day", String(10), nullable=False),
    sqlite_with_rowid=False,
)

ballots = Table(
    "ballots",
    metadata,
    Column("run", String(12), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("key_hash", String(64), primary_key=True),
    Column("organisation", String(12), nullable=False, default=""),
    Column("state", JSON, nullable=False),
    sqlite_with_rowid=False,
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("deleted_at", String(32), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("backups_until_day", String(10), nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("course", String(12), ForeignKey(COURSE, ondelete="CASCADE"), index=True),
    Column("person", String(12), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),  # who asked
    Column("kind", String(30), nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("label", String(200), nullable=False),  # what the one who asked calls it, in Danish
    Column("state", String(10), nullable=False),  # waiting, running, done, failed
    Column("begun", Integer, nullable=False, default=0),  # how often it was begun
    Column("reason", Text, nullable=False, default=""),  # why it failed, and what to do
    Column("filename", String(200), nullable=False, default=""),
    Column("media_type", String(100), nullable=False, default=""),
    Column("asked_at", String(32), nullable=False),
    Column("ended_at", String(32)),
)
