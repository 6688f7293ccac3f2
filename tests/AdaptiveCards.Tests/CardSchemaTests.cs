using System.Text.Json.Nodes;
using Xunit;

namespace AdaptiveCards.Tests;

/// <summary>The schema of https://adaptivecards.io/explorer/, 1.0 to 1.6: what a card may hold, and what clients would stumble over.</summary>
public sealed class CardSchemaTests
{
    // One of everything, with every property that the schema has.
    private const string Whole = """
        {"type":"AdaptiveCard","$schema":"http://adaptivecards.io/schemas/adaptive-card.json","version":"1.6","lang":"ur","rtl":true,"speak":"s","fallbackText":"f","minHeight":"50px",
         "verticalContentAlignment":"center","backgroundImage":"https://pictures.example/b.png","metadata":{"webUrl":"https://herald.example"},
         "selectAction":{"type":"Action.OpenUrl","url":"https://herald.example"},
         "refresh":{"action":{"type":"Action.Execute","verb":"refresh","data":{"a":1}},"expires":"2022-01-01T12:00:00Z","userIds":["u1"]},
         "authentication":{"text":"Sign in","connectionName":"c","tokenExchangeResource":{"id":"i","uri":"u","providerId":"p"},"buttons":[{"type":"signin","title":"In","value":"v","image":"https://pictures.example/i.png"}]},
         "body":[
          {"type":"TextBlock","id":"t","text":"x","color":"Good","fontType":"monospace","horizontalAlignment":"RIGHT","isSubtle":true,"maxLines":2,"size":"extraLarge","weight":"bolder","wrap":true,"style":"heading","spacing":"padding","separator":true,"height":"stretch","isVisible":false,"requires":{"adaptiveCards":"1.6"},"fallback":"drop"},
          {"type":"RichTextBlock","horizontalAlignment":"center","inlines":["plain",{"type":"TextRun","text":"run","highlight":true,"italic":true,"strikethrough":true,"underline":true,"color":"accent","selectAction":{"type":"Action.Submit","data":"d"}}]},
          {"type":"Image","url":"https://pictures.example/a.png","altText":"a","backgroundColor":"#DDDDDD","height":"50px","width":"60px","size":"stretch","style":"person","horizontalAlignment":"left","selectAction":{"type":"Action.ToggleVisibility","targetElements":["t",{"elementId":"t","isVisible":true}]}},
          {"type":"ImageSet","imageSize":"large","images":[{"type":"Image","url":"https://pictures.example/a.png"}]},
          {"type":"Media","poster":"https://pictures.example/p.png","altText":"m","sources":[{"mimeType":"video/mp4","url":"https://films.example/f.mp4"}],"captionSources":[{"mimeType":"vtt","url":"https://films.example/f.vtt","label":"English"}]},
          {"type":"Container","style":"emphasis","verticalContentAlignment":"bottom","bleed":true,"minHeight":"80px","rtl":false,"backgroundImage":{"url":"https://pictures.example/b.png","fillMode":"repeatHorizontally","horizontalAlignment":"left","verticalAlignment":"top"},"items":[{"type":"ActionSet","actions":[{"type":"Action.Execute","title":"Go","verb":"go","associatedInputs":"none","mode":"secondary","tooltip":"tip","isEnabled":false,"iconUrl":"https://pictures.example/i.png","style":"destructive"}]}]},
          {"type":"ColumnSet","style":"good","bleed":true,"minHeight":"10px","horizontalAlignment":"center","columns":[{"type":"Column","width":"auto","items":[]},{"width":2,"rtl":true},{"width":"50px"},{"width":"1.5"}]},
          {"type":"FactSet","facts":[{"title":"k","value":"v"}]},
          {"type":"Table","firstRowAsHeader":false,"showGridLines":true,"gridStyle":"accent","horizontalCellContentAlignment":"center","verticalCellContentAlignment":"top","columns":[{"width":1},{"width":"50px"}],"rows":[{"type":"TableRow","style":"warning","cells":[{"type":"TableCell","style":"good","items":[{"type":"TextBlock","text":"c"}]}]}]},
          {"type":"Input.Text","id":"a","label":"l","isRequired":true,"errorMessage":"e","regex":"^[0-9]{3}$","style":"tel","isMultiline":true,"maxLength":10,"placeholder":"p","value":"1","inlineAction":{"type":"Action.Submit"},"labelPosition":"inline","labelWidth":"40px","inputStyle":"revealOnHover"},
          {"type":"Input.Number","id":"b","min":1,"max":2.5,"value":2,"placeholder":"p"},
          {"type":"Input.Date","id":"c","min":"2020-01-01","max":"2020-12-31","value":"2020-02-29"},
          {"type":"Input.Time","id":"d","min":"09:00","max":"17:30","value":"12:00"},
          {"type":"Input.Toggle","id":"e","title":"t","value":"on","valueOn":"on","valueOff":"off","wrap":true},
          {"type":"Input.ChoiceSet","id":"f","choices":[{"title":"A","value":"a"}],"choices.data":{"type":"Data.Query","dataset":"people","count":5,"skip":0},"isMultiSelect":true,"style":"filtered","value":"a","wrap":true,"placeholder":"p"}],
         "actions":[
          {"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"y"}]}},
          {"type":"Action.OpenUrl","title":"Open","url":"https://herald.example","fallback":{"type":"Action.Submit"}}]}
        """;

    [Fact]
    public void All_that_the_schema_has_passes()
    {
        var result = AdaptiveCard.FromJson(Whole);
        Assert.Empty(result.Warnings);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), JsonNode.Parse(result.Card.ToJson())));
    }

    [Fact]
    public void The_model_shows_what_the_card_holds()
    {
        var card = AdaptiveCard.FromJson(Whole).Card;
        Assert.Equal(("1.6", "ur", "f", "s", true), (card.Version, card.Lang, card.FallbackText, card.Speak, card.Rtl));
        Assert.Equal("https://herald.example", Assert.IsType<AdaptiveOpenUrlAction>(card.SelectAction).Url);
        Assert.DoesNotContain(card.Body, e => e is AdaptiveUnknownElement);
        var text = Assert.IsType<AdaptiveTextBlock>(card.Body[0]);
        Assert.Equal(("t", "x", "extraLarge", "bolder", true, false, "drop"), (text.Id, text.Text, text.Size, text.Weight, text.Wrap, text.IsVisible, text.Fallback!.Value.GetString()));
        Assert.Equal("1.6", text.Requires["adaptiveCards"]);
        Assert.Equal(["plain", "run"], Assert.IsType<AdaptiveRichTextBlock>(card.Body[1]).Inlines.Select(r => r.Text));
        Assert.Equal("English", Assert.Single(Assert.IsType<AdaptiveMedia>(card.Body[4]).CaptionSources).Label);
        var execute = Assert.IsType<AdaptiveExecuteAction>(Assert.IsType<AdaptiveActionSet>(Assert.IsType<AdaptiveContainer>(card.Body[5]).Items[0]).Actions[0]);
        Assert.Equal(("Go", "go"), (execute.Title, execute.Verb));
        Assert.Equal(["auto", "2", "50px", "1.5"], Assert.IsType<AdaptiveColumnSet>(card.Body[6]).Columns.Select(c => c.Width));
        Assert.Equal("k", Assert.IsType<AdaptiveFactSet>(card.Body[7]).Facts[0].Title);
        Assert.Equal("c", Assert.IsType<AdaptiveTextBlock>(Assert.IsType<AdaptiveTable>(card.Body[8]).Rows[0].Cells[0].Items[0]).Text);
        var input = Assert.IsType<AdaptiveTextInput>(card.Body[9]);
        Assert.Equal(("l", true, "e", "^[0-9]{3}$"), (input.Label, input.IsRequired, input.ErrorMessage, input.Regex));
        Assert.Equal(2.5, Assert.IsType<AdaptiveNumberInput>(card.Body[10]).Max);
        Assert.Equal("a", Assert.Single(Assert.IsType<AdaptiveChoiceSetInput>(card.Body[14]).Choices).Value);
        Assert.Equal("y", Assert.IsType<AdaptiveTextBlock>(Assert.IsType<AdaptiveShowCardAction>(card.Actions[0]).Card!.Body[0]).Text);
        Assert.Equal("refresh", card["refresh"]!.Value.GetProperty("action").GetProperty("verb").GetString());
    }

    [Theory]
    [InlineData("""{"type":"Image"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"ImageSet"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"ImageSet","images":[{"type":"Image"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].images[0]")]
    [InlineData("""{"type":"ImageSet","images":[{"type":"TextBlock","url":"u"}]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].images[0]")]
    [InlineData("""{"type":"Media"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"Media","sources":[{"mimeType":"video/mp4"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].sources[0]")]
    [InlineData("""{"type":"Media","sources":[{"url":"u"}],"captionSources":[{"url":"u","mimeType":"vtt"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].captionSources[0]")]
    [InlineData("""{"type":"Container"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"Container","items":[],"backgroundImage":{"fillMode":"cover"}}""", AdaptiveWarningCode.MissingProperty, "$.body[0].backgroundImage")]
    [InlineData("""{"type":"Container","items":[],"backgroundImage":{"url":"u","fillMode":"fit"}}""", AdaptiveWarningCode.UnknownValue, "$.body[0].backgroundImage.fillMode")]
    [InlineData("""{"type":"Container","items":[],"backgroundImage":7}""", AdaptiveWarningCode.WrongKind, "$.body[0].backgroundImage")]
    [InlineData("""{"type":"Container","items":[],"minHeight":"50"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].minHeight")]
    [InlineData("""{"type":"Container","items":[],"style":"heading"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].style")]
    [InlineData("""{"type":"Container","items":[],"rtl":"yes"}""", AdaptiveWarningCode.WrongKind, "$.body[0].rtl")]
    [InlineData("""{"type":"Container","items":[],"selectAction":{"type":"Action.ShowCard","card":{"type":"AdaptiveCard"}}}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].selectAction")]
    [InlineData("""{"type":"Container","items":[],"selectAction":{"type":"Action.OpenUrl"}}""", AdaptiveWarningCode.MissingProperty, "$.body[0].selectAction")]
    [InlineData("""{"type":"Container","items":[],"selectAction":"Action.Submit"}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].selectAction")]
    [InlineData("""{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"x","selectAction":{"type":"Action.ShowCard"}}]}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].inlines[0].selectAction")]
    [InlineData("""{"type":"ColumnSet","columns":[{"type":"Container","items":[]}]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].columns[0]")]
    [InlineData("""{"type":"ColumnSet","columns":[{"width":"wide"}]}""", AdaptiveWarningCode.UnknownValue, "$.body[0].columns[0].width")]
    [InlineData("""{"type":"ColumnSet","columns":["a"]}""", AdaptiveWarningCode.WrongKind, "$.body[0].columns[0]")]
    [InlineData("""{"type":"Column","items":[]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0]")]
    [InlineData("""{"type":"FactSet","facts":[{"title":"k"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].facts[0]")]
    [InlineData("""{"type":"FactSet","facts":[{"title":"k","value":3}]}""", AdaptiveWarningCode.WrongKind, "$.body[0].facts[0].value")]
    [InlineData("""{"type":"Table","rows":[{"cells":[{}]}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].rows[0].cells[0]")]
    [InlineData("""{"type":"Table","rows":[{"type":"Row"}]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].rows[0]")]
    [InlineData("""{"type":"TextBlock","text":7}""", AdaptiveWarningCode.WrongKind, "$.body[0].text")]
    [InlineData("""{"type":"TextBlock","text":"x","wrap":"true"}""", AdaptiveWarningCode.WrongKind, "$.body[0].wrap")]
    [InlineData("""{"type":"TextBlock","text":"x","color":"red"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].color")]
    [InlineData("""{"type":"TextBlock","text":"x","style":"compact"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].style")]
    [InlineData("""{"type":"TextBlock","text":"x","fallback":"hide"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].fallback")]
    [InlineData("""{"type":"TextBlock","text":"x","fallback":{"type":"TextBlock"}}""", AdaptiveWarningCode.MissingProperty, "$.body[0].fallback")]
    [InlineData("""{"type":"TextBlock","text":"x","requires":{"a":1}}""", AdaptiveWarningCode.WrongKind, "$.body[0].requires")]
    [InlineData("""{"type":"Badge","text":"x"}""", AdaptiveWarningCode.UnknownElementType, "$.body[0]")]
    [InlineData("""{"type":"Input.Text","id":"a","regex":"["}""", AdaptiveWarningCode.UnknownValue, "$.body[0].regex")]
    [InlineData("""{"type":"Input.Text","id":"a","inlineAction":{"type":"Action.ShowCard"}}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].inlineAction")]
    [InlineData("""{"type":"Input.Number","id":"a","value":"3"}""", AdaptiveWarningCode.WrongKind, "$.body[0].value")]
    [InlineData("""{"type":"Input.Date","id":"a","value":"29.02.2020"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].value")]
    [InlineData("""{"type":"Input.Time","id":"a","max":"25:00"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].max")]
    [InlineData("""{"type":"Input.Toggle","id":"a"}""", AdaptiveWarningCode.MissingProperty, "$.body[0]")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"a","choices":[{"title":"A"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].choices[0]")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"a","style":"text"}""", AdaptiveWarningCode.UnknownValue, "$.body[0].style")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"a","choices.data":{"type":"Data.Query"}}""", AdaptiveWarningCode.MissingProperty, "$.body[0]['choices.data']")]
    [InlineData("""{"type":"Input.Text","id":"a","isRequired":true}""", AdaptiveWarningCode.EmptyLabelInRequiredInput, "$.body[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.ToggleVisibility","title":"t"}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].actions[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.ToggleVisibility","title":"t","targetElements":[{"isVisible":true}]}]}""", AdaptiveWarningCode.MissingProperty, "$.body[0].actions[0].targetElements[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"t","data":3}]}""", AdaptiveWarningCode.WrongKind, "$.body[0].actions[0].data")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"t","mode":"hidden"}]}""", AdaptiveWarningCode.UnknownValue, "$.body[0].actions[0].mode")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.ShowCard","title":"t","card":{"type":"AdaptiveCard","body":[{"type":"Nope"}]}}]}""", AdaptiveWarningCode.UnknownElementType, "$.body[0].actions[0].card.body[0]")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"t","fallback":{"type":"TextBlock","text":"x"}}]}""", AdaptiveWarningCode.UnknownActionType, "$.body[0].actions[0].fallback")]
    public void What_does_not_fit_is_a_warning_with_its_place(string element, AdaptiveWarningCode code, string path)
    {
        var json = $$"""{"type":"AdaptiveCard","version":"1.6","body":[{{element}}]}""";
        var result = AdaptiveCard.FromJson(json);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((code, path), (warning.Code, warning.Path));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(result.Card.ToJson())));
    }

    [Theory]
    [InlineData("\"lang\":\"english\"", AdaptiveWarningCode.InvalidLanguage, WarningStatusCode.InvalidLanguage)]
    [InlineData("\"refresh\":{\"action\":{\"type\":\"Action.Submit\"}}", AdaptiveWarningCode.UnknownActionType, WarningStatusCode.UnknownElementType)]
    [InlineData("\"refresh\":{\"userIds\":\"u1\"}", AdaptiveWarningCode.WrongKind, WarningStatusCode.UnknownElementType)]
    [InlineData("\"authentication\":{\"buttons\":[{\"title\":\"In\",\"type\":\"signin\"}]}", AdaptiveWarningCode.MissingProperty, WarningStatusCode.UnknownElementType)]
    [InlineData("\"authentication\":{\"tokenExchangeResource\":{\"id\":\"i\",\"uri\":\"u\"}}", AdaptiveWarningCode.MissingProperty, WarningStatusCode.UnknownElementType)]
    [InlineData("\"selectAction\":{\"type\":\"Action.ShowCard\"}", AdaptiveWarningCode.UnknownActionType, WarningStatusCode.UnknownElementType)]
    [InlineData("\"actions\":[{\"type\":\"Action.Http\",\"title\":\"x\"}]", AdaptiveWarningCode.UnknownActionType, WarningStatusCode.UnknownElementType)]
    [InlineData("\"msteam\":{}", AdaptiveWarningCode.UnknownProperty, WarningStatusCode.UnknownElementType)]
    [InlineData("\"body\":{}", AdaptiveWarningCode.WrongKind, WarningStatusCode.UnknownElementType)]
    [InlineData("\"body\":[{\"type\":\"TextBlock\",\"text\":\"x\",\"id\":\"a\"},{\"type\":\"Input.Text\",\"id\":\"a\"}]", AdaptiveWarningCode.DuplicateId, WarningStatusCode.UnknownElementType)]
    public void The_card_itself_is_held_to_the_schema_too(string property, AdaptiveWarningCode code, WarningStatusCode status)
    {
        var warning = Assert.Single(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"1.6",{{property}}}""").Warnings);
        Assert.Equal((code, status), (warning.Code, warning.StatusCode));
    }

    [Theory]
    [InlineData("1.0", """{"type":"RichTextBlock","inlines":["x"]}""", "$.body[0]")]
    [InlineData("1.1", """{"type":"TextBlock","text":"x","fontType":"default"}""", "$.body[0].fontType")]
    [InlineData("1.2", """{"type":"Input.Text","id":"a","label":"l"}""", "$.body[0].label")]
    [InlineData("1.3", """{"type":"ActionSet","actions":[{"type":"Action.Execute","title":"x","verb":"v"}]}""", "$.body[0].actions[0]")]
    [InlineData("1.4", """{"type":"Container","items":[],"rtl":true}""", "$.body[0].rtl")]
    [InlineData("1.4", """{"type":"Table","rows":[{"cells":[{"items":[],"rtl":true}]}]}""", "$.body[0]")]
    [InlineData("1.5", """{"type":"Media","sources":[{"url":"u"}],"captionSources":[{"url":"u","mimeType":"vtt","label":"l"}]}""", "$.body[0].captionSources")]
    [InlineData("1.5", """{"type":"Input.ChoiceSet","id":"a","choices.data":{"type":"Data.Query","dataset":"d"}}""", "$.body[0]['choices.data']")]
    public void What_the_cards_version_has_not_is_one_warning(string version, string element, string path)
    {
        var warning = Assert.Single(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"{{version}}","body":[{{element}}]}""").Warnings);
        Assert.Equal((AdaptiveWarningCode.NewerThanVersion, path), (warning.Code, warning.Path));
    }

    [Theory]
    [InlineData("""{"type":"Table","rows":[],"fallback":"drop"}""")]
    [InlineData("""{"type":"Table","id":"a","rows":[{"cells":[]}],"fallback":{"type":"TextBlock","id":"a","text":"x"}}""")]
    public void What_has_a_fallback_may_be_newer(string element) =>
        Assert.Empty(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":"1.2","body":[{{element}}]}""").Warnings);

    [Theory]
    [InlineData("\"1.0\"")]
    [InlineData("\"1\"")]
    [InlineData("\"1.6\"")]
    public void Known_versions_pass(string version) => Assert.Empty(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":{{version}}}""").Warnings);

    [Theory]
    [InlineData("\"1.7\"", AdaptiveWarningCode.UnsupportedSchemaVersion)]
    [InlineData("\"1.10\"", AdaptiveWarningCode.UnsupportedSchemaVersion)]
    [InlineData("\"2.0\"", AdaptiveWarningCode.UnsupportedSchemaVersion)]
    [InlineData("1.5", AdaptiveWarningCode.WrongKind)]
    [InlineData("null", AdaptiveWarningCode.MissingProperty)]
    [InlineData("\"${v}\"", AdaptiveWarningCode.UnexpandedTemplate)]
    public void Other_versions_do_not(string version, AdaptiveWarningCode code) =>
        Assert.Equal(code, Assert.Single(AdaptiveCard.FromJson($$"""{"type":"AdaptiveCard","version":{{version}}}""").Warnings).Code);

    [Fact]
    public void What_is_not_known_comes_back_out_as_it_was()
    {
        const string json = """
            {"type":"AdaptiveCard","version":"1.6","msteams":{"width":"Full"},"body":[
              {"type":"Chart.Line","data":[{"x":1}],"fallback":{"type":"TextBlock","text":"x"}},
              {"type":"Container","new":[1,{"a":null}],"items":["odd",7,null,{"type":"TextBlock","text":"x","grid.area":"a"}],"selectAction":{"type":"Action.Jump","to":3}},
              {"type":"RichTextBlock","inlines":["a",{"type":"Icon","name":"n"}]}],
             "actions":[{"type":"Action.Http","title":"x","url":7}]}
            """;
        var card = AdaptiveCard.FromJson(json).Card;
        Assert.Equal("Full", card["msteams"]!.Value.GetProperty("width").GetString());
        Assert.Equal("Chart.Line", Assert.IsType<AdaptiveUnknownElement>(card.Body[0]).Type);
        Assert.Equal("Action.Http", Assert.IsType<AdaptiveUnknownAction>(card.Actions[0]).Type);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(card.ToJson())));
    }

    [Fact]
    public void A_card_is_made_and_changed_in_code()
    {
        var card = new AdaptiveCard("1.5") { Lang = "en", SelectAction = new AdaptiveSubmitAction() };
        card.Body.Add(new AdaptiveTextBlock("Hello") { Size = "extraLarge", Wrap = true });
        card.Body.Add(new AdaptiveRichTextBlock { Inlines = { new AdaptiveTextRun("run") } });
        card.Actions.Add(new AdaptiveOpenUrlAction { Title = "Open", Url = "https://herald.example" });
        card["speak"] = System.Text.Json.JsonSerializer.SerializeToElement("said");
        Assert.Equal("""
            {"type":"AdaptiveCard","version":"1.5","lang":"en","speak":"said","selectAction":{"type":"Action.Submit"},
            "body":[{"type":"TextBlock","text":"Hello","size":"extraLarge","wrap":true},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"run"}]}],
            "actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://herald.example"}]}
            """.ReplaceLineEndings(""), card.ToJson());

        var read = AdaptiveCard.FromJson(card.ToJson());
        Assert.Empty(read.Warnings);
        ((AdaptiveRichTextBlock)read.Card.Body[1]).Inlines[0].Text = "other";
        read.Card.Body.RemoveAt(0);
        read.Card.SelectAction = null;
        read.Card["speak"] = null;
        Assert.Equal("""
            {"type":"AdaptiveCard","version":"1.5","lang":"en","body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"other"}]}],
            "actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://herald.example"}]}
            """.ReplaceLineEndings(""), read.Card.ToJson());
    }

    [Fact]
    public void A_run_that_is_a_text_alone_stays_one_until_it_is_changed()
    {
        var card = AdaptiveCard.FromJson("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"RichTextBlock","inlines":["a","b"]}]}""").Card;
        ((AdaptiveRichTextBlock)card.Body[0]).Inlines[1].SelectAction = new AdaptiveSubmitAction();
        Assert.Contains("""["a",{"type":"TextRun","text":"b","selectAction":{"type":"Action.Submit"}}]""", card.ToJson(), StringComparison.Ordinal);
    }
}
