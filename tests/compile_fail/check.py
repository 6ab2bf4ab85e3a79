#!/usr/bin/env python3
"""Checks that misuse does not compile.

Each .cpp beside this file compiles as it stands, and must not once MISUSE is defined. A line
`// error: REGEX` says what the compiler has to complain about, so that it fails for this reason.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys


def compile_errors(compiler, include, source, *extra):
    command = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", "-I", include, *extra]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def fault_of(compiler, include, source):
    expected = re.search(r"^// error: (.+)$", source.read_text(), re.MULTILINE)
    if not expected:
        return "has no '// error: REGEX' line"
    control = compile_errors(compiler, include, source)
    if control:
        return f"does not compile even without the misuse:\n{control}"
    errors = compile_errors(compiler, include, source, "-DMISUSE")
    if not errors:
        return "compiles with the misuse"
    if not re.search(expected[1], errors):
        return f"fails for another reason than /{expected[1]}/:\n{errors}"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", required=True)
    args = parser.parse_args()
    sources = sorted(pathlib.Path(__file__).parent.glob("*.cpp"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = list(pool.map(lambda s: fault_of(args.compiler, args.include, s), sources))
    for source, fault in zip(sources, faults):
        print(f"{source.name}: {fault or 'ok'}")
    return 1 if not sources or any(faults) else 0


if __name__ == "__main__":
    sys.exit(main())
