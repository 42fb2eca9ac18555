"""All that is seen in a reply."""

from pejling_widgets.drill.danish.finding import Finding


def findings(reply: str, citizen: str | None = None) -> list[Finding]:
    """What the reply does, in the order it stands there."""
    return []
