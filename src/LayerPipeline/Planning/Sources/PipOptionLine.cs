using System.Text;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>Reads a line of options as pip does, which splits it as a shell would.</summary>
internal static class PipOptionLine
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, which begins with <c>-</c>.</param>
    /// <param name="field">Where it was written.</param>
    /// <returns>Its options in order.</returns>
    /// <exception cref="InvalidRequestException">A word is not an option that is taken from a file, or lacks its value.</exception>
    public static IEnumerable<PipOption> Parse(string line, string field)
    {
        var words = new Queue<string>(Words(line, field));
        while (words.TryDequeue(out var word))
        {
            if (PipOptionKind.Find(word) is not var (kind, value))
            {
                throw new InvalidRequestException(field, NameOf(word), UnsupportedReference.ExplainOption(word));
            }

            if (kind.TakesValue && value is null && !words.TryDequeue(out value))
            {
                throw new InvalidRequestException(field, NameOf(word), "ends where its value is expected");
            }

            if (!kind.TakesValue && value is not null)
            {
                throw new InvalidRequestException(field, kind.Name, "has a value, and takes none; remove it");
            }

            if (value?.Any(char.IsControl) == true)
            {
                throw new InvalidRequestException(field, kind.Name, "has a control character in its value; remove it");
            }

            yield return new PipOption(kind.Name, value, field);
        }
    }

    /// <summary>What a message shows of an option: a value may be a secret, and need not look like one.</summary>
    public static string NameOf(string line) => MessageText.Shorten(line.Split([' ', '=', '\t'], 2)[0], 40);

    private static List<string> Words(string line, string field)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        var begun = false;
        foreach (var character in line)
        {
            if (quote is null ? character is '\'' or '"' : character == quote)
            {
                quote = quote is null ? character : null;
                begun = true;
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                Add();
            }
            else
            {
                word.Append(character);
                begun = true;
            }
        }

        if (quote is not null)
        {
            throw new InvalidRequestException(field, NameOf(line), "has a quotation mark that is never closed; close it");
        }

        Add();
        return words;

        void Add()
        {
            if (begun)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            begun = false;
        }
    }
}
