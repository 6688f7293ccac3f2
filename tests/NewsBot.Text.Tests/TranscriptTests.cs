using NewsBot.Text.Attributions;
using NewsBot.Text.Encoder;
using Xunit;

namespace NewsBot.Text.Tests;

/// <summary>Transcripts, interviews and embedded posts: each turn is one report of whoever has the word.</summary>
public sealed class TranscriptTests
{
    private static readonly ArticleReader Reader = new();

    [Fact]
    public void The_network_is_not_asked_about_a_page_of_nothing_but_turns()
    {
        var text = string.Concat(Enumerable.Repeat("MS. EXAMPLE: The bridge will open in May, and the port is safe.\n", 40));
        var turns = Turns.In(text, CancellationToken.None);
        var windows = Window.Of(new PieceText(text, Guide.Newsroom, WordPieces.Shipped, CancellationToken.None), WordPieces.Shipped).ToList();
        Assert.True(windows.Count > 1);
        Assert.All(windows, window => Assert.True(Turns.Fill(turns, window)));
    }

    private const string Briefing = """
        Ann Example, Spokesperson

        2:06 p.m.

        MS. EXAMPLE: Good afternoon, everyone. The bridge opens in May, as Samplia’s minister said last week.

        We told the guild in March that the toll would stay.

        Q    Thank you, Ann. Will the minister come?

        MS. EXAMPLE: He will. He said so on Monday, and he wants the guild to be there.

        QUESTION: And the guild?

        MS. EXAMPLE: Thank you. Thank you all.

        MODERATOR: The next question is from the Sample Post.

        SENIOR PORT OFFICIAL: The guild has agreed to come on the first day.

        END 2:40 P.M.
        """;

    private static string Show(string text, Report report) =>
        $"{string.Join('|', report.Source.Select(s => s.Of(text)))} [{string.Join('|', report.Speakers.Select(s => s.Of(text)))}] {report.Force}: "
        + string.Join('|', report.Content.Select(s => s.Of(text).ReplaceLineEndings(" ")));

    [Fact]
    public void Each_turn_of_a_briefing_is_one_report()
    {
        var text = Briefing.ReplaceLineEndings("\n");
        var reports = Reader.Read(text, new DateOnly(2026, 3, 4));
        Assert.Equal(
            [
                "MS. EXAMPLE [Ann Example] Statement: Good afternoon, everyone. The bridge opens in May, as Samplia’s minister said last week.  We told the guild in March that the toll would stay",
                " [] Question: Thank you, Ann. Will the minister come?",
                "MS. EXAMPLE [Ann Example] Statement: He will. He said so on Monday, and he wants the guild to be there",
                " [] Question: And the guild?",
                "MS. EXAMPLE [Ann Example] Courtesy: Thank you. Thank you all",
                " [] Courtesy: The next question is from the Sample Post",
                "SENIOR PORT OFFICIAL [] Statement: The guild has agreed to come on the first day",
            ],
            reports.Select(report => Show(text, report)));
        Assert.All(reports, report => Assert.False(report.Background));
        Assert.All(reports, report => Assert.Equal(ReportType.Direct, report.Type));
    }

    [Fact]
    public void Labels_of_the_foreign_office_are_labels()
    {
        const string Text = "Ann Example, Spokesperson\n\nSpokesperson: The bridge opens in May, and nobody doubts it.\n\nQuestion: Will the minister come to the opening?\n\n"
            + "Spokesperson: He will come, and so will the guild.\n\n(Bo Sampler, Sample Post): And what of the toll?\n\nAnswer: The toll will stay as it is for a year.\n\nModerator: We go on.";
        Assert.Equal(
            [
                "Statement: The bridge opens in May, and nobody doubts it",
                "Question: Will the minister come to the opening?",
                "Statement: He will come, and so will the guild",
                "Question: And what of the toll?",
                "Statement: The toll will stay as it is for a year",
                "Courtesy: We go on",
            ],
            Reader.Read(Text).Select(report => $"{report.Force}: {Assert.Single(report.Content).Of(Text)}"));
    }

    [Fact]
    public void A_bracket_with_a_colon_is_no_label_where_there_is_no_other()
    {
        const string Text = "The guild met.\n\n(Bo Sampler, Sample Post): a picture of the bridge.\n\n(Ann Example, Agency): another one.";
        Assert.DoesNotContain(Reader.Read(Text), report => report.Cue.Of(Text) == ":");
    }

    [Fact]
    public void An_office_in_the_labels_is_nobody_whom_the_turns_name()
    {
        const string Text = "THE PRESIDENT: The bridge opens in May. Director Ann Example has built it for us.\n\nQ    Sample Road was closed, Mr. President. Did President Bo Sampler not say so?\n\nTHE PRESIDENT: President Sampler said many things, and the bridge is not his.\n";
        Assert.Equal(["PRESIDENT", "PRESIDENT"], Reader.Read(Text).Where(r => r.Force == ReportForce.Statement).Select(r => Assert.Single(r.Speakers).Span.Of(Text)));
    }

    [Fact]
    public void Whoever_is_interviewed_gives_every_answer_whomever_they_quote()
    {
        const string text = "SAMPLETON - A member of a think tank says the bridge is safe. “Nobody has to worry,” Bo Sampleman, a senior fellow, tells the Sample Post. "
            + "Following is the text of the interview: Q: What of the toll?\u00a0 A: The toll will stay for a year. Ann Example said that it would stay for two.\u00a0 "
            + "Q: And the ferry? A: The ferry will go on, as the mayor has promised to everybody on the island.";
        var answers = Reader.Read(text).Where(r => r.Cue.Of(text) == ":").ToList();
        Assert.Equal(
            [
                " [] Question: What of the toll?",
                "A [Bo Sampleman] Statement: The toll will stay for a year. Ann Example said that it would stay for two",
                " [] Question: And the ferry?",
                "A [Bo Sampleman] Statement: The ferry will go on, as the mayor has promised to everybody on the island",
            ],
            answers.Select(report => Show(text, report)));
        Assert.All(answers.Where(a => a.Speakers.Count > 0), a => Assert.Equal(Attribution.Likely, a.Attribution));
    }

    [Fact]
    public void A_post_belongs_to_the_author_behind_it()
    {
        const string text = "The mayor answered at once.\n\nWe open the bridge in May, whatever the guild says. pic.example.com/a https://t.example/b — Ann Example (@annexample) March 4, 2026\n\n"
            + "Others were less sure.\n\nThe toll is a disgrace. https://t.example/c — Bo Sampleman (@bosample) March 5, 2026";
        var reports = Reader.Read(text.Replace("pic.example.com", "pic.twitter.com", StringComparison.Ordinal));
        Assert.Equal(["Ann Example", "Bo Sampleman"], reports.Where(r => r.Cue.Length == 1).Select(r => Assert.Single(r.Speakers).Of(text.Replace("pic.example.com", "pic.twitter.com", StringComparison.Ordinal))));
        Assert.Contains("We open the bridge in May, whatever the guild says.", reports.Select(r => r.Content[0].Of(text.Replace("pic.example.com", "pic.twitter.com", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("SAMPLETON: The mayor opened the bridge on Monday.\n\nPORTSEA: The ferry sank.\n\nSAMPLETON: The guild met.")]
    [InlineData("To be clear: the bridge is open.\n\nIn short: nobody came.\n\nAnd then: nothing.\n\nTo be clear: nothing.")]
    [InlineData("Weight: 40 tons\nLength: 90 metres\nWeight: 41 tons\nCost: none")]
    [InlineData("Q and A met in the port.\n\nQ is a letter. A: so is this one.")]
    public void Datelines_lists_and_openings_are_no_transcript(string text) =>
        Assert.DoesNotContain(Reader.Read(text), report => report.Cue.Of(text) == ":");

    [Theory]
    [InlineData("The mayor might say that the bridge is safe.")]
    [InlineData("The guild would argue that the toll is a disgrace.")]
    public void What_somebody_might_say_is_no_statement(string text) =>
        Assert.DoesNotContain(Reader.Read(text), report => report.Force == ReportForce.Statement);

    [Fact]
    public void A_label_without_words_is_no_turn()
    {
        var text = string.Concat(Enumerable.Repeat("MR. EXAMPLE:\n", 3_000)) + string.Concat(Enumerable.Repeat("A B C D E F G H I ", 3_000));
        Assert.Single(Reader.Read(text));
    }

    [Theory]
    [InlineData("I’d refer you to the port authority for that.", ReportForce.Silence)]
    [InlineData("No comment on the bridge.", ReportForce.Silence)]
    [InlineData("I don’t have anything on that. Again, we would refer you to the harbour office.", ReportForce.Silence)]
    [InlineData("Thanks for the question. I’m not going to get into the talks on the port from this podium.", ReportForce.Silence)]
    [InlineData("We don’t have any update for you today.", ReportForce.Silence)]
    [InlineData("I don’t have anything on the toll, but the bridge will open in May.", ReportForce.Statement)]
    [InlineData("I’d refer you to the port authority. We do support the opening of the bridge, and have said so to the guild.", ReportForce.Statement)]
    [InlineData("We have nothing but respect for the guild and its work on the bridge.", ReportForce.Statement)]
    [InlineData("The bridge is closed. No comment that I make will open it.", ReportForce.Statement)]
    public void An_answer_that_says_nothing_is_no_statement(string answer, ReportForce force)
    {
        var text = $"QUESTION: What do you say about the bridge?\n\nMS. EXAMPLE: {answer}\n\nQUESTION: Thank you.\n";
        Assert.Equal(force, Reader.Read(text)[1].Force);
    }

    [Fact]
    public void A_long_answer_of_nothing_is_read_in_linear_time()
    {
        var text = "QUESTION: And the bridge?\n\nMS. EXAMPLE: " + string.Concat(Enumerable.Repeat("I’d refer you to ", 10_000)) + "\n";
        Assert.Equal(2, Turns.In(text, CancellationToken.None).Count);
    }
}
