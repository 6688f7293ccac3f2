using NewsBot.Commands.Times;

namespace NewsBot.Commands.Lines;

/// <summary>What follows the verb of a line; each reader takes what it knows, and what is left is not understood.</summary>
internal sealed class Arguments(List<Token> tokens)
{
    /// <summary>A window is at most so many words long.</summary>
    private const int LongestWindow = 6;

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

    /// <summary>Takes a window: the longest one that ends the line, else one that starts with "since".</summary>
    public Window? TakeWindow()
    {
        for (var start = Math.Max(0, tokens.Count - LongestWindow); start < tokens.Count; start++)
        {
            if (WindowAt(start, tokens.Count - start) is { } window)
                return window;
        }

        for (var start = tokens.FindIndex(t => t.Is("since")); start >= 0; start = tokens.FindIndex(start + 1, t => t.Is("since")))
        {
            for (var length = Math.Min(LongestWindow, tokens.Count - start); length >= 2; length--)
            {
                if (WindowAt(start, length) is { } window)
                    return window;
            }
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

    private static bool IsAny(Token token, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!token.Excludes && token.Is(word))
                return true;
        }

        return false;
    }

    private Window? WindowAt(int start, int length)
    {
        var words = tokens.GetRange(start, length);
        if (words.Any(t => t.Kind != TokenKind.Word || t.Excludes))
            return null;
        // "search black friday" asks for two words, "search visas on friday" for a day.
        if (length == 1 && start > 0 && Weekdays.Of(words[0].Text) is not null)
            return null;
        if (!Window.TryParse(string.Join(' ', words.Select(t => t.Text)), out var window))
            return null;
        tokens.RemoveRange(start, length);
        return window;
    }
}
