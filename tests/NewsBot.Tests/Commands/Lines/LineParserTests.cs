using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

/// <summary>What a line means is checked by the line that the parser would write for it.</summary>
public sealed class LineParserTests
{
    [Theory]
    [InlineData("help", "help")]
    [InlineData("", "help")]
    [InlineData("?", "help")]
    [InlineData("help sub", "help subscribe")]
    [InlineData("topics", "topics")]
    [InlineData("What do you follow?", "topics")]
    [InlineData("subscribe pak-us", "subscribe topic:pak-us")]
    [InlineData("sub pak-us", "subscribe topic:pak-us")]
    [InlineData("follow Pakistan–US talks", "subscribe topic:\"Pakistan–US talks\"")]
    [InlineData("subscribe #3", "subscribe #3")]
    [InlineData(
        "subscribe intra-afghan speaker:\"Amir Khan Muttaqi\" type:official -outlet:x as:digest at:08:00 days:mon-fri",
        "subscribe topic:intra-afghan speaker:\"Amir Khan Muttaqi\" type:official -outlet:x as:digest at:08:00 days:mon-fri")]
    [InlineData("subscribe pak-us +speaker:Dar speaker:Rubio", "subscribe topic:pak-us speaker:Dar,Rubio")]
    [InlineData("subscribe pak-us \"ceasefire\" -cricket", "subscribe topic:pak-us term:ceasefire -term:cricket")]
    [InlineData("subscribe pak-us at 8 pm on weekdays", "subscribe topic:pak-us as:digest at:20:00 days:mon-fri")]
    [InlineData("subscribe speaker:\"Ishaq Dar\"", "subscribe speaker:\"Ishaq Dar\"")]
    [InlineData("unsubscribe #1", "unsubscribe #1")]
    [InlineData("unsub 1", "unsubscribe #1")]
    [InlineData("stop following pak-us", "unsubscribe pak-us")]
    [InlineData("unsubscribe all", "unsubscribe all")]
    [InlineData("unsubscribe all yes", "unsubscribe all yes")]
    [InlineData("list", "list")]
    [InlineData("show #3", "show #3")]
    [InlineData("show #S12", "more #S12")]
    [InlineData("digest", "digest")]
    [InlineData("digest now", "digest now")]
    [InlineData("digest off", "digest off")]
    [InlineData("stop the digest", "digest off")]
    [InlineData("stop the digest now", "digest off")]
    [InlineData("stop the daily digest", "digest off")]
    [InlineData("unsubscribe digest", "digest off")]
    [InlineData("unsubscribe from the digest", "digest off")]
    [InlineData("digest at 07:30 mon-fri", "digest at 07:30 mon-fri")]
    [InlineData("digest at 07:30 days:mon-sat", "digest at 07:30 mon-sat")]
    [InlineData("daily digest at 8am", "digest at 08:00")]
    [InlineData("digest every day at 8 p.m.", "digest at 20:00 daily")]
    [InlineData("digest monday to friday at 8", "digest at 08:00 mon-fri")]
    [InlineData("digest at 8 mon - fri", "digest at 08:00 mon-fri")]
    [InlineData("digest sat through mon at 8 in Asia/Kabul", "digest at 08:00 mon,sat,sun in Asia/Kabul")]
    [InlineData("digest every morning at 8", "digest at 08:00")]
    [InlineData("digest at 8 in the morning", "digest at 08:00")]
    [InlineData("digest at 8 in the evening", "digest at 20:00")]
    [InlineData("digest at 18:30 every evening", "digest at 18:30")]
    [InlineData("digest for pak-us at 8", "digest at 08:00 in pak-us")]
    [InlineData("subscribe pak-us at 8 monday to friday", "subscribe topic:pak-us as:digest at:08:00 days:mon-fri")]
    [InlineData("digest mon, wed and fri at 7.30 in Asia/Karachi", "digest at 07:30 mon,wed,fri in Asia/Karachi")]
    [InlineData("digest at 9 Karachi time", "digest at 09:00 in Karachi")]
    [InlineData("timezone Asia/Karachi", "timezone Asia/Karachi")]
    [InlineData("set timezone to PKT", "timezone PKT")]
    [InlineData("tz UTC+5", "timezone \"UTC+5\"")]
    [InlineData("timezone", "timezone")]
    [InlineData("who said \"inclusive government\" since 7d", "who said \"inclusive government\" since 7d")]
    [InlineData("who-said ceasefire in the last 24 hours", "who said ceasefire since 24h")]
    [InlineData("who said since 7d \"ceasefire\" topic:pak-us", "who said \"ceasefire\" topic:pak-us since 7d")]
    [InlineData("Who denied the attack since yesterday?", "who denied the attack since yesterday")]
    [InlineData("who said anything on 2026-11-15", "who said anything on 2026-11-15")]
    [InlineData("who said anything today", "who said anything on today")]
    [InlineData("who denies", "who denied")]
    [InlineData("who denied anything since 7d", "who denied since 7d")]
    [InlineData("who has denied that “the attack” type:direct", "who denied \"the attack\" type:direct")]
    [InlineData("who threatened to close the border", "who threatened close the border")]
    [InlineData("who demanded release topic:pak-us since mon", "who demanded release topic:pak-us since mon")]
    [InlineData("who agreed to talks", "who agreed talks")]
    [InlineData("who agreed on \"to\" talks", "who agreed \"to\" talks")]
    [InlineData("what did Dar say about visas since yesterday", "what did Dar say about visas since yesterday")]
    [InlineData("What has Ishaq Dar said on \"trade routes\"?", "what did \"Ishaq Dar\" say about \"trade routes\"")]
    [InlineData("what-did Dar about visas", "what did Dar say about visas")]
    [InlineData("what did the Foreign Office say today", "what did \"the Foreign Office\" say on today")]
    [InlineData("search visas OR trade outlet:dawn -type:indirect", "search visas OR trade outlet:dawn -type:indirect")]
    [InlineData("find visas from:2026-11-01 until:2026-11-07", "search visas since 2026-11-01 until 2026-11-07")]
    [InlineData("search black friday", "search black friday")]
    [InlineData("search vitamin d", "search vitamin d")]
    [InlineData("search visas on friday", "search visas on fri")]
    [InlineData("latest", "latest")]
    [InlineData("latest pak-us", "latest \"pak-us\"")]
    [InlineData("latest news on visas since mon", "latest \"visas\" since mon")]
    [InlineData("latest speaker:Dar", "latest speaker:Dar")]
    [InlineData("more", "more")]
    [InlineData("next page", "more")]
    [InlineData("more #S12", "more #S12")]
    [InlineData("more S12", "more #S12")]
    [InlineData("more #L7", "more #L7")]
    [InlineData("more #e12", "more #E12")]
    [InlineData("since yesterday", "since yesterday")]
    [InlineData("since mon", "since mon")]
    [InlineData("since last monday", "since mon")]
    [InlineData("since 08:00", "since 08:00")]
    [InlineData("since 2026-11-01", "since 2026-11-01")]
    [InlineData("since 1 Nov 2026", "since 2026-11-01")]
    [InlineData("since 2026-11-01..2026-11-07", "what's new since 2026-11-01 until 2026-11-07")]
    [InlineData("what's new", "what's new")]
    [InlineData("what’s new since monday?", "since mon")]
    [InlineData("what's new today", "since today")]
    [InlineData("what's new about pak-us since 2 days", "since 2d on \"pak-us\"")]
    [InlineData("since yesterday topic:pak-us", "since yesterday topic:pak-us")]
    [InlineData("source #S12", "source #S12")]
    [InlineData("source", "source")]
    [InlineData("why https://example.org/a/b?c=1,2", "why https://example.org/a/b?c=1,2")]
    [InlineData("why <https://example.org/a|example.org/a>", "why https://example.org/a")]
    [InlineData("why example.org/a", "why https://example.org/a")]
    [InlineData("why did I not get https://example.org/a?", "why https://example.org/a")]
    [InlineData("why #S12", "why #S12")]
    [InlineData("why", "why")]
    [InlineData("what did Dar say yesterday about trade", "what did Dar say about trade on yesterday")]
    [InlineData("what did Dar say on monday about visas", "what did Dar say about visas on mon")]
    [InlineData("what did Dar say friday about visas", "what did Dar say about visas on fri")]
    [InlineData("what did Dar say last week about trade", "what did Dar say about trade since 7d")]
    [InlineData("what did Dar say in the last two days about trade", "what did Dar say about trade since 2d")]
    [InlineData("what did Dar say this morning", "what did Dar say since today 06:00")]
    [InlineData("what did the State Department say last night", "what did \"the State Department\" say since yesterday 20:00 until today 06:00")]
    [InlineData("who said ceasefire since 1 march", "who said ceasefire since 1 Mar")]
    [InlineData("who said ceasefire since march", "who said ceasefire since March")]
    [InlineData("who said ceasefire in march 2026", "who said ceasefire in March 2026")]
    [InlineData("who said ceasefire since two days ago", "who said ceasefire since 2d")]
    [InlineData("who said yesterday that visas are closed", "who said visas are closed on yesterday")]
    [InlineData("search visas before 1 nov 2026", "search visas before 2026-11-01")]
    [InlineData("search visas before:2026-11-01", "search visas before 2026-11-01")]
    [InlineData("search visas before monday outlet:dawn", "search visas outlet:dawn before mon")]
    [InlineData("search visas between 1 nov and 5 nov", "search visas since 1 Nov until 5 Nov")]
    [InlineData("search talks between Kabul and Islamabad", "search talks between Kabul and Islamabad")]
    [InlineData("search testimony before the Senate", "search testimony before the Senate")]
    [InlineData("search riots 9 may", "search riots 9 may")]
    [InlineData("search long march", "search long march")]
    [InlineData("search riots on 9 may", "search riots on 9 May")]
    [InlineData("since yesterday evening", "since yesterday 18:00")]
    [InlineData("since yesterday 6pm on pak-us", "since yesterday 18:00 on \"pak-us\"")]
    [InlineData("since monday morning", "since mon 06:00")]
    [InlineData("what's new since 1 nov", "since 1 Nov")]
    [InlineData("did Khalilzad say anything about the ceasefire?", "what did Khalilzad say about the ceasefire")]
    [InlineData("has Dar ever said anything about visas since 7d", "what did Dar say about visas since 7d")]
    [InlineData("Have the Taliban said anything today?", "what did \"the Taliban\" say on today")]
    [InlineData("please list", "list")]
    [InlineData("could you please show #3, please", "show #3")]
    [InlineData("can you search visas", "search visas")]
    [InlineData("thank you!", "thanks")]
    [InlineData("Thanks a lot for the news", "thanks")]
    [InlineData("mute until 08", "mute until 08")]
    [InlineData("quiet 22-7", "quiet 22:00-07:00")]
    [InlineData("quiet 10pm-6am", "quiet 22:00-06:00")]
    [InlineData("search \"spaeker:Dar\"", "search \"spaeker:Dar\"")]
    [InlineData("undo", "undo")]
    [InlineData("edit 3 -outlet:dawn", "edit #3 -outlet:dawn")]
    [InlineData("mute 3 until mon", "mute #3 until mon")]
    [InlineData("mute 3 2h", "mute #3 2h")]
    [InlineData("mute 3 hours", "mute 3 hours")]
    [InlineData("unmute 3", "unmute #3")]
    [InlineData("subscribe 3", "subscribe #3")]
    [InlineData("list my subscriptions please", "list")]
    [InlineData("list all sources", "sources")]
    [InlineData("sources dawn", "sources dawn")]
    [InlineData("sources new york times", "sources \"new york times\"")]
    [InlineData("sources new https://daily.example/feed", "sources add https://daily.example/feed")]
    [InlineData("sources The Gazette", "sources \"The Gazette\"")]
    [InlineData("what do you keep about me", "my data")]
    [InlineData("list\nof what is followed", "list")]
    [InlineData("status", "status")]
    public void A_line_is_understood(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Theory]
    [InlineData("/newsbot list")]
    [InlineData("@NewsBot list")]
    [InlineData("<at>NewsBot</at> list")]
    [InlineData("<at id=\"0\">NewsBot</at>&nbsp;list")]
    [InlineData("<@U012ABCDEF> list")]
    [InlineData("@NewsBot: list")]
    [InlineData("NewsBot, list")]
    [InlineData("/newsbot @NewsBot list")]
    [InlineData("/list")]
    [InlineData("LIST")]
    [InlineData("  list  ")]
    [InlineData("\u00a0list\u202f")]
    [InlineData("\u200blist\ufeff.")]
    [InlineData("\u202elist\u202c")]
    [InlineData("list\r\n")]
    [InlineData("`list`")]
    [InlineData("list!?…")]
    [InlineData("list۔")]
    public void Prefix_case_spaces_invisible_characters_and_a_full_stop_say_nothing(string line) =>
        Assert.Equal("list", Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Theory]
    [InlineData("who said \"inclusive government\"")]
    [InlineData("who said “inclusive government”")]
    [InlineData("who said ”inclusive government“")]
    [InlineData("who said „inclusive government“")]
    [InlineData("who said «inclusive government»")]
    [InlineData("who said « inclusive government »")]
    [InlineData("who said »inclusive government«")]
    [InlineData("who said ‹inclusive government›")]
    [InlineData("who said 'inclusive government'")]
    [InlineData("who said ‘inclusive government’.")]
    [InlineData("who said 「inclusive government」")]
    [InlineData("who said \"inclusive government")]
    [InlineData("who said“inclusive government”")]
    [InlineData("who said &quot;inclusive government&quot;")]
    public void All_quotation_marks_are_equal(string line) =>
        Assert.Equal("who said \"inclusive government\"", Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Fact]
    public void An_apostrophe_opens_no_phrase() =>
        Assert.Equal("search Dar's visit", Assert.IsType<Understood>(LineParser.Parse("search Dar's visit")).Command.Write());

    [Fact]
    public void A_list_of_quoted_values_is_one_qualifier() =>
        Assert.Equal(
            "subscribe topic:pak-us speaker:\"Ishaq Dar\",\"Marco Rubio\"",
            Assert.IsType<Understood>(LineParser.Parse("subscribe pak-us speaker: “Ishaq Dar”, «Marco Rubio»")).Command.Write());

    [Theory]
    [InlineData("subscibe pak-us", "subscribe", "subscribe pak-us")]
    [InlineData("lsit", "list", "list")]
    [InlineData("hepl", "help", "help")]
    [InlineData("serach visas", "search", "search visas")]
    [InlineData("who siad \"ceasefire\"", "who said", "who said \"ceasefire\"")]
    [InlineData("who deneid attack", "who denied", "who denied attack")]
    [InlineData("waht did Dar say about visas", "what did", "what did Dar say about visas")]
    [InlineData("digset at 08:00", "digest", "digest at 08:00")]
    [InlineData("timezoen Asia/Karachi", "timezone", "timezone Asia/Karachi")]
    [InlineData("subsc pak-us", "subscribe", "subscribe pak-us")]
    public void A_misspelt_verb_gets_the_line_that_was_probably_meant(string line, string verb, string suggestion)
    {
        var answer = Assert.IsType<Misunderstood>(LineParser.Parse(line));
        Assert.Contains($"“{verb}”", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(suggestion, answer.Suggestions[0]);
    }

    [Theory]
    [InlineData("type:denial", "latest type:denial")]
    [InlineData("visas outlet:dawn", "search visas outlet:dawn")]
    [InlineData("note: read this", "search \"note: read this\"")]
    public void A_filter_without_a_verb_is_offered_as_the_search_that_it_means(string line, string offered) =>
        Assert.Equal(offered, Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions[0]);

    [Theory]
    [InlineData("did you sleep well")]
    [InlineData("who condemned the attack")]
    [InlineData("who met Dar")]
    [InlineData("who warned Kabul since 7d")]
    [InlineData("who is Dar")]
    [InlineData("how do I unsubscribe")]
    [InlineData("how are you")]
    [InlineData("quit")]
    [InlineData("mate")]
    [InlineData("digset")]
    [InlineData("unmtue")]
    [InlineData("qiuet")]
    public void No_ready_button_changes_anything_and_no_short_word_is_taken_for_another(string line)
    {
        var answer = Assert.IsType<Misunderstood>(LineParser.Parse(line));
        Assert.DoesNotContain(answer.Suggestions, s => s.StartsWith("why", StringComparison.Ordinal) || s.StartsWith("show", StringComparison.Ordinal));
        var ready = answer.Suggestions.Where(s => Assert.IsType<Understood>(LineParser.Parse(s)).Command.Changes);
        Assert.DoesNotContain(ready, s => s.Contains(' ', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("who rejected the deal since 7d", "who said the deal since 7d")]
    [InlineData("who is Ishaq Dar", "what did \"Ishaq Dar\" say")]
    [InlineData("how do I unsubscribe", "help unsubscribe")]
    [InlineData("how are you", "help")]
    [InlineData("thanks, list", "list")]
    [InlineData("https://example.org/a", "why https://example.org/a")]
    [InlineData("<https://example.org/a|example.org/a>", "why https://example.org/a")]
    [InlineData("#3", "show #3")]
    [InlineData("set digest at 8", "digest at 08:00")]
    [InlineData("change the digest to 9am", "digest at 09:00")]
    [InlineData("set quiet hours 22:00-07:00", "quiet 22:00-07:00")]
    [InlineData("set quiet hours to 22-7", "quiet 22:00-07:00")]
    [InlineData("show settings", "settings")]
    [InlineData("show digest", "digest")]
    [InlineData("show me the latest", "latest")]
    [InlineData("search visas spaeker:Dar", "search visas speaker:Dar")]
    [InlineData("search visas spaeker:“Ishaq Dar”", "search visas speaker:\"Ishaq Dar\"")]
    [InlineData("latest pak-us oulet:dawn", "latest \"pak-us\" outlet:dawn")]
    [InlineData("timeline topc:pak-us", "timeline topic:pak-us")]
    [InlineData("search visas from:Dar", "search visas speaker:Dar")]
    [InlineData("latest from:Dar", "latest speaker:Dar")]
    [InlineData("who said ceasefire since ramadan", "search \"ceasefire since ramadan\"")]
    public void The_line_that_was_meant_is_offered(string line, string offered) =>
        Assert.Equal(offered, Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions[0]);

    [Fact]
    public void A_slip_that_is_as_near_to_two_verbs_names_both()
    {
        var answer = Assert.IsType<Misunderstood>(LineParser.Parse("usubscribe #1"));
        Assert.Contains("“subscribe” or “unsubscribe”", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(["subscribe #1", "unsubscribe #1"], answer.Suggestions.Take(2));
    }

    [Theory]
    [InlineData("flibbertigibbet")]
    [InlineData("the talks in Doha")]
    [InlineData("subscribe pak-us speker:Dar")]
    [InlineData("subscribe pak-us speaker:")]
    [InlineData("subscribe pak-us as:fax")]
    [InlineData("subscribe pak-us as:alerts at:08:00")]
    [InlineData("subscribe pak-us in:elsewhere")]
    [InlineData("subscribe pak-us at 25:00")]
    [InlineData("subscribe pak-us days:someday as:digest at:08:00")]
    [InlineData("subscribe https://example.org/rss")]
    [InlineData("unsubscribe https://example.org/rss")]
    [InlineData("digest at 25:00")]
    [InlineData("digest at 8 and at 9")]
    [InlineData("digest wibble")]
    [InlineData("digest topic:pak-us at 08:00")]
    [InlineData("since wibble")]
    [InlineData("since last shift")]
    [InlineData("since yesterday 6")]
    [InlineData("since yesterday at 6")]
    [InlineData("since 8 this morning")]
    [InlineData("search visas since ramadan")]
    [InlineData("search visas before 40 march")]
    [InlineData("search visas yesterday at 6")]
    [InlineData("who said ceasefire since 8 this morning")]
    [InlineData("what did Dar say yesterday about visas since mon")]
    [InlineData("latest until further notice")]
    [InlineData("timeline since the flood")]
    [InlineData("since 99999999d")]
    [InlineData("search")]
    [InlineData("search -visas https://example.org")]
    [InlineData("search visas since:wibble")]
    [InlineData("who said")]
    [InlineData("who said \"\"")]
    [InlineData("who denied ***")]
    [InlineData("who denied #3")]
    [InlineData("what did say about visas")]
    [InlineData("what did Dar say speaker:Rubio")]
    [InlineData("more cowbell")]
    [InlineData("stop the digest on weekends")]
    [InlineData("stop digest #3")]
    [InlineData("stop the digest tomorrow")]
    [InlineData("edit #3 as:alerts at:08:00")]
    [InlineData("edit #3 as:alerts days:mon")]
    [InlineData("more #L7 #E12")]
    [InlineData("list pak-us")]
    [InlineData("Following a meeting in Kabul, the two sides agreed to go on.")]
    [InlineData("topics in Urdu")]
    [InlineData("status #3")]
    [InlineData("undo #1")]
    [InlineData("timezone Asia/Karachi #3")]
    [InlineData("sources #3")]
    [InlineData("forget me not")]
    [InlineData("show me the money")]
    [InlineData("source of truth")]
    [InlineData("why is the sky blue")]
    [InlineData("latest topic:pak-us topic:intra-afghan")]
    public void On_doubt_nothing_is_executed_and_an_example_is_given(string line)
    {
        var answer = Assert.IsType<Misunderstood>(LineParser.Parse(line));
        Assert.NotEmpty(answer.Suggestions);
        Assert.All(answer.Suggestions, s => Assert.IsNotType<Misunderstood>(LineParser.Parse(s)));
    }

    [Theory]
    [InlineData("since 03/04/2026", "since 2026-04-03", "since 2026-03-04")]
    [InlineData("unsubscribe #1 #2", "unsubscribe #1", "unsubscribe #2")]
    [InlineData("unsubscribe #1 pak-us", "unsubscribe #1", "unsubscribe pak-us")]
    [InlineData("mute 2", "mute 2h", "mute until 02:00")]
    [InlineData("mute #3 until 8", "mute #3 until 08:00", "mute #3 until 20:00")]
    [InlineData("mute 30", "mute 30min", "mute 30h")]
    [InlineData("quiet 10-6am", "quiet 22:00-06:00", "quiet 10:00-06:00")]
    [InlineData("quiet 10pm-6", "quiet 22:00-06:00", "quiet 22:00-18:00")]
    [InlineData("quiet from 10 to 6", "quiet 22:00-06:00", "quiet 10:00-18:00")]
    [InlineData("#S12", "more #S12", "source #S12")]
    [InlineData("12", "more #S12", "show #12")]
    [InlineData("digest daily", "digest at 07:30 daily", "digest at 09:00 daily")]
    [InlineData("why https://example.org/a #S3", "why https://example.org/a", "why #S3")]
    [InlineData("list\nunsubscribe #1", "list", "unsubscribe #1")]
    [InlineData("@NewsBot latest\r\n\r\n- \r\nsubscribe pak-us", "latest", "subscribe pak-us")]
    public void Two_readings_are_asked_about(string line, string first, string second)
    {
        var answer = Assert.IsType<Undecided>(LineParser.Parse(line));
        Assert.Equal([first, second], answer.Lines.Take(2));
        Assert.All(answer.Lines, l => Assert.IsType<Understood>(LineParser.Parse(l)));
    }

    [Fact]
    public void A_slashed_date_with_one_reading_is_read() =>
        Assert.Equal("since 2026-11-13", Assert.IsType<Understood>(LineParser.Parse("since 13/11/2026")).Command.Write());

    [Fact]
    public void A_pasted_page_is_refused_and_says_so()
    {
        var answer = Assert.IsType<Misunderstood>(LineParser.Parse("search " + new string('x', 100_000)));
        Assert.Contains("100,007", answer.Sentence, StringComparison.Ordinal);
        Assert.IsType<Misunderstood>(LineParser.Parse("search " + new string('x', 3_000)));
    }
}
