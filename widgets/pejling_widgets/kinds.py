"""The kinds of exercise there are, listed by hand: a new kind is a folder and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from pejling.exercise.kind import Kind
from pejling_widgets.board import KIND as BOARD
from pejling_widgets.drill import KIND as DRILL
from pejling_widgets.form import KIND as FORM
from pejling_widgets.navigator import KIND as NAVIGATOR
from pejling_widgets.observation import KIND as OBSERVATION
from pejling_widgets.planner import KIND as PLANNER
from pejling_widgets.poll import KIND as POLL
from pejling_widgets.relational_coordination import KIND as RELATIONAL_COORDINATION
from pejling_widgets.timer import KIND as TIMER
from pejling_widgets.wheel import KIND as WHEEL

_ALL = (POLL, BOARD, FORM, TIMER, DRILL, NAVIGATOR, PLANNER, WHEEL, RELATIONAL_COORDINATION, OBSERVATION)
_BY_NAME = {kind.name: kind for kind in _ALL}
KINDS: Mapping[str, Kind] = MappingProxyType(_BY_NAME)
