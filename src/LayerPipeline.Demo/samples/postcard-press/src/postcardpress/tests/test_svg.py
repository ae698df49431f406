from xml.etree import ElementTree

from postcardpress import Card, to_svg


def test_a_card_is_well_formed():
    root = ElementTree.fromstring(to_svg(Card("Fish & chips < supper")))
    assert root[0].text == "Fish & chips < supper"
