#!/usr/bin/env python3
"""Drives the real window under Xvfb with a real pointer and keyboard, and checks what it did by its settings file.

usage: e2e_window.py PROGRAM [--keep FOLDER]

Needs Xvfb and xdotool, no window manager. Exits 0 when all is well, 1 with the reason otherwise, 77 where a tool is
missing. With --keep, screenshots (PPM) and the settings stay in FOLDER.
"""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time

PATIENCE = float(os.environ.get("ESCAPADE_E2E_PATIENCE", "60"))  # seconds for anything that must happen
SCREEN = (1400, 900)
THREADS = str(len(os.sched_getaffinity(0)) + 1)  # another number than at a first start
JULIA = (900, 200)  # a point in the Julia picture
CANVAS = (20, 150, 560, 600)  # x, y, width, height: well inside of the Mandelbrot view
FIELD = (1145, 125, 160, 160)  # well inside of the diffusing density
EDGE = (1145, 114, 160, 30)  # of the same, with the wall at its top
EXAMPLES = (1200, 87)  # the box above it
STEP, RESET = (1245, 363), (1345, 363)  # the buttons below it
ASIDE = (1100, 700)  # where the pointer covers none of them
LESSON = (440, 215, 660, 105)  # the table of the lessons' dialog
SWEEP = (790, 848, 600, 24)  # the line of a sweep's controls, or of its progress


class Failure(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failure(message)


def wait_for(what, condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise Failure(f"waited {PATIENCE:.0f} s in vain: {what}")


class Screen:
    """An X server of our own, whose memory can be read."""

    def __init__(self, folder):
        self.memory = os.path.join(folder, "Xvfb_screen0")
        read_end, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24",
             "-nolisten", "tcp", "-noreset", "-fbdir", folder],  # a reset would refuse the next program
            pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        check(number, "Xvfb did not start")
        self.display = f":{number}"

    def pixels(self, x, y, width, height):
        """Rows of four bytes a pixel (blue, green, red, unused), out of the server's XWD file."""
        with open(self.memory, "rb") as file:
            data = file.read()
        header = struct.unpack(">25I", data[:100])
        stride, offset = header[12], header[0] + header[19] * 12
        return [data[offset + row * stride + 4 * x:offset + row * stride + 4 * (x + width)]
                for row in range(y, y + height)]

    def canvas_hash(self, area=CANVAS):
        return hashlib.sha256(b"".join(self.pixels(*area))).hexdigest()

    def canvas_colours(self):
        return len({row[i:i + 3] for row in self.pixels(*CANVAS)[::4] for i in range(0, len(row), 4)})

    def settled_canvas(self, area=CANVAS):
        """The hash of the canvas, or another area, once it has stopped changing."""
        last = [None, 0]

        def settled():
            now = self.canvas_hash(area)
            last[1] = last[1] + 1 if now == last[0] else 0
            last[0] = now
            time.sleep(0.1)
            return now if last[1] >= 10 else None  # edges come last, and on a busy machine late

        return wait_for("the picture comes to rest", settled)

    def save(self, path):
        with open(path, "wb") as file:
            file.write(b"P6 %d %d 255\n" % SCREEN)
            for row in self.pixels(0, 0, *SCREEN):
                for i in range(0, len(row), 4):
                    file.write(bytes((row[i + 2], row[i + 1], row[i])))

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Window:
    """The program, and a hand on its mouse and keyboard."""

    def __init__(self, program, screen, settings, home):
        self.screen = screen
        self.environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        self.environment.update(
            DISPLAY=screen.display, QT_QPA_PLATFORM="xcb", HOME=home, XDG_CONFIG_HOME=home, LC_ALL="C.UTF-8")
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--settings", settings, "--size", f"{SCREEN[0]}x{SCREEN[1]}"], env=self.environment)
        self.id = wait_for("the window appears", lambda: self.find("^Escapade$"))
        self.xdo("windowmove", "--sync", self.id, 0, 0)
        self.xdo("windowfocus", "--sync", self.id)
        wait_for("the first picture is drawn", lambda: screen.canvas_colours() > 50)
        print(f"first picture after {time.monotonic() - begin:.2f} s", flush=True)
        screen.settled_canvas()

    def find(self, name):
        check(self.process.poll() is None, f"the program ended with {self.process.returncode} before its window came")
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name],
                               env=self.environment, capture_output=True, text=True, check=False)
        return found.stdout.split()[-1] if found.stdout.split() else None

    def xdo(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, timeout=PATIENCE)

    def key(self, *keys):
        for key in keys:
            self.xdo("key", key)
            time.sleep(0.05)

    def point(self, x, y):
        self.xdo("mousemove", x, y)
        time.sleep(0.05)

    def wheel_up(self, x, y, notches):
        self.point(x, y)
        for _ in range(notches):
            self.xdo("click", 4)

    def drag(self, x, y, dx, dy):
        self.point(x, y)
        self.xdo("mousedown", 1)
        for step in range(1, 11):
            self.point(x + dx * step // 10, y + dy * step // 10)
        self.xdo("mouseup", 1)

    def answer_with_file(self, title, path):
        """Types a name into a dialog that asks for one, and waits until the file is there."""
        dialog = wait_for("a dialog asks for a file", lambda: self.find(title))
        self.xdo("windowfocus", "--sync", dialog)
        self.key("ctrl+a")
        self.xdo("type", path)
        self.key("Return")
        wait_for(f"{os.path.basename(path)} is written", lambda: os.path.exists(path))
        wait_for("the dialog is gone", lambda: not self.find(title))

    def quit(self):
        self.key("ctrl+q")
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure("Ctrl+Q did not end the program") from None
        check(code == 0, f"the program ended with {code}")


def read_settings(path):
    """Keys with their sections, values as written by QSettings: enough of it for what is checked here."""
    values, section = {}, ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("["):
                section = line.strip("[]").replace("General", "")
            elif "=" in line:
                key, value = line.split("=", 1)
                if value.startswith('"'):
                    value = value[1:-1].encode().decode("unicode_escape")
                values[f"{section}/{key}".lstrip("/")] = value
    return values


def location(settings, key):
    """The keys of a location text."""
    check(key in settings, f"the settings have no {key}")
    return dict(re.findall(r'^(\w+) *= *"?([^"\n]*)"?$', settings[key], re.MULTILINE))


def number(place, *keys):
    for key in keys:
        if key in place:
            return float(place[key])
    raise Failure(f"the location has none of {keys}: {place}")


def play(program, screen, folder):
    ini = os.path.join(folder, "settings.ini")
    window = Window(program, screen, ini, folder)
    screen.save(os.path.join(folder, "1-start.ppm"))
    home = screen.settled_canvas()

    window.wheel_up(300, 400, 6)
    zoomed = screen.settled_canvas()
    check(zoomed != home, "the wheel changed nothing on the screen")

    window.drag(300, 400, 120, 60)
    dragged = screen.settled_canvas()
    check(dragged != zoomed, "the drag changed nothing on the screen")

    window.key("alt+r")  # into the thread spin box, where Home, Page Up and + are the field's own keys
    window.key("Home", "Prior", "ctrl+a", *THREADS, "Return", "plus")
    check(screen.settled_canvas() == dragged, "keys typed into the thread field moved the picture")

    window.point(200, 500)
    window.xdo("click", 1)  # picks Julia's c, and gives the keyboard back to the picture
    window.key("plus")
    closer = screen.settled_canvas()
    check(closer != dragged, "the key + changed nothing on the screen")
    window.key("p")
    recoloured = screen.settled_canvas()
    check(recoloured != closer, "the key P changed no colour")
    window.key("Prior")  # Page Up: twice the iterations
    screen.settled_canvas()
    screen.save(os.path.join(folder, "2-played.ppm"))
    window.quit()

    settings = read_settings(ini)
    check(settings.get("compute/threads") == THREADS, f"threads: {settings.get('compute/threads')}, typed were {THREADS}")
    place = location(settings, "picture/location")
    height = number(place, "extent_height")
    # Views that a hand chose are on a lattice whose spacing has eight binary digits.
    check(abs(height * 8 / 3 - 1) <= 1 / 256, f"extent_height: {height}, 6 notches and one + should give 3/8")
    moved = abs(number(place, "center_re") + 0.8)
    check(moved > 0.01, "the centre did not move")
    limit = int(number(place, "max_iterations"))
    check(limit >= 1000 and limit % 200 == 0, f"max_iterations: {limit}, not twice the automatic one")
    check(place.get("palette") not in (None, "", "classic"), f"palette: {place.get('palette')}, P was pressed")
    julia = location(settings, "julia/location")
    check((number(julia, "julia_re"), number(julia, "julia_im")) != (-0.8, 0.156), "the click picked no c")
    return ini, place, julia


def play_again(program, screen, folder, ini, place, julia):
    """What was set survives a restart, and back and forward work."""
    window = Window(program, screen, ini, folder)
    window.point(300, 400)  # first, for the pointer is in the picture
    start = screen.settled_canvas()
    window.key("Home")
    home = screen.settled_canvas()
    check(home != start, "Home changed nothing on the screen")
    window.key("ctrl+z")
    check(screen.settled_canvas() == start, "Ctrl+Z did not bring the same picture back")
    window.key("ctrl+shift+z")
    check(screen.settled_canvas() == home, "Ctrl+Shift+Z did not bring the same picture back")
    window.key("alt+Left")
    check(screen.settled_canvas() == start, "Alt+Left did not bring the same picture back")
    screen.save(os.path.join(folder, "3-again.ppm"))
    window.quit()
    settings = read_settings(ini)
    check(location(settings, "picture/location") == place, "the location did not survive a restart")
    check(location(settings, "julia/location") == julia, "Julia's c did not survive a restart")
    check(settings.get("compute/threads") == THREADS, "the thread count did not survive a restart")


def play_and_crash(program, screen, folder, ini):
    """A program that is killed has lost nothing that is older than some seconds."""
    window = Window(program, screen, ini, folder)
    window.wheel_up(300, 400, 3)
    screen.settled_canvas()
    wait_for("the session is kept while the program runs", lambda: os.path.exists(ini))
    kept = location(read_settings(ini), "picture/location")
    check(number(kept, "extent_width") < 3, f"what is kept is not what is shown: {kept}")
    window.process.kill()
    window.process.wait()
    window = Window(program, screen, ini, folder)
    window.quit()
    place = location(read_settings(ini), "picture/location")
    check(place == kept, f"after a crash the place is {place}, kept was {kept}")


def play_with_julia(program, screen, folder, ini):
    """Orbits come and go, and the views change places."""
    window = Window(program, screen, ini, folder)
    window.point(*JULIA)  # out of the picture that is compared
    plain = screen.settled_canvas()
    window.xdo("keydown", "ctrl")
    window.drag(250, 300, 60, 40)
    window.xdo("keyup", "ctrl")
    window.point(*JULIA)
    check(screen.settled_canvas() != plain, "Ctrl and a drag drew no orbit")
    screen.save(os.path.join(folder, "4-orbit.ppm"))
    window.key("Escape")
    check(screen.settled_canvas() == plain, "Esc left something of the orbit, or the drag moved the picture")
    window.xdo("click", "--repeat", 2, "--delay", 80, 1)
    wait_for("a double click swaps the views", lambda: screen.canvas_hash() != plain)
    swapped = screen.settled_canvas()
    screen.save(os.path.join(folder, "5-swapped.ppm"))
    window.xdo("click", "--repeat", 2, "--delay", 80, 1)
    wait_for("a double click swaps the views back", lambda: screen.canvas_hash() != swapped)
    check(screen.settled_canvas() == plain, "the views are back, but the picture is another one")
    window.key("x")
    check(screen.settled_canvas() == swapped, "the key X did not swap the views")
    window.quit()
    check(read_settings(ini).get("julia/isLarge") == "true", "swapped views did not survive the end")


def play_with_diffusion(program, screen, folder, ini):
    """The density is paused, painted on, undone, scrubbed and probed, and the fractal's undo is another one."""
    window = Window(program, screen, ini, folder)

    def field():
        window.point(*ASIDE)
        return screen.settled_canvas(FIELD)

    window.point(*ASIDE)
    fractal = screen.settled_canvas()
    moving = screen.canvas_hash(FIELD)
    wait_for("the density moves", lambda: screen.canvas_hash(FIELD) != moving)
    window.key("d")
    paused = field()
    window.drag(1150, 130, 100, 90)
    painted = field()
    check(painted != paused, "a drag over the density painted nothing")
    screen.save(os.path.join(folder, "6-painted.ppm"))
    window.key("ctrl+z")
    check(field() == paused, "Ctrl+Z over the density did not undo the whole stroke")
    window.key("ctrl+shift+z")
    check(field() == painted, "Ctrl+Shift+Z did not redo the stroke exactly")
    window.key("ctrl+alt+z")
    check(field() == paused, "the key of the menu did not undo the stroke")
    check(screen.settled_canvas() == fractal, "undoing a stroke changed the fractal")

    window.point(1340, 313)  # the slider of time, far to the right
    window.xdo("click", 1)
    scrubbed = field()
    check(scrubbed != paused, "the time slider changed nothing")
    window.key("Home")
    check(field() not in (scrubbed, paused), "the beginning of time looks like another time")

    beginning = field()
    window.key("shift+F6")  # the tools
    window.point(1170, 150)
    window.xdo("keydown", "shift")
    window.xdo("click", 1)
    window.xdo("keyup", "shift")
    probed = field()
    check(probed != beginning, "Shift and a click set no probe")
    screen.save(os.path.join(folder, "7-probed.ppm"))
    window.key("e")
    check(field() != probed, "the key E did not show the error")
    window.key("e")
    check(field() == probed, "the key E did not show the density again")
    window.key("d")
    wait_for("the density moves again", lambda: screen.canvas_hash(FIELD) != probed)
    window.quit()
    check(read_settings(ini).get("diffusion/playing") in ("true", None), "it was left playing, and did not survive")


def play_with_walls(program, screen, folder, ini):
    """Another example, and another wall while it is there: what is beside the wall becomes something else."""
    window = Window(program, screen, ini, folder)

    def edge():
        window.point(*ASIDE)
        return screen.settled_canvas(EDGE)

    def steps():
        window.point(*STEP)
        window.xdo("click", "--repeat", 20, "--delay", 60, 1)
        return edge()

    window.key("d")  # pause
    peaks = edge()
    window.point(*EXAMPLES)
    for _ in range(2):  # the second next one: a checkerboard with joined sides
        window.xdo("click", 5)
        time.sleep(0.2)
    wait_for("another example", lambda: screen.canvas_hash(EDGE) != peaks)
    beginning = edge()
    joined = steps()
    check(joined != beginning, "twenty steps changed nothing at the edge")
    window.point(*RESET)
    window.xdo("click", 1)
    check(edge() == beginning, "the reset did not bring the beginning back")
    window.key("alt+d", "b")  # menu Diffusion, Problem
    dialog = wait_for("the dialog appears", lambda: window.find("^Diffusion problem"))
    window.xdo("windowfocus", "--sync", dialog)
    screen.save(os.path.join(folder, "8-problem.ppm"))
    window.key("alt+t", "Home")  # the wall at the top: held
    time.sleep(0.5)
    screen.save(os.path.join(folder, "9-walls.ppm"))
    window.key("Escape")
    window.xdo("windowfocus", "--sync", window.id)
    held = steps()
    check(held not in (beginning, joined), "another wall changed nothing at the edge")
    screen.save(os.path.join(folder, "10-held.ppm"))
    window.quit()
    settings = read_settings(ini)
    check(settings.get("diffusion/example") == "checkerboard", f"example: {settings.get('diffusion/example')}")
    walls = settings.get("diffusion/walls", "")
    check(walls.startswith("value 0.0, insulated, periodic"), f"walls: {walls}; the top was chosen to be held")


def play_with_timings(program, screen, folder, ini):
    """A sweep runs while the window is used, is cancelled and leaves no trace but its figures; a lesson is measured."""
    before = read_settings(ini)
    window = Window(program, screen, ini, folder)
    window.point(300, 400)  # first, for the pointer is in the picture
    start = screen.settled_canvas()
    idle = screen.canvas_hash(SWEEP)
    window.key("s")
    wait_for("the sweep begins", lambda: screen.canvas_hash(SWEEP) != idle)
    screen.save(os.path.join(folder, "11-sweep.ppm"))
    window.wheel_up(300, 400, 3)
    wait_for("the picture follows the wheel during the sweep", lambda: screen.canvas_hash() != start)
    window.key("alt+Left")
    wait_for("the picture goes back during the sweep", lambda: screen.canvas_hash() == start)
    check(screen.canvas_hash(SWEEP) != idle, "the sweep ended by itself, in a few seconds")
    begin = time.monotonic()
    window.key("s")
    wait_for("the sweep is cancelled", lambda: screen.canvas_hash(SWEEP) == idle)
    print(f"cancelled within {1000 * (time.monotonic() - begin):.0f} ms", flush=True)
    check(screen.settled_canvas() == start, "the sweep left another picture")
    window.key("ctrl+shift+t")
    figures = os.path.join(folder, "sweep.json")
    window.answer_with_file("^Save timings", figures)
    with open(figures, encoding="utf-8") as file:
        swept = json.load(file)
    check(swept["source"] == "sweep", f"the figures are of {swept['source']}, not of the sweep")
    threads = {sample["threads"] for sample in swept["samples"]}
    check(len(threads) > 1, f"the sweep measured {sorted(threads)} threads")

    window.xdo("windowfocus", "--sync", window.id)
    window.key("shift+w")
    dialog = wait_for("the lessons appear", lambda: window.find("^Lessons$"))
    window.xdo("windowfocus", "--sync", dialog)
    window.key("Down")  # in the list: from pi to the sum of a range
    nothing = screen.settled_canvas(LESSON)
    window.key("alt+r")
    figures = os.path.join(folder, "lesson.json")

    def measured():
        window.key("ctrl+s")  # does nothing before the end
        return window.find("^Save the figures")

    wait_for("the lesson is measured", measured)
    screen.save(os.path.join(folder, "12-lesson.ppm"))
    window.answer_with_file("^Save the figures", figures)
    check(screen.settled_canvas(LESSON) != nothing, "the lesson's table shows no figures")
    with open(figures, encoding="utf-8") as file:
        lesson = json.load(file)
    check(lesson["workload"] == "sum", f"the lesson was {lesson['workload']}")
    check(len(lesson["ways"]) > 2 and all(way["wall_median_s"] > 0 for way in lesson["ways"]), "a way was not measured")
    check(all(way["identical"] for way in lesson["ways"]), "the ways of the sum differ")
    window.xdo("windowfocus", "--sync", dialog)
    window.key("Escape")
    window.xdo("windowfocus", "--sync", window.id)
    window.quit()
    after = read_settings(ini)
    for key in ("compute/threads", "picture/location", "julia/location"):
        check(after.get(key) == before.get(key), f"{key} was {before.get(key)} before the sweep, and is {after.get(key)}")


def main():
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            print(f"e2e_window: {tool} is not installed", file=sys.stderr)
            return 77
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    folder = keep or tempfile.mkdtemp(prefix="escapade-e2e-")
    os.makedirs(folder, exist_ok=True)
    screen = None
    try:
        screen = Screen(folder)
        kept = play(sys.argv[1], screen, folder)
        play_again(sys.argv[1], screen, folder, *kept)
        play_and_crash(sys.argv[1], screen, folder, os.path.join(folder, "crash.ini"))
        play_with_julia(sys.argv[1], screen, folder, kept[0])
        play_with_diffusion(sys.argv[1], screen, folder, os.path.join(folder, "diffusion.ini"))
        play_with_walls(sys.argv[1], screen, folder, os.path.join(folder, "walls.ini"))
        play_with_timings(sys.argv[1], screen, folder, kept[0])
        print("all is well")
        return 0
    except (Failure, subprocess.SubprocessError) as problem:
        print(f"e2e_window: {problem}", file=sys.stderr)
        if screen and keep:
            screen.save(os.path.join(folder, "failed.ppm"))
        return 1
    finally:
        if screen:
            screen.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
