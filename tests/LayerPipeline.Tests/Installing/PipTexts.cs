namespace LayerPipeline.Tests.Installing;

/// <summary>What pip 23.0.1 and 24.2 wrote when they failed.</summary>
internal static class PipTexts
{
    public const string Unknown = """
        ERROR: Could not find a version that satisfies the requirement nunpy (from versions: none)
        ERROR: No matching distribution found for nunpy
        """;

    public const string UnknownLog = """
        2026-11-22T22:25:53,188 Ignoring indexes: https://pypi.org/simple
        2026-11-22T22:25:53,197 Looking in links: /wheels
        2026-11-22T22:25:53,198 0 location(s) to search for versions of nunpy:
        2026-11-22T22:25:53,206 Skipping link: wrong project name (not nunpy): file:///wheels/urllib3-2.8.0-py3-none-any.whl
        2026-11-22T22:25:53,206 Skipping link: wrong project name (not nunpy): file:///wheels/numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
        2026-11-22T22:25:53,207 Skipping link: unsupported archive format: .txt: file:///wheels/trap.txt
        """;

    public const string UnknownVersion = """
        ERROR: Could not find a version that satisfies the requirement numpy==9.9 (from versions: 1.26.4, 2.2.6)
        ERROR: No matching distribution found for numpy==9.9
        """;

    public const string UnknownDependency = """
        ERROR: Could not find a version that satisfies the requirement pydantic-core==2.50.3 (from pydantic) (from versions: 2.50.4)
        ERROR: No matching distribution found for pydantic-core==2.50.3
        """;

    public const string NoNumpy = """
        ERROR: Could not find a version that satisfies the requirement numpy (from versions: none)
        ERROR: No matching distribution found for numpy
        """;

    public const string TooNewLog = """
        2026-11-22T22:24:10,696 Skipping link: none of the wheel's tags (cp313-cp313-manylinux_2_27_x86_64, cp313-cp313-manylinux_2_28_x86_64) are compatible (run pip debug --verbose to show compatible tags): file:///wheels/numpy-2.5.5-cp313-cp313-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl
        2026-11-22T22:24:10,696 Skipping link: none of the wheel's tags (cp310-cp310-manylinux2014_x86_64, cp310-cp310-manylinux_2_17_x86_64) are compatible (run pip debug --verbose to show compatible tags): file:///wheels/numpy-2.2.6-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
        """;

    public const string AbiTooNew = """
        ERROR: Could not find a version that satisfies the requirement cryptography (from versions: none)
        ERROR: No matching distribution found for cryptography
        """;

    public const string AbiTooNewLog =
        "2026-11-22T22:11:22,503 Skipping link: none of the wheel's tags (cp311-abi3-manylinux_2_34_x86_64) are compatible (run pip debug --verbose to show compatible tags): file:///wheels/cryptography-50.0.2-cp311-abi3-manylinux_2_34_x86_64.whl";

    public const string PinnedElsewhere = """
        ERROR: Could not find a version that satisfies the requirement numpy==2.5.5 (from versions: 1.26.4, 2.2.6)
        ERROR: No matching distribution found for numpy==2.5.5
        """;

    public const string Source = """
        WARNING: Location 'sd' is ignored: it is either a non-existing path or lacks a specific scheme.
        ERROR: Could not find a version that satisfies the requirement onlysrc (from versions: none)
        ERROR: No matching distribution found for onlysrc
        """;

    public const string SourceLog = """
        2026-11-22T22:10:02,185 0 location(s) to search for versions of onlysrc:
        2026-11-22T22:10:02,187 Skipping link: No sources permitted for onlysrc: file:///sd/onlysrc-1.0.tar.gz
        2026-11-22T22:10:02,191 ERROR: No matching distribution found for onlysrc
        """;

    public const string RequiresPython = """
        ERROR: Ignored the following versions that require a different python version: 2.3.0 Requires-Python >=3.11; 2.4.0 Requires-Python >=3.11
        ERROR: Could not find a version that satisfies the requirement numpy==2.4.0 (from versions: 1.26.4, 2.2.6)
        ERROR: No matching distribution found for numpy==2.4.0
        """;

    public const string ForeignPython = "ERROR: Package 'numpy' requires a different Python: 3.10.13 not in '>=3.12'";

    public const string Conflict = """
        ERROR: Cannot install numpy<2 and numpy==2.5.5 because these package versions have conflicting dependencies.
        ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts
        """;

    public const string ConflictOutput = """
        Looking in links: /wheels
        Processing /wheels/numpy-2.5.5-cp313-cp313-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl
        INFO: pip is looking at multiple versions of numpy to determine which version is compatible with other requirements.

        The conflict is caused by:
            The user requested numpy==2.5.5
            The user requested numpy<2

        To fix this you could try to:
        1. loosen the range of package versions you've specified
        2. remove package versions to allow pip to attempt to solve the dependency conflict
        """;

    public const string Hash = """
        ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
            six==1.16.0 from file:///wheels/six-1.16.0-py2.py3-none-any.whl (from -r requirements.txt (line 1)):
                Expected sha256 0000000000000000000000000000000000000000000000000000000000000000
                     Got        8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254

        """;

    public const string HashMissing = """
        ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had.
            python-dateutil==2.9.0.post0 --hash=sha256:a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427
        """;

    public const string Offline = """
        WARNING: Retrying (Retry(total=1, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f3fcaeb0b90>: Failed to establish a new connection: [Errno -2] Name or service not known')': /simple/requests/
        WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f3fcaeb0b90>: Failed to establish a new connection: [Errno -2] Name or service not known')': /simple/requests/
        ERROR: Could not find a version that satisfies the requirement requests (from versions: none)
        ERROR: No matching distribution found for requests
        """;

    public const string Refused = """
        ERROR: Could not find a version that satisfies the requirement requests (from versions: none)
        ERROR: No matching distribution found for requests
        """;

    public const string RefusedLog =
        "2026-11-22T22:29:55,829 Could not fetch URL https://user:****@127.0.0.1:8765/401/simple/requests/: 401 Client Error: Unauthorized for url: http://127.0.0.1:8765/401/simple/requests/ - skipping";

    public const string NotFoundLog =
        "2026-11-22T22:29:55,829 Could not fetch URL https://pypi.org/simple/requests/: 404 Client Error: Not Found for url: https://pypi.org/simple/requests/ - skipping";

    public const string BrokenIndexLog =
        "2026-11-22T22:29:57,790 Could not fetch URL http://user:****@127.0.0.1:8765/503/simple/requests/: HTTPConnectionPool(host='127.0.0.1', port=8765): Max retries exceeded with url: /503/simple/requests/ (Caused by ResponseError('too many 503 error responses')) - skipping";

    public const string NoAbiLog =
        "2026-11-22T22:24:10,696 Skipping link: none of the wheel's tags (cp311-cp311-manylinux_2_27_x86_64, cp311-cp311-manylinux_2_28_x86_64) are compatible (run pip debug --verbose to show compatible tags): file:///wheels/numpy-2.3.0-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl";

    public const string BuildDependencies = """
          error: subprocess-exited-with-error

          × pip subprocess to install build dependencies did not run successfully.
          │ exit code: 1
          ╰─> See above for output.

          note: This error originates from a subprocess, and is likely not a problem with pip.
        """;

    public const string BuildFailed = """
          error: subprocess-exited-with-error

          × Running setup.py install for cext did not run successfully.
          │ exit code: 1
          ╰─> See above for output.

          note: This error originates from a subprocess, and is likely not a problem with pip.
        error: legacy-install-failure

        × Encountered error while trying to install package.
        ╰─> cext

        note: This is an issue with the package mentioned above, not pip.
        hint: See above for output from the failure.
        """;

    public const string BuildFailedLog = """
        2026-11-22T22:43:11,990   Running setup.py install for cext: started
        2026-11-22T22:43:11,991   Running command Running setup.py install for cext
        2026-11-22T22:43:12,509   running install
        2026-11-22T22:43:12,602   c.c:1:10: fatal error: nosuchheader.h: No such file or directory
        2026-11-22T22:43:12,602       1 | #include <nosuchheader.h>
        2026-11-22T22:43:12,603   compilation terminated.
        2026-11-22T22:43:12,606   error: command '/usr/bin/gcc' failed with exit code 1
        2026-11-22T22:43:12,744   ERROR: [present-rich] Running setup.py install for cext exited with 1
        2026-11-22T22:43:12,755   [bold magenta]full command[/]: [blue]/usr/bin/python3 -u -c '
        2026-11-22T22:43:12,755   # This is <pip-setuptools-caller> -- a caller that pip uses to run setup.py
        """;

    public const string NoPip = "/usr/bin/python3: No module named pip";

    public const string OldPip = """

        Usage:   
          pip install [options] <requirement specifier> [package-index-options] ...

        no such option: --report
        """;

    public const string FullDisk = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device";
}
