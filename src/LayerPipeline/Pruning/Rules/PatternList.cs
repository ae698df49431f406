using System.Numerics;

namespace LayerPipeline.Pruning.Rules;

/// <summary>
/// Patterns in their order, each with what it stands for. A path is compared with those alone that two of its letters allow: its last one,
/// and the first of each of its parts. Half a million paths meet a hundred patterns, of which two or three are left.
/// </summary>
internal sealed class PatternList<T>
{
    private const int Letters = 128;
    private const int BitsAWord = 64;
    private const string AnyFolder = "**/";
    private const string Special = "*?[]{}!,\\";

    private readonly (T Item, PathPattern? Pattern)[] _items;
    private readonly int _words;

    /// <summary>By letter, a bit for each pattern that a path with that last letter may match; <see cref="_words"/> words a letter.</summary>
    private readonly ulong[] _byEnd;

    /// <summary>The same by the first letters of a path's parts.</summary>
    private readonly ulong[] _byStart;

    /// <summary>Compiles the list.</summary>
    /// <param name="items">What there is, each with its pattern; one without a pattern goes with every path.</param>
    public PatternList(IEnumerable<(T Item, PathPattern? Pattern)> items)
    {
        _items = [.. items];
        _words = (_items.Length + BitsAWord - 1) / BitsAWord;
        (_byEnd, _byStart) = (new ulong[Letters * _words], new ulong[Letters * _words]);
        for (var i = 0; i < _items.Length; i++)
        {
            Add(_byEnd, i, EndOf(_items[i].Pattern?.Text));
            Add(_byStart, i, StartOf(_items[i].Pattern?.Text));
        }
    }

    /// <summary>What goes with a path, in the list's order.</summary>
    /// <param name="path">Relative path, <c>/</c> between the parts.</param>
    public Matches Of(string path) => new(this, path);

    /// <summary>Sets a pattern's bit for a letter that it asks for, or for all.</summary>
    private void Add(ulong[] byLetter, int item, char? letter)
    {
        var bit = 1ul << (item % BitsAWord);
        for (var at = 0; at < Letters; at++)
        {
            if (letter is null || at == letter.Value % Letters)
            {
                byLetter[(at * _words) + (item / BitsAWord)] |= bit;
            }
        }
    }

    /// <summary>The letter that a path must end with; null for any, as where a name stands for everything below it.</summary>
    private static char? EndOf(string? pattern) =>
        string.IsNullOrEmpty(pattern) || pattern[^1] == '/' || IsSpecial(pattern[^1]) || !pattern.Any(IsSpecial) ? null : pattern[^1];

    /// <summary>The letter that a part of a path must begin with; null for any.</summary>
    private static char? StartOf(string? pattern)
    {
        var rest = pattern.AsSpan();
        while (rest.StartsWith(AnyFolder, StringComparison.Ordinal))
        {
            rest = rest[AnyFolder.Length..];
        }

        return rest.IsEmpty || rest[0] == '/' || IsSpecial(rest[0]) ? null : rest[0];
    }

    private static bool IsSpecial(char letter) => Special.Contains(letter, StringComparison.Ordinal);

    /// <summary>Goes through what matches, without a list of it.</summary>
    internal ref struct Matches
    {
        private readonly PatternList<T> _list;
        private readonly string _path;
        private readonly UInt128 _starts;
        private int _word = -1;
        private ulong _left;
        private int _found;

        /// <summary>Begins.</summary>
        /// <param name="list">The patterns.</param>
        /// <param name="path">The path.</param>
        public Matches(PatternList<T> list, string path)
        {
            (_list, _path) = (list, path);
            var letters = path.AsSpan();
            for (var at = 0; !letters.IsEmpty; letters = letters[(at + 1)..])
            {
                _starts |= UInt128.One << (letters[0] % Letters);
                at = letters.IndexOf('/');
                if (at < 0 || at + 1 == letters.Length)
                {
                    break;
                }
            }
        }

        /// <summary>What was found.</summary>
        public readonly T Current => _list._items[_found].Item;

        /// <summary>So that it can be gone through.</summary>
        public readonly Matches GetEnumerator() => this;

        /// <summary>Finds the next.</summary>
        public bool MoveNext()
        {
            while (true)
            {
                for (; _left != 0; )
                {
                    _found = (_word * BitsAWord) + BitOperations.TrailingZeroCount(_left);
                    _left &= _left - 1;
                    if (_list._items[_found].Pattern is not { } pattern || pattern.IsMatch(_path))
                    {
                        return true;
                    }
                }

                if (++_word >= _list._words)
                {
                    return false;
                }

                _left = Allowed();
            }
        }

        private readonly ulong Allowed()
        {
            if (_path.Length == 0)
            {
                return ulong.MaxValue >> Math.Max(0, ((_word + 1) * BitsAWord) - _list._items.Length);
            }

            var byStart = 0ul;
            for (var rest = _starts; rest != 0; rest &= rest - 1)
            {
                byStart |= _list._byStart[((int)UInt128.TrailingZeroCount(rest) * _list._words) + _word];
            }

            return byStart & _list._byEnd[(_path[^1] % Letters * _list._words) + _word];
        }
    }
}
