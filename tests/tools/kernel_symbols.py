#!/usr/bin/env python3
"""Checks that no object file of an instruction set leaks code that the linker may pick for other processors.

usage: kernel_symbols.py NM OBJECT...

An object compiled for AVX-512 that defines `std::max<double>` as a weak symbol may win over the plain copy in the whole
program, which then dies on a processor without AVX-512. So every global symbol of a file x_<isa>.cpp must carry the
name of its instruction set: a namespace escapade::simd::<isa>, or an xsimd architecture that only this file uses.
"""

import re
import subprocess
import sys

# The instruction set in the file's name, and the tags that make a symbol its own.
TAGS = {
    "scalar": ["escapade::simd::scalar::"],
    "sse2": ["escapade::simd::sse2::"],
    "avx2": ["escapade::simd::avx2::", "xsimd::fma3<xsimd::avx2>"],
    "avx512": ["escapade::simd::avx512::", "xsimd::avx512bw"],
}
# What compilers add for exceptions and sanitizers: pointers and tables, no code of ours.
HARMLESS = re.compile(r"^(DW\.ref\.__gxx_personality_v0|__gxx_personality_v0|__odr_asan.*|__clang_call_terminate)$")
LINE = re.compile(r"^[0-9a-fA-F]*\s+([A-Za-z?])\s+(.*)$")


def instruction_set(path):
    match = re.search(r"_([a-z0-9]+)\.cpp\.(o|obj)$", path)
    return match[1] if match and match[1] in TAGS else None


def global_symbols(nm, path):
    """(kind, demangled name) of what the object defines and other objects can see."""
    listing = subprocess.run([nm, "-C", "--defined-only", "--extern-only", path], check=True, capture_output=True, text=True)
    for line in listing.stdout.splitlines():
        match = LINE.match(line)
        if match:
            yield match[1], match[2]


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    checked = failures = 0
    for path in sys.argv[2:]:
        isa = instruction_set(path)
        if isa is None:
            continue  # compiled for the program's own instruction set
        symbols = list(global_symbols(sys.argv[1], path))
        if not symbols:
            print(f"{path}: defines no symbol at all")
            failures += 1
        for kind, name in symbols:
            checked += 1
            if not HARMLESS.match(name) and not any(tag in name for tag in TAGS[isa]):
                failures += 1
                print(f"{path}: {'weak' if kind in 'WVu' else 'global'} symbol without {isa} in its name: {name}")
    print(f"{checked} symbols checked, {failures} failures")
    return 1 if failures or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
