"""One module a command: `run(options)` carries it out and returns the exit status."""

ANSWERED, NO_EVIDENCE, ERROR = 0, 1, 2
