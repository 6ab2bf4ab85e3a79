#!/usr/bin/env python3
"""Checks that every language of core/messages says all that English says.

    check_messages.py DIR

The ids are the same, each text has the placeholders of the English one, and each list its length.
Then breaks a copy in each of these ways and checks that it is found.
"""

import copy
import json
import pathlib
import re
import sys

SAME_IN_ALL = re.compile(r"\.host\.|^language$")


def placeholders(value):
    text = value if isinstance(value, str) else "\n".join(value)
    return sorted(re.findall(r"\{[a-z_]+\}", text))


def problems(english, other):
    """What is wrong with `other`, one line each."""
    found = [f"{name} is missing" for name in english if name not in other]
    found += [f"{name} is not in English" for name in other if name not in english]
    for name in sorted(set(english) & set(other)):
        ours, theirs = english[name], other[name]
        if type(ours) is not type(theirs) or (isinstance(ours, list) and len(ours) != len(theirs)):
            found.append(f"{name} is not as long")
        elif placeholders(ours) != placeholders(theirs):
            found.append(f"{name} has other placeholders")
        elif ours == theirs and not SAME_IN_ALL.search(name):
            found.append(f"{name} is not translated")
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    languages = {path.stem: json.loads(path.read_text(encoding="utf-8"))
                 for path in sorted(folder.glob("*.json"))}
    english = languages.pop("en")
    failed = [f"{language}.json: {problem}" for language, other in languages.items()
              for problem in problems(english, other)]
    failed += [f"{language}.json says it is {other.get('language')}"
               for language, other in languages.items() if other.get("language") != language]
    if not {"de", "es"} <= set(languages):
        failed.append("German or Spanish is missing")

    good = copy.deepcopy(languages["de"])
    for broken in ({"seen.status": None}, {"more.title": "Mehr"}, {"seen.status": "Kein Platzhalter"},
                   {"header_stripped.steps": ["Eins"]}, {"doctor.ok": english["doctor.ok"]}):
        text = {name: value for name, value in (good | broken).items() if value is not None}
        if not problems(english, text):
            failed.append(f"not found: {broken}")
    print("\n".join(failed) or "all languages say the same")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
