"""Reads Danish free text: which form a question has, and what a reply does, in rules that can be read."""

from pejling_widgets.danish.finding import BEHAVIOURS, HURTS, Behaviour, Finding
from pejling_widgets.danish.findings import findings
from pejling_widgets.danish.questions import Form, question_form
from pejling_widgets.danish.saying import says_something
from pejling_widgets.danish.sentences import LIMIT, shorten
from pejling_widgets.danish.settled import FORM_ONLY

__all__ = [
    "BEHAVIOURS", "FORM_ONLY", "HURTS", "LIMIT", "Behaviour", "Finding", "Form", "findings", "question_form", "says_something",
    "shorten",
]
