#!/usr/bin/env python3
"""Compiles core/messages/*.json into C++.

    messages.py english FROM.json TO.cpp     the texts of core, as one block to search
    messages.py files TO.cpp FROM.json...    whole files, for the command line

A value of a file is a text, or a list of texts, which become the lines of one.
"""

import json
import pathlib
import sys

MOST_IN_A_LITERAL = 2000  # bytes
MOST_IN_ALL = 50_000  # bytes; a compiler need not take more than 65536


def literal(data):
    """`data` as adjacent C++ string literals, every byte but plain ASCII escaped."""
    lines = []
    for begin in range(0, len(data), MOST_IN_A_LITERAL):
        part = data[begin:begin + MOST_IN_A_LITERAL]
        lines.append('"' + "".join(
            chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f"\\{byte:03o}"
            for byte in part) + '"')
    return "\n    ".join(lines or ['""'])


def text(value):
    return value if isinstance(value, str) else "\n".join(value)


def in_short(messages):
    """(name, text) in order. A name that begins with a dot goes on from the last without one."""
    last = None
    for name in sorted(messages):
        thing, _, part = name.partition(".")
        if thing != last:
            yield thing, "" if part else text(messages[name])
            last = thing
        if part:
            yield f".{part}", text(messages[name])


def english(source):
    messages = json.loads(source.read_text(encoding="utf-8"))
    block = b"".join(f"{name}\0{text}\0".encode() for name, text in in_short(messages))
    return f"""#include "text/english.hpp"

namespace presslink {{

std::string_view english_messages() noexcept {{
  static constexpr char block[] =
    {literal(block)};
  return {{block, sizeof block - 1}};
}}

}}  // namespace presslink
"""


def files(sources):
    rows = []
    for source in sources:
        content = source.read_text(encoding="utf-8")
        compact = json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":"))
        data = compact.encode()
        parts = ",\n    ".join(literal(data[begin:begin + MOST_IN_ALL])
                              for begin in range(0, len(data), MOST_IN_ALL))
        rows.append(f'    {{"{source.stem}", {{\n    {parts}}}}},\n')
    return f"""#include "message_files.hpp"

namespace presslink::cli {{

std::vector<MessageFile> message_files() {{
  return {{
{"".join(rows)}  }};
}}

}}  // namespace presslink::cli
"""


def main():
    if sys.argv[1:2] == ["english"] and len(sys.argv) == 4:
        out, made = pathlib.Path(sys.argv[3]), english(pathlib.Path(sys.argv[2]))
    elif sys.argv[1:2] == ["files"] and len(sys.argv) >= 3:
        out, made = pathlib.Path(sys.argv[2]), files([pathlib.Path(name) for name in sys.argv[3:]])
    else:
        sys.exit(__doc__)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(made, encoding="ascii")


if __name__ == "__main__":
    main()
