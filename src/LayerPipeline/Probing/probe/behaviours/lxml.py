"""What users of lxml do first."""

import io

from lxml import etree

TEXT = b"<r xmlns:n='urn:n'><a id='1'>x</a><a id='2'><n:b/>y</a></r>"


def behaviour_trees():
    root = etree.fromstring(TEXT)
    assert root.xpath("//a[@id='2']/n:b", namespaces={"n": "urn:n"})[0].tag == "{urn:n}b"
    assert root.find("a").text == "x" and [a.get("id") for a in root.iter("a")] == ["1", "2"]
    etree.SubElement(root, "c").text = "ä"
    assert etree.tostring(root, encoding="unicode").endswith("<c>ä</c></r>")
    assert etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8").startswith(b"<?xml")


def behaviour_events():
    assert [element.tag for _, element in etree.iterparse(io.BytesIO(TEXT), tag="a")] == ["a", "a"]
    try:
        etree.fromstring(b"<a>")
    except etree.XMLSyntaxError as error:
        assert error.lineno == 1
        return
    raise AssertionError("broken text was read")


def behaviour_schemas():
    schema = etree.XMLSchema(
        etree.fromstring(
            b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>"
        )
    )
    assert schema.validate(etree.fromstring(b"<a>5</a>")) and not schema.validate(etree.fromstring(b"<a>x</a>"))
    rules = etree.RelaxNG(etree.fromstring(b"<element name='a' xmlns='http://relaxng.org/ns/structure/1.0'><empty/></element>"))
    assert rules.validate(etree.fromstring(b"<a/>"))


def behaviour_transformations():
    sheet = b"""<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>
        <xsl:template match='/'><o><xsl:value-of select='count(//a)'/></o></xsl:template></xsl:stylesheet>"""
    assert etree.XSLT(etree.fromstring(sheet))(etree.fromstring(TEXT)).getroot().text == "2"


def behaviour_schematron():
    """Its style sheets are data files of the package."""
    from lxml import isoschematron

    schema = b"""<schema xmlns='http://purl.oclc.org/dsdl/schematron'><pattern><rule context='a'>
        <assert test='@id'>no id</assert></rule></pattern></schema>"""
    assert isoschematron.Schematron(etree.fromstring(schema)).validate(etree.fromstring(TEXT))


def behaviour_html():
    from lxml import html, objectify

    page = html.fromstring("<p>a<br>b<a href='x'>c</a>")
    assert page.text_content() == "abc" and page.xpath("//a/@href") == ["x"]
    page.make_links_absolute("https://example.org/")
    assert html.tostring(page).count(b"https://example.org/x") == 1
    assert objectify.fromstring("<r><n>5</n></r>").n + 1 == 6
