"""What users of idna do."""

import idna


def behaviour_names():
    assert idna.encode("ドメイン.テスト") == b"xn--eckwd4c7c.xn--zckzah"
    assert idna.decode("xn--eckwd4c7c.xn--zckzah") == "ドメイン.テスト"
    assert idna.encode("Königsgäßchen", uts46=True) == b"xn--knigsgchen-b4a3dun"
