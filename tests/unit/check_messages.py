#!/usr/bin/env python3
"""Checks that every language of core/messages says all that English says.

    check_messages.py MESSAGES SOURCES...

The ids are the same, each text has the placeholders of the English one, and each list its length.
A sentence, whose key is the English of it, is in every other language, and the sources say it.
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


def is_sentence(key):
    return " " in key


def said_in(folder):
    """The literals of the sources, those of several lines in one piece."""
    in_cpp = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
    in_js = re.compile(r"'((?:[^'\\\n]|\\.)*)'")
    said = []
    for source in folder.rglob("*.cpp"):
        joined = re.sub(r'"\s*\n\s*"', "", source.read_text(encoding="utf-8"))
        said += [text.replace('\\"', '"') for text in in_cpp.findall(joined)]
    for source in folder.rglob("*.js"):
        said += in_js.findall(source.read_text(encoding="utf-8"))
    return said


def never_said(sentences, said):
    """Those without placeholders of which no literal is made; what is left is for the flows' tests."""
    # A `%` of a document's problem stands for something.
    patterns = [re.compile(re.escape(text).replace("%", ".+")) for text in said
                if "%" in text and is_sentence(text)]

    def is_said(sentence):
        # The full stop may come from elsewhere.
        return (any(text in (sentence, sentence.removesuffix(".")) for text in said)
                or any(pattern.fullmatch(sentence) for pattern in patterns))
    return [sentence for sentence in sentences
            if not placeholders(sentence) and not is_said(sentence)]


def problems(english, other):
    """What is wrong with `other`, one line each; of its sentences, `english` has those to be had."""
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
    said = [text for source in sys.argv[2:] for text in said_in(pathlib.Path(source))]
    languages = {path.stem: json.loads(path.read_text(encoding="utf-8"))
                 for path in sorted(folder.glob("*.json"))}
    english = languages.pop("en")
    sentences = {key: key for other in languages.values() for key in other if is_sentence(key)}
    english |= sentences
    failed = [f"{language}.json: {problem}" for language, other in languages.items()
              for problem in problems(english, other)]
    failed += [f"{language}.json says it is {other.get('language')}"
               for language, other in languages.items() if other.get("language") != language]
    failed += [f"nothing says: {sentence}" for sentence in never_said(sentences, said)]
    if not {"de", "es"} <= set(languages):
        failed.append("German or Spanish is missing")

    good = copy.deepcopy(languages["de"])
    for broken in ({"seen.status": None}, {"more.title": "Mehr"}, {"seen.status": "Kein Platzhalter"},
                   {"header_stripped.steps": ["Eins"]}, {"doctor.ok": english["doctor.ok"]},
                   {"The title is empty.": None}, {"The title is empty.": "The title is empty."}):
        text = {name: value for name, value in (good | broken).items() if value is not None}
        if not problems(english, text):
            failed.append(f"not found: {broken}")
    if never_said(["Nobody says this.", "The title is empty."], said) != ["Nobody says this."]:
        failed.append("not found: a sentence that nothing says")
    print("\n".join(failed) or "all languages say the same")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
