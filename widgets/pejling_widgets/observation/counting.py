"""How often a behaviour was seen, on a scale from 1 to 7, from how many times it was, briefly or in some depth.

The steps are those of the public-domain rating manual for adherence and competence in motivational interviewing (Martino,
Ball, Gallon and others: *Motivational Interviewing Assessment: Supervisory Tools for Enhancing Proficiency*, NIDA/SAMHSA
2006), where extensiveness is rated apart from skill. Seven, most of the conversation, is not a matter of counting.
"""

MOST_OF_IT = 7
"""Only the one who was there can say it."""
USUAL = 4
"""How well is rated from the middle, and leaves it only with an example."""


SEVERAL = 2
"""So many in some depth."""


def how_often(brief: int, deep: int) -> int:
    """The step, 1–6, for so many brief times and so many in some depth."""
    times = brief + deep
    if deep >= SEVERAL or brief > 6:
        return 6
    if times >= 5 or (deep and times > 1):
        return 5
    if times >= 3 or deep:
        return 4
    return 1 + times
