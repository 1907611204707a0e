#!/usr/bin/env python3
"""Checks what may include what, and a few more rules that no compiler checks.

usage: layering.py ROOT         check the sources under ROOT; exit 1 and one line for each offence
       layering.py --control    the negative control: every rule must reject a small tree that breaks it
"""

import os
import re
import sys
import tempfile

# Includes point from a room to rooms of a lower tier only.
TIERS = [
    ["core/base"],
    ["core/simd", "core/parallel"],
    ["core/timing", "core/color"],
    ["core/fractal", "core/diffusion", "core/workloads"],
    ["core/document", "core/render"],
    ["ui"],
    ["app"],
]
# Within a tier, rooms do not know each other, but for these: what is saved is what is asked to be rendered.
SAME_TIER = {("core/document", "core/render")}

TIER_OF = {room: tier for tier, rooms in enumerate(TIERS) for room in rooms}
SOURCES = (".cpp", ".h", ".inl")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
OPENMP = re.compile(r'^\s*#\s*pragma\s+omp\b|_Pragma\s*\(\s*"\s*omp\b|^\s*#\s*include\s*[<"]omp\.h[>"]')
GLOB = re.compile(r"\bfile\s*\(\s*GLOB", re.IGNORECASE)
QT_IN_CMAKE = re.compile(r"\bQt[56]?::|find_package\s*\(\s*Qt", re.IGNORECASE)


def room_of(path):
    """core/simd/kernels/X.inl -> core/simd; ui/panels/X.h -> ui; None outside the rooms."""
    parts = path.split("/")
    room = "/".join(parts[:2]) if parts[0] == "core" else parts[0]
    return room if room in TIER_OF else None


def include_offence(room, bracket, target):
    """Why a file of this room may not include this target, or None."""
    if room.startswith("core/") and re.match(r"Q[A-Zt]", os.path.basename(target)) and bracket == "<":
        return "core/ does not know Qt"
    if bracket == "<" or target.endswith(".moc"):
        return None
    other = room_of(target)
    if other is None:
        return "includes of our own start at the repository's root, in a room"
    if other == room or TIER_OF[other] < TIER_OF[room] or (room, other) in SAME_TIER:
        return None
    return f"{room} may not know {other}"


def source_offences(path, lines):
    room = room_of(path)
    for number, line in enumerate(lines, 1):
        if OPENMP.search(line) and room != "core/parallel":
            yield number, line, "OpenMP belongs in core/parallel/"
        match = INCLUDE.match(line)
        if match and room is not None:
            reason = include_offence(room, match[1], match[2])
            if reason:
                yield number, line, reason


def cmake_offences(path, lines):
    for number, line in enumerate(lines, 1):
        if GLOB.search(line):
            yield number, line, "sources are listed, not globbed"
        if path.startswith("core/") and QT_IN_CMAKE.search(line):
            yield number, line, "core/ does not link Qt"


def files(root):
    """Paths below root, relative to it, without build folders and hidden ones."""
    for folder, names, entries in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith((".", "build")))
        for entry in sorted(entries):
            yield os.path.relpath(os.path.join(folder, entry), root).replace(os.sep, "/")


def offences(root):
    for path in files(root):
        if path.endswith(SOURCES):
            check = source_offences
        elif path.endswith("CMakeLists.txt") or path.endswith(".cmake"):
            check = cmake_offences
        else:
            continue
        with open(os.path.join(root, path), encoding="utf-8") as file:
            for number, line, reason in check(path, file):
                yield f"{path}:{number}: {reason}: {line.strip()}"


# path, text, and what the check has to say (None: nothing)
CONTROLS = [
    ("core/fractal/A.h", "#include <QString>\n", "core/ does not know Qt"),
    ("core/fractal/A.h", "#include <QtCore/QString>\n", "core/ does not know Qt"),
    ("core/simd/A.inl", '#include "core/render/Frame.h"\n', "core/simd may not know core/render"),
    ("core/fractal/A.cpp", '#include "core/diffusion/Field.h"\n', "core/fractal may not know core/diffusion"),
    ("core/render/A.cpp", '#include "core/document/Npy.h"\n', "core/render may not know core/document"),
    ("core/color/A.cpp", '#include "core/fractal/Viewport.h"\n', "core/color may not know core/fractal"),
    ("core/base/A.cpp", '#include "ui/A.h"\n', "core/base may not know ui"),
    ("ui/A.cpp", '#include "app/A.h"\n', "ui may not know app"),
    ("ui/A.cpp", '#include "Sibling.h"\n', "includes of our own start at the repository's root"),
    ("core/render/A.cpp", "  #  pragma omp parallel for\n", "OpenMP belongs in core/parallel/"),
    ("app/A.cpp", '_Pragma("omp parallel")\n', "OpenMP belongs in core/parallel/"),
    ("tests/A.cpp", "#include <omp.h>\n", "OpenMP belongs in core/parallel/"),
    ("core/CMakeLists.txt", "file(GLOB_RECURSE sources *.cpp)\n", "sources are listed, not globbed"),
    ("core/base/CMakeLists.txt", "target_link_libraries(escapade_core PUBLIC Qt6::Core)\n", "core/ does not link Qt"),
    ("core/parallel/A.cpp", "#pragma omp parallel\n#include <omp.h>\n", None),
    ("core/document/A.h", '#include "core/render/Frame.h"\n#include <array>\n', None),
    ("ui/A.cpp", '#include "core/base/Result.h"\n#include "A.moc"\n#include <QString>\n', None),
]


def control():
    failures = 0
    for path, text, expected in CONTROLS:
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, os.path.dirname(path)))
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
            found = list(offences(root))
        right = not found if expected is None else len(found) >= 1 and all(expected in f for f in found)
        if not right:
            failures += 1
            print(f"{path} with {text!r}: expected {expected!r}, found {found}")
    print(f"{len(CONTROLS) - failures} of {len(CONTROLS)} controls as expected")
    return 1 if failures else 0


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.argv[1] == "--control":
        return control()
    if not os.path.isdir(os.path.join(sys.argv[1], "core")):
        print(f"{sys.argv[1]}: there is no core/ to check", file=sys.stderr)
        return 2
    found = list(offences(sys.argv[1]))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
