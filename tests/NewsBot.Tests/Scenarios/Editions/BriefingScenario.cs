using Xunit;

namespace NewsBot.Tests.Scenarios.Editions;

/// <summary>A spokesperson speaks of many things in one breath; who follows one topic is shown what was said about that.</summary>
public sealed class BriefingScenario
{
    private const string First =
        "The second of the three mountain roads has been open since Friday, engineers are still clearing mud from the tunnel below the "
        + "pass, and the families who lost their houses in the first week of the flood are being moved from the schools into the new "
        + "shelters beside the bus station, where the water supply was repaired on Sunday night.";

    private const string Topical =
        "Pakistan and the United States will hold another round of talks on trade and minerals in April, and both delegations have agreed "
        + "on what will be on the table.";

    private const string Last = "The consular hall on the ground floor will be painted next week, so please use the side door until Friday.";

    // Only the fifth sentence is on the topic, and it lies beyond what an alert has room for.
    private static readonly string Turn = string.Join(
        ' ',
        First,
        "Our library has received the papers of two former secretaries, which fill forty boxes, and it will open them to students as soon as "
        + "the catalogue is printed, which the printer has promised for the end of the month, although the paper for the cover has not come yet "
        + "and the photographs have still to be returned by the archive of the university.",
        "The annual competition for young translators has brought in nine hundred entries from all provinces, more than ever before, and the "
        + "jury will read them without knowing the names, so that nobody can say that a cousin of somebody has won, and the winners will be "
        + "told by letter before the holidays and asked to the capital with their teachers.",
        "The new rules for parking in front of the building apply from today, they are written on the boards at both gates, and whoever has "
        + "lost a car since this morning will find it behind the stadium, where the guards have been asked to be patient, to keep the keys, "
        + "and to take no money from anyone, because the fee has not been decided by the city.",
        Topical,
        Last);

    [Fact]
    public async Task Alert_and_edition_begin_at_the_sentence_that_is_on_the_topic_and_the_source_has_all()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var (alerts, editions) = (await scene.OpenChatAsync(), await scene.OpenChatAsync());
        await alerts.SayAsync("subscribe pak-us");
        await editions.SayAsync("digest at 10:00");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish(
            "briefing",
            "Foreign Office spokesperson on talks with the United States, roads and parking",
            scene.Clock.GetUtcNow(),
            "Weekly briefing of Foreign Office spokesperson Nadia Sample",
            "MS. SAMPLE: " + Turn,
            "QUESTION: And where do we park?",
            "MS. SAMPLE: Behind the stadium, as I said, and please do not park on the grass there.");
        await scene.WorkAsync();

        var alert = Assert.Single(await alerts.LookAsync());
        Assert.Contains($"“… {Topical} {Last[..^1]}”", alert.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mountain roads", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Nadia Sample", alert.Text, StringComparison.Ordinal);
        foreach (var button in new[] { "Source", "More" })
            Assert.Contains($"“{Turn[..^1]}”", (await alerts.PressAsync(alert, button))[0].Text, StringComparison.Ordinal);

        await scene.PassAsync(TimeSpan.FromMinutes(41));
        var edition = Assert.Single(await editions.LookAsync());
        Assert.Contains($"“… {Topical} {Last[..^1]}”", edition.Text, StringComparison.Ordinal);
        Assert.Contains("Words that begin or end with … go on at their source.", edition.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mountain roads", edition.Text, StringComparison.Ordinal);
    }
}
