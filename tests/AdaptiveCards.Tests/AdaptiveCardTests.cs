using Xunit;

namespace AdaptiveCards.Tests;

public sealed class AdaptiveCardTests
{
    [Fact]
    public void The_assembly_carries_the_version_that_the_bot_schema_asks_for() =>
        Assert.True(typeof(AdaptiveCard).Assembly.GetName().Version >= new Version(1, 2, 0, 0));

    [Fact]
    public void A_card_is_read_into_its_elements()
    {
        var result = AdaptiveCard.FromJson("""
            {"type":"AdaptiveCard","version":"1.5","lang":"en","body":[
              {"type":"TextBlock","text":"Title","weight":"bolder","wrap":true},
              {"type":"Container","rtl":true,"items":[{"type":"RichTextBlock","inlines":["plain ",{"type":"TextRun","text":"run"}]}],
               "selectAction":{"type":"Action.Submit","data":{"say":"help"}}},
              {"type":"ColumnSet","columns":[{"type":"Column","width":"auto","items":[{"type":"Image","url":"https://pictures.example/a.png"}]}]},
              {"type":"ActionSet","actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://herald.example"}]}],
             "actions":[{"type":"Action.Submit","title":"Help","data":{"say":"help"}}]}
            """);

        Assert.Empty(result.Warnings);
        Assert.Equal("1.5", result.Card.Version);
        Assert.Equal(["TextBlock", "Container", "ColumnSet", "ActionSet"], result.Card.Body.Select(e => e.Type));
        var container = Assert.IsType<AdaptiveContainer>(result.Card.Body[1]);
        Assert.True(container.Rtl);
        Assert.Equal("plain run", string.Concat(Assert.IsType<AdaptiveRichTextBlock>(container.Items[0]).Inlines.Select(r => r.Text)));
        Assert.Equal("""{"say":"help"}""", Assert.IsType<AdaptiveSubmitAction>(container.SelectAction).Data);
        Assert.Equal("https://herald.example", Assert.IsType<AdaptiveOpenUrlAction>(Assert.IsType<AdaptiveActionSet>(result.Card.Body[3]).Actions[0]).Url);
        Assert.Equal("Help", Assert.Single(result.Card.Actions).Title);
    }

    [Theory]
    [InlineData("""{"type":"TextBlok","text":"x"}""", AdaptiveWarningCode.UnknownElementType, "$.body[0]")]
    [InlineData("""{"text":"x"}""", AdaptiveWarningCode.UnknownElementType, "$.body[0]")]
    [InlineData("""{"type":"TextBlock"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"TextBlock","text":"x","wrapp":true}""", AdaptiveWarningCode.UnknownProperty, "$.body[0].wrapp")]
    [InlineData("""{"type":"TextBlock","text":"x","size":"huge"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].size")]
    [InlineData("""{"type":"TextBlock","text":"Hello ${name}"}""", AdaptiveWarningCode.UnexpandedTemplate, "$.body[0].text")]
    [InlineData("""{"type":"Table","rows":[]}""", AdaptiveWarningCode.NewerThanVersion, "$.body[0]")]
    [InlineData("""{"type":"Input.Text","label":"x"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"Container","items":{}}""", AdaptiveWarningCode.WrongKind, "$.body[0].items")]
    [InlineData("""{"type":"Container","items":[7]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].items[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Jump","title":"x"}]}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].actions[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.OpenUrl","title":"x"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].actions[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Submit"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].actions[0]")]
    [InlineData("""{"type":"RichTextBlock","inlines":[{"type":"Link","text":"x"}]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].inlines[0]")]
    public void What_a_client_would_stumble_over_is_a_warning_with_its_place(string element, AdaptiveWarningCode code, string path)
    {
        var warning = Assert.Single(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"1.4","body":[{{element}}]}""").Warnings);
        Assert.Equal((code, path), (warning.Code, warning.Path));
    }

    [Theory]
    [InlineData("""{"type":"AdaptiveCard","body":[]}""", AdaptiveWarningCode.MissingProperty)]
    [InlineData("""{"type":"AdaptiveCard","version":"9.1"}""", AdaptiveWarningCode.UnsupportedSchemaVersion)]
    [InlineData("""{"type":"AdaptiveCard","version":"one"}""", AdaptiveWarningCode.UnsupportedSchemaVersion)]
    public void A_version_must_be_there_and_known(string json, AdaptiveWarningCode code) =>
        Assert.Equal(code, Assert.Single(AdaptiveCard.FromJson(json).Warnings).Code);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"Carousel\"}")]
    [InlineData("{\"type\":\"AdaptiveCard\"")]
    public void What_is_no_card_is_refused(string json) =>
        Assert.Throws<AdaptiveSerializationException>(() => AdaptiveCard.FromJson(json));

    [Fact]
    public void Warnings_end_at_a_hundred() =>
        Assert.Equal(100, AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"1.5","body":[{{string.Join(',', Enumerable.Repeat("{}", 500))}}]}""").Warnings.Count);
}
