using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Tests.Reporting.Page;

public sealed class ReportColumnsTests
{
    [Fact]
    public void Texts_are_written_once_and_imports_lead_to_places()
    {
        var columns = ReportColumns.Of([
            new ReportFile
            {
                Path = "python/a/__init__.py",
                Bytes = 1,
                Rule = "tests",
                Imports = [new ReportImport("python/a/b.py", 12, Later: false), new ReportImport("python/gone.py", 3, Later: false)],
            },
            new ReportFile
            {
                Path = "python/a/b.py",
                Bytes = 2,
                Rule = "tests",
                Imports = [new ReportImport("python/a/__init__.py", 0, Later: true)],
            },
        ]);

        columns.Folders.ShouldBe(["python/a"]);
        columns.Folder.ShouldBe([0, 0]);
        columns.Name.ShouldBe(["__init__.py", "b.py"]);
        columns.Rules.ShouldBe(["tests"]);
        columns.Rule.ShouldBe([0, 0]);
        columns
            .Imports.ShouldNotBeNull()
            .ShouldBe([
                [1, 12],
                [],
            ]);
        columns
            .Later.ShouldNotBeNull()
            .ShouldBe([
                [],
                [0, 0],
            ]);
    }

    [Fact]
    public void What_is_not_known_of_any_file_is_left_out()
    {
        var columns = ReportColumns.Of([new ReportFile { Path = "a", Bytes = 1 }]);

        columns.After.ShouldBeNull();
        columns.Action.ShouldBeNull();
        columns.OpenedBy.ShouldBeNull();
        columns.Imports.ShouldBeNull();
        columns.Folders.ShouldBe([""]);
    }
}
