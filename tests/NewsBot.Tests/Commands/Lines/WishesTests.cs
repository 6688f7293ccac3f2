using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

/// <summary>What people type who have read no help.</summary>
public sealed class WishesTests
{
    [Theory]
    [InlineData("and what did the Pakistanis say about visas?", "what did \"the Pakistanis\" say about visas")]
    [InlineData("ok, so what's new today", "since today")]
    [InlineData("I would like to subscribe to pak-us", "subscribe topic:pak-us")]
    [InlineData("can I see the latest from Dar", "latest \"Dar\"")]
    [InlineData("list, thank you", "list")]
    [InlineData("latest direct quotes", "latest type:direct")]
    [InlineData("latest denials by Ishaq Dar since 7d", "latest speaker:\"Ishaq Dar\" type:denial since 7d")]
    [InlineData("find me visas", "search visas")]
    [InlineData("what has anyone said about visas since 7d", "who said visas since 7d")]
    [InlineData("good morning", "help")]
    [InlineData("what changed?", "what's new")]
    [InlineData("what's the latest on visas?", "latest \"visas\"")]
    [InlineData("make the cards smaller", "layout compact")]
    [InlineData("mute until tomorrow at 9am", "mute until tomorrow 09:00")]
    [InlineData("mute till monday morning", "mute until mon 08:00")]
    public void What_leads_to_a_command_is_taken_off(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Theory]
    [InlineData("#L7", "more #L7")]
    [InlineData("#e12", "more #E12")]
    [InlineData("yesterday", "since yesterday")]
    [InlineData("from last week", "since 7d")]
    [InlineData("last 3 hours", "since 3h")]
    [InlineData("this morning", "since today 06:00")]
    [InlineData("only direct quotes", "latest type:direct")]
    [InlineData("direct quotes by Ishaq Dar", "latest speaker:\"Ishaq Dar\" type:direct")]
    [InlineData("all statements from the Taliban", "latest speaker:\"the Taliban\"")]
    [InlineData("send me that every morning at 7", "digest at 07:00")]
    [InlineData("email us a summary every day at 18:30", "digest at 18:30 daily")]
    [InlineData("every weekday at 8", "digest at 08:00 mon-fri")]
    [InlineData("alert me when anyone says ceasefire", "subscribe term:ceasefire")]
    [InlineData("tell us whenever Ishaq Dar mentions “visas”", "subscribe speaker:\"Ishaq Dar\" term:visas")]
    [InlineData("notify me if Dar says anything", "subscribe speaker:Dar")]
    [InlineData("i want alerts only for direct quotes by Dar", "subscribe speaker:Dar type:direct")]
    [InlineData("alerts about pak-us", "subscribe topic:pak-us")]
    [InlineData("did anyone deny anything this week?", "who denied since mon")]
    [InlineData("has anybody mentioned visas", "who said visas")]
    [InlineData("did anyone say anything about visas", "who said visas")]
    [InlineData("summary please", "digest now")]
    [InlineData("give me a quick summary of today", "digest now")]
    [InlineData("translate #S12", "source #S12")]
    [InlineData("is that true?", "source")]
    [InlineData("is #S12 true", "source #S12")]
    [InlineData("who are you?", "help")]
    [InlineData("who is that?", "source")]
    [InlineData("yes", "list")]
    [InlineData("never mind", "list")]
    [InlineData("ok", "latest")]
    [InlineData("leave me alone", "help mute")]
    [InlineData("you stupid bot", "help")]
    [InlineData("how many statements today", "status")]
    [InlineData("What does this say? https://example.org/a", "why https://example.org/a")]
    [InlineData("look: https://example.org/a", "why https://example.org/a")]
    [InlineData("what did he say about visas", "source")]
    [InlineData("look at https://example.org/a", "why https://example.org/a")]
    [InlineData("can you read https://example.org/a please", "why https://example.org/a")]
    [InlineData("who reported it?", "source")]
    [InlineData("where did you get that from", "source")]
    [InlineData("which outlets have it", "source")]
    [InlineData("who else reported #S12", "source #S12")]
    [InlineData("how do you know?", "why")]
    [InlineData("prove #S12", "why #S12")]
    [InlineData("give me everything Ishaq Dar said about visas this week", "what did \"Ishaq Dar\" say about visas since mon")]
    [InlineData("show me what Rubio said yesterday", "what did Rubio say yesterday")]
    [InlineData("who else said that?", "source")]
    [InlineData("show me what the taliban said yesterday", "what did \"the taliban\" say yesterday")]
    [InlineData("when did Ishaq Dar last speak?", "what did \"Ishaq Dar\" say")]
    [InlineData("when did Dar last comment on visas", "what did Dar say about visas")]
    [InlineData("anything on prisoners?", "latest \"prisoners\"")]
    [InlineData("is there any news about the prisoners?", "latest \"the prisoners\"")]
    [InlineData("any statements from Kabul since monday", "latest speaker:Kabul since mon")]
    [InlineData("what was said in doha", "latest \"doha\"")]
    [InlineData("what was said on friday", "latest on fri")]
    [InlineData("taliban yesterday", "what did taliban say yesterday")]
    [InlineData("Ishaq Dar since monday", "what did \"Ishaq Dar\" say since mon")]
    [InlineData("send me less", "help mute")]
    [InlineData("that's wrong", "wrong speaker")]
    [InlineData("#S79 is wrong, speaker was Khairpuri", "wrong speaker #S79 \"Khairpuri\"")]
    [InlineData("the topic of #S79 is wrong", "wrong topic #S79")]
    [InlineData("note #S79 call back tomorrow", "help claim")]
    [InlineData("no alerts at night", "quiet 22:00-07:00")]
    [InlineData("don't send me alerts over night", "quiet 22:00-07:00")]
    [InlineData("who said it", "source")]
    [InlineData("who said this?", "source")]
    [InlineData("did anyone deny it?", "who denied")]
    [InlineData("pause for the weekend", "mute until mon")]
    [InlineData("claim 79", "claim #S79")]
    [InlineData("claim the first", "help claim")]
    [InlineData("hold on", "help hold")]
    [InlineData("edit #4 colour", "show #4")]
    public void The_line_that_comes_nearest_is_offered(string line, string offered) =>
        Assert.Equal(offered, Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions[0]);

    [Theory]
    [InlineData("I want alerts about tariffs", "subscribe topic:tariffs", "subscribe term:tariffs")]
    [InlineData("alerts about border crossings", "subscribe topic:\"border crossings\"", "subscribe term:\"border crossings\"")]
    public void What_may_be_a_topic_or_words_is_offered_as_both(string line, string topic, string words)
    {
        var offered = Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions;
        Assert.Equal([topic, words], offered.Take(2));
    }

    [Theory]
    [InlineData("claim 79")]
    [InlineData("claim the first")]
    [InlineData("hold on")]
    [InlineData("release of prisoners")]
    [InlineData("edit the second one")]
    [InlineData("edit #4 colour")]
    [InlineData("pause for a bit")]
    public void No_button_acts_on_what_nobody_named(string line)
    {
        var offered = Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions;
        Assert.DoesNotContain(offered, s => s.Contains("S12", StringComparison.Ordinal) || s.Contains("#3", StringComparison.Ordinal) || s.Contains("Dar", StringComparison.Ordinal));
        Assert.DoesNotContain(offered, s => LineParser.Parse(s) is Understood { Command.Changes: true });
    }

    [Theory]
    [InlineData("subscribe intra-afghan; digest at 9; timezone Kabul", "import; subscribe intra-afghan; digest at 9; timezone Kabul", "subscribe intra-afghan", "digest at 9", "timezone Kabul")]
    [InlineData("latest pak-us, then timeline", "latest pak-us", "timeline")]
    [InlineData("mute 2h and then list", "mute 2h", "list")]
    public void Several_things_in_one_line_are_asked_about_one_by_one(string line, params string[] lines) =>
        Assert.Equal(lines, Assert.IsType<Undecided>(LineParser.Parse(line)).Lines);

    [Fact]
    public void Of_many_lines_none_is_left_out_of_all_and_it_is_said_how_many_are_shown()
    {
        var lines = Enumerable.Range(0, 7).Select(i => $"subscribe term:word{i}").ToList();
        var asked = Assert.IsType<Undecided>(LineParser.Parse(string.Join('\n', lines)));
        Assert.Equal($"import; {string.Join("; ", lines)}", asked.Lines[0]);
        Assert.Equal(lines.Take(5), asked.Lines.Skip(1));
        Assert.Contains("first 5 of 7", asked.Question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search \"talks; then war\"")]
    [InlineData("search first talks, then war")]
    [InlineData("who said we came; we saw")]
    public void A_sign_inside_words_ends_no_line(string line) => Assert.IsType<Understood>(LineParser.Parse(line));

    [Theory]
    [InlineData("سلام")]
    [InlineData("مدد")]
    public void A_greeting_in_Arabic_script_is_one(string line) =>
        Assert.Equal("help", Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Theory]
    [InlineData("read #S12")]
    [InlineData("open S12")]
    [InlineData("tell me about #S12")]
    public void What_is_asked_about_a_number_in_other_words_is_asked_back(string line) =>
        Assert.Equal("more #S12", Assert.IsType<Undecided>(LineParser.Parse(line)).Lines[0]);

    [Theory]
    [InlineData("#3")]
    [InlineData("https://example.org/a")]
    [InlineData("yesterday")]
    [InlineData("yes")]
    [InlineData("is that true?")]
    public void What_was_understood_well_enough_is_not_headed_as_misunderstood(string line) =>
        Assert.NotNull(Assert.IsType<Misunderstood>(LineParser.Parse(line)).Heading);

    [Theory]
    [InlineData("you stupid bot")]
    [InlineData("fuck off")]
    [InlineData("yes")]
    public void What_asks_for_no_statement_is_not_offered_as_a_search(string line) =>
        Assert.DoesNotContain(
            Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions, s => s.StartsWith("search", StringComparison.Ordinal));
}
