"""Courses, people, logins, runs, answers and ballots.

A released step is never edited: a later change is a step of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table('contents',
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('exercise', sa.String(length=60), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_contents'))
    )
    op.create_table('courses',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.String(length=32), nullable=False),
    sa.Column('closed_at', sa.String(length=32), nullable=True),
    sa.Column('keep_until_day', sa.String(length=10), nullable=False),
    sa.Column('code', sa.String(length=6), nullable=True),
    sa.Column('code_day', sa.String(length=10), nullable=True),
    sa.Column('door_open', sa.Boolean(), nullable=False),
    sa.Column('write_own_name', sa.Boolean(), nullable=False),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('screen', sa.JSON(), nullable=False),
    sa.Column('rehearsal_of', sa.String(length=12), nullable=True),
    sa.Column('example', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses')),
    sa.UniqueConstraint('code', name=op.f('uq_courses_code'))
    )
    op.create_table('persons',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('administrator', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persons'))
    )
    op.create_table('receipts',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('deleted_at', sa.String(length=32), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('backups_until_day', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipts'))
    )
    op.create_table('settings',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_settings'))
    )
    op.create_table('course_days',
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('day', sa.String(length=60), nullable=False),
    sa.Column('on_day', sa.String(length=10), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_course_days_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course', 'day', name=op.f('pk_course_days'))
    )
    op.create_table('groups',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('grouping', sa.String(length=12), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_groups_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_groups'))
    )
    op.create_index(op.f('ix_groups_course'), 'groups', ['course'], unique=False)
    op.create_table('imports',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.String(length=32), nullable=False),
    sa.Column('undone_at', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_imports_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    op.create_index(op.f('ix_imports_course'), 'imports', ['course'], unique=False)
    op.create_table('links',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=True),
    sa.Column('ends_at', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_links_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], name=op.f('fk_links_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_links'))
    )
    op.create_table('logins',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('person', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=True),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('started_at', sa.String(length=32), nullable=False),
    sa.Column('ends_at', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_logins_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], name=op.f('fk_logins_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_logins')),
    sa.UniqueConstraint('id', name=op.f('uq_logins_id'))
    )
    op.create_index(op.f('ix_logins_person'), 'logins', ['person'], unique=False)
    op.create_table('organisations',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('type', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_organisations_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisations')),
    sa.UniqueConstraint('course', 'name', name=op.f('uq_organisations_course_name'))
    )
    op.create_index(op.f('ix_organisations_course'), 'organisations', ['course'], unique=False)
    op.create_table('runs',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('exercise', sa.String(length=60), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=10), nullable=False),
    sa.Column('content', sa.String(length=32), nullable=False),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('seen', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('grouping', sa.String(length=12), nullable=False),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.String(length=32), nullable=False),
    sa.Column('due_at', sa.String(length=32), nullable=True),
    sa.Column('reset_at', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['content'], ['contents.digest'], name=op.f('fk_runs_content')),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_runs_course'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_runs'))
    )
    op.create_index(op.f('ix_runs_course'), 'runs', ['course'], unique=False)
    op.create_index('ix_runs_course_exercise', 'runs', ['course', 'exercise'], unique=False)
    op.create_table('answers',
    sa.Column('run', sa.String(length=12), nullable=False),
    sa.Column('subject', sa.String(length=20), nullable=False),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.String(length=32), nullable=False),
    sa.Column('entered_by', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['run'], ['runs.id'], name=op.f('fk_answers_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run', 'subject', name=op.f('pk_answers'))
    )
    op.create_table('ballots',
    sa.Column('run', sa.String(length=12), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('organisation', sa.String(length=12), nullable=False),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['run'], ['runs.id'], name=op.f('fk_ballots_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run', 'key_hash', name=op.f('pk_ballots')),
    sqlite_with_rowid=False
    )
    op.create_table('events',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('run', sa.String(length=12), nullable=False),
    sa.Column('subject', sa.String(length=20), nullable=False),
    sa.Column('saved_at', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['run'], ['runs.id'], name=op.f('fk_events_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    op.create_index(op.f('ix_events_run'), 'events', ['run'], unique=False)
    op.create_table('group_members',
    sa.Column('group', sa.String(length=12), nullable=False),
    sa.Column('person', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['group'], ['groups.id'], name=op.f('fk_group_members_group'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], name=op.f('fk_group_members_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group', 'person', name=op.f('pk_group_members'))
    )
    op.create_index(op.f('ix_group_members_person'), 'group_members', ['person'], unique=False)
    op.create_table('members',
    sa.Column('course', sa.String(length=12), nullable=False),
    sa.Column('person', sa.String(length=12), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('organisation', sa.String(length=12), nullable=True),
    sa.Column('team', sa.String(length=120), nullable=False),
    sa.Column('job_title', sa.String(length=120), nullable=False),
    sa.Column('pin_hash', sa.String(length=64), nullable=True),
    sa.Column('taken', sa.Boolean(), nullable=False),
    sa.Column('import_id', sa.String(length=12), nullable=True),
    sa.Column('played', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name=op.f('fk_members_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation'], ['organisations.id'], name=op.f('fk_members_organisation')),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], name=op.f('fk_members_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course', 'person', name=op.f('pk_members'))
    )
    op.create_index(op.f('ix_members_person'), 'members', ['person'], unique=False)
