#!/usr/bin/env python3
"""Writes the web site and the log file that the recordings are made of:  site.py FOLDER"""
import json
import pathlib
import random
import struct
import sys
import zlib

LINE_BYTES = 40
LOG_LINES = 15000

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Harbour weather</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.png">
<script src="/app.js" defer></script>
</head>
<body>
<h1>Harbour weather</h1>
<p>{text}</p>
<img src="/images/quay.png" alt="Quay"> <img src="/images/crane.png" alt="Crane"> <img src="/images/ferry.png" alt="Ferry">
<img src="/images/moved.png" alt="Moved away"> <img src="/images/lost.png" alt="Lost">
<p id="news">Loading …</p>
</body>
</html>
"""
STYLE = "body { font-family: sans-serif; background: url(/images/waves.png); margin: 2rem; }\nh1 { color: #135; }\n"
SCRIPT = """const answer = await fetch('/news.json');
const news = await answer.json();
document.querySelector('#news').textContent = news.title;
const picture = new Image();
picture.src = news.picture;
document.body.append(picture);
"""


def png(width, height, seed):
    """A picture of noisy bands: does not compress to nothing."""
    dice = random.Random(seed)
    rows = b""
    for y in range(height):
        band = (y * 7 + seed * 40) % 256
        rows += b"\0" + bytes((band + dice.randrange(24)) % 256 for _ in range(width))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def log_lines():
    dice = random.Random(7)
    words = "buoy tide crane ferry quay gauge mast radar pilot anchor".split()
    for number in range(LOG_LINES):
        text = f"{number:08d} {dice.choice(words)}={dice.uniform(0, 90):.4f} {dice.choice(words)}"
        yield text.ljust(LINE_BYTES - 1)[: LINE_BYTES - 1] + "\n"


def main(folder):
    root = pathlib.Path(folder)
    (root / "images").mkdir(parents=True, exist_ok=True)
    dice = random.Random(3)
    words = "wind north tide rising fog lifts ferry leaves crane rests gauge reads two metres".split()
    (root / "index.html").write_text(PAGE.format(text=" ".join(dice.choice(words) for _ in range(300))))
    (root / "style.css").write_text(STYLE)
    (root / "app.js").write_text("export {};\n" + SCRIPT)
    (root / "index.html").write_text((root / "index.html").read_text().replace("defer", 'type="module"'))
    (root / "news.json").write_text(json.dumps({"title": "Ferry back in service", "picture": "/images/ferry-new.png"}))
    for seed, (name, size) in enumerate({"quay": 150, "crane": 120, "ferry": 110, "waves": 70, "ferry-new": 130, "here": 60}.items()):
        (root / "images" / f"{name}.png").write_bytes(png(size, size, seed))
    (root / "icon.png").write_bytes(png(16, 16, 9))
    (root / "gauge.log").write_text("".join(log_lines()))


main(sys.argv[1])
