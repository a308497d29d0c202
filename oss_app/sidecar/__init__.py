"""A killable child process with heartbeat and restart: what hangs in native code can only be ended from outside."""

from oss_app.sidecar.child import Closed, ParentLink
from oss_app.sidecar.once import ask
from oss_app.sidecar.process import Post, Sidecar
from oss_app.sidecar.starving import own_time

__all__ = ["Closed", "ParentLink", "Post", "Sidecar", "ask", "own_time"]
