using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Desk;

namespace NewsBot.Statements.Wording;

/// <summary>A number of a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">After its last character.</param>
/// <param name="Value">In figures, without separators of thousands.</param>
internal readonly record struct Figure(int Start, int End, string Value);

/// <summary>The numbers of a text, however they are written: "12", "twelve", "3,000", "three thousand", "1.5bn", "بارہ".</summary>
internal static partial class Figures
{
    // Longer ones are no amounts, and would not fit.
    private const int MostDigits = 15;

    private static readonly Dictionary<string, (Part Part, decimal Value)> Words = Numerals();

    private enum Part
    {
        None,
        Digits,
        Unit,
        Ten,
        Hundred,
        Scale,
        Ordinal,
    }

    /// <summary>The different numbers. "One" alone, and "two" of two who are known ("the two sides"), count nothing.</summary>
    public static HashSet<string> In(string text) => Find(text).Select(f => f.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every number in its order.</summary>
    public static IEnumerable<Figure> Find(string text)
    {
        Sum? open = null;
        var before = "";
        foreach (Match token in Token().Matches(text))
        {
            var word = token.Groups["word"].Success ? Fold(token.Value) : "";
            var read = word.Length == 0 ? OfDigits(token) : Words.GetValueOrDefault(word);
            var beside = open is not null && Beside(text, open.End, token.Index);
            if (word == "and" && beside && open!.Last is Part.Hundred or Part.Scale)
            {
                open.And = token.Index + token.Length;
                continue;
            }

            if (read.Part != Part.None && open is not null && (beside || Beside(text, open.And, token.Index)) && open.Takes(read))
            {
                open.Add(read, token.Index + token.Length);
            }
            else
            {
                if (open?.Value is { } closed)
                    yield return closed;
                open = read.Part == Part.None || IsNoCount(word, before, text, token) ? null : new Sum(token.Index, token.Index + token.Length, word, read);
            }

            if (open is not null && word.Length == 0 && token.Groups["scale"] is { Success: true } scale)
                open.Add((Part.Scale, Short(scale.Value)), token.Index + token.Length);
            before = word;
        }

        if (open?.Value is { } last)
            yield return last;
    }

    private static (Part Part, decimal Value) OfDigits(Match token)
    {
        var digits = token.Groups["digits"].Value;
        var plain = string.Concat(digits.Where(c => c is not (',' or '٬')).Select(c =>
            char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : '.'));
        return plain.Length <= MostDigits && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (Part.Digits, value)
            : (Part.None, 0);
    }

    private static decimal Short(string scale) => scale.ToLowerInvariant() switch
    {
        "k" => 1_000,
        "m" or "mn" => 1_000_000,
        "bn" => 1_000_000_000,
        _ => 1_000_000_000_000,
    };

    // "The two sides" counts nobody, "a third" is a part, and "دو طرفہ" is "bilateral".
    private static bool IsNoCount(string word, string before, string text, Match token) => word switch
    {
        "two" => before is "the" or "these" or "those",
        "third" or "fourth" or "fifth" => before is "a" or "one" or "two" or "three",
        "first" or "second" => true,
        "دو" => text.AsSpan(token.Index + token.Length).TrimStart().StartsWith("طرف", StringComparison.Ordinal),
        _ => false,
    };

    private static bool Beside(string text, int end, int start) => start - end == 1 && text[end] is ' ' or '-' or '‑' or '\u00a0';

    private static string Fold(string word) => word.All(char.IsAscii) ? word.ToLowerInvariant() : FoldedWord.Key(word);

    private static Dictionary<string, (Part, decimal)> Numerals()
    {
        var words = new Dictionary<string, (Part, decimal)>(StringComparer.Ordinal);
        void Count(Part part, decimal from, decimal step, string list)
        {
            foreach (var word in list.Split(' '))
            {
                if (word != "-")
                    words[FoldedWord.Key(word)] = (part, from);
                from += step;
            }
        }

        Count(Part.Unit, 0, 1, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
        Count(Part.Ten, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety");
        Count(Part.Ordinal, 1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");
        // "نو" (nine) is left out, for it means "new" as well; "ایک" is an article.
        Count(Part.Unit, 2, 1, "دو تین چار پانچ چھ سات آٹھ - دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس");
        Count(Part.Unit, 25, 5, "پچیس تیس پینتیس چالیس پینتالیس پچاس");
        Count(Part.Unit, 60, 10, "ساٹھ ستر - نوے");
        Count(Part.Hundred, 100, 0, "hundred سو");
        Count(Part.Scale, 12, 0, "dozen");
        Count(Part.Scale, 1_000, 0, "thousand ہزار");
        Count(Part.Scale, 100_000, 0, "lakh lakhs لاکھ");
        Count(Part.Scale, 1_000_000, 0, "million millions");
        Count(Part.Scale, 10_000_000, 0, "crore crores کروڑ");
        Count(Part.Scale, 1_000_000_000, 0, "billion billions ارب");
        Count(Part.Scale, 1_000_000_000_000, 0, "trillion");
        return words;
    }

    [GeneratedRegex(@"(?<digits>\d+(?:[.,٫٬]\d+)*)(?:(?<scale>bn|tn|mn|m|k)(?![\p{L}\p{M}\d]))?|(?<word>[\p{L}\p{M}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    /// <summary>A number that is being put together from its words.</summary>
    private sealed class Sum
    {
        private readonly int start;
        private readonly string first;
        private decimal total;
        private decimal current;
        private int parts;

        public Sum(int start, int end, string word, (Part Part, decimal Value) read)
        {
            (this.start, first) = (start, word);
            Add(read, end);
        }

        public int End { get; private set; }

        /// <summary>After an "and" that may go on with it ("two hundred and six").</summary>
        public int And { get; set; } = -1;

        public Part Last { get; private set; }

        public Figure? Value => parts == 1 && first == "one"
            ? null
            : new Figure(start, End, (total + current).ToString("G29", CultureInfo.InvariantCulture));

        public bool Takes((Part Part, decimal Value) read) => read.Part switch
        {
            Part.Unit or Part.Ordinal => Last is Part.Hundred or Part.Scale || (Last == Part.Ten && read.Value is > 0 and < 10),
            Part.Ten => Last is Part.Hundred or Part.Scale,
            Part.Hundred => Last is Part.Unit or Part.Digits && current < 100,
            Part.Scale => Last is not (Part.Scale or Part.Ordinal) && total + current < 1_000_000_000_000,
            _ => false,
        };

        public void Add((Part Part, decimal Value) read, int end)
        {
            if (read.Part == Part.Scale)
                (total, current) = (total + (Math.Max(current, parts == 0 ? 1 : current) * read.Value), 0);
            else if (read.Part == Part.Hundred)
                current = Math.Max(current, 1) * read.Value;
            else
                current += read.Value;
            (End, And, Last, parts) = (end, -1, read.Part, parts + 1);
        }
    }
}
