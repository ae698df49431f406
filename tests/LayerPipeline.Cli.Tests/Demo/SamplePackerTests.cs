using LayerPipeline.Demo;
using Shouldly;
using Xunit;

namespace LayerPipeline.Cli.Tests.Demo;

public sealed class SamplePackerTests
{
    private const string EmptyModule = """
        #include <Python.h>
        static PyModuleDef_Slot slots[] = {{0, NULL}};
        static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_native", NULL, 0, NULL, slots, NULL, NULL, NULL};
        PyMODINIT_FUNC PyInit__native(void) { UNUSED return PyModuleDef_Init(&definition); }
        """;

    [Fact]
    public async Task Without_a_compiler_a_compiled_sample_is_left_out_and_the_others_are_packed()
    {
        var python = await Interpreters.FindOrSkipAsync();
        using var folder = new TemporaryFolder();
        new SampleBuilder(folder["samples"]).Write();
        new SampleBuilder(folder["samples"], "with-native").WithExtension(EmptyModule).Write();
        await SkipWithoutHeadersAsync(python);

        var packed = await new SamplePacker("no-such-compiler").PackAsync(folder["samples"], folder["wheels"], python);

        packed.Wheels.ShouldHaveSingleItem().ShouldEndWith("tiny_sample-1.0-py3-none-any.whl");
        packed
            .LeftOut.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("with-native was skipped: no C compiler (no-such-compiler was not found)");
    }

    [Fact]
    public async Task A_module_that_does_not_compile_is_left_out_with_the_compilers_error()
    {
        var python = await CompilerOrSkipAsync();
        using var folder = new TemporaryFolder();
        new SampleBuilder(folder["samples"]).WithExtension("#error this is no module").Write();

        var packed = await new SamplePacker().PackAsync(folder["samples"], folder["wheels"], python);

        packed.Wheels.ShouldBeEmpty();
        packed.LeftOut.ShouldHaveSingleItem().Reason.ShouldContain("this is no module");
    }

    [Fact]
    public async Task What_the_compiler_warns_of_is_passed_on()
    {
        var python = await CompilerOrSkipAsync();
        using var folder = new TemporaryFolder();
        var source = EmptyModule.Replace("UNUSED", "int never_used;", StringComparison.Ordinal);
        new SampleBuilder(folder["samples"]).WithExtension(source).Write();

        var packed = await new SamplePacker().PackAsync(folder["samples"], folder["wheels"], python);

        packed.Wheels.ShouldHaveSingleItem();
        packed.Warnings.ShouldHaveSingleItem().ShouldContain("never_used");
    }

    [Fact]
    public async Task Compiled_wheels_have_the_same_bytes_wherever_the_samples_lie()
    {
        var python = await CompilerOrSkipAsync();
        using var folder = new TemporaryFolder();
        var source = EmptyModule.Replace("UNUSED", "", StringComparison.Ordinal);
        new SampleBuilder(folder["here"]).WithExtension(source).Write();
        new SampleBuilder(folder["elsewhere"]).WithExtension(source).Write();

        var first = await new SamplePacker().PackAsync(folder["here"], folder["first"], python);
        var second = await new SamplePacker().PackAsync(folder["elsewhere"], folder["second"], python);

        (await File.ReadAllBytesAsync(second.Wheels[0])).ShouldBeBytes(await File.ReadAllBytesAsync(first.Wheels[0]));
    }

    [Fact]
    public async Task A_folder_without_samples_is_refused()
    {
        using var folder = new TemporaryFolder();

        var refused = await Should.ThrowAsync<DemoException>(() => new SamplePacker().PackAsync(folder.Path, folder["wheels"], "python3"));

        refused.Message.ShouldContain(folder.Path);
        Directory.Exists(folder["wheels"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{ \"name\": \"x\" }", "version")]
    [InlineData("{ not json", "sample.json")]
    [InlineData("null", "sample.json")]
    public void A_damaged_description_is_refused_with_its_path(string json, string named)
    {
        using var folder = new TemporaryFolder();
        new SampleBuilder(folder["samples"]).Write();
        File.WriteAllText(Path.Combine(folder["samples"], "tiny-sample", "sample.json"), json);

        Should.Throw<DemoException>(() => Sample.ReadAll(folder["samples"])).Message.ShouldContain(named);
    }

    [Fact]
    public async Task An_interpreter_that_is_not_there_is_named()
    {
        var refused = await Should.ThrowAsync<DemoException>(() => InterpreterInterview.AskAsync("no-such-python", default));

        refused.Message.ShouldContain("no-such-python");
        refused.Message.ShouldContain("--interpreter");
    }

    private static async Task<string> CompilerOrSkipAsync()
    {
        var python = await Interpreters.FindOrSkipAsync();
        await SkipWithoutHeadersAsync(python);
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, "cc"))), "no C compiler is on PATH");
        return python;
    }

    private static async Task SkipWithoutHeadersAsync(string python)
    {
        var facts = await InterpreterInterview.AskAsync(python, default);
        Assert.SkipUnless(facts.HasHeaders, "this Python has no headers");
    }
}
