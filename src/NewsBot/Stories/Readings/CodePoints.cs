using NewsBot.Text;

namespace NewsBot.Stories.Readings;

/// <summary>Counts offsets in Unicode code points, as tools outside .NET do; C# counts UTF-16 code units.</summary>
internal sealed class CodePoints
{
    private readonly int[]? before;

    public CodePoints(string text)
    {
        if (!text.Any(char.IsSurrogate))
            return;
        before = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
            before[i + 1] = before[i] + (char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]) ? 0 : 1);
    }

    public int At(int offset) => before is null ? offset : before[offset];

    public int[] Of(TextSpan span) => [At(span.Start), At(span.End)];
}
