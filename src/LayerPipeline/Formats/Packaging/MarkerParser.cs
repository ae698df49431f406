using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Packaging;

/// <summary>Recursive descent over the marker grammar of PEP 508.</summary>
internal static class MarkerParser
{
    // Deeper nesting than this is an attack on the stack, not a condition.
    private const int MaximumDepth = 32;

    // PEP 345's names, which old metadata still has.
    private static readonly Dictionary<string, string> OldNames = new(StringComparer.Ordinal)
    {
        ["os.name"] = "os_name",
        ["sys.platform"] = "sys_platform",
        ["platform.version"] = "platform_version",
        ["platform.machine"] = "platform_machine",
        ["platform.python_implementation"] = "platform_python_implementation",
        ["python_implementation"] = "platform_python_implementation",
    };

    public static Marker Parse(TextCursor cursor, int depth = 0) => Group(cursor, depth, all: false);

    private static Marker Group(TextCursor cursor, int depth, bool all)
    {
        var parts = new List<Marker>();
        do
        {
            parts.Add(all ? Operand(cursor, depth) : Group(cursor, depth, all: true));
        } while (cursor.TakeWord(all ? "and" : "or"));

        return parts.Count == 1 ? parts[0] : new MarkerGroup(all, parts);
    }

    private static Marker Operand(TextCursor cursor, int depth)
    {
        if (!cursor.Take("("))
        {
            return Comparison(cursor);
        }

        if (depth >= MaximumDepth)
        {
            throw new InvalidRequirementException($"has a marker with parentheses nested deeper than {MaximumDepth}");
        }

        var inner = Parse(cursor, depth + 1);
        return cursor.Take(")") ? inner : throw cursor.Unexpected("')'");
    }

    private static MarkerComparison Comparison(TextCursor cursor)
    {
        var left = Side(cursor);
        var op = Operator(cursor);
        var right = Side(cursor);
        return left.IsVariable || right.IsVariable
            ? new MarkerComparison(left, op, right)
            : throw new InvalidRequirementException(
                $"compares two strings in its marker ({left} {op} {right}); one side must be a variable"
            );
    }

    private static MarkerOperand Side(TextCursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.Current is '"' or '\'')
        {
            return new MarkerOperand(cursor.TakeQuoted(), IsVariable: false);
        }

        var name = cursor.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.');
        if (name.Length == 0)
        {
            throw cursor.Unexpected("a variable such as python_version or a quoted string");
        }

        var variable = OldNames.GetValueOrDefault(name, name);
        return MarkerEnvironment.Variables.Contains(variable) || (cursor.IsOfLock && MarkerEnvironment.LockVariables.Contains(variable))
            ? new MarkerOperand(variable, IsVariable: true)
            : throw new InvalidRequirementException(
                $"has the unknown variable '{MessageText.Shorten(name, 40)}' in its marker{Spelling.Hint(name, MarkerEnvironment.Variables)}; allowed are "
                    + MessageText.List(MarkerEnvironment.Variables)
            );
    }

    private static string Operator(TextCursor cursor)
    {
        if (VersionSpecifier.Operators.FirstOrDefault(cursor.Take) is { } op)
        {
            return op;
        }

        if (cursor.TakeWord("in"))
        {
            return "in";
        }

        return cursor.TakeWord("not") && cursor.TakeWord("in") ? "not in" : throw cursor.Unexpected("an operator such as >= or ==");
    }
}
