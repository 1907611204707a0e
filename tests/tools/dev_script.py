#!/usr/bin/env python3
"""Checks what ./dev says without building anything: its help, a wrong command, a system without apt.

usage: dev_script.py ROOT
"""

import os
import shutil
import subprocess
import sys
import tempfile

COMMANDS = ["run", "build", "test", "bench", "lint", "asan", "tsan"]


def run(root, *arguments, **settings):
    environment = {**os.environ, **settings}
    bash = shutil.which("bash")
    return subprocess.run([bash, os.path.join(root, "dev"), *arguments], env=environment, capture_output=True, text=True)


def check(condition, what, result):
    if not condition:
        print(f"{what}; exit {result.returncode}\nstdout: {result.stdout}\nstderr: {result.stderr}")
        sys.exit(1)


def main():
    root = sys.argv[1]

    result = run(root)
    missing = [command for command in COMMANDS if f"\n  {command} " not in result.stdout]
    check(result.returncode == 0 and not missing, f"./dev alone does not explain {missing}", result)

    result = run(root, "biuld")
    check(result.returncode == 2 and '"biuld"' in result.stderr, "a wrong command is not refused", result)

    with tempfile.TemporaryDirectory() as tools:
        for tool in ["bash", "dirname", "readlink", "nproc"]:
            os.symlink(shutil.which(tool), os.path.join(tools, tool))
        result = run(root, "build", PATH=tools, ESCAPADE_SETUP="yes")
    listed = all(f"\n  {package}\n" in result.stderr for package in ["cmake", "qt6-base-dev", "libxsimd-dev"])
    check(result.returncode == 1 and listed, "without apt, ./dev does not list what is needed and stop", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
