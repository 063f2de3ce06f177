"""One module a command: `run(options)` carries it out and returns the exit status."""
