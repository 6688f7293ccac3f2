using System.Text.RegularExpressions;
namespace NewsBot.Text.Languages;

/// <summary>
/// Finds in Urdu, Pashto and Dari text who said what, by words of saying between a speaker and "that …", a colon or a quotation. Rules only: no engine is
/// trained for these languages. Reads a bounded number of reports.
/// </summary>
internal sealed class ArabicScriptReader
{
    /// <summary>What a text holds beyond so many reports is not read.</summary>
    public const int MostReports = 1000;

    private static readonly System.Buffers.SearchValues<char> Breaks = System.Buffers.SearchValues.Create("،:.؛«»“”");

    private readonly ArabicText _text;
    private readonly Sayings _sayings;
    private readonly ArabicClauses _clauses;
    private readonly ArabicSources _sources;
    private readonly ArabicJudgement _judgement;
    private readonly List<Report> _reports = [];
    private ArabicVoice? _before;

    private ArabicScriptReader(string text, string language, DateOnly? published, IReadOnlyList<KnownName> known)
    {
        (_text, _sayings) = (new ArabicText(text), Sayings.Of(language));
        _clauses = new ArabicClauses(_text, _sayings);
        _sources = new ArabicSources(text, _sayings, known);
        _judgement = new ArabicJudgement(_text, _sayings, published);
    }

    public static List<Report> Read(string text, string language, DateOnly? published, IReadOnlyList<KnownName> known, CancellationToken cancellationToken)
    {
        var reader = new ArabicScriptReader(text, language, published, known);
        for (var start = 0; start < text.Length && reader._reports.Count < MostReports;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = reader._text.EndOfSentence(start);
            reader.Read(new TextSpan(start, end));
            start = end;
        }

        return reader._reports;
    }

    private void Read(TextSpan sentence)
    {
        var clauses = _clauses.Of(sentence);
        if (clauses.Count == 0 && (Refused(sentence) ?? According(sentence)) is { } other)
            clauses = [other];
        for (var i = 0; i < clauses.Count; i++)
            Add(sentence, clauses[i], i + 1 < clauses.Count ? clauses[i + 1].Start : sentence.End);
    }

    private void Add(TextSpan sentence, ArabicClause clause, int until)
    {
        var voice = _sources.Of(clause.Start, clause.SourceEnd, _before);
        List<TextSpan> content = [clause.Content];
        var via = Via(sentence, clause, voice);
        // An agency that tells it speaks for nobody.
        if (via is { } outlet && voice.Source is { } source && source.Overlaps(outlet))
            voice = new(source, null, Attribution.Anonymous, SpeakerEvidence.Nobody);
        var start = Math.Min(clause.Start, clause.Content.Start);
        _reports.Add(new Report
        {
            Source = voice.Source is { } own ? [own] : [],
            Cue = clause.Cue,
            Content = content,
            Type = _judgement.TypeOf(content),
            Force = clause.Force ?? _judgement.ForceOf(clause.Cue, content),
            Act = _judgement.ActOf(clause.Cue),
            Background = _judgement.IsBackground(new(start, Math.Max(until, clause.Content.End)), clause.Cue, content, voice.IsPronoun),
            Attribution = voice.Speaker is null && _sayings.Withheld.IsMatch(sentence.Of(_text.Text)) ? Attribution.NameWithheld : voice.Attribution,
            Speakers = voice.Speaker is { } speaker ? [speaker] : [],
            Evidence = voice.Evidence,
            Via = via,
        });
        _before = voice.Speaker is null ? null : voice with { Source = voice.IsPronoun ? _before?.Source : voice.Source };
    }

    // "Told Reuters", "according to Reuters": between the start of the clause and the words. A source that is an outlet itself only tells it where no more
    // than "according to" stands there.
    private TextSpan? Via(TextSpan sentence, ArabicClause clause, ArabicVoice voice)
    {
        var from = clause.Content.End <= clause.Cue.Start ? clause.Content.End : clause.Start;
        for (var outlet = Sayings.Outlets.Match(_text.Text, from, Math.Max(0, Math.Min(clause.Cue.End, sentence.End) - from)); outlet.Success; outlet = outlet.NextMatch())
        {
            var span = new TextSpan(outlet.Index, outlet.Index + outlet.Length);
            if (voice.Source is not { } source || !source.Overlaps(span) || clause.SourceEnd != clause.Cue.Start)
                return span;
        }

        return null;
    }

    // "X refused to comment": a silence, or a will that is no statement.
    private ArabicClause? Refused(TextSpan sentence)
    {
        if (_sayings.Refusing.Match(_text.Text, sentence.Start, sentence.Length) is not { Success: true } refusal)
            return null;
        var what = refusal.Groups["what"];
        return new(sentence.Start, new(what.Index + what.Length + 1, refusal.Index + refusal.Length), new(what.Index, what.Index + what.Length))
        {
            SourceEnd = refusal.Index,
            Force = _sayings.Comment.IsMatch(what.Value) ? ReportForce.Silence : ReportForce.Stance,
        };
    }

    // Of a person, a body, an outlet; "according to the law" and "to the plan" name no speaker.
    private ArabicClause? According(TextSpan sentence)
    {
        if (_sayings.According.Match(_text.Text, sentence.Start, sentence.Length) is not { Success: true } match || match.Groups["who"] is not { } who)
            return Behind(sentence);
        if (!MaySpeak(who))
            return null;
        var (end, last) = (match.Index + match.Length, who.Index + who.Length);
        // "According to X, the spokesperson, …"
        if (_text.Text[end - 1] == '،' && Apposed(who.Value, end, sentence.End) is { } apposed)
            (end, last) = (apposed.End + 1, apposed.End);
        if (_text.Trimmed(end, sentence.End) is not { } content)
            return null;
        // "X کے مطابق" has its words behind the source, "به گفته X،" before it.
        var behind = _text.Text[last..end].Trim(' ', '،').Length > 0;
        var cue = behind ? new TextSpan(last + 1, end) : new TextSpan(match.Index, match.Index + _text.Text[match.Index..who.Index].TrimEnd().Length);
        return new(who.Index, cue, content) { SourceEnd = last };
    }

    // "…, according to X."
    private ArabicClause? Behind(TextSpan sentence)
    {
        if (_sayings.AccordingBehind?.Match(_text.Text, sentence.Start, sentence.Length) is not { Success: true } match || match.Groups["who"] is not { } who
            || _text.Trimmed(sentence.Start, match.Index) is not { } content)
            return null;
        if (!MaySpeak(who))
            return null;
        var start = match.Index + match.Value.IndexOf("به", StringComparison.Ordinal);
        return new(who.Index, new(start, start + _text.Text[start..who.Index].TrimEnd().Length), content) { SourceEnd = who.Index + who.Length };
    }

    private bool MaySpeak(Group who) =>
        _sayings.Office.IsMatch(who.Value) || _sayings.Nameless.IsMatch(who.Value) || Sayings.Outlets.IsMatch(who.Value) || _sources.IsKnown(new(who.Index, who.Index + who.Length));

    // What describes the one before the comma, up to the next comma: one of the two is an office.
    private TextSpan? Apposed(string who, int from, int end)
    {
        const int Longest = 60;
        var comma = _text.Text.AsSpan(from, Math.Min(Longest, end - from)).IndexOfAny(Breaks);
        if (comma <= 0 || _text.Text[from + comma] != '،' || _text.Trimmed(from, from + comma) is not { } more)
            return null;
        var words = more.Of(_text.Text);
        return _sayings.Office.IsMatch(words) != _sayings.Office.IsMatch(who) && !_sayings.ClauseEnd.IsMatch(words) ? more with { End = from + comma } : null;
    }
}
