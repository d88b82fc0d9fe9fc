"""The catalog behind the ML PM Handbook: load it, check it, render it, publish it."""
