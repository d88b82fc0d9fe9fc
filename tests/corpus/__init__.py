"""Broken inputs by kind, each with every line that `handbook check` prints of it. A new input of a kind is a line here."""
