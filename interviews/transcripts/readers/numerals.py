"""Numbers of list items as word processors and browsers show them."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LARGEST = 3999


def numeral(number: int, form: str = "decimal") -> str:
    """Return ``number`` written in ``form``, a ``w:numFmt`` of Word."""
    if not 0 < number <= _LARGEST:
        return str(number)
    match form:
        case "lowerLetter":
            return _letter(number, _LATIN)
        case "upperLetter":
            return _letter(number, _LATIN).upper()
        case "russianLower":
            return _letter(number, _RUSSIAN)
        case "russianUpper":
            return _letter(number, _RUSSIAN).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def _letter(number: int, alphabet: str) -> str:
    """Return a, b, …, z, aa, bb: the way Word goes on."""
    times, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _roman(number: int) -> str:
    written = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written.append(letters * times)
    return "".join(written)
