namespace LayerPipeline.Tests.Pruning.Deciding.Used;

/// <summary>
/// One way in which a package uses files of its own that rules might take. In code and paths PKG is the package, FOLDER a folder that
/// rules take for something else, and NUM the use's number in its package.
/// </summary>
/// <param name="Name">What is done.</param>
/// <param name="Code">A module with a function <c>use</c> that gives what it found.</param>
/// <param name="Files">Paths below the package, and contents.</param>
internal sealed record Use(string Name, string Code, params (string Path, string Content)[] Files)
{
    private const string Here = "import os, pathlib\nHERE = os.path.dirname(__file__)\nHOME = pathlib.Path(__file__).parent\n";

    private static readonly (string, string) Init = ("tests/__init__.py", "");

    /// <summary>All ways.</summary>
    public static IReadOnlyList<Use> All { get; } = [.. Modules(), .. Paths(), .. Folders(), .. Texts()];

    private static IEnumerable<Use> Modules()
    {
        (string, string) helper = ("tests/_helperNUM.py", "from ._deepNUM import V\n");
        (string, string) deep = ("tests/_deepNUM.py", "V = 'deep NUM of PKG'\n");
        yield return new("import in a function", "def use():\n    from .tests._helperNUM import V\n    return V\n", Init, helper, deep);
        yield return new(
            "import in a method, under a condition",
            "class A:\n    def go(self, on):\n        if on:\n            import PKG.tests._helperNUM as h\n            return h.V\ndef use():\n    return A().go(True)\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "import that may fail",
            "def use():\n    try:\n        from .tests._helperNUM import V\n    except ImportError:\n        V = 'slow'\n    return V\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "import_module with its name",
            "import importlib\ndef use():\n    return importlib.import_module('PKG.tests._helperNUM').V\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "import_module of a relative name",
            "from importlib import import_module\ndef use():\n    return import_module('._helperNUM', 'PKG.tests').V\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "import_module of a name put together",
            "from importlib import import_module\ndef load(kind):\n    return import_module(f'PKG.tests._{kind}NUM').V\ndef use():\n    return load('helper')\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "import_module of added texts",
            "import importlib\nPLACE = 'PKG.tests'\ndef load(name):\n    return importlib.import_module(PLACE + '.' + name).V\ndef use():\n    return load('_helperNUM')\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "a table of modules behind __getattr__",
            "import importlib\n_TABLE = {'plug': '.tests._helperNUM'}\ndef __getattr__(name):\n    if name in _TABLE:\n        return importlib.import_module(_TABLE[name], __package__)\n    raise AttributeError(name)\n"
                + "def use():\n    import sys\n    return sys.modules[__name__].plug.V\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "a table of names without dots",
            "import importlib\n_TABLE = {'t': 'kindNUM_test'}\ndef __getattr__(name):\n    if name in _TABLE:\n        return importlib.import_module('.' + _TABLE[name], __package__)\n    raise AttributeError(name)\n"
                + "def use():\n    import sys\n    return sys.modules[__name__].t.V\n",
            ("kindNUM_test.py", "V = 'not public'\nimport sys\nif 'PKG.mNUM' not in sys.modules: raise ImportError('alone')\n")
        );
        yield return new(
            "a private module that is named like a test",
            "import importlib\ndef run(kind):\n    return importlib.import_module(f'PKG._{kind}NUM_test').V\ndef use():\n    return run('z')\n",
            ("_zNUM_test.py", "V = 'z of PKG'\n")
        );
        yield return new(
            "a name with its attribute",
            "import importlib\nPLUGIN = 'PKG.tests._helperNUM:V'\ndef use():\n    module, _, name = PLUGIN.partition(':')\n    return getattr(importlib.import_module(module), name)\n",
            Init,
            helper,
            deep
        );
        yield return new(
            "__import__ with its name",
            "def use():\n    return __import__('PKG.tests._helperNUM', fromlist=['V']).V\n",
            Init,
            helper,
            deep
        );
    }

    private static IEnumerable<Use> Paths()
    {
        (string, string) page = ("FOLDER/pageNUM.html", "page NUM of PKG");
        foreach (
            var (name, code) in new[]
            {
                ("parts joined", "open(os.path.join(HERE, *'FOLDER'.split('/'), 'pageNUM.html')).read()"),
                ("a path joined", "open(os.path.join(HERE, 'FOLDER', 'pageNUM.html')).read()"),
                ("parts joined by a slash", "(HOME / 'FOLDER' / 'pageNUM.html').read_text()"),
                ("one path", "(HOME / 'FOLDER/pageNUM.html').read_text()"),
                ("a text in which the folder stands", "open(f'{HERE}/FOLDER/pageNUM.html').read()"),
                ("old formatting", "open('%s/FOLDER/pageNUM.html' % HERE).read()"),
                ("format", "open('{}/FOLDER/{}'.format(HERE, 'pageNUM.html')).read()"),
                ("joinpath", "HOME.joinpath('FOLDER', 'pageNUM.html').read_text()"),
                ("with_name", "(HOME / 'FOLDER' / 'x').with_name('pageNUM.html').read_text()"),
                ("resources", "__import__('importlib.resources').resources.files(__package__).joinpath('FOLDER/pageNUM.html').read_text()"),
                ("get_data", "__import__('pkgutil').get_data(__package__, 'FOLDER/pageNUM.html').decode()"),
                ("bytes", "open(os.path.join(HERE.encode(), b'FOLDER', b'pageNUM.html')).read()"),
                (
                    "the file's name alone",
                    "[open(os.path.join(d, f)).read() for d, _, fs in os.walk(HERE) for f in fs if f == 'pageNUM.html']"
                ),
            }
        )
        {
            yield return new(name, $"{Here}def use():\n    return {code}\n", page);
        }

        yield return new(
            "a constant for the folder",
            Here
                + "PLACE = 'FOLDER'\ndef read(name):\n    return open(os.path.join(HERE, PLACE, name)).read()\ndef use():\n    return read('page' + 'NUM.html')\n",
            page
        );
        yield return new(
            "the ending alone is known",
            Here + "def read(name):\n    return (HOME / 'FOLDER' / (name + '.html')).read_text()\ndef use():\n    return read('pageNUM')\n",
            page
        );
        yield return new(
            "nothing of the file's name is known",
            Here
                + "def read(name):\n    return (HOME / 'FOLDER' / name).read_text()\ndef use():\n    return read(''.join(['page', 'NUM', '.html']))\n",
            page
        );
        yield return new(
            "read at import if it is there",
            Here
                + "P = os.path.join(HERE, 'FOLDER', 'pageNUM.html')\nLIMIT = 'none'\nif os.path.exists(P):\n    LIMIT = open(P).read()\ndef use():\n    return LIMIT\n",
            page
        );
        yield return new(
            "looked at when imported, read later",
            Here
                + "P = os.path.join(HERE, 'FOLDER', 'pageNUM.html')\nTHERE = os.path.exists(P)\ndef use():\n    return THERE and open(P).read()\n",
            page
        );
    }

    private static IEnumerable<Use> Folders()
    {
        (string, string) one = ("FOLDER/oneNUM.html", "1 of PKG");
        (string, string) two = ("FOLDER/twoNUM.html", "2");
        foreach (
            var (name, code) in new[]
            {
                ("listdir in a function", "sorted(os.listdir(os.path.join(HERE, 'FOLDER')))"),
                ("scandir in a function", "sorted(e.name for e in os.scandir(HERE + '/FOLDER'))"),
                ("iterdir in a function", "sorted(p.name for p in (HOME / 'FOLDER').iterdir())"),
                ("glob in a function", "sorted(p.name for p in HOME.glob('FOLDER/*.html'))"),
                ("walk in a function", "sorted(f for _, _, fs in os.walk(os.path.join(HERE, 'FOLDER')) for f in fs)"),
                ("isdir in a function", "os.path.isdir(os.path.join(HERE, 'FOLDER'))"),
                (
                    "listing of resources",
                    "sorted(p.name for p in (__import__('importlib.resources').resources.files('PKG') / 'FOLDER').iterdir())"
                ),
                (
                    "copytree",
                    "(lambda t: (__import__('shutil').copytree(HOME / 'FOLDER', t + '/x'), sorted(os.listdir(t + '/x'))))(__import__('tempfile').mkdtemp())[1]"
                ),
            }
        )
        {
            yield return new(name, $"{Here}def use():\n    return {code}\n", one, two);
        }

        yield return new(
            "listed when imported, read later",
            Here
                + "PAGES = sorted(p for p in os.listdir(os.path.join(HERE, *('FOLDER'.split('/')))) if p.endswith('.html'))\ndef use():\n    return [open(os.path.join(HERE, 'FOLDER', p)).read() for p in PAGES]\n",
            one,
            two
        );
        yield return new(
            "a folder that must be there",
            Here
                + "if not os.path.isdir(os.path.join(HERE, 'FOLDER')):\n    raise RuntimeError('not installed')\ndef use():\n    return 'there'\n",
            one
        );
        yield return new(
            "an empty folder that version control keeps",
            Here + "def use():\n    return os.path.isdir(os.path.join(HERE, 'spoolNUM'))\n",
            ("spoolNUM/.gitkeep", "")
        );
        yield return new(
            "a folder of tests without Python",
            Here
                + "def read(name):\n    return open(os.path.join(HERE, *['macrosNUM', 'te' + 'sts', name])).read()\ndef use():\n    return read('a.sql')\n",
            ("macrosNUM/tests/a.sql", "select NUM")
        );
        yield return new(
            "a database that a function opens",
            Here
                + "import sqlite3\ndef use():\n    try:\n        sqlite3.connect('file:' + os.path.join(HERE, 'FOLDER', 'baseNUM.sqlite') + '?mode=ro', uri=True).execute('select 1 from t')\n"
                + "    except sqlite3.Error as e:\n        return str(e)\n",
            ("FOLDER/baseNUM.sqlite", "not a database, which sqlite says")
        );
        yield return new(
            "a database that is opened when imported",
            Here
                + "import sqlite3\ntry:\n    c = sqlite3.connect(f'file:{HERE}/' + 'FOLDER'.replace('\\\\', '/') + '/baseNUM.sqlite?immutable=1', uri=True); c.execute('select 1 from t')\nexcept sqlite3.Error as e:\n    SAID = str(e)\n"
                + "def use():\n    return SAID\n",
            ("FOLDER/baseNUM.sqlite", "not a database, which sqlite says")
        );
    }

    private static IEnumerable<Use> Texts()
    {
        foreach (var ending in new[] { "h", "inc", "c", "cu", "f90", "pyx", "hpp" })
        {
            yield return new(
                $"a text that ends with .{ending}",
                $"{Here}def read(name):\n    return open(os.path.join(HERE, 'kernelsNUM', name + '.{ending}')).read()\ndef use():\n    return read('blur')\n",
                ($"kernelsNUM/blur.{ending}", "not compiled"),
                ($"kernelsNUM/other.{ending}", "neither")
            );
        }

        foreach (var file in new[] { "README.md", "Makefile", "CMakeLists.txt", "pyproject.toml", "CHANGES.txt", "py.typed" })
        {
            yield return new(
                "a text called " + file,
                $"{Here}def use():\n    return open(os.path.join(HERE, 'recipesNUM', '{file}')).read()\n",
                ($"recipesNUM/{file}", "recipe NUM")
            );
        }
    }
}
