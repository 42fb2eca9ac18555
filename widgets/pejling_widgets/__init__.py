"""Pejling's kinds of exercise and the hosts that carry them in a notebook."""

from pejling_widgets.show import show

__all__ = ["show"]
