"""`python -m handbook`."""

from handbook.cli import main

main(prog_name="python -m handbook")
