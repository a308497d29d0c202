"""A simulated bench with a projector and a camera over it. It shares no code with the app, and has its own true map.

Millimetres; x to the right and y towards the worker on the bench, z down into it, so that heights are negative.
"""

from tests.light_bench.bench import Bench, Box
from tests.light_bench.rig import Rig, make_rig

__all__ = ["Bench", "Box", "Rig", "make_rig"]
