"""The one door for uploads: what comes in is decided by its content, and leaves its metadata outside.

A phone writes where a picture was taken, and often whose phone it is, into the file. All of it is taken out
by writing the file anew; what cannot be written anew is refused.
"""

from files.cleaning.documents import clean_document
from files.cleaning.papers import clean_paper
from files.cleaning.pictures import clean_picture
from files.cleaning.recordings import CleanMedia, CleanRecording, clean_sound_or_video
from files.cleaning.safety import CleanFile, UnsafeFile

__all__ = [
    "CleanFile",
    "CleanMedia",
    "CleanRecording",
    "UnsafeFile",
    "clean_document",
    "clean_paper",
    "clean_picture",
    "clean_sound_or_video",
]
