"""`make serve`: the handbook as a build would write it, rendered as it is looked at, and shown again after each edit.

- `server` answers browsers: pages, files, and a stream of what changed.
- `workshop` is the one thread that notices edits, takes them over, and tells the server.
- `site` is what is shown: one catalog with MkDocs' files and navigation, each page made when it is asked for.
- `reading` decides which catalog that is: the last one without problems, with drafts as far as they are written.
- `changes`, `modules` and `faults`: what changed on disk, importing our modules anew, errors as problems with a place.
"""
