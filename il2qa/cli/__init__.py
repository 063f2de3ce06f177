"""The command line: arguments in, options resolved once, a command run, an exit status out."""
