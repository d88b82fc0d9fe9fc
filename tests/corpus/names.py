"""Files and folders whose name keeps them from being read."""

from tests.corpus.breaks import Cases, write

IN_DATA = "In data/ there are resources, questions, profiles, downloads, vocabulary.yml, floors.yml, style.yml, moved.yml, declined.yml, link-health.json, link-ignores.yml, ids.lock and contract.lock."
NO_ID = "is not an id: ids have lower-case letters a to z, digits and single hyphens."

CASES: Cases = {
    "a page with an underscore": (
        write("docs/transition/first_week.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [f'docs/transition/first_week.md:1:1: "first_week" {NO_ID} Rename the file to "docs/transition/first-week.md".'],
    ),
    "a page with capitals": (
        write("docs/Notes.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [f'docs/Notes.md:1:1: "Notes" {NO_ID} Rename the file to "docs/notes.md".'],
    ),
    "a page with a space": (
        write("docs/first week.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [f'docs/first week.md:1:1: "first week" {NO_ID} Rename the file to "docs/first-week.md".'],
    ),
    "a page in a folder with an underscore": (
        write("docs/first_steps/week.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [f'docs/first_steps/week.md:1:1: "first_steps" {NO_ID} Rename the file to "docs/first-steps/week.md".'],
    ),
    "a download with capitals": (
        write("data/downloads/One.md", "Text.\n"),
        [f'data/downloads/One.md:1:1: "One" {NO_ID} Rename the file to "one.md".'],
    ),
    "a download of another kind": (
        write("data/downloads/one.txt", "Text.\n"),
        ['data/downloads/one.txt:1:1: downloads are .md files. Name it "one.md", or delete it.'],
    ),
    "a misspelt folder": (
        write("data/resource/three.yml", "title: x\n"),
        [f'data/resource:1:1: nothing reads this folder. Did you mean "data/resources"? {IN_DATA}'],
    ),
    "a folder of the other root": (
        write("data/glossary/three.md", "title: x\n"),
        [f'data/glossary:1:1: nothing reads this folder. Did you mean "docs/glossary"? {IN_DATA}'],
    ),
    "a folder by the name of its kind": (
        write("data/terms/three.md", "title: x\n"),
        [f'data/terms:1:1: nothing reads this folder. Did you mean "docs/glossary"? {IN_DATA}'],
    ),
    "a misspelt folder of pages": (
        write("docs/glosary/three.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [
            'docs/glosary:1:1: the folder has almost the name of "docs/glossary", and no entry is read here. Move its files to "docs/glossary", or give it another name.'
        ],
    ),
    "a folder of pages in the singular": (
        write("docs/skill/three.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        [
            'docs/skill:1:1: the folder has almost the name of "docs/skills", and no entry is read here. Move its files to "docs/skills", or give it another name.'
        ],
    ),
    "a misspelt file": (
        write("data/vocabluary.yml", "x: y\n"),
        [f'data/vocabluary.yml:1:1: nothing reads this file. Did you mean "data/vocabulary.yml"? {IN_DATA}'],
    ),
    "a file that nothing reads": (write("data/notes.txt", "x\n"), [f"data/notes.txt:1:1: nothing reads this file. {IN_DATA}"]),
    "another ending of a file": (
        write("data/floors.yaml", "x: y\n"),
        [f'data/floors.yaml:1:1: nothing reads this file. Did you mean "data/floors.yml"? {IN_DATA}'],
    ),
    "a hidden entry": (
        write("data/resources/.zz.yml", "title: x\n"),
        ['data/resources/.zz.yml:1:1: hidden files are neither read nor published. Rename it to "zz.yml", or delete it.'],
    ),
    "a hidden file in data": (
        write("data/.moved.yml", "title: x\n"),
        ['data/.moved.yml:1:1: hidden files are neither read nor published. Rename it to "moved.yml", or delete it.'],
    ),
    "a hidden page": (
        write("docs/.draft.md", "---\ntitle: X\ndescription: Y.\n---\n"),
        ['docs/.draft.md:1:1: hidden files are neither read nor published. Rename it to "draft.md", or delete it.'],
    ),
    "a folder among entries": (
        write("data/resources/more/three.yml", "title: x\n"),
        [
            "data/resources/more:1:1: entries belong directly in data/resources/, and this is a folder. Move its files up, or out of data/resources/."
        ],
    ),
    "an ending in capitals": (
        write("data/resources/three.YML", "title: x\n"),
        ['data/resources/three.YML:1:1: entries here are .yml files. Name it "three.yml", or move it out of data/resources/.'],
    ),
    "another ending of a page": (
        write("docs/glossary/three.markdown", "title: x\n"),
        ['docs/glossary/three.markdown:1:1: entries here are .md files. Name it "three.md", or move it out of docs/glossary/.'],
    ),
    "a copy": (
        write("data/resources/one.yml.bak", "title: x\n"),
        ['data/resources/one.yml.bak:1:1: entries here are .yml files. Name it "one-yml.yml", or move it out of data/resources/.'],
    ),
}
