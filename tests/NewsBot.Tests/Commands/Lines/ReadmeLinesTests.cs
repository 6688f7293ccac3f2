using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

public sealed partial class ReadmeLinesTests
{
    public static TheoryData<string> Lines()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var table = readme[readme.IndexOf("## What to say", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n## ", 5, StringComparison.Ordinal)];
        table += File.ReadAllText(Path.Combine(Root(), "src", "NewsBot", "Commands", "README.md"));
        var spans = Spans().Matches(table).Select(m => m.Groups[1].Value)
            // A qualifier is a part of a line, a capital begins a setting's name.
            .Where(s => !Qualifier().IsMatch(s) && !char.IsUpper(s[0]))
            .Select(s => s.Replace("<speaker>", "Dar", StringComparison.Ordinal).Replace("<words>", "visas", StringComparison.Ordinal)
                .Replace("<link>", "https://gazette.example/1", StringComparison.Ordinal));
        return [.. spans.Distinct()];
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void What_the_readme_tells_people_to_say_is_understood(string line) => Assert.True(
        LineParser.Parse(line) is Understood || FollowUp.Of(line, LineText.Clean(line)) is not null || FollowUp.Ordered(line) is not null
        || LastShift.IsAsked(line));

    [Fact]
    public void The_readme_tells_what_to_say() => Assert.InRange(Lines().Count, 40, 200);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex("^-?[a-z]+:[^ ]+$")]
    private static partial Regex Qualifier();
}
