#!/usr/bin/env python3
"""Checks that core does no I/O and keeps no state.

Reads core's sources (headers included, preprocessor conditionals) and the symbols of its archive
(functions called, writable data). Then plants one violation of each kind and checks that it is
found, so that a check that has gone blind fails too.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

# What code that computes needs; no clock, stream, thread, lock, random source, locale or file.
STANDARD_HEADERS = set("""
algorithm array bit cassert charconv chrono cmath compare concepts cstddef cstdint cstring deque
functional initializer_list iterator limits map memory numeric optional set span string
string_view tuple type_traits unordered_map unordered_set utility variant vector
""".split())
# The one translation unit that owns the JSON library.
EXTRA_HEADERS = {"src/base/json_reader.cpp": {"nlohmann/json.hpp"}}

# C functions that only compute or allocate. strtod and localeconv belong to the JSON library's
# number reader, which uses the locale only to undo it.
C_FUNCTIONS = set("""
memcpy memmove memset memcmp memchr bcmp strlen abort malloc free __errno_location __assert_fail
strtod strtof strtold strtoll strtoull localeconv snprintf
round lround llround trunc floor ceil fmod ldexp pow
_GLOBAL_OFFSET_TABLE_ __gxx_personality_v0 __stack_chk_fail __dso_handle
""".split())
# Fortified and ABI support forms of the same, and glibc's names for those of C23.
C_PATTERNS = re.compile(
    r"__isoc23_strto\w+|_Unwind_\w+|__cxa_(?!thread|guard|atexit)\w+|__\w+_chk|__clang_call_terminate")
STANDARD_SYMBOLS = re.compile(
    r"operator (new|delete)|"
    r"(typeinfo|vtable|typeinfo name) for |"
    r"std::(__cxx11::basic_string<char|allocator<|__throw_\w+|terminate|exception|"
    r"\w+_error::|bad_\w+::|__detail::_\w*(Prime_rehash|List_node)|_Rb_tree_|_Hash_bytes|"
    r"from_chars|to_chars)|"
    r"presslink::|presslink_nlohmann::")
WRITABLE_SECTION = re.compile(r"\.(data(?!\.rel)|bss|tdata|tbss)")


def source_faults(core):
    for path in sorted([*core.rglob("*.hpp"), *core.rglob("*.cpp")]):
        name = path.relative_to(core).as_posix()
        for number, line in enumerate(path.read_text().splitlines(), 1):
            place = f"{name}:{number}"
            if re.match(r"\s*#\s*(if|ifdef|ifndef|elif)\b", line):
                yield f"{place}: conditional compilation"
            if re.search(r"\bthread_local\b|\b\w+_clock::now\b", line):
                yield f"{place}: clock or thread-local"
            include = re.match(r"\s*#\s*include\s*<(.+)>", line)
            if include and include[1] not in STANDARD_HEADERS | EXTRA_HEADERS.get(name, set()):
                yield f"{place}: header <{include[1]}>"
            include = re.match(r'\s*#\s*include\s*"(.+)"', line)
            roots = (core / "include", core / "src")
            if include and not any((root / include[1]).is_file() for root in roots):
                yield f'{place}: header "{include[1]}" is not of core'


def symbols(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def archive_faults(archive):
    undefined = {line.split(maxsplit=1)[1] for line in symbols("nm", "-C", "-u", archive)
                 if re.match(r"\s+[Uw] ", line)}
    for symbol in sorted(undefined):
        plain = re.sub(r"@.*", "", symbol)
        if not (plain in C_FUNCTIONS or C_PATTERNS.fullmatch(plain) or
                STANDARD_SYMBOLS.search(plain)):
            yield f"symbol {symbol}"
    for line in symbols("objdump", "-t", "-C", archive):
        entry = re.match(r"[0-9a-f]{8,} .{6}\S* (\S+)\s+([0-9a-f]+) (.*)", line)
        if entry and WRITABLE_SECTION.match(entry[1]) and int(entry[2], 16):
            yield f"writable data {entry[3]}"


PLANTED_SOURCES = {
    "header": "#include <iostream>\n",
    "platform header": "#include <unistd.h>\n",
    "foreign header": '#include "curl/curl.h"\n',
    "json elsewhere": "#include <nlohmann/json.hpp>\n",
    "conditional": "#ifdef __EMSCRIPTEN__\n#endif\n",
    "thread-local": "thread_local int depth;\n",
}
PLANTED_OBJECTS = {
    "clock": "#include <chrono>\nauto f() { return std::chrono::system_clock::now(); }",
    "C clock": "#include <ctime>\nauto f() { return std::time(nullptr); }",
    "random": "#include <random>\nauto f() { return std::random_device{}(); }",
    "environment": "#include <cstdlib>\nauto f() { return std::getenv(\"HOME\"); }",
    "file": "#include <cstdio>\nauto f() { return std::fopen(\"x\", \"r\"); }",
    "stream": "#include <iostream>\nvoid f() { std::cout << 1; }",
    "locale": "#include <locale>\nauto f() { return std::locale().name(); }",
    "thread": "#include <thread>\nvoid f() { std::thread([] {}).detach(); }",
    "lock": "#include <mutex>\nvoid f(std::mutex& m) { m.lock(); }",
    "socket": "extern \"C\" int socket(int, int, int);\nint f() { return socket(2, 1, 0); }",
    "global": "int counter = 1;\nint f() { return ++counter; }",
    "zeroed global": "int counter;\nint f() { return ++counter; }",
    "static local": "#include <string>\nauto& f() { static std::string s(99, 'x'); return s; }",
    "thread-local": "thread_local int counter;\nint f() { return ++counter; }",
}


def blind_spots(compiler):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "src").mkdir()
        source = folder / "src" / "planted.cpp"
        for name, text in PLANTED_SOURCES.items():
            source.write_text(text)
            if not list(source_faults(folder)):
                yield f"a planted {name} in a source is not noticed"
        for name, text in PLANTED_OBJECTS.items():
            source.write_text(text)
            planted = str(folder / "planted.o")
            command = [compiler, "-std=c++20", "-O2", "-fPIC", "-c", str(source), "-o", planted]
            subprocess.run(command, check=True)
            if not list(archive_faults(planted)):
                yield f"a planted {name} in an object is not noticed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--archive", required=True)
    parser.add_argument("core", type=pathlib.Path)
    args = parser.parse_args()
    faults = [*source_faults(args.core), *archive_faults(args.archive), *blind_spots(args.compiler)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
