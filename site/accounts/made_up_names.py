"""Names for signing in that say nothing about anybody, easy to read aloud and to type: “calm kite 41”."""

import secrets

FIRST = (
    *("blue", "bright", "calm", "early", "gold", "green", "grey", "happy"),
    *("kind", "orange", "pink", "purple", "quiet", "red", "silver", "sunny"),
)
SECOND = (
    *("apple", "bell", "boat", "bread", "bridge", "button", "candle", "cloud", "cup", "door", "drum", "feather"),
    *("garden", "hill", "key", "kite", "lake", "lamp", "leaf", "lemon", "mango", "moon", "path", "pear"),
    *("plum", "pocket", "ribbon", "river", "rose", "seed", "shell", "song", "spoon", "star", "stone", "table"),
    *("train", "tree", "wheel", "window"),
)


def new_name() -> str:
    """Return a made-up name, one of 57,600."""
    return f"{secrets.choice(FIRST)} {secrets.choice(SECOND)} {10 + secrets.randbelow(90)}"
