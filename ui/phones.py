"""Phone numbers as people read them."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def phone_text(number: str) -> str:
    """+351 912 345 678 of +351912345678; what is no number in E.164 stays as it is."""
    import phonenumbers  # noqa: PLC0415  0.1 s to load, and the window is painted before a number is shown

    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
