"""What holds for any file: it is read, or refused with a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import Unreadable, parse, read


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        parse(read(data))
    except Unreadable as refusal:
        assert str(refusal).endswith((".", "?"))
