"""What users of charset-normalizer do first."""

import charset_normalizer


def behaviour_detection():
    text = "Всеки човек има право на образование. Образованието трябва да бъде безплатно."
    best = charset_normalizer.from_bytes(text.encode("cp1251")).best()
    assert best is not None and str(best) == text
    assert charset_normalizer.detect("Grüße aus Köln".encode())["encoding"].lower().startswith("utf")


def behaviour_binary():
    """Absent from versions before 3.1, where this fails before as after."""
    assert charset_normalizer.is_binary(bytes(range(256)))
