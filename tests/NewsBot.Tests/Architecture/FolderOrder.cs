using System.Text.RegularExpressions;

namespace NewsBot.Tests.Architecture;

/// <summary>The newsroom's folders in the order of the flow: a folder imports only folders above it.</summary>
internal static partial class FolderOrder
{
    public static readonly string[] Folders =
    [
        "Settings", "Telemetry", "Desk", "Storage", "Web", "Feeds", "Articles", "Statements", "Topics", "Stories", "Conversations", "Subscriptions",
        "Digests", "Cards", "Deliveries", "Commands", "Channels", "Sample", "Operations",
    ];

    /// <summary>The files of the root that see the whole list; no folder may refer to them.</summary>
    public static readonly string[] RootTypes = ["Program", "NewsBot.Schedule", "NewsBot.Health"];

    /// <summary>The folder of a namespace of the newsroom; null for anything else.</summary>
    public static string? FolderOf(string space)
    {
        var parts = space.Split('.');
        return parts is ["NewsBot", var folder, ..] && folder is not ("Text" or "Slack" or "Tests" or "TestSupport") ? folder : null;
    }

    /// <summary>References that point down the list, or to the root.</summary>
    public static IReadOnlyList<string> Offences(IEnumerable<Reference> references) =>
    [
        .. references
            .Where(r => FolderOf(r.FromNamespace) is { } from && (IsBelow(from, r.ToNamespace) || RootTypes.Contains(r.To)))
            .Select(r => $"{r.From} -> {r.To}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Using directives and qualified names that point down the list; closes the blind spot of constants and nameof, which leave no
    /// trace in the compiled assembly.
    /// </summary>
    public static IReadOnlyList<string> SourceOffences(string folder, string source) =>
    [
        .. FolderName().Matches(source)
            .Select(m => m.Groups[1].Value)
            .Where(to => Array.IndexOf(Folders, to) > Array.IndexOf(Folders, folder))
            .Distinct(),
    ];

    private static bool IsBelow(string from, string toNamespace) =>
        FolderOf(toNamespace) is { } to && Array.IndexOf(Folders, to) > Array.IndexOf(Folders, from);

    [GeneratedRegex(@"\bNewsBot\.([A-Z][A-Za-z]+)")]
    private static partial Regex FolderName();
}
