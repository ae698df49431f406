using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;
using Tomlyn;
using Tomlyn.Parsing;

namespace LayerPipeline.Formats.Toml;

/// <summary>Reads TOML into nodes that know their places. Source: https://toml.io/en/v1.1.0.</summary>
internal sealed partial class TomlTree
{
    // Deeper nesting than this is an attack on the stack, not a lock.
    private const int MaximumDepth = 32;

    private readonly TomlParser _parser;
    private (int Line, int Column) _place = (1, 1);

    private TomlTree(string text) => _parser = TomlParser.Create(text);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its root table.</returns>
    /// <exception cref="InvalidTomlException">It is not TOML, or gives a key twice.</exception>
    public static TomlNode Parse(string text)
    {
        TomlTree? tree = null;
        try
        {
            tree = new TomlTree(text);
            return tree.Root();
        }
        catch (TomlException exception)
        {
            var (line, column) = tree?._place ?? (1, 1);
            throw new InvalidTomlException(exception.Line ?? line, exception.Column ?? column, $"is malformed TOML: {Problem(exception)}");
        }
    }

    private TomlNode Root()
    {
        while (Next() != TomlParseEventKind.StartTable) { }

        var root = new TomlNode(TomlKind.Table, 1, 1);
        Fill(root, 0);
        // What is malformed after the last table is found only by reading on.
        while (_parser.MoveNext()) { }

        return root;
    }

    private TomlParseEventKind Next()
    {
        if (!_parser.MoveNext())
        {
            throw new InvalidTomlException(_place.Line, _place.Column, "is malformed TOML: it ends in the middle of a value");
        }

        var current = _parser.Current;
        _place = current is { Line: > 0 } ? (current.Line, current.Column) : _place;
        return current.Kind;
    }

    private void Fill(TomlNode table, int depth)
    {
        while (Next() == TomlParseEventKind.PropertyName)
        {
            var key = _parser.GetPropertyName();
            var (line, column) = _place;
            var known = table.Fields.GetValueOrDefault(key);
            var value = Value(Next(), known, depth + 1);
            if (known is not null && !ReferenceEquals(known, value))
            {
                throw new InvalidTomlException(
                    line,
                    column,
                    $"gives the key '{MessageText.Shorten(key, 60)}' twice (first in line {known.Line}); keep one"
                );
            }

            table.Fields[key] = value;
        }
    }

    /// <summary>A value; where a header goes on with a table or an array of tables that is known, that one.</summary>
    private TomlNode Value(TomlParseEventKind kind, TomlNode? known, int depth)
    {
        var (line, column) = _place;
        if (depth > MaximumDepth)
        {
            throw new InvalidTomlException(line, column, $"is nested deeper than {MaximumDepth}");
        }

        var isOpen = _parser.Current.Line == 0;
        switch (kind)
        {
            case TomlParseEventKind.StartTable:
                var table =
                    isOpen && known is { Kind: TomlKind.Table, IsOpen: true }
                        ? known
                        : new TomlNode(TomlKind.Table, line, column) { IsOpen = isOpen };
                Fill(table, depth);
                return table;
            case TomlParseEventKind.StartArray:
                var array =
                    isOpen && known is { Kind: TomlKind.Array, IsOpen: true }
                        ? known
                        : new TomlNode(TomlKind.Array, line, column) { IsOpen = isOpen };
                for (var item = Next(); item != TomlParseEventKind.EndArray; item = Next())
                {
                    array.Items.Add(Value(item, null, depth + 1));
                }

                return array;
            case TomlParseEventKind.String:
                return new TomlNode(TomlKind.Text, line, column) { Value = _parser.GetString() };
            case TomlParseEventKind.Integer:
                return new TomlNode(TomlKind.Integer, line, column) { Number = _parser.Current.GetInt64() };
            default:
                return new TomlNode(TomlKind.Other, line, column);
        }
    }

    /// <summary>The parser's message without the place before it.</summary>
    private static string Problem(TomlException exception) =>
        MessageText.Shorten(Place().Replace(exception.Message.Split('\n')[0], "").Trim(), 160);

    [GeneratedRegex(@"\A\s*\([0-9]+,[0-9]+\)\s*:\s*error\s*:\s*", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Place();
}
