"""How much of a file is read. Each cap is checked before the work it bounds.

They are set so that what is taken is read within two seconds and 100 MB, and what is
not is refused at once.
"""

from interviews.transcripts.source import Unreadable

BYTES = 10 * 1024 * 1024  # of a file
CHARACTERS = 2_000_000  # of text, once out of its file
BLOCKS = 20_000  # lines or paragraphs, also turns in one line
TURNS = 6_000  # of an interview: each has its tools on the page of the proof

TAGS = 100_000  # of an HTML page
MARKS = 50_000  # of Markdown; with more it is taken for plain text
DEPTH = 200  # of elements within one another, in HTML and Word
ATTRIBUTES = 50  # of one HTML tag

ENTRIES = 500  # in a Word file, which is a zip archive
DIRECTORY = 256 * 1024  # bytes of the archive's table of contents
UNPACKED = 50 * 1024 * 1024  # bytes of all entries together
RATIO = 200  # unpacked to packed bytes
WORD_TAGS = 600_000  # of all parts of a Word file together
WORD_LINES = 50_000  # of a Word file, blank ones too


# What the fields of an interview hold, in letters. What is longer stays in the text.
HEADLINE = 300
SECTION = 200
NAME = 120


def check_characters(count: int) -> None:
    if count > CHARACTERS:
        raise Unreadable(
            "The text is longer than 2 million characters; cut it into parts."
        )


def check_blocks(count: int, most: int = BLOCKS) -> None:
    if count > most:
        raise Unreadable(f"The text has more than {most:,} lines; cut it into parts.")


def check_turns(count: int) -> None:
    if count > TURNS:
        raise Unreadable(
            f"The interview has more than {TURNS:,} turns; cut it into parts."
        )


def check_tags(count: int) -> None:
    if count > TAGS:
        raise Unreadable("The page has too many parts; copy its text and paste it.")


def check_depth(depth: int) -> None:
    if depth > DEPTH:
        raise Unreadable("The file is nested too deep; copy its text and paste it.")
