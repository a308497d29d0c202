"""Camera, alignment and detectors: what the camera sees, and what that means for a check."""
