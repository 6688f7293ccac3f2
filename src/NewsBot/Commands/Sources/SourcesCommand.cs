using NewsBot.Commands.Lines;
using NewsBot.Desk;

namespace NewsBot.Commands.Sources;

/// <summary>What is done to the list of sources.</summary>
public enum SourcesVerb
{
    List,
    Add,
    Pause,
    Resume,
    Remove,
}

/// <summary><c>sources</c>, <c>sources dawn</c>, <c>sources add https://…</c>, <c>sources add https://… official</c>, <c>sources pause dawn</c>.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="What">The address to add, or the key or name of a source; null for the list of all.</param>
public sealed record SourcesCommand(SourcesVerb Verb, string? What) : Command
{
    /// <summary>What an added source is; press when it is not said.</summary>
    public SourceClass? Class { get; init; }

    internal static Reading Read(Arguments arguments)
    {
        // "sources new york times" asks for a source, "sources new https://…" adds one.
        var verb = arguments.TakeLeading("add", "follow") || (arguments.Left is [_, { Kind: TokenKind.Link }, ..] && arguments.TakeLeading("new")) ? SourcesVerb.Add
            : arguments.TakeLeading("pause", "stop", "mute") ? SourcesVerb.Pause
            : arguments.TakeLeading("resume", "unpause", "restart") ? SourcesVerb.Resume
            : arguments.TakeLeading("remove", "delete", "drop") ? SourcesVerb.Remove
            : SourcesVerb.List;
        arguments.TakeAside();
        if (verb == SourcesVerb.List)
            arguments.TakeLeading("list", "show", "all", "status", "health");
        var what = arguments.Take(TokenKind.Link)?.Text ?? arguments.TakeText(phrases: false);
        SourceClass? kind = null;
        if (verb == SourcesVerb.Add && what.Length > 0)
        {
            arguments.TakeLeading("as", "an");
            kind = arguments.TakeLeading("official") ? SourceClass.Official
                : arguments.TakeLeading("wire", "agency") ? SourceClass.Wire
                : arguments.TakeLeading("press") ? SourceClass.Press : null;
        }

        if (!arguments.Empty)
            return Lines.Verb.Unclear($"“{LineParser.Echo(arguments.Rest())}” is no source. Nothing was done.", "sources", "sources dawn");
        return verb switch
        {
            SourcesVerb.List => new Understood(new SourcesCommand(SourcesVerb.List, what.Length == 0 ? null : what)),
            _ when what.Length == 0 => Lines.Verb.Unclear("Which source?", "sources", "sources pause dawn", "sources add https://news.example/feed"),
            _ => new Understood(new SourcesCommand(verb, what) { Class = kind }),
        };
    }

    public override string Write() => Verb switch
    {
        SourcesVerb.List => What is null ? "sources" : $"sources {QuoteMarks.Write(What)}",
        SourcesVerb.Add => $"sources add {What}{(Class is { } kind ? " " + kind.ToString().ToLowerInvariant() : "")}",
        _ => $"sources {Verb.ToString().ToLowerInvariant()} {QuoteMarks.Write(What!)}",
    };
}
