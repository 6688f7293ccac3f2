using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace NewsBot.Tests.Architecture;

/// <summary>Whoever writes to the database waits for the writers' turn: on SQLite, writers that only try again hinder one another, and hold
/// a thread each meanwhile.</summary>
public sealed partial class WritersTurnTests
{
    [Fact]
    public void No_statement_is_executed_on_a_connection_that_was_opened_out_of_turn()
    {
        var source = Path.Combine(Root(), "src", "NewsBot");
        var offenders = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(source, f))
            .Where(f => f.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "Storage"))
            .Where(f => OutOfTurn().IsMatch(File.ReadAllText(Path.Combine(source, f))));
        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("await connection.ExecuteAsync(sql);", true)]
    [InlineData("return await connection.ExecuteAsync(new CommandDefinition(sql)) == 1;", true)]
    [InlineData("var ended = await connection.ExecuteAsync(sql);", true)]
    [InlineData("return (await connection.QueryAsync<int>(sql)).AsList();", false)]
    public void The_rule_sees_what_it_forbids(string next, bool isForbidden) => Assert.Equal(
        isForbidden, OutOfTurn().IsMatch($"        await using var connection = await db.OpenAsync(cancellationToken);\n        {next}\n"));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"\.OpenAsync\([^;]*\);\s+(return |var \w+ = )?\(?await connection\.Execute(Async)?\(")]
    private static partial Regex OutOfTurn();
}
