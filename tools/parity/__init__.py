"""`make parity`: the tree builds with three generators, and the sites are the same but for what is listed with its reason."""
