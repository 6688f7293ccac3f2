using Xunit;

namespace NewsBot.Text.Tests;

public sealed class ArticleReaderTests
{
    private static readonly ArticleReader Reader = new();

    private static string Show(string text, Report report) =>
        $"{string.Join("|", report.Source.Select(s => s.Of(text)))} / {report.Cue.Of(text)} / {string.Join("|", report.Content.Select(s => s.Of(text)))}";

    [Fact]
    public void An_empty_text_holds_no_report() => Assert.Empty(Reader.Read(""));

    [Theory]
    [InlineData("“We will meet again,” said Ann Example.", "Ann Example / said / “We will meet again,”")]
    [InlineData("“We will meet again,” Ann Example said on Monday.", "Ann Example / said / “We will meet again,”")]
    [InlineData("\"We will meet again,\" she told reporters.", "she / told / \"We will meet again,\"")]
    [InlineData("''We will meet again,'' Ann Example said.", "Ann Example / said / ''We will meet again,''")]
    [InlineData("«We will meet again», Ann Example said.", "Ann Example / said / «We will meet again»")]
    [InlineData("„We will meet again,” Ann Example said.", "Ann Example / said / „We will meet again,”")]
    [InlineData("‘We will certainly meet again in May,’ Ann Example said.", "Ann Example / said / ‘We will certainly meet again in May,’")]
    [InlineData("“He said ‘never again’ to me,” Ann Example said.", "Ann Example / said / “He said ‘never again’ to me,”")]
    [InlineData("“Why now?” Ann Example asked.", "Ann Example / asked / “Why now?”")]
    public void A_quotation_is_taken_whole_with_its_marks(string text, string expected) =>
        Assert.Equal(expected, Show(text, Assert.Single(Reader.Read(text))));

    [Theory]
    [InlineData("Ann Example said that the bridge would open in May.", "Ann Example / said / that the bridge would open in May")]
    [InlineData("Ann Example said the bridge would open in May.", "Ann Example / said / the bridge would open in May")]
    [InlineData("Ann Example, the mayor of Portsea, said that the bridge would open.", "Ann Example, the mayor of Portsea / said / that the bridge would open")]
    [InlineData("Ann Example, who had left early, said that the bridge would open.", "Ann Example / said / that the bridge would open")]
    [InlineData("However, the mayor said on Tuesday that the bridge would open.", "the mayor / said / that the bridge would open")]
    [InlineData("According to the mayor, the bridge will open in May.", "the mayor / According to / the bridge will open in May")]
    [InlineData("The bridge will open in May, according to the mayor.", "the mayor / according to / The bridge will open in May")]
    [InlineData("The bridge will open in May, the mayor said.", "the mayor / said / The bridge will open in May")]
    [InlineData("The mayor told reporters that the bridge would open.", "The mayor / told / that the bridge would open")]
    [InlineData("The mayor has repeatedly called for a new bridge.", "The mayor / has repeatedly called for / a new bridge")]
    public void Unquoted_words_are_found_on_either_side_of_the_cue(string text, string expected) =>
        Assert.Equal(expected, Show(text, Assert.Single(Reader.Read(text))));

    [Theory]
    [InlineData("According to Ann Example, the spokesperson of the Ministry of External Contacts, a joint working group will draft the closing text.", "Ann Example, the spokesperson of the Ministry of External Contacts")]
    [InlineData("According to Bo Sample, the secretary of the Port Council, the bridge will open in May.", "Bo Sample, the secretary of the Port Council")]
    [InlineData("According to Ann Example, director for harbour contacts at the Sample Institute, the toll will stay as it is.", "Ann Example, director for harbour contacts at the Sample Institute")]
    [InlineData("According to Ann Example, the bridge to the port, which has two lanes, will open in May.", "Ann Example")]
    [InlineData("According to Ann Example, the minister for ports, Bo Sample, will open the bridge in May.", "Ann Example")]
    public void A_speaker_who_is_described_is_described_to_the_end(string text, string source)
    {
        var report = Assert.Single(Reader.Read(text));
        Assert.Equal(source, Assert.Single(report.Source).Of(text));
        Assert.Equal(text.IndexOf(source, StringComparison.Ordinal) + source.Length + 2, report.Content[0].Start);
    }

    [Fact]
    public void A_speaker_in_the_middle_leaves_two_fragments()
    {
        const string Text = "“We will meet again,” Ann Example said, “and we will agree.”";
        Assert.Equal("Ann Example / said / “We will meet again,”|“and we will agree.”",
            Show(Text, Assert.Single(Reader.Read(Text))));
    }

    [Fact]
    public void A_day_may_stand_with_the_speaker_in_the_middle()
    {
        const string Text = "“We will meet again,” Ann Example said on Monday, “because a bridge that opens only in May serves nobody.”";
        Assert.Equal("Ann Example / said / “We will meet again,”|“because a bridge that opens only in May serves nobody.”",
            Show(Text, Assert.Single(Reader.Read(Text))));
    }

    [Fact]
    public void A_second_cue_shares_the_source_and_has_words_of_its_own()
    {
        const string Text = "Ann Example said the bridge would open in May, adding that the toll would stay.";
        var reports = Reader.Read(Text);
        Assert.Equal(
            ["Ann Example / said / the bridge would open in May", "Ann Example / adding / that the toll would stay"],
            reports.Select(report => Show(Text, report)));
    }

    [Theory]
    [InlineData("A US official, who asked not to be named, said the bridge could be short.", Attribution.NameWithheld)]
    [InlineData("A US official, who spoke on condition of anonymity, said the bridge could be short.", Attribution.NameWithheld)]
    [InlineData("An official who requested anonymity said the bridge could be short.", Attribution.NameWithheld)]
    [InlineData("“The bridge could be short,” said a senior official, who declined to be named.", Attribution.NameWithheld)]
    [InlineData("Drivers said the bridge could be short.", Attribution.Anonymous)]
    public void Whoever_stays_nameless_is_never_the_speaker_before(string sentence, Attribution expected)
    {
        var text = "Ann Example said that the bridge was safe. " + sentence;
        var report = Assert.Single(Reader.Read(text).Skip(1));
        Assert.Empty(report.Speakers);
        Assert.Equal(expected, report.Attribution);
        Assert.Contains("bridge could be short", report.Content[0].Of(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quotation_that_goes_on_in_the_next_paragraph_is_one_report()
    {
        const string Text = "“The work is done, Ann Example said. \n\n“We open the bridge in May,” Ann Example said.\n\n“The toll stays as it is.\n\n“Nobody pays more.”";
        var last = Reader.Read(Text)[^1];
        Assert.EndsWith("“Nobody pays more.”", last.Content[^1].Of(Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_inside_a_quotation_are_nobody_elses_report()
    {
        const string Text = "“The mayor said that we were wrong and the council denied it,” Ann Example said.";
        Assert.Single(Reader.Read(Text));
    }

    [Theory]
    [InlineData("The harbour ministry said on Monday that the bridge was safe. “It will open in May,” it added.", "harbour ministry")]
    [InlineData("Harbour Minister Ann Example said that the bridge was safe. “It will open in May,” she added.", "Ann Example")]
    [InlineData("Harbour Minister Ann Example said that the bridge was safe. “It will open in May,” the minister said.", "Ann Example")]
    [InlineData("Harbour Minister Ann Example said that the bridge was safe. “It will open in May,” Example said.", "Ann Example")]
    [InlineData("The Portsea Harbour Board (PHB) said that the bridge was safe. “It will open in May,” the PHB said.", "Portsea Harbour Board")]
    [InlineData("The Minister for Harbour Contacts, Ann Example, said that the bridge was safe.", "Ann Example")]
    [InlineData("The Minister for Harbour Contacts, Ann Example, came by. “It will open in May,” the Minister said.", "Ann Example")]
    [InlineData("The US Special Envoy for Harbour Dialogue, Ann Example, met the mayor. “It will open in May,” the Special Envoy said.", "Ann Example")]
    [InlineData("The bridge is safe, the Special Envoy for Harbour Affairs, Ann Example, said on Monday.", "Ann Example")]
    [InlineData("“It will open in May,” US Chargé d’Affaires Ann Example said.", "Ann Example")]
    [InlineData("US chargé d'affaires Ann Example said that the bridge was safe. “It will open in May,” the chargé d'affaires said.", "Ann Example")]
    [InlineData("Minister for Railways Ann Example, Portsea’s mayor, said that the bridge was safe.", "Ann Example")]
    public void A_pronoun_or_a_description_is_followed_to_the_name(string text, string speaker) =>
        Assert.Equal(speaker, Assert.Single(Reader.Read(text)[^1].Speakers).Of(text), ignoreCase: true);

    [Theory]
    [InlineData("Officials said the bridge was safe.", Attribution.Anonymous)]
    [InlineData("A senior official said the bridge was safe.", Attribution.Anonymous)]
    [InlineData("A spokesman for the Portsea Harbour Board said the bridge was safe.", Attribution.Spokesperson)]
    [InlineData("Ann Example said the bridge was safe.", Attribution.Named)]
    public void Who_is_named_for_the_words_is_graded(string text, Attribution expected) =>
        Assert.Equal(expected, Assert.Single(Reader.Read(text)).Attribution);

    [Theory]
    [InlineData("The mayor declined to comment on the toll.", ReportForce.Silence)]
    [InlineData("The mayor said nothing about the toll.", ReportForce.Silence)]
    [InlineData("The mayor said he would not comment on the toll.", ReportForce.Silence)]
    [InlineData("The mayor did not say when the bridge would open.", ReportForce.Silence)]
    [InlineData("The council has long refused to meet the ferrymen.", ReportForce.Stance)]
    [InlineData("Ann Example asked whether the toll would stay.", ReportForce.Question)]
    [InlineData("Ann Example denied that the toll would stay.", ReportForce.Statement)]
    public void What_is_no_statement_is_marked(string text, ReportForce expected) =>
        Assert.Equal(expected, Assert.Single(Reader.Read(text)).Force);

    [Theory]
    [InlineData("Ann Example said on Monday that the toll would stay.", false)]
    [InlineData("Ann Example said last month that the toll would stay.", true)]
    [InlineData("Ann Example had said that the toll would stay.", true)]
    [InlineData("In October, Ann Example said that the toll would stay.", true)]
    [InlineData("Ann Example said on March 3 that the toll would stay.", false)]
    [InlineData("Ann Example said on February 3 that the toll would stay.", true)]
    public void Old_words_are_background(string text, bool background) =>
        Assert.Equal(background, Assert.Single(Reader.Read(text, new DateOnly(2026, 3, 4))).Background);

    [Fact]
    public void An_agency_that_was_told_is_the_way_the_words_came()
    {
        const string Text = "Ann Example told Reuters that the bridge was safe.";
        Assert.Equal("Reuters", Assert.Single(Reader.Read(Text)).Via?.Of(Text));
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Reader.Read("Ann Example said so.", null, cancelled.Token));
    }

    [Theory]
    [InlineData("“Why should they come?” Mayor Ann Example said.", ReportForce.Question)]
    [InlineData("Mayor Ann Example said: “Why should they come? Who would pay?”", ReportForce.Question)]
    [InlineData("Mayor Ann Example said: “They will not come. Why should they?”", ReportForce.Statement)]
    [InlineData("Mayor Ann Example said: “The bridge is safe.”", ReportForce.Statement)]
    public void Words_that_only_ask_are_a_question(string text, ReportForce force) => Assert.Equal(force, Assert.Single(new ArticleReader().Read(text)).Force);

    [Fact]
    public void An_outlet_that_quotes_the_source_is_the_way_the_words_came()
    {
        const string Text = "The talks will resume in May, according to a US official quoted by the Wall Street Journal.";
        var report = Assert.Single(new ArticleReader().Read(Text));
        Assert.Equal("a US official", Assert.Single(report.Source).Of(Text));
        Assert.Equal("Wall Street Journal", report.Via?.Of(Text));
    }

    [Fact]
    public void What_was_dropped_is_told_with_the_rule()
    {
        const string Text = "MS. EXAMPLE: The bridge opens in May, and the mayor told reporters that it was safe.\n\nQUESTION: And the guild?";
        var reading = new ArticleReader().Examine(Text, null, []);
        Assert.Equal(2, reading.Reports.Count);
        Assert.All(reading.Dropped, dropped => Assert.NotEmpty(dropped.Spans.Cue.Of(Text)));
        const string Agency = "The mayor vowed that the bridge would open in May, Reuters reported on Monday, and the guild said that it would not.";
        Assert.Contains(new ArticleReader().Examine(Agency, null, []).Dropped, dropped => dropped.Reason is DropReason.Relay or DropReason.Rival or DropReason.Doubtful);
    }

    [Fact]
    public void A_text_is_read_to_a_bounded_length_whatever_its_length()
    {
        // No language that the network reads, so that the reading is short and everything around it runs.
        const string Line = "Мэр сказал, что мост безопасен и что его скоро откроют.\n";
        var text = string.Concat(Enumerable.Repeat(Line, 8_000_000 / Line.Length));
        Assert.InRange(ArticleReader.ReadTo(text), ArticleReader.Longest - Line.Length, ArticleReader.Longest);
        Assert.Equal('\n', text[ArticleReader.ReadTo(text) - 1]);
        Assert.Equal(Line.Length, ArticleReader.ReadTo(Line));
        Assert.True(Allocated(text) < 1.5 * Allocated(text[..ArticleReader.Longest]));
    }

    [Fact]
    public void Half_a_character_is_not_read()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", ArticleReader.Longest));
        Assert.False(char.IsHighSurrogate(text[ArticleReader.ReadTo(text) - 1]));
    }

    [Theory]
    [InlineData("Mayor Ann Example said that the bridge was safe.")]
    [InlineData("عمران خان نے کہا کہ بڑا دن ہے۔ انہوں نے مزید کہا کہ امن ضروری ہے۔")]
    public void A_reading_that_has_begun_stops(string text)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new ArticleReader().Read(text, null, new StoppingNames(stop), stop.Token));
    }

    private static long Allocated(string text)
    {
        new ArticleReader().Read("Mayor Ann Example said that the bridge was safe.");
        var before = GC.GetAllocatedBytesForCurrentThread();
        new ArticleReader().Read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Asks to stop when the reader first looks at the names that the registry knows, which is past its start.</summary>
    private sealed class StoppingNames(CancellationTokenSource stop) : IReadOnlyList<KnownName>
    {
        public int Count
        {
            get
            {
                stop.Cancel();
                return 0;
            }
        }

        public KnownName this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<KnownName> GetEnumerator()
        {
            stop.Cancel();
            yield break;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Theory]
    [InlineData("HARBOURTON (AP) — The bridge over the strait is close to completion, a port official said on Tuesday.")]
    [InlineData("HARBOURTON, Samplia (AP) — The bridge over the strait is close to completion, a port official said on Tuesday.")]
    [InlineData("HARBOURTON (Reuters) - The bridge over the strait is close to completion, a port official said on Tuesday.")]
    [InlineData("HARBOURTON: The bridge over the strait is close to completion, a port official said on Tuesday.")]
    [InlineData("A headline of the day\n\nHARBOURTON, Nov 25: The bridge over the strait is close to completion, a port official said on Tuesday.")]
    public void A_dateline_is_no_part_of_what_was_said(string text) =>
        Assert.Equal("The bridge over the strait is close to completion", Reader.Read(text)[0].Content[0].Of(text));
}
