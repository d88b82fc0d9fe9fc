"""One issue and one pull request on the links that lead out of the handbook: `python -m tools.links RECORD`."""
