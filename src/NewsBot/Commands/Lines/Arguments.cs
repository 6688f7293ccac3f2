using System.Globalization;
using NewsBot.Commands.Times;

namespace NewsBot.Commands.Lines;

/// <summary>What follows the verb of a line; each reader takes what it knows, and what is left is not understood.</summary>
internal sealed class Arguments(List<Token> tokens)
{
    /// <summary>A window is at most so many words long.</summary>
    public const int LongestWindow = 8;

    /// <summary>Words with which a window may begin in the middle of a line.</summary>
    private static readonly string[] Openings =
    [
        "since", "from", "after", "starting", "on", "yesterday", "today", "tonight", "last", "past", "previous", "this",
        "before", "until", "till", "between",
    ];

    /// <summary>"in the last 3 days", "in march": after these a window is one only with another word of time.</summary>
    private static readonly string[] Prepositions = ["in", "over", "during", "within", "for"];
    private static readonly string[] AfterPrepositions = ["the", "last", "past", "previous", "this"];

    private static readonly string[] Aside = ["please", "pls", "here", "thanks"];

    public bool Empty => tokens.Count == 0;

    public IReadOnlyList<Token> Left => tokens;

    public static Arguments Of(string text) => new(Tokens.Of(text));

    /// <summary>Takes the first piece of a kind.</summary>
    public Token? Take(TokenKind kind)
    {
        var token = tokens.FirstOrDefault(t => t.Kind == kind);
        if (token is not null)
            Remove([token]);
        return token;
    }

    /// <summary>Takes the number of a subscription: #3, or a bare 3 that what follows the verb begins with.</summary>
    public int? TakeNumber()
    {
        if (Take(TokenKind.SubscriptionNumber) is { } named)
            return (int)named.Number;
        if (tokens is not [{ Kind: TokenKind.Word, Excludes: false } first, ..]
            || !int.TryParse(first.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var bare))
            return null;
        tokens.RemoveAt(0);
        return bare;
    }

    /// <summary>Takes a word wherever it stands.</summary>
    public bool TakeWord(string word)
    {
        var index = tokens.FindIndex(t => t.Is(word));
        if (index >= 0)
            tokens.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Takes words like "to" and "about" for as long as the line begins with one.</summary>
    /// <returns>Whether there was any.</returns>
    public bool TakeLeading(params ReadOnlySpan<string> words)
    {
        var before = tokens.Count;
        while (tokens.Count > 0 && IsAny(tokens[0], words))
            tokens.RemoveAt(0);
        return tokens.Count < before;
    }

    /// <summary>Takes "oldest first" from the end of the line.</summary>
    public Sort? TakeOrder()
    {
        if (tokens is not [.., { Kind: TokenKind.Word, Excludes: false } which, var last] || !IsAny(last, "first"))
            return null;
        if (!IsAny(which, "newest", "latest", "oldest", "earliest"))
            return null;
        tokens.RemoveRange(tokens.Count - 2, 2);
        return Scope.SortOf(which.Text);
    }

    /// <summary>Takes the words that say nothing, wherever they stand.</summary>
    public void TakeAside() => tokens.RemoveAll(t => !t.Excludes && Aside.Any(t.Is));

    /// <summary>Takes some pieces.</summary>
    public void Remove(IEnumerable<Token> pieces)
    {
        foreach (var piece in pieces)
            tokens.RemoveAt(tokens.FindIndex(t => ReferenceEquals(t, piece)));
    }

    /// <summary>Takes the values of a qualifier that does not exclude; all its repetitions together.</summary>
    public IReadOnlyList<string> TakeValues(string key)
    {
        var found = tokens.Where(t => t.Kind == TokenKind.Qualifier && t.Text == key && !t.Excludes).ToList();
        tokens.RemoveAll(found.Contains);
        return [.. found.SelectMany(t => t.Values)];
    }

    /// <summary>Takes the pieces that a filter keeps: its qualifiers, and words that are excluded with a minus.</summary>
    public IReadOnlyList<Token> TakeFilters()
    {
        var found = tokens.Where(t => t.Excludes || (t.Kind == TokenKind.Qualifier && QualifierKeys.OfFilters.Contains(t.Text))).ToList();
        tokens.RemoveAll(found.Contains);
        return found;
    }

    /// <summary>Takes a window: the longest one that ends the line, else one that begins with a word of time.</summary>
    public Window? TakeWindow()
    {
        for (var start = Math.Max(0, tokens.Count - LongestWindow); start < tokens.Count; start++)
        {
            if (WindowAt(start, tokens.Count - start, start == 0) is { } window)
                return window;
        }

        for (var start = 0; start < tokens.Count; start++)
        {
            if (Opens(start) && LongestAt(start, bare: false) is { } window)
                return window;
        }

        return null;
    }

    /// <summary>Takes a window that stands directly after one of the words: "what did Dar say yesterday about visas".</summary>
    public Window? TakeWindowAfter(params ReadOnlySpan<string> words)
    {
        for (var at = 0; at + 1 < tokens.Count; at++)
        {
            if (IsAny(tokens[at], words) && LongestAt(at + 1, bare: true) is { } window)
                return window;
        }

        return null;
    }

    /// <summary>
    /// Words that ask for a time and were not taken as one; null when there are none.
    /// "before the Senate" and "between Kabul and Islamabad" ask for none.
    /// </summary>
    /// <param name="hours">Whether "at 6" is one, too: beside a day it is, and elsewhere it may be a place.</param>
    public string? UnreadTime(bool hours)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var (token, next) = (tokens[at], at + 1 < tokens.Count ? tokens[at + 1] : null);
            var asks = IsAny(token, "since", "until")
                || (next is not null && IsAny(token, "before", "between") && SpeaksOfTime(next))
                || (next is not null && hours && IsAny(token, "at") && DayParts.IsSaid(next.Text));
            if (!asks)
                continue;
            var words = tokens.Skip(at).TakeWhile(t => t.Kind == TokenKind.Word).Take(LongestWindow);
            return string.Join(' ', words.Select(t => t.Text));
        }

        return null;
    }

    /// <summary>Takes the words and phrases that are left, as one text: phrases between straight marks when they are to stay phrases.</summary>
    public string TakeText(bool phrases)
    {
        var found = tokens.Where(t => t.Kind is TokenKind.Word or TokenKind.Phrase).ToList();
        tokens.RemoveAll(found.Contains);
        return string.Join(' ', found.Select(t => phrases && t.Kind == TokenKind.Phrase ? QuoteMarks.Phrase(t.Text) : t.Text));
    }

    /// <summary>What nobody took, as one text.</summary>
    public string Rest() =>
        string.Join(' ', tokens.Select(t => t.Kind == TokenKind.Qualifier ? t.Text + ":" + string.Join(',', t.Values) : t.Text));

    private static bool IsAny(Token token, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!token.Excludes && token.Is(word))
                return true;
        }

        return false;
    }

    private bool Opens(int at) => IsAny(tokens[at], Openings)
        || (IsAny(tokens[at], Prepositions) && at + 1 < tokens.Count
            && (IsAny(tokens[at + 1], AfterPrepositions) || PointText.MonthOf(tokens[at + 1].Text) is not null));

    private static bool SpeaksOfTime(Token token) => token.Kind == TokenKind.Word
        && (IsAny(token, Openings) || DayParts.IsSaid(token.Text) || token.Text.Any(char.IsAsciiDigit)
            || (Weekdays.Of(token.Text) ?? PointText.MonthOf(token.Text)) is not null);

    private Window? LongestAt(int start, bool bare)
    {
        for (var length = Math.Min(LongestWindow, tokens.Count - start); length > 0; length--)
        {
            if (WindowAt(start, length, bare) is { } window)
                return window;
        }

        return null;
    }

    /// <param name="start">Of its first word.</param>
    /// <param name="length">In words.</param>
    /// <param name="bare">
    /// Whether a day may stand without "on": "search black friday" and "search riots 9 may" ask for words.
    /// </param>
    private Window? WindowAt(int start, int length, bool bare)
    {
        var words = tokens.GetRange(start, length);
        if (words.Any(t => t.Kind != TokenKind.Word || t.Excludes))
            return null;
        if (!Window.TryParse(string.Join(' ', words.Select(t => t.Text)), out var window))
            return null;
        var word = window.From is { } from && from == window.To && (from.IsMonthOfAnyYear || (!bare && from.IsDayOfAnyYear));
        if (word && !Opens(start))
            return null;
        tokens.RemoveRange(start, length);
        return window;
    }
}
