"""Markers that an unfinished merge left behind."""

from tests.corpus.breaks import Cases, edit, write
from tests.project import PAGE, RESOURCE

VOCABULARY = "data/vocabulary.yml"
FINISH = "Keep what belongs here from both sides and delete the markers; a marker that readers should see goes in `backticks`."

CASES: Cases = {
    "markers in a text": (
        lambda project: project.append(PAGE, "\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> theirs\n"),
        [f'{PAGE}:8:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "a marker left alone": (
        lambda project: project.append(PAGE, "\nOne.\n>>>>>>> theirs\n"),
        [f'{PAGE}:9:1: ">>>>>>> theirs" marks an unfinished merge. {FINISH}'],
    ),
    "a middle left alone": (
        lambda project: project.append(PAGE, "\nOne.\n=======\nTwo.\n"),
        [f'{PAGE}:9:1: "=======" marks an unfinished merge. {FINISH}'],
    ),
    "the common ancestor left alone": (
        lambda project: project.append(PAGE, "\nOne.\n||||||| 1a2b3c\n"),
        [f'{PAGE}:9:1: "||||||| 1a2b3c" marks an unfinished merge. {FINISH}'],
    ),
    "markers in a folded field": (
        edit(
            RESOURCE,
            "why: After it you can say no.",
            "why: >-\n  After it\n  <<<<<<< HEAD\n  you can say no.\n  =======\n  you can say yes.\n  >>>>>>> theirs",
        ),
        [f'{RESOURCE}:16:3: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in fields": (
        edit(RESOURCE, "year: 2020", "<<<<<<< HEAD\nyear: 2020\n=======\nyear: 2021\n>>>>>>> theirs"),
        [f'{RESOURCE}:4:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in a fence": (
        lambda project: project.append(PAGE, "\n```\n<<<<<<< HEAD\n```\n"),
        [f'{PAGE}:9:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in a list": (
        lambda project: project.append(PAGE, "\n- One\n\n    >>>>>>> theirs\n"),
        [f'{PAGE}:10:5: ">>>>>>> theirs" marks an unfinished merge. {FINISH}'],
    ),
    "markers in the vocabulary": (
        edit(VOCABULARY, "unpaid: [free]", "<<<<<<< HEAD\nunpaid: [free]\n=======\nunpaid: [paid]\n>>>>>>> theirs"),
        [f'{VOCABULARY}:12:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in the navigation": (
        write("mkdocs.yml", "nav:\n<<<<<<< HEAD\n  - index.md\n=======\n  - index.md\n>>>>>>> theirs\n"),
        [f'mkdocs.yml:2:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in a download": (
        write("data/downloads/one.md", "One\n<<<<<<< HEAD\n"),
        [f'data/downloads/one.md:2:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
    "markers in the contract": (
        write("data/contract.lock", "<<<<<<< HEAD\n"),
        [f'data/contract.lock:1:1: "<<<<<<< HEAD" marks an unfinished merge. {FINISH}'],
    ),
}
