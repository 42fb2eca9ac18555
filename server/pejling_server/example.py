"""The example course of an empty data folder: two organisations, a trainer, a leader and fourteen participants."""

from datetime import datetime

from sqlalchemy import Connection, select

from pejling.dates import danish_day, days_after
from pejling.programme import Programme
from pejling.store import courses, people
from pejling.store.tables import persons

TRAINER, LEADER = "Merete Vangsgaard", "Torben Elkjær"

PARTICIPANTS = (
    ("Aisha Rahmani", "Jobcenter Solby", "Team Dagpenge", "Jobrådgiver"),
    ("Bente Krogsgaard", "Jobcenter Solby", "Team Dagpenge", "Sagsbehandler"),
    ("Christian Mølby", "Jobcenter Solby", "Virksomhedsservice", "Virksomhedskonsulent"),
    ("Dorthe Aaskov", "Jobcenter Solby", "Virksomhedsservice", "Jobkonsulent"),
    ("Emil Thorup", "Jobcenter Solby", "Team Unge", "Jobrådgiver"),
    ("Fatma Yıldız", "Jobcenter Solby", "Team Dagpenge", "Jobrådgiver"),
    ("Gorm Lindegaard", "Jobcenter Solby", "Team Sygedagpenge", "Sagsbehandler"),
    ("Henriette Juul", "A-kassen Fjord", "Rådgivning", "Karriererådgiver"),
    ("Ibrahim Saleh", "A-kassen Fjord", "Rådgivning", "Medlemsrådgiver"),
    ("Jette Overgaard", "A-kassen Fjord", "Rådighed", "Faglig medarbejder"),
    ("Kasper Nørremark", "A-kassen Fjord", "Rådighed", "Medlemsrådgiver"),
    ("Lone Østerby", "A-kassen Fjord", "Rådgivning", "Karriererådgiver"),
    ("Mikkel Aagaard", "A-kassen Fjord", "Rådighed", "Faglig medarbejder"),
    ("Nadia Holm Petersen", "A-kassen Fjord", "Rådgivning", "Medlemsrådgiver"),
)


def fill(c: Connection, programme: Programme, now: datetime) -> bool:
    """Make the example course if there never was a course; gives whether it was made."""
    if c.execute(select(persons.c.id)).first() is not None:
        return False
    course = courses.create(c, "Eksempelhold – Solby og Fjord", now, example=True)
    for name, organisation, team, job_title in PARTICIPANTS:
        kind = "jobcenter" if organisation.startswith("Jobcenter") else "a-kasse"
        house = people.organisation_id(c, course, organisation, kind)
        people.add(c, course, name, "participant", organisation=house, team=team, job_title=job_title)
    people.make_administrator(c, people.add(c, course, TRAINER, "trainer"))
    people.add(c, course, LEADER, "leader")
    for number, day in enumerate(day for day in programme.days() if day.dated):
        courses.set_day(c, course, day.id, days_after(danish_day(now), 14 * number), "Mødelokale 1")
    return True
