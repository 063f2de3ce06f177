"""Whether anything is lost, and whether answers agree, whatever happens."""
