"""`make serve`: the handbook as a build would write it, rendered as it is looked at, and shown again after each edit.

    server  answers browsers: pages, files, and a stream of what changed
    workshop  one thread that notices edits, takes them over, and tells the server
    site  what is shown: one sound catalog with MkDocs' files and navigation, each page rendered when it is asked for
    reading  which catalog is shown: the last one without problems, and drafts as far as they are written
    changes, modules, faults  what changed on disk, importing our modules anew, errors as problems with a place
"""
