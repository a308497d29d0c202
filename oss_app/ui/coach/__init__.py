"""The coach's and the employer's pages: ordinary desktop widgets in the colours of the worker's screen."""
