using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Judgements;

/// <summary>
/// Tells background from news: words dated more than about three days before the article, told as earlier, or told in the
/// perfect or
/// as a habit without any occasion. What follows background in its paragraph without a date of its own is background too.
/// </summary>
internal sealed partial class Earlier(string text, List<Sentence> sentences, DateOnly? published)
{
    private const int DaysOfNews = 3;
    private const int LeadSentences = 2;
    private const int ShortestBody = 8;

    // Pages without breaks have one paragraph: what is old at its beginning does not make all of it old.
    private const int LongParagraph = 8;
    private const int ReachInLong = 2;

    private readonly int _body = Math.Max(0, sentences.FindIndex(IsBody));
    private readonly Dictionary<int, int> _lengths = sentences.GroupBy(s => s.Paragraph).ToDictionary(g => g.Key, g => g.Count());
    private int _sentence = -1;
    private int _anchor = -1;
    private string[] _voice = [];
    private bool _before;

    /// <summary>Judges the next report; call it in text order.</summary>
    public bool Is(Draft draft)
    {
        var sentence = sentences[draft.Sentence];
        var cue = draft.Cue.Of(text).ToLowerInvariant();
        var frame = Frame(sentence, draft);
        var dated = DatedBefore(frame);
        var own = dated ?? IsOwn(cue, frame, draft);
        if (own)
            (_anchor, _voice) = (draft.Sentence, draft.Source?.Of(text).Split(' ') ?? []);
        var background = own || (dated is null && Follows(draft, frame));
        (_before, _sentence) = (background, draft.Sentence);
        return background;
    }

    private bool IsOwn(string cue, string frame, Draft draft) =>
        Pluperfect().IsMatch(cue) || Habit().IsMatch(cue) || IsUndatedPerfect(cue, frame, draft);

    private bool Follows(Draft draft, string frame)
    {
        if (!_before || sentences[_sentence].Paragraph != sentences[draft.Sentence].Paragraph || HasDay(frame))
            return false;
        return _lengths[sentences[draft.Sentence].Paragraph] <= LongParagraph
            || (draft.Sentence - _anchor <= ReachInLong && GoesOn(draft));
    }

    // A pronoun, a description, or a name of the one whose older words were told.
    private bool GoesOn(Draft draft)
    {
        if (draft.Source?.Of(text) is not { Length: > 0 } source)
            return true;
        var words = source.Split(' ');
        return char.IsLower(source[0]) || words[0] is "He" or "She" or "It" or "They" or "The" or "His" or "Her" or "Their" or "Its"
            || words.Any(word => word.Length > 0 && char.IsUpper(word[0]) && _voice.Contains(word));
    }

    // Headings, decks and datelines stand before it.
    private static bool IsBody(Sentence sentence) =>
        sentence.Count >= ShortestBody && (sentence[sentence.Count - 1].IsQuote || sentence.Lower(sentence.Count - 1) is "." or "?" or "!");

    /// <summary>The sentence without what was said: a date inside the words dates something else.</summary>
    private string Frame(Sentence sentence, Draft draft)
    {
        var frame = new char[sentence.End - sentence.Start];
        for (var i = sentence.Start; i < sentence.End; i++)
            frame[i - sentence.Start] = draft.Content.Exists(span => span.Contains(i)) ? ' ' : text[i];
        return new(frame);
    }

    /// <summary>True or false where the frame dates the words; null where it does not.</summary>
    private bool? DatedBefore(string frame)
    {
        if (Past().IsMatch(frame))
            return true;
        if (HasDay(frame))
            return false;
        if (MonthDay().Match(frame) is { Success: true } day)
            return Older(day.Groups["m"].Value, day.Groups["d"].Value, day.Groups["y"].Value);
        if (published is not { } today)
            return null;
        if (InYear().Match(frame) is { Success: true } year)
            return int.Parse(year.Groups["y"].Value, CultureInfo.InvariantCulture) < today.Year ? true : null;
        return InMonth().Match(frame) is { Success: true } month && MonthOf(month.Groups["m"].Value) != today.Month ? true : null;
    }

    private bool? Older(string month, string day, string year)
    {
        if (published is not { } today)
            return null;
        var number = int.Parse(day, CultureInfo.InvariantCulture);
        var inYear = year.Length == 4 ? int.Parse(year, CultureInfo.InvariantCulture) : today.Year;
        if (inYear < 1 || number < 1 || number > DateTime.DaysInMonth(inYear, MonthOf(month)))
            return null;
        var date = new DateOnly(inYear, MonthOf(month), number);
        if (year.Length == 0 && date > today.AddDays(DaysOfNews))
            date = date.AddYears(-1);
        return date < today.AddDays(-DaysOfNews) ? true : null;
    }

    private static int MonthOf(string name) =>
        Array.FindIndex(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
            month => name.StartsWith(month, StringComparison.OrdinalIgnoreCase)) + 1;

    private bool IsUndatedPerfect(string cue, string frame, Draft draft) =>
        draft.Sentence >= _body + LeadSentences && _sentence >= 0 && Perfect().IsMatch(cue) && !HasDay(frame) && !Medium().IsMatch(cue);

    private static bool HasDay(string frame) => Day().IsMatch(frame);

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btoday\b|\byesterday\b|\bthis week\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(@"\blast (?:week|month|year|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:years?|months?|weeks?) ago\b|\bearlier this (?:month|year)\b|\bpreviously\b|\bin the past\b|\bonce\b(?: (?:[^a]|a[^g])|$|[,.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Past();

    [GeneratedRegex(@"^(?:\w+ )?had\b|\bhad (?:\w+ )?\w+ed\b|\bhad said\b")]
    private static partial Regex Pluperfect();

    [GeneratedRegex(@"\b(?:long|often|always|repeatedly|consistently|frequently|earlier|previously|regularly|routinely)\b|\bhave been \w+ing\b|\bhas been \w+ing\b|^also (?:accuse|say|claim|insist|argue|demand|deny|blame)$|\bcontinues? to\b")]
    private static partial Regex Habit();

    [GeneratedRegex(@"^(?:has|have)\b")]
    private static partial Regex Perfect();

    [GeneratedRegex(@"\b(?:statements?|letter|tweet(?:ed)?|note|communiqu|told|interview|briefing)\b")]
    private static partial Regex Medium();

    [GeneratedRegex(@"\b(?<m>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?) (?<d>\d{1,2})\b(?:, (?<y>\d{4}))?")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(?:[Ii]n|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id) (?<m>January|February|March|April|May|June|July|August|September|October|November|December)\b")]
    private static partial Regex InMonth();

    [GeneratedRegex(@"\b(?:[Ii]n|[Ss]ince)(?: \w+)? (?<y>(?:19|20)\d\d)\b")]
    private static partial Regex InYear();
}
