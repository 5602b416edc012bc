#!/usr/bin/env python3
"""Makes everything in ../assets from the sources in this folder: pictures, voices, and the captioned film.

Needs chromium, imagemagick, espeak-ng, sox and ffmpeg. Run: python3 make_assets.py [pictures|voices|film|<picture>…]
Every voice is a computer's. No file keeps metadata.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ASSETS = HERE.parent / "assets"
FILM_ONLY = {"film-bowls", "film-soup"}
LARGEST = 135_000
LARGER = {"hero-street": 195_000, "school-way-drawing": 180_000, "pantry-shelf": 150_000, "plot-2-rows": 150_000}
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
BITEXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]


def run(*command, timeout=300):
    subprocess.run([str(part) for part in command], check=True, timeout=timeout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def render(name, png):
    """One SVG as a PNG of 1600x1067. A headless browser sometimes hangs, or leaves out a strip: two pictures must agree."""
    seen = set()
    for _ in range(6):
        try:
            run(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
                "--force-color-profile=srgb", "--window-size=1600,1067", f"--screenshot={png}", (HERE / f"{name}.svg").as_uri(), timeout=60)
        except subprocess.SubprocessError:
            continue
        digest = hashlib.sha256(png.read_bytes()).hexdigest()
        if digest in seen:
            return
        seen.add(digest)
    raise RuntimeError(f"{name} does not come out the same twice")


def pictures(scratch, only=()):
    """Every SVG as a JPEG, as good as its allowance of bytes lets it be."""
    run(sys.executable, HERE / "draw.py")
    for svg in sorted(HERE.glob("*.svg")):
        if only and svg.stem not in only:
            continue
        png = scratch / f"{svg.stem}.png"
        render(svg.stem, png)
        print(svg.stem, flush=True)
        if svg.stem in FILM_ONLY:
            continue
        out = ASSETS / f"{svg.stem}.jpg"
        for quality in (82, 78, 74, 70, 66, 62, 58, 54, 50):
            run("convert", png, "-strip", "-colorspace", "sRGB", "-sampling-factor", "4:2:0", "-interlace", "JPEG", "-quality", quality, out)
            if out.stat().st_size <= LARGER.get(svg.stem, LARGEST):
                break


def seconds(path):
    shown = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path], check=True, capture_output=True, text=True)
    return float(shown.stdout)


def say(voice, words, wav):
    """One sentence, spoken and made a little softer to listen to."""
    raw = wav.with_suffix(".raw.wav")
    run("espeak-ng", "-v", voice["voice"], "-s", voice["speed"], "-p", voice["pitch"], "-g", voice.get("gap", 4), "-w", raw, words)
    run("sox", raw, "-r", 24000, "-c", 1, wav, "silence", 1, 0.01, "0.3%", "reverse", "silence", 1, 0.01, "0.3%", "reverse",
        "highpass", 80, "lowpass", 7200, "bass", "+3", "treble", "-2", "reverb", 14, 50, 24, "compand", "0.02,0.2", "6:-60,-42,-20,-14,0,-6", "0",
        "norm", -3, "fade", "t", 0.02, "reverse", "fade", "t", 0.06, "reverse")


def together(parts, wav, gaps):
    """Sentences one after another with pauses between them; gives when each starts and ends."""
    pieces, times, now = [], [], 0.0
    for part, gap in zip(parts, gaps, strict=True):
        padded = part.with_suffix(".pad.wav")
        run("sox", part, padded, "pad", 0, gap)
        length = seconds(part)
        times.append((now, now + length))
        now += seconds(padded)
        pieces.append(padded)
    run("sox", *pieces, wav)
    return times


def voices(scratch, plan):
    for number, recording in enumerate(plan["recordings"]):
        parts, gaps = [], []
        for i, (who, words) in enumerate(recording["words"]):
            wav = scratch / f"v{number}-{i}.wav"
            say(plan["voices"][who], words, wav)
            parts.append(wav)
            following = recording["words"][i + 1][0] if i + 1 < len(recording["words"]) else None
            gaps.append(0.4 if following == who else 0.65)
        whole = scratch / f"v{number}.wav"
        together(parts, whole, gaps)
        run("ffmpeg", "-y", "-i", whole, "-ac", 1, "-ar", 24000, "-c:a", "aac", "-b:a", "48k", *BITEXACT, "-movflags", "+faststart", ASSETS / recording["file"])


def clock(t):
    return f"{int(t // 3600):02}:{int(t % 3600 // 60):02}:{t % 60:06.3f}"


def two_lines(words, width=40):
    if len(words) <= width:
        return words
    middle = min((i for i, c in enumerate(words) if c == " "), key=lambda i: abs(i - len(words) / 2))
    return words[:middle] + "\n" + words[middle + 1 :]


def film(scratch, plan):
    """Three slow pans under one voice, with its captions as WebVTT."""
    story = plan["film"]
    lead_in, parts = 0.6, []
    for i, (who, words, _) in enumerate(story["words"]):
        wav = scratch / f"f{i}.wav"
        say(plan["voices"][who], words, wav)
        parts.append(wav)
    speech = scratch / "film-speech.wav"
    times = together(parts, speech, [0.4] * len(parts))
    voice = scratch / "film.wav"
    run("sox", speech, voice, "pad", lead_in, 0.7)
    times = [(a + lead_in, b + lead_in) for a, b in times]
    cues = ["WEBVTT", ""]
    for i, ((start, end), (_, words, _)) in enumerate(zip(times, story["words"], strict=True)):
        until = min(end + 0.3, times[i + 1][0] - 0.05) if i + 1 < len(times) else end + 0.6
        cues += [str(i + 1), f"{clock(start)} --> {clock(until)}", two_lines(words), ""]
    (ASSETS / story["captions"]).write_text("\n".join(cues), encoding="utf-8")

    total, fade, rate = seconds(voice), 0.8, 25
    names = list(dict.fromkeys(picture for *_, picture in story["words"]))
    starts = [0.0] + [next(t[0] for t, w in zip(times, story["words"], strict=True) if w[2] == name) - fade / 2 for name in names[1:]]
    moves = ["x='(iw-iw/zoom)*(0.25+0.5*on/{n})':y='(ih-ih/zoom)*0.55'", "x='(iw-iw/zoom)*(0.15+0.6*on/{n})':y='(ih-ih/zoom)*(0.2+0.5*on/{n})'", "x='(iw-iw/zoom)*0.5':y='(ih-ih/zoom)*(0.35+0.4*on/{n})'"]
    zooms = ["1.02+0.16*on/{n}", "1.30-0.12*on/{n}", "1.04+0.14*on/{n}"]
    inputs, chains = [], []
    for i, name in enumerate(names):
        png = scratch / f"{name}.png"
        if not png.exists():
            render(name, png)
        end = starts[i + 1] + fade if i + 1 < len(names) else total
        frames = round((end - starts[i]) * rate)
        inputs += ["-i", png]
        chains.append(f"[{i}:v]crop=1600:900:0:110,scale=3200:1800,zoompan=z='{zooms[i].format(n=frames)}':{moves[i].format(n=frames)}:d={frames}:s=640x360:fps={rate},format=yuv420p[p{i}]")
    last = "p0"
    for i in range(1, len(names)):
        chains.append(f"[{last}][p{i}]xfade=transition=fade:duration={fade}:offset={starts[i]:.3f}[x{i}]")
        last = f"x{i}"
    chains.append(f"[{last}]fade=t=in:d=0.4,fade=t=out:st={total - 0.6:.3f}:d=0.6[v]")
    run("ffmpeg", "-y", *inputs, "-i", voice, "-filter_complex", ";".join(chains), "-map", "[v]", "-map", f"{len(names)}:a", "-t", f"{total:.3f}",
        "-c:v", "libx264", "-preset", "slow", "-crf", 27, "-maxrate", "280k", "-bufsize", "560k", "-profile:v", "main", "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", "56k", "-ac", 1, "-ar", 24000, *BITEXACT, "-movflags", "+faststart", ASSETS / story["file"])


def main():
    ASSETS.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or ["pictures", "voices", "film"]
    names = [name for name in wanted if (HERE / f"{name}.svg").exists()]
    plan = tomllib.loads((HERE / "voices.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if "pictures" in wanted or names:
            pictures(scratch, names)
        if "voices" in wanted:
            voices(scratch, plan)
        if "film" in wanted:
            film(scratch, plan)


if __name__ == "__main__":
    main()
