"""What users of Jinja do first."""

import jinja2


def behaviour_templates():
    texts = {"base": "<{% block b %}{% endblock %}>", "page": "{% extends 'base' %}{% block b %}{{ x }}{% endblock %}"}
    environment = jinja2.Environment(loader=jinja2.DictLoader(texts), autoescape=True)
    assert environment.get_template("page").render(x="<a>") == "<&lt;a&gt;>"
    text = "{% for i in items if i is odd %}{{ loop.index }}:{{ i|string|upper }} {% else %}none{% endfor %}{{ d|tojson }}"
    assert jinja2.Template(text).render(items=[1, 2, 3], d={"a": 1}) == '1:1 2:3 {"a": 1}'


def behaviour_macros_and_errors():
    text = "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }}{% set ns = namespace(n=0) %}{{ ns.n }}"
    assert jinja2.Template(text).render() == "1-20"
    for broken, kind in (("{% if %}", jinja2.TemplateSyntaxError), ("{{ missing.x }}", jinja2.UndefinedError)):
        try:
            jinja2.Template(broken).render()
        except kind:
            continue
        raise AssertionError(broken)


def behaviour_asynchronous():
    import asyncio

    template = jinja2.Environment(enable_async=True).from_string("{{ x }}")
    assert asyncio.run(template.render_async(x=1)) == "1"
    from jinja2.sandbox import SandboxedEnvironment

    try:
        SandboxedEnvironment().from_string("{{ ''.__class__.__mro__ }}").render()
    except jinja2.exceptions.SecurityError:
        return
    raise AssertionError("the sandbox let something out")
