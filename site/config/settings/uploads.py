"""What may come in: how big, how many, how long, and who receives it."""

MEGABYTE = 1024 * 1024

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "files.arriving.CappedFile",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE

WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * MEGABYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf"]
DOCUMENT_MAX_UPLOAD_SIZE = 20 * MEGABYTE
MEDIA_MAX_UPLOAD_SIZE = 100 * MEGABYTE
MEDIA_MAX_SECONDS = 3 * 60 * 60
