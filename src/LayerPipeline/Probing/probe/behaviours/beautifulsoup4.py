"""What users of Beautiful Soup do first."""

import bs4

TEXT = "<html><body><p class='a'>one <b>two</b></p><p id='x'>three</p><a href='/y'>link</a></body></html>"


def behaviour_search():
    soup = bs4.BeautifulSoup(TEXT, "html.parser")
    assert soup.find("p", class_="a").get_text() == "one two" and soup.select_one("#x").string == "three"
    assert [link["href"] for link in soup.find_all("a")] == ["/y"] and soup.p.b.parent.name == "p"


def behaviour_change():
    soup = bs4.BeautifulSoup("<p>ä</p>", "html.parser")
    soup.p.append(soup.new_tag("br"))
    assert str(soup) == "<p>ä<br/></p>" and soup.p.prettify().startswith("<p>")
    assert bs4.BeautifulSoup("<p>ä</p>".encode("latin-1"), "html.parser", from_encoding="latin-1").p.string == "ä"


def behaviour_with_lxml():
    """Works where lxml is installed too."""
    assert bs4.BeautifulSoup(TEXT, "lxml").select("body > p")[1]["id"] == "x"
