"""What users of MarkupSafe do first."""

import markupsafe


def behaviour_escape():
    assert markupsafe.escape("<a & 'b'>") == "&lt;a &amp; &#39;b&#39;&gt;"
    assert markupsafe.Markup("<b>%s</b>") % "<" == "<b>&lt;</b>"
    assert markupsafe.Markup("&lt;x&gt;").unescape() == "<x>" and markupsafe.Markup("<i>y</i>").striptags() == "y"


def behaviour_compiled_part():
    from markupsafe import _speedups

    assert _speedups.__file__
