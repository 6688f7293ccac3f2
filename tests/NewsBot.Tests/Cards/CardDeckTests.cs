using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Statements.Corrections;
using NewsBot.Stories;
using NewsBot.Stories.Marks;
using NewsBot.Subscriptions;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Cards;

public sealed class CardDeckTests
{
    private readonly CardDeck _deck = new();

    [Fact]
    public void A_card_that_cannot_be_filled_names_its_file_and_the_place_in_it()
    {
        var thrown = Assert.Throws<AdaptiveCards.Templating.AdaptiveTemplateException>(() => CardTemplates.Fill("error", new System.Text.Json.Nodes.JsonObject()));
        Assert.StartsWith("cards/error.json: $.", thrown.Message, StringComparison.Ordinal);
        Assert.NotNull(thrown.Path);
    }

    [Fact]
    public void An_alert_shows_the_quote_who_the_outlets_and_why_it_matched()
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(null, true, null, Invented.Carrier(), Invented.Carrier("Wire One"), Invented.Carrier("Kabul Sample"))));

        Assert.Equal(
            [
                "Pakistan–US talks", " · #S12",
                "“We will meet again in May.”",
                "Mirza Example", ", Foreign Minister",
                "Islamabad, 4 Jan 2021",
                "first: ", "Sample Herald", " 14:02 PKT · also: Wire One, Kabul Sample (3)",
                "Matched #3: both sides and “talks” in one sentence",
            ],
            CardTexts.Of(message.Card!).Select(t => t.Replace('\u00A0', ' ')));
        Assert.Equal(
            ["More=more #S12", "Source=source #S12", "Why=why #S12", "Claim=claim #S12", "Wrong=wrong #S12"],
            CardTexts.Buttons(message.Card!));
        Assert.Equal("Mirza Example: “We will meet again in May.” (Sample Herald)", message.Text);
        Assert.Equal(1, message.Shown);
    }

    [Theory]
    [InlineData(SpeechAct.Denial, "denies")]
    [InlineData(SpeechAct.Threat, "threatens")]
    [InlineData(SpeechAct.Demand, "demands")]
    [InlineData(SpeechAct.Agreement, "agrees")]
    public void What_is_done_by_the_words_is_told_in_a_word(SpeechAct act, string word)
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(act: act))));
        Assert.Contains($"{word} · Islamabad, 4 Jan 2021", CardTexts.Of(message.Card!).Select(t => t.Replace('\u00A0', ' ')));
        Assert.Equal($"Mirza Example {word}: “We will meet again in May.” (Sample Herald)", message.Text);
    }

    [Fact]
    public void Who_is_on_it_what_is_doubted_and_that_it_is_held_stand_on_it()
    {
        var view = Invented.View() with { ClaimedBy = "Ayesha", Doubted = [DoubtKind.Speaker] };
        Assert.Contains(
            "Islamabad, 4 Jan 2021 · Ayesha is on this · its speaker is doubted",
            CardTexts.Of(_deck.Alert(Invented.Alert(view)).Card!).Select(t => t.Replace('\u00A0', ' ')));
        var held = view with { Hold = new Hold { StatementId = 12, Name = "Una", Held = Invented.Noon } };
        Assert.Contains(CardTexts.Of(_deck.Source(held, "Asia/Karachi").Card!), t => t.StartsWith("HELD by Una since ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_compact_alert_shows_the_words_the_speaker_and_the_first_outlet()
    {
        var view = Invented.View(Invented.Statement(words: "“" + new string('w', 600) + "”")) with { ClaimedBy = "Ayesha" };
        var alert = Invented.Alert(view) with { Layout = CardLayout.Compact };
        var texts = CardTexts.Of(_deck.Alert(alert).Card!).Select(t => t.Replace('\u00A0', ' ')).ToList();
        Assert.Equal(8, texts.Count);
        Assert.InRange(texts[2].Length, 100, 250);
        Assert.Equal(["Mirza Example", "Ayesha is on this", "first: ", "Sample Herald"], texts[3..7]);
        Assert.Equal(5, CardTexts.Buttons(_deck.Alert(alert).Card!).Count);
        Assert.True(CardTexts.Of(_deck.Alert(alert with { Layout = CardLayout.Full }).Card!).Sum(t => t.Length) > 700);
        // An edition's rows, too.
        var edition = Invented.Edition([view]) with { Layout = CardLayout.Compact };
        Assert.DoesNotContain(CardTexts.Of(_deck.Edition(edition, null).Card!), t => t.Length > 300);
    }

    [Fact]
    public void The_outlet_that_was_first_is_a_link_if_its_address_can_be_opened()
    {
        Assert.Equal(["https://herald.example/talks"], CardTexts.Addresses(_deck.Alert(Invented.Alert(Invented.View())).Card!));
        Assert.Empty(CardTexts.Addresses(_deck.Alert(Invented.Alert(Invented.View(null, true, null, Invented.Carrier(url: "javascript:alert(1)")))).Card!));
    }

    [Fact]
    public void More_than_four_outlets_are_counted_and_the_first_named()
    {
        var carriers = Enumerable.Range(1, 6).Select(i => Invented.Carrier($"Outlet {i}")).ToArray();
        Assert.Contains(" 14:02 PKT · also: Outlet 2, Outlet 3, Outlet 4, … (6)", CardTexts.Of(_deck.Alert(Invented.Alert(Invented.View(null, true, null, carriers))).Card!));
    }

    [Fact]
    public void A_statement_of_the_sample_newsroom_is_marked_so()
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(null, true, null, Invented.Carrier(sample: true))));
        Assert.Contains("\u00A0SAMPLE\u00A0", CardTexts.Of(message.Card!));
        Assert.StartsWith("SAMPLE · Mirza", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_and_a_withdrawal_are_marked_with_their_time()
    {
        var corrected = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(corrected: Invented.Noon.AddHours(1)))));
        var withdrawn = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(withdrawn: Invented.Noon.AddDays(1)))));

        Assert.Contains("CORRECTED 4 Jan 2021, 15:02 PKT", CardTexts.Of(corrected.Card!));
        Assert.Contains("WITHDRAWN 5 Jan 2021, 14:02 PKT", CardTexts.Of(withdrawn.Card!));
        Assert.StartsWith("WITHDRAWN 5 Jan 2021, 14:02 PKT · Mirza", withdrawn.Text, StringComparison.Ordinal);
        Assert.Single(CardTexts.Objects(withdrawn.Card), o => o["strikethrough"]?.GetValue<bool>() == true);
        Assert.DoesNotContain(CardTexts.Objects(corrected.Card), o => o["strikethrough"]?.GetValue<bool>() == true);
    }

    [Theory]
    [InlineData(ReportType.Direct, true, "“We agree.”", "“We agree.”")]
    [InlineData(ReportType.Direct, true, "\"We agree.\"", "“We agree.”")]
    [InlineData(ReportType.Direct, true, "We agree.", "“We agree.”")]
    [InlineData(ReportType.Direct, true, "«We agree.»", "“We agree.”")]
    [InlineData(ReportType.Direct, true, "“We agree,”", "“We agree”")]
    [InlineData(ReportType.Direct, true, "“We agree,” … “for now.”", "“We agree,” … “for now.”")]
    [InlineData(ReportType.Direct, true, "\"They said 'no'.\"", "“They said 'no'.”")]
    [InlineData(ReportType.Direct, false, "“We agree.”", "We agree.")]
    [InlineData(ReportType.Mixed, true, "that it was “useful and frank”", "that it was “useful and frank”")]
    [InlineData(ReportType.Mixed, false, "that it was “useful and frank”", "that it was useful and frank")]
    [InlineData(ReportType.Indirect, true, "that both sides don’t agree", "that both sides don’t agree")]
    [InlineData(ReportType.Indirect, true, "that the “deal” holds", "that the deal holds")]
    public void Quotation_marks_stand_only_around_words_that_were_checked(ReportType type, bool verbatim, string words, string shown) =>
        Assert.Contains(shown, CardTexts.Of(_deck.Alert(Invented.Alert(Invented.View(Invented.Statement(words: words, type: type), verbatim))).Card!));

    [Theory]
    [InlineData(ReportType.Indirect, "urged", "Kabul to act", "urged Kabul to act", "Mirza Example urged Kabul to act")]
    [InlineData(ReportType.Mixed, "called", "it “a habit”", "called it “a habit”", "Mirza Example called it “a habit”")]
    [InlineData(ReportType.Indirect, null, "talks would resume", "talks would resume", "Mirza Example: talks would resume")]
    [InlineData(ReportType.Direct, "said", "“We agree.”", "“We agree.”", "Mirza Example: “We agree.”")]
    public void Half_a_sentence_is_shown_with_the_words_of_saying_before_it(ReportType type, string? lead, string words, string shown, string line)
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(words: words, type: type)) with { Lead = lead }));
        Assert.Contains(shown, CardTexts.Of(message.Card!));
        Assert.Contains(line, message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Spokesperson, Foreign Office", ", Spokesperson, Foreign Office")]
    [InlineData("Foreign Office", ", Foreign Office, through a spokesperson")]
    public void A_spokesperson_is_said_once(string office, string shown) =>
        Assert.Contains(shown, CardTexts.Of(_deck.Alert(Invented.Alert(Invented.View(
            Invented.Statement(office: office, attribution: NewsBot.Text.Attribution.Spokesperson)))).Card!));

    [Fact]
    public void A_quote_in_a_script_from_the_right_is_marked_so()
    {
        var urdu = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(words: "“ہم بات چیت کے لیے تیار ہیں”"))));
        var english = _deck.Alert(Invented.Alert(Invented.View()));
        Assert.Single(CardTexts.Objects(urdu.Card), o => o["rtl"]?.GetValue<bool>() == true);
        Assert.DoesNotContain(CardTexts.Objects(english.Card), o => o["rtl"]?.GetValue<bool>() == true);
    }

    [Fact]
    public void What_is_written_from_the_right_keeps_to_itself_inside_a_line()
    {
        var message = _deck.Alert(Invented.Alert(Invented.View(
            Invented.Statement(words: "“ہم تیار ہیں”", place: "کابل"), true, null, Invented.Carrier("نیا پڑاؤ"), Invented.Carrier("صبح نو"))));
        var texts = CardTexts.Of(message.Card!).Select(t => t.Replace('\u00A0', ' ')).ToList();
        Assert.Contains("\u2068نیا پڑاؤ\u2069", texts);
        Assert.Contains(" 14:02 PKT · also: \u2068صبح نو\u2069 (2)", texts);
        Assert.Contains("\u2068کابل\u2069, 4 Jan 2021", texts);
        Assert.Contains("“ہم تیار ہیں”", texts);
        Assert.Equal("Mirza Example: \u2068“ہم تیار ہیں”\u2069 (\u2068نیا پڑاؤ\u2069)", message.Text);
        var row = _deck.Timeline("Timeline", [Invented.View(null, true, null, Invented.Carrier("نیا پڑاؤ"))], "UTC", []);
        Assert.Contains("Mirza Example: “We will meet again in May.” (\u2068نیا پڑاؤ\u2069) · #S12", CardTexts.Of(row.Card!));
    }

    [Theory]
    [InlineData("We will go on with it ")]
    [InlineData("ہم بات چیت کے لیے تیار ہیں ")]
    public void A_row_of_a_timeline_keeps_its_number_however_long_it_is(string words)
    {
        var view = Invented.View(Invented.Statement(words: string.Concat(Enumerable.Repeat(words, 12)), corrected: Invented.Noon)) with
        {
            Correction = new Correction
            {
                StatementId = 12,
                Revision = 1,
                Kind = CorrectionKind.Noted,
                ArticleId = 1,
                Was = words,
                Became = words,
                Note = string.Concat(Enumerable.Repeat("One word is another now. ", 10)),
                Made = Invented.Noon,
            },
        };
        var row = CardTexts.Of(_deck.Timeline("Timeline", [view], "UTC", []).Card!)[^1];
        Assert.EndsWith(" · #S12", row, StringComparison.Ordinal);
        Assert.InRange(row.Length, 200, 300);
        Assert.Equal(row.Count(c => c == '\u2068'), row.Count(c => c == '\u2069'));
    }

    [Theory]
    [InlineData("Asia/Karachi", " 14:02 PKT")]
    [InlineData("Asia/Kabul", " 13:32 AFT")]
    [InlineData("America/New_York", " 04:02 EST")]
    [InlineData("Asia/Kathmandu", " 14:47 UTC+5:45")]
    [InlineData("America/Sao_Paulo", " 06:02 UTC−3")]
    [InlineData("Pacific/Kiritimati", " 23:02 UTC+14")]
    [InlineData("Not/AZone", " 09:02 UTC")]
    public void Times_are_those_of_the_zone_and_name_it(string zone, string shown) =>
        Assert.Contains(shown, CardTexts.Of(_deck.Alert(Invented.Alert(Invented.View(), zone)).Card!));

    [Fact]
    public void A_report_of_another_day_shows_its_day()
    {
        var carrier = Invented.Carrier() with { Published = Invented.Noon.AddDays(2) };
        Assert.Contains(" 6 Jan 2021, 14:02 PKT", CardTexts.Of(_deck.Alert(Invented.Alert(Invented.View(null, true, null, carrier))).Card!));
    }

    [Fact]
    public void An_edition_is_grouped_by_topic_and_story_and_says_what_is_behind_more()
    {
        var message = _deck.Edition(Invented.Edition([Invented.View(), Invented.View(Invented.Statement(13, "“No.”"))], held: 4, late: true), Invented.Noon.AddDays(1));

        var texts = CardTexts.Of(message.Card!);
        Assert.Equal(
            ["Edition, posted late", "Mon 4 Jan 2021, 14:02 PKT", "6 statements since Sun 3 Jan 2021, 14:02 PKT", "Pakistan–US talks", "Talks in spring", "“We will meet again in May.”"],
            texts.Take(6));
        Assert.Contains("4 more of this window: say more", texts);
        Assert.Contains("Next edition: Tue 5 Jan 2021, 14:02 PKT · #4", texts);
        Assert.Equal([$"More=more #E{Invented.Edition([]).Id}"], CardTexts.Buttons(message.Card!));
        Assert.Equal(2, message.Shown);
    }

    [Theory]
    [InlineData(null, false, "New statements", "6 statements at once", "4 more: say more")]
    [InlineData(-2, false, "New statements", "6 statements since Mon 4 Jan 2021, 12:02 PKT", "4 more of this window: say more")]
    [InlineData(-2, true, "New statements, posted late", "6 statements since Mon 4 Jan 2021, 12:02 PKT", "4 more of this window: say more")]
    public void A_card_of_many_alerts_says_since_when_and_late_only_where_they_were_held_back(
        int? since, bool late, string title, string window, string more)
    {
        var views = new[] { Invented.View(), Invented.View(Invented.Statement(13, "“No.”")) };
        var roundup = Invented.Edition(views, held: 4, late) with
        {
            Kind = DigestKind.Roundup,
            From = since is { } hours ? Invented.Noon.AddHours(hours) : null,
        };
        var message = _deck.Post(roundup, null);
        var texts = CardTexts.Of(message.Card!);
        Assert.Equal([title, "Mon 4 Jan 2021, 14:02 PKT", window], texts.Take(3));
        Assert.Contains(more, texts);
        Assert.StartsWith(window, message.Text, StringComparison.Ordinal);
        Assert.Equal(late, message.Text.Contains("late", StringComparison.Ordinal));
    }

    [Fact]
    public void An_edition_without_news_is_one_line()
    {
        var message = _deck.Edition(Invented.Edition([]), null);
        Assert.Equal(["Edition", "Mon 4 Jan 2021, 14:02 PKT", "Nothing new since Sun 3 Jan 2021, 14:02 PKT."], CardTexts.Of(message.Card!));
        Assert.Equal("Nothing new since Sun 3 Jan 2021, 14:02 PKT.", message.Text);
    }

    [Fact]
    public void A_list_of_statements_counts_and_each_leads_to_its_source()
    {
        var message = _deck.Statements("who said “May” since 3 Jan 2021", [Invented.View(), Invented.View(Invented.Statement(13, "“No.”"))], 6, 9, "Asia/Karachi", new ListLines("more #L7"));

        Assert.Equal(["who said “May” since 3 Jan 2021", "6–7 of 9"], CardTexts.Of(message.Card!).Take(2));
        Assert.Contains("2 more: say more", CardTexts.Of(message.Card!));
        Assert.Equal(["More=more #L7"], CardTexts.Buttons(message.Card!));
        Assert.Equal(["source #S12", "source #S13"], CardTexts.Objects(message.Card).Select(o => o["selectAction"]?["data"]?["say"]?.GetValue<string>()).OfType<string>());
        Assert.Equal(
            "who said “May” since 3 Jan 2021: 6–7 of 9\n#S12 Mirza Example: “We will meet again in May.” (Sample Herald)\n#S13 Mirza Example: “No.” (Sample Herald)",
            message.Text);
    }

    [Fact]
    public void A_source_shows_the_sentences_around_and_every_outlet()
    {
        var message = _deck.Source(Invented.View(null, true, "Before. “We will meet again in May.” After.", Invented.Carrier(), Invented.Carrier("Wire One", "https://wire.example/1")), "Asia/Karachi");

        Assert.Contains("Before. “We will meet again in May.” After.", CardTexts.Of(message.Card!));
        Assert.Contains(" · press · 4 Jan 2021, 14:02 PKT", CardTexts.Of(message.Card!));
        Assert.Equal(["https://herald.example/talks", "https://wire.example/1", "https://herald.example/talks"], CardTexts.Addresses(message.Card!));
        Assert.EndsWith("\nSample Herald https://herald.example/talks\nWire One https://wire.example/1", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Subscriptions_show_what_when_who_and_how_to_end_them()
    {
        SubscriptionRow[] rows =
        [
            new(Invented.Subscription(1), "Pakistan–US talks", Invented.Noon, "Asia/Karachi"),
            new(Invented.Subscription(4, SubscriptionMode.Digest, "speaker:\"Mirza Example\"", 127), "", null, "Asia/Karachi"),
        ];
        var message = _deck.Subscriptions(rows, 1, 7, "more #L8");

        var texts = CardTexts.Of(message.Card!);
        Assert.Equal(["7 subscriptions here", "#1 ", "Pakistan–US talks", " · alerts", "by Ayesha since 4 Jan 2021 · last post 4 Jan 2021, 14:02 PKT"], texts.Take(5));
        Assert.Contains("Everything that is followed here", texts);
        Assert.Contains(" · digest at 07:30, daily", texts);
        Assert.Contains("speaker:\"Mirza Example\"", texts);
        Assert.Equal(["More=more #L8", "Unsubscribe=unsubscribe #1", "Unsubscribe=unsubscribe #4"], CardTexts.Buttons(message.Card!).Order());
        Assert.Equal("7 subscriptions here\n#1 Pakistan–US talks · alerts\n#4 Everything that is followed here speaker:\"Mirza Example\" · digest at 07:30, daily", message.Text);
    }

    [Fact]
    public void A_line_that_does_not_fit_is_not_cut_but_its_button_left_out()
    {
        var line = "edit #1 to " + new string('x', 900);
        SayButton[] buttons = [new("Undo", line), new("Too long", new string('y', 2001)), new("List", "list")];
        Assert.Equal([$"Undo={line}", "List=list"], CardTexts.Buttons(_deck.Notice("Done", "It is.", buttons).Card!));
        var card = _deck.Notice("Done", "It is.", [.. Enumerable.Range(0, 6).Select(_ => new SayButton("Go", new string('z', 2000)))]).Card!;
        Assert.InRange(CardSize.Of(card), 1, CardSize.Max);
    }

    [Fact]
    public void Rows_that_find_no_room_are_counted()
    {
        var texts = CardTexts.Of(_deck.Why("Why", [.. Enumerable.Range(1, 23).Select(i => ($"Row {i}", $"Sentence {i}"))], []).Card!);
        Assert.Contains("4 rows have no room here.", texts);
        Assert.Contains("Sentence 19", texts);
    }

    [Fact]
    public void Welcome_offers_the_two_topics_and_help()
    {
        var message = _deck.Welcome([Invented.Topic("pak-us", "Pakistan–US talks"), Invented.Topic("intra-afghan", "Intra-Afghan talks"), Invented.Topic("pak-afghan", "Pakistan–Afghanistan talks")], true);

        Assert.Equal(
            ["Follow Pakistan–US talks=subscribe pak-us", "Follow intra-Afghan talks=subscribe intra-afghan", "What can I say?=help"],
            CardTexts.Buttons(message.Card!));
        Assert.Contains("\u00A0SAMPLE\u00A0", CardTexts.Of(message.Card!));
    }

    [Fact]
    public void Every_message_has_a_card_that_no_client_stumbles_over_and_a_text()
    {
        var view = Invented.View();
        Dictionary<string, CardMessage> all = new()
        {
            ["welcome"] = _deck.Welcome([Invented.Topic("pak-us", "Pakistan–US talks")], false),
            ["help"] = _deck.Help([("list", "what is followed here")]),
            ["alert"] = _deck.Alert(Invented.Alert(view)),
            ["alert-bare"] = _deck.Alert(Invented.Alert(Invented.View(Invented.Statement(office: null, place: null)), reason: null)),
            ["edition"] = _deck.Edition(Invented.Edition([view, view], held: 2, late: true), Invented.Noon.AddDays(1)),
            ["edition-empty"] = _deck.Edition(Invented.Edition([]), null),
            ["statements"] = _deck.Statements("who said “May”, since 3 Jan 2021", [view], 1, 1, "Asia/Karachi"),
            ["statements-none"] = _deck.Statements("who said “May”, since 3 Jan 2021", [], 1, 0, "Asia/Karachi"),
            ["comparison"] = _deck.Comparison("A beside B", "of all that is kept", [new("A", [view, view], ""), new("B", [], "No statement.")], "Asia/Karachi", [new("All of A", "what did A say")]),
            ["source"] = _deck.Source(view, "Asia/Karachi"),
            ["why"] = _deck.Why("Why #S12", [("fetched", "Read at 14:02 PKT.")], [new("Source", "source #S12")]),
            ["subscriptions"] = _deck.Subscriptions([new(Invented.Subscription(), "Pakistan–US talks", null, "Asia/Karachi")], 1, 1),
            ["subscriptions-none"] = _deck.Subscriptions([], 1, 0),
            ["notice"] = _deck.Notice("Done", "Followed.\n\nTwice.", new SayButton("List", "list")),
            ["error"] = _deck.Error("Not understood", "Say help."),
        };

        foreach (var (name, message) in all)
        {
            ExpandedCardsTests.Write("deck", name, message.Card!.ToJsonString());
            Assert.Empty(AdaptiveCards.AdaptiveCard.FromJson(message.Card!.ToJsonString()).Warnings);
            Assert.NotEmpty(message.Text);
            Assert.IsType<Newtonsoft.Json.Linq.JObject>(message.ToActivity().Attachments[0].Content);
            Assert.Equal(message.Text, message.ToActivity().Summary);
        }
    }

    [Fact]
    public void A_card_stays_under_24_KB_by_shorter_words_and_then_by_fewer_statements()
    {
        var carriers = Enumerable.Range(1, 9).Select(i => Invented.Carrier(new string('o', 70) + i)).ToArray();
        StatementView Long(int id) => Invented.View(Invented.Statement(id, string.Concat(Enumerable.Repeat("word ", 400)), office: new string('f', 300)), true, null, carriers);
        var five = _deck.Statements("all", [.. Enumerable.Range(1, 5).Select(Long)], 1, 5, "UTC");
        var forty = _deck.Edition(Invented.Edition([.. Enumerable.Range(1, 40).Select(Long)]), null);

        Assert.Equal(5, five.Shown);
        Assert.InRange(CardSize.Of(five.Card!), 1, CardSize.Max);
        Assert.InRange(CardSize.Of(forty.Card!), 1, CardSize.Max);
        Assert.InRange(forty.Shown!.Value, 5, 39);
        Assert.Contains($"{40 - forty.Shown} more of this window: say more", CardTexts.Of(forty.Card!));
    }
}
