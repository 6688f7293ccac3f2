using Xunit;

namespace NewsBot.Text.Tests;

/// <summary>Whom a description means, and whom it does not.</summary>
public sealed class SpeakerTests
{
    private static readonly ArticleReader Reader = new();

    private static string Last(string text, params KnownName[] known) => string.Join("; ", Reader.Read(text, null, known)[^1].Speakers.Select(s => s.Span.Of(text)));

    private static KnownName Known(string text, string name, params string[] about) =>
        new(new(text.IndexOf(name, StringComparison.Ordinal), text.IndexOf(name, StringComparison.Ordinal) + name.Length), about);

    [Fact]
    public void What_is_known_of_a_name_tells_whom_a_description_means()
    {
        const string Text = "Ann Example met President Bo Sampler on Monday. “It was a good day for the region,” the army chief said.";
        Assert.Equal("Ann Example", Last(Text, Known(Text, "Ann Example", "chief", "army", "staff", "pakistan")));
    }

    [Fact]
    public void An_office_in_letters_that_is_known_is_a_person()
    {
        const string Text = "Chief of Sample Fleet (COSF) Ann Example visited the port on Monday. The COSF said the bridge would open in May.";
        Assert.Equal("COSF", Last(Text, new KnownName(new(Text.LastIndexOf("COSF", StringComparison.Ordinal), Text.LastIndexOf("COSF", StringComparison.Ordinal) + 4), ["chief", "fleet"])));
    }

    [Theory]
    [InlineData("Sampler met the envoy Ann Example in Doha. Speaking after the meeting with Example, the foreign minister said trade would go on.")]
    [InlineData("At a news conference with Ann Example, the foreign minister of Samplia said the tariffs were fair.")]
    public void The_subject_of_the_next_clause_is_no_apposition(string text) =>
        Assert.DoesNotContain("Example", Last(text), StringComparison.Ordinal);

    [Fact]
    public void An_apposition_that_a_comma_closes_still_tells_who_is_meant() =>
        Assert.Equal("Ann Example", Last("Ann Example, the harbour minister, arrived on Monday. The harbour minister said the bridge would open in May."));

    [Theory]
    [InlineData("Asked whether the bridge was discussed, Ann Example said the talks were about the port.")]
    [InlineData("Ann Example, when asked about the bridge, said the talks were about the port.")]
    public void Nobody_is_named_who_asked_the_one_who_answers(string text) =>
        Assert.DoesNotContain(Reader.Read(text), r => r.Cue.Of(text).Equals("asked", StringComparison.OrdinalIgnoreCase) && r.Speakers.Count > 0);

    [Fact]
    public void An_army_chief_is_no_president() =>
        Assert.DoesNotContain("Sampler", Last("President Bo Sampler welcomed the guests on Monday. The army chief said the talks had gone well."), StringComparison.Ordinal);

    [Fact]
    public void The_minister_of_one_country_is_not_the_envoy_of_another()
    {
        const string Text = "Foreign Minister Ann Example met Bo Sampler in Doha. The Iranian minister said the border would open in May.";
        Assert.Equal("Bo Sampler", Last(Text, Known(Text, "Ann Example", "foreign", "minister", "qatar"), Known(Text, "Bo Sampler", "foreign", "minister", "iran")));
    }

    [Theory]
    [InlineData("“It is a good beginning for the port,” said an official while requesting anonymity. Foreign Minister Ann Example said the ferry would stop.")]
    [InlineData("Knowledgeable sources spoke to this paper. Director Ann Example, a source close to the port, was at the meeting. “The bridge will open in May,” said the source who had told this reporter of the meeting.")]
    public void Whoever_is_not_named_at_their_own_wish_is_nobody_who_is(string text) =>
        Assert.Empty(Reader.Read(text).Single(r => r.Source is [var source, ..] && source.Of(text) is ['a' or 't', ..] and not "this paper").Speakers);

    [Theory]
    [InlineData("The ports will open soon, a Samplian official told Reuters on Tuesday. Prime Minister Bo Sampler will travel to Harbourton next week.\n\n“The text is agreed,” the official said.")]
    [InlineData("The ports will open soon, a Samplian official told Reuters on Tuesday. Prime Minister Bo Sampler will travel to Harbourton next week.\n\n“The text is agreed,” the official said. “We are waiting for a date,” the official added.")]
    [InlineData("The Sampler administration and Harbourton are close to an agreement on ports, a senior Samplian official said Tuesday. President Bo Sampler has asked for it.\n\n“We are in the last mile,” said the official, who spoke on condition of anonymity to discuss private talks.")]
    [InlineData("Defence Minister Bo Sampler was not at the talks on the bridge. “They were tense,” one of the officials said. The other official said a text had been exchanged.")]
    [InlineData("A Samplian official, who asked not to be named, said the talks had lasted two hours. Foreign Minister Bo Sampler led the other side.\n\n“It was a good day,” the official said.")]
    public void An_official_without_a_name_is_nobody_who_has_one(string text) =>
        Assert.All(Reader.Read(text), r => Assert.DoesNotContain(r.Speakers, s => s.Span.Of(text).Contains("Sampler", StringComparison.Ordinal) && !s.Span.Of(text).Contains("administration", StringComparison.Ordinal)));

    [Fact]
    public void An_official_who_speaks_on_without_a_name_is_not_whoever_speaks_next() =>
        Assert.Empty(Reader.Read("HARBOURTON (AP) — The ports and the bridge are close to an agreement, a senior Samplian official said Tuesday.\n\n“We are in the last mile,” said the official, who spoke on condition of anonymity.\n\nForeign Secretary Bo Sampler on Sunday told reporters that it was not the time.")[0].Speakers);

    [Fact]
    public void An_official_told_to_one_newsroom_is_not_whoever_speaks_next() =>
        Assert.Empty(Reader.Read("The ports will open soon, a Samplian official told Reuters on Tuesday. Prime Minister Bo Sampler said that the bridge would open in May.")[0].Speakers);

    [Fact]
    public void The_paper_that_has_seen_a_letter_did_not_write_it() =>
        Assert.DoesNotContain("Times", Last("The bridge will open in May, according to the Sample Times. The letter said that the bridge was not safe at all."), StringComparison.Ordinal);

    [Fact]
    public void A_title_stands_with_its_own_name_only() =>
        Assert.Equal("Ann Example", Last("Secretary Ann Example met Commissioner Bo Sampler. Secretary Example and Commissioner Sampler praised the port. The Secretary said that the bridge would open in May."));

    [Fact]
    public void A_dateline_has_issued_nothing() =>
        Assert.DoesNotContain("SAMPLETON", Last("SAMPLETON: Sample Ports has opened a bridge. A press release said the bridge was the longest of the country."), StringComparison.Ordinal);

    [Fact]
    public void A_sentence_that_only_says_who_stated_it_names_the_speaker_before() =>
        Assert.Equal(
            "Ann Example",
            First("A senior port official said on Monday that the bridge would open in May.\n\nThis was stated by Ann Example, a senior official of the port, during a ceremony in Sampleton."));

    [Theory]
    [InlineData("A top aide to President Bo Sampler said on Monday that the ports would open.\n\nAnn Example said that the bridge would follow in May.")]
    [InlineData("A member of the Sample Council said on Monday that the ports would open.\n\nAnn Example said that the bridge would follow in May.")]
    public void Whom_a_description_is_of_is_not_who_is_described(string text) => Assert.Equal("Ann Example", First(text));

    [Fact]
    public void A_name_may_be_stressed() =>
        Assert.Equal("Bo Sampler", Last("President Bo Sampler opened the port on Monday. Sampler himself said that the bridge would open in May."));

    [Theory]
    [InlineData("The head of the Afghan Ports Council said on Monday that the bridge would open in May.")]
    [InlineData("The chairman of the U.S. Ports Council said on Monday that the bridge would open in May.")]
    public void The_head_of_a_countrys_body_is_not_the_body(string text) => Assert.NotEqual("Ports Council", First(text).Replace("Afghan ", "").Replace("U.S. ", ""));

    [Theory]
    [InlineData("The Sampler administration closed the port on Monday. The administration said the bridge would open in May.")]
    [InlineData("The administration said on Monday that the bridge would open in May. Critics of the Sampler administration doubted it.")]
    public void Whose_administration_it_is_the_text_says(string text) =>
        Assert.Equal("Sampler administration", string.Join("; ", Reader.Read(text).Single(r => r.Source[0].Of(text) == "The administration").Speakers.Select(s => s.Span.Of(text))));

    private static string First(string text) => string.Join("; ", Reader.Read(text)[0].Speakers.Select(s => s.Span.Of(text)));

    [Theory]
    [InlineData("Sampleton police have closed the bridge, officials of the port reported. A police spokesperson said that the bridge would open in May.", "Sampleton police")]
    [InlineData("Sampleton police chief Ann Example closed the bridge. The chief said that the bridge would open in May.", "Ann Example")]
    public void Which_police_it_is_the_text_says(string text, string expected) => Assert.Equal(expected, Last(text));

    [Fact]
    public void Officials_of_a_named_body_speak_for_it() =>
        Assert.Equal("Sample Chamber of Commerce", Last("Representatives of the Sample Chamber of Commerce said that the bridge would open in May."));

    [Fact]
    public void A_pronoun_after_a_spokesperson_is_the_body_that_spoke() =>
        Assert.Equal(
            "Sample Port Authority",
            Last("“The bridge is old,” Mayor Bo Sampler said. A spokesperson for the Sample Port Authority said that the bridge would open in May. “The toll stays as it is,” he added."));

    [Fact]
    public void The_official_is_the_only_one_who_has_spoken() =>
        Assert.Equal("Bo Sampler", Last("Bo Sampler, who runs the harbour of Portsea, said that the bridge would open in May. The official added that the toll would stay."));

    [Fact]
    public void A_press_release_before_anybody_has_spoken_is_of_whose_news_it_is() =>
        Assert.Equal("SampleBank", Last("SAMPLETON: SampleBank has been named the best bank of the country at an award in Doha, a statement said on Monday."));

    [Fact]
    public void What_students_are_advised_behind_a_press_release_it_says_too()
    {
        const string Text = "The Sample Port Authority has closed the bridge, says a press release of the Sample Port Authority. The drivers are advised not to use the road to the port.";
        var last = Reader.Read(Text)[^1];
        Assert.Equal(("are advised", Attribution.Likely), (last.Cue.Of(Text), last.Attribution));
        Assert.Equal("Sample Port Authority", Last(Text));
    }

    [Fact]
    public void The_same_body_under_its_noun_alone_speaks_again() =>
        Assert.Equal("Samplian coastguard", Last("The boat was found at night, the Samplian coastguard said on Friday. The people arrived in groups, the coastguard told reporters.").Replace("the ", ""));

    [Theory]
    [InlineData("Ann Example met Bo Sampler on Monday. She and Sampler said that the bridge would open in May.", "Ann Example; Bo Sampler")]
    [InlineData("Mayor Bo Sampler telephoned Ann Example on Monday. He and Example said that the bridge would open in May.", "Bo Sampler; Ann Example")]
    [InlineData("Ann Example and her Norwegian counterpart Bo Sampler said that the bridge would open in May.", "Ann Example; Bo Sampler")]
    [InlineData("Ann Example, the mayor of Sampleton, and Bo Sampler said that the bridge would open in May.", "Ann Example; Bo Sampler")]
    [InlineData("Foreign Minister Ann Example was in Doha. The foreign minister and Bo Sampler said that the bridge would open in May.", "Ann Example; Bo Sampler")]
    public void Two_who_are_joined_by_and_speak_together(string text, string both) => Assert.Equal(both, Last(text));

    [Theory]
    [InlineData("An adviser to Ann Example and Bo Sampler said that the bridge would open in May.", "")]
    [InlineData("Ann Example, an adviser to Bo Sampler and Carl Sample, said that the bridge would open in May.", "Ann Example")]
    [InlineData("Trade and Ports Minister Ann Example said that the bridge would open in May.", "Ann Example")]
    [InlineData("The Sample Council of Trade and Industry said that the bridge would open in May.", "Sample Council of Trade and Industry")]
    public void What_and_joins_inside_a_description_does_not_speak(string text, string speaker) => Assert.Equal(speaker, Last(text));

    [Fact]
    public void A_country_that_is_talked_about_has_not_met() =>
        Assert.Equal(
            "China; Iran; Russia",
            Last("On Thursday, the foreign ministers of China, Iran and Russia held a meeting on Pakistan in Tashkent, Uzbekistan. The diplomats released a statement in which they called for open ports."));

    [Fact]
    public void Where_an_envoy_serves_is_not_where_the_envoy_is_from()
    {
        const string Text = "Pakistan’s envoy to Kabul said on Tuesday that the border would open in May. The remarks by Bo Sampler show how much has changed.";
        Assert.Equal("Bo Sampler", string.Join("; ", Reader.Read(Text, null, [Known(Text, "Bo Sampler", "ambassador", "pakistan")])[0].Speakers.Select(s => s.Span.Of(Text))));
    }

    [Theory]
    [InlineData("Leaders of the Sample Drivers Association and the Harbour Workers Union said that the toll was too high.", "Sample Drivers Association; Harbour Workers Union")]
    [InlineData("Leaders of the Sample Drivers Association and the Harbour Workers Union said that the toll was too high. The bridge has been closed since May. The leaders demanded that it be opened.", "Sample Drivers Association; Harbour Workers Union")]
    [InlineData("Councillors of several villages, including Ann Example and Bo Sampler, said that the bridge was in a bad state.", "Ann Example; Bo Sampler")]
    [InlineData("Councillors of several villages, including Ann Example and Bo Sampler, said that the bridge was in a bad state. They urged the minister to repair it.", "Ann Example; Bo Sampler")]
    [InlineData("Ann Example and Bo Sampler said at a rally that the bridge was in a bad state. Speakers called for a new one.", "Ann Example; Bo Sampler")]
    public void A_group_speaks_for_those_whom_the_text_names_in_it(string text, string expected) => Assert.Equal(expected, Last(text));

    [Fact]
    public void Where_representatives_live_is_nobody_who_speaks() =>
        Assert.Empty(Reader.Read("Local representatives in Sampleton said that the bridge was in a bad state.")[0].Speakers);

    [Theory]
    [InlineData("Ann Example met Song Sampler in Doha on Monday. Example congratulated Sampler on the new bridge. Both sides stressed that the toll would stay.")]
    [InlineData("Pakistan and China have many ports. Mayor Ann Example received Song Sampler on Monday. Song Sampler said that the bridge was new. Both sides stressed that the toll would stay.")]
    public void Two_who_met_are_both_sides_also_where_no_title_stands_with_a_name(string text) => Assert.Equal("Ann Example; Song Sampler", Last(text));

    [Fact]
    public void The_joint_statement_of_a_meeting_is_of_all_who_met() =>
        Assert.Equal(
            "Turkey; Afghanistan; Pakistan",
            Last("A statement was adopted on Friday at a trilateral meeting of Turkey, Afghanistan and Pakistan in Istanbul. The bridge should open in May, according to the joint statement."));

    [Theory]
    [InlineData("“We can not go,” Defence Minister Ann Example said on Monday. President Bo Sampler opened the port last year. The president did close the bridge in May, a step he praised as a promise kept.", "Bo Sampler")]
    [InlineData("Mayor Bo Sampler said on Monday that the toll would fall. It has been high since the harbour was built. The bridge needs new ropes, Harbour Department Director General Ann Example told the Sample Times on Tuesday. The port is open, she said.", "Ann Example")]
    public void Who_acts_in_the_sentence_is_meant_by_the_pronoun(string text, string expected) => Assert.Equal(expected, Last(text));

    [Fact]
    public void A_press_release_in_the_news_of_one_body_is_that_bodys() =>
        Assert.Equal("Sample Open University", Last("Sample Open University has announced that its centres are closed. They were opened for a year only, says a press release."));

    [Fact]
    public void Somebodys_analysis_is_no_group() =>
        Assert.Equal("Sample Securities", Last("Tolls have risen, according to Sample Securities. The brokerage looked at ten bridges. According to Sample Securities’ analysis, the traffic fell by half."));

    [Theory]
    [InlineData("Ann Example, the deputy director of the United Nations food programme, said that the harvest was good. The UN official added that the price had fallen.", "Ann Example")]
    [InlineData("Mayor Bo Sampler opened the port and said that the toll would fall. The port is old. The harbour has been closed since May. Ships go elsewhere. Nobody knows how long. Trade has fallen. The town is poor. Ann Example, the deputy director of the United Nations food programme, said that the harvest was good. The UN official added that the price had fallen.", "Ann Example")]
    [InlineData("Defence Minister Bo Sampler said at a conference that the region was calm. The minister added that the ports were open. The defence chief reiterated that the region needed trade.", "Bo Sampler")]
    [InlineData("The Iranian ambassador to Pakistan has met the mayor. Ali Sampler visited the port on Sunday. “We talked about trade,” Iranian ambassador tweeted.", "Ali Sampler")]
    public void A_description_means_the_one_who_has_just_spoken_or_acted(string text, string expected) => Assert.Equal(expected, Last(text));

    [Theory]
    [InlineData("Managing Director of Iran’s Sample Harbour Organization (SHO) said the bases for the new port are there. Speaking in a meeting on Sunday, Ann Example underlined that the bridge would open in May.")]
    [InlineData("The army will ask who closed the bridge, the chairman of the U.S. Joint Chiefs of Staff said.\n\n“The questions are many,” General Ann Example said in a posting on Tuesday.")]
    public void Whom_a_lead_calls_by_the_office_is_named_behind_it(string text) => Assert.Equal("Ann Example", First(text));

    [Fact]
    public void What_describes_a_name_behind_a_comma_does_not_speak_too() =>
        Assert.Equal("Sara Example", Last("Sara Example, Assistant Professor and Nutrition Diet Expert, said that bread was good."));

    [Fact]
    public void A_country_that_rejects_in_the_lead_speaks_by_its_foreign_office() =>
        Assert.Equal("Foreign Office", First("Pakistan on Wednesday rejected the remarks of the Indian minister about the bridge.\n“The remarks are wrong,” the Foreign Office spokesperson said in a statement."));

    [Fact]
    public void Three_sides_are_the_three_countries_that_met() =>
        Assert.Equal("Pakistan; Turkiye; Azerbaijan", Last("A trilateral meeting in Lachin was a sign of unity between Pakistan, Turkiye and Azerbaijan. The three sides reaffirmed that the ports would be open."));

    [Theory]
    [InlineData("Ann Example visited the port. Ali Sampler said that the toll would fall. According to the official, the bridge would open in May. A member of the council, Farid Example, added that the ferry would stop.", 1, "Ali Sampler")]
    [InlineData("Interior Minister Bo Sampler said that the border was calm. He called for more trade. Ann Example, the deputy director of the United Nations food programme, said that the harvest was good. The UN official added that the price had fallen.", 3, "Ann Example")]
    [InlineData("Spokesman Ann Example tweeted that the envoys had met. The State Department has not commented. The two spoke of the bridge, according to the tweet.", 1, "Ann Example")]
    public void An_official_and_a_tweet_are_of_one_who_was_named_before(string text, int report, string expected) =>
        Assert.Equal(expected, string.Join("; ", Reader.Read(text)[report].Speakers.Select(s => s.Span.Of(text))));

    [Fact]
    public void A_spokesman_for_an_office_speaks_for_whoever_holds_it() =>
        Assert.Equal("Sampleton’s provincial governor", First("A spokesman for Sampleton’s provincial governor said that the bridge would open in May."));

    [Fact]
    public void Where_a_police_chief_serves_is_nobodys_name() =>
        Assert.NotEqual("Sampleton", First("The DPO Sampleton said that the bridge would open in May."));

    [Theory]
    [InlineData("According to Press TV, Ali Example claimed, “The bridge has not been as useful as it should be.”", "Ali Example")]
    [InlineData("Pajhwok News quoted Ali Example as saying that the bridge would open in May.", "Ali Example")]
    [InlineData("Ali Example visited the port on Monday. “The bridge will open in May,” ISNA quoted him as saying.", "Ali Example")]
    public void An_outlet_only_carries_the_words_of_whom_it_quotes(string text, string expected) => Assert.Equal(expected, Last(text));
}
