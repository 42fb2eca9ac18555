"""Which entries of a joblog are applications, and why the others are not. Written in Ibis: any engine can run it.

STAR's rule for counting (*historisk*, as the joblog is counted in 2026): an entry counts as one application when its status
is Søgt. Samtale, Afslag and Fik job count only where the same job was never Søgt before. So each job counts once, at its
first entry that is no plan.
"""

import ibis
from ibis import ir

COUNTED = "talt: Søgt"
COUNTED_LATE = "talt: ikke noteret som Søgt før"
PLANNED = "ikke talt: kun planlagt"
AGAIN = "ikke talt: jobbet er talt"


def with_counted(entries: ir.Table) -> ir.Table:
    """`entries` with `counted` (bool) and `why` (Danish text), one row for each as before.

    Wants person, job, date, status and `number`, the row's own, which makes the order of entries of one day unique.
    """
    planned = entries.status == "planlagt"
    within = ibis.window(group_by=[entries.person, entries.job, planned], order_by=[entries.date, entries.number])
    numbered = entries.mutate(nth=ibis.row_number().over(within))
    first = ~(numbered.status == "planlagt") & (numbered.nth == 0)
    return numbered.mutate(
        counted=first,
        why=ibis.cases(
            (numbered.status == "planlagt", PLANNED),
            (first & (numbered.status == "søgt"), COUNTED),
            (first, COUNTED_LATE),
            else_=AGAIN,
        ),
    ).drop("nth")
