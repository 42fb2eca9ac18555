"""JupyterLab's and nbclassic's settings, found by themselves: clean saving, and exports as nbconvert makes them."""

from traitlets.config import get_config

from pejling_widgets.jupyter.export import configure

configure(get_config())
get_config().ContentsManager.pre_save_hook = "pejling_widgets.jupyter.saving.without_shown"
