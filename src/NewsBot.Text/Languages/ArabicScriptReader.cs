namespace NewsBot.Text.Languages;

/// <summary>
/// Finds in Urdu, Pashto and Dari text who said what, by words of saying between a speaker and "that …", a colon or a quotation. Rules only: no engine is
/// trained for these languages. Speakers are the words before the cue; the desk's registry knows the names in Arabic script.
/// </summary>
internal static class ArabicScriptReader
{
    // No speaker is named with more words, and no cue is looked for in a longer sentence.
    private const int LongestSource = 90;
    private const int LongestSentence = 1200;
    private static readonly char[] Stops = ['۔', '؟', '!', '\n', '.'];

    public static List<Report> Read(string text, string language, CancellationToken cancellationToken)
    {
        var sayings = Sayings.Of(language);
        var reports = new List<Report>();
        TextSpan? before = null;
        for (var start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = EndOfSentence(text, start);
            if (Report(text, new TextSpan(start, end), sayings, before) is { } report)
            {
                reports.Add(report);
                before = report.Speakers.Count > 0 ? report.Speakers[0].Span : null;
            }

            start = end;
        }

        return reports;
    }

    // A stop inside a quotation ends no sentence, unless the quotation never closes.
    private static int EndOfSentence(string text, int start)
    {
        var limit = Math.Min(text.Length, start + LongestSentence);
        for (var i = start; i < limit; i++)
        {
            if (Opens(text[i]) && Close(text, i, limit) is { } close)
            {
                // A quotation that closes with a stop, behind its words of saying, ends the sentence with it.
                if (Array.IndexOf(Stops, text[close - 1]) >= 0 && !text.AsSpan(start, i - start).IsWhiteSpace())
                    return close + 1;
                i = close;
                continue;
            }

            if (Array.IndexOf(Stops, text[i]) >= 0 && !(text[i] == '.' && i + 1 < text.Length && char.IsDigit(text[i + 1])))
                return i + 1;
        }

        return limit;
    }

    private static int? Close(string text, int open, int limit)
    {
        var mark = text[open] switch { '“' => '”', '”' => '“', '«' => '»', _ => '"' };
        var at = text.AsSpan(open + 1, limit - open - 1).IndexOf(mark);
        return at < 0 || text.AsSpan(open, at).Contains('\n') ? null : open + 1 + at;
    }

    private static Report? Report(string text, TextSpan sentence, Sayings sayings, TextSpan? before)
    {
        foreach (var cue in sayings.Cues)
        {
            for (var at = text.IndexOf(cue, sentence.Start, sentence.Length, StringComparison.Ordinal); at >= 0; at = Next(text, cue, at, sentence.End))
            {
                if (!IsWhole(text, at, cue.Length) || IsQuoted(text, sentence.Start, at))
                    continue;
                var span = new TextSpan(at, at + cue.Length);
                if (Content(text, sentence, span, sayings) is not { } content)
                    continue;
                return Made(text, Source(text, sentence, span, content), span, content, sayings, before);
            }
        }

        return Marked(text, sentence, sayings, before);
    }

    // Urdu papers open with the mark that closes in English, and close with the one that opens.
    private static bool Opens(char mark) => mark is '“' or '”' or '«' or '"';

    // "X نے … کہا": the marker of who acts, then whatever was done beside, then the verb of saying.
    private static Report? Marked(string text, TextSpan sentence, Sayings sayings, TextSpan? before)
    {
        if (sayings.Marker is not { } marker)
            return null;
        for (var at = text.IndexOf(marker, sentence.Start, sentence.Length, StringComparison.Ordinal); at >= 0; at = Next(text, marker, at, sentence.End))
        {
            if (!IsWhole(text, at, marker.Length) || IsQuoted(text, sentence.Start, at))
                continue;
            foreach (var verb in sayings.Verbs)
            {
                var verbAt = text.IndexOf(verb, at, Math.Min(sentence.End - at, LongestSource), StringComparison.Ordinal);
                if (verbAt < 0 || !IsWhole(text, verbAt, verb.Length) || text.AsSpan(at, verbAt - at).IndexOfAny("“”«:") >= 0)
                    continue;
                var cue = new TextSpan(at, verbAt + verb.Length);
                if (Content(text, sentence, cue, sayings) is { } content)
                    return Made(text, Source(text, sentence, cue, content), cue, content, sayings, before);
            }
        }

        return null;
    }

    private static int Next(string text, string cue, int at, int end) =>
        at + 1 + cue.Length <= end ? text.IndexOf(cue, at + 1, end - at - 1, StringComparison.Ordinal) : -1;

    private static Report Made(string text, TextSpan? source, TextSpan cue, TextSpan content, Sayings sayings, TextSpan? before)
    {
        var name = source?.Of(text).Trim() ?? "";
        // "The spokesperson" is the one who was named with that word.
        var isPronoun = name.Length == 0 || sayings.Pronouns.Contains(name)
            || (!name.Contains(' ', StringComparison.Ordinal) && before is { } last && last.Length > name.Length && last.Of(text).Split(' ').Contains(name));
        var nameless = name.Split(' ').Any(sayings.Nameless.Contains);
        var speaker = nameless ? null : isPronoun ? before : source;
        return new Report
        {
            Source = source is { } own ? [own] : [],
            Cue = cue,
            Content = [content],
            Type = Opens(text[content.Start]) ? ReportType.Direct : ReportType.Indirect,
            Force = ReportForce.Statement,
            Background = false,
            Attribution = speaker is null ? Attribution.Anonymous : Attribution.Named,
            Speakers = speaker is { } span ? [new SpeakerSpan(span, NamedAs.Unclear)] : [],
            Evidence = speaker is null ? SpeakerEvidence.Nobody : isPronoun ? SpeakerEvidence.Pronoun : SpeakerEvidence.Named,
        };
    }

    // What follows "that" or a colon, or is quoted behind or before the cue.
    private static TextSpan? Content(string text, TextSpan sentence, TextSpan cue, Sayings sayings)
    {
        var from = cue.End;
        while (from < sentence.End && (char.IsWhiteSpace(text[from]) || text[from] is ':' or '،' or ','))
            from++;
        var colon = text.AsSpan(cue.End, from - cue.End).Contains(':');
        var that = sayings.That.FirstOrDefault(w => text.AsSpan(from, sentence.End - from).StartsWith(w, StringComparison.Ordinal) && IsWhole(text, from, w.Length));
        if (that is not null)
        {
            from += that.Length;
            while (from < sentence.End && (char.IsWhiteSpace(text[from]) || text[from] is ':' or '،'))
                from++;
        }

        if (from < sentence.End && Opens(text[from]) && Close(text, from, sentence.End) is { } close)
            return new TextSpan(from, close + 1);
        if (that is not null || colon)
            return Trimmed(text, from, sentence.End);
        // "“…” said X": the quotation opens the sentence.
        var first = sentence.Start;
        while (first < cue.Start && char.IsWhiteSpace(text[first]))
            first++;
        return Opens(text[first]) && Close(text, first, cue.Start) is { } end ? new TextSpan(first, end + 1)
            : cue.Of(text) == "کے مطابق" ? Trimmed(text, from, sentence.End) : null;
    }

    private static TextSpan? Trimmed(string text, int from, int end)
    {
        while (end > from && (char.IsWhiteSpace(text[end - 1]) || Array.IndexOf(Stops, text[end - 1]) >= 0))
            end--;
        return end - from > 3 ? new TextSpan(from, end) : null;
    }

    // The words between the start of the clause and the cue.
    private static TextSpan? Source(string text, TextSpan sentence, TextSpan cue, TextSpan content)
    {
        var start = Math.Max(sentence.Start, cue.Start - LongestSource);
        if (content.End <= cue.Start)
            start = Math.Max(start, content.End);
        for (var i = start; i < cue.Start; i++)
        {
            if (text[i] is '،' or ',' or ':' or '؛' or '”' or '»' or '\n')
                start = i + 1;
        }

        if (start > sentence.Start && start == cue.Start - LongestSource)
            start = text.IndexOf(' ', start) is var space and >= 0 && space < cue.Start ? space : start;
        var end = cue.Start;
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1]))
            end--;
        return end > start ? new TextSpan(start, end) : null;
    }

    private static bool IsQuoted(string text, int from, int at)
    {
        for (var i = from; i < at; i++)
        {
            if (Opens(text[i]) && Close(text, i, Math.Min(text.Length, from + LongestSentence)) is { } close)
            {
                if (close > at)
                    return true;
                i = close;
            }
        }

        return false;
    }

    private static bool IsWhole(string text, int at, int length) =>
        (at == 0 || !char.IsLetter(text[at - 1])) && (at + length >= text.Length || !char.IsLetter(text[at + length]));
}
