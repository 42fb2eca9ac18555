"""Voilà's settings, which `voila modules/` finds by itself: the kit's template, in Danish, without the trainer's notes."""

from traitlets.config import get_config

from pejling_widgets.jupyter.plain_voila import configure

configure(get_config())
