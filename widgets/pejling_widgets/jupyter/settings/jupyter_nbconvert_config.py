"""nbconvert's settings, found by itself: exports are for participants, in Danish, without the trainer's notes."""

from traitlets.config import get_config

from pejling_widgets.jupyter.export import configure

configure(get_config())
