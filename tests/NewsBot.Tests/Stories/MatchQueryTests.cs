using NewsBot.Storage;
using NewsBot.Stories;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class MatchQueryTests
{
    private static readonly Engine Sqlite = new SqliteEngine("Data Source=:memory:"), Postgres = new PostgresEngine("Host=localhost");

    [Theory]
    [InlineData("ceasefire", "words : (\"ceasefire\")")]
    [InlineData("peace talks", "words : (\"peace\" AND \"talks\")")]
    [InlineData("“peace talks” Doha", "words : (\"peace talks\" AND \"Doha\")")]
    [InlineData("\"peace talks", "words : (\"peace talks\")")]
    [InlineData("peace OR NOT talks*", "words : (\"peace\" AND \"OR\" AND \"NOT\" AND \"talks*\")")]
    [InlineData("attack on the embassy", "words : (\"attack\" AND \"embassy\")")]
    [InlineData("“attack on the embassy”", "words : (\"attack on the embassy\")")]
    [InlineData("The “to”", "words : (\"to\")")]
    [InlineData("of the", "words : (\"of\" AND \"the\")")]
    [InlineData("«امن مذاکرات»", "words : (\"امن مذاکرات\")")]
    public void What_is_typed_becomes_terms_and_phrases(string typed, string query) => Assert.Equal(query, MatchQuery.Of(Sqlite, "words", typed));

    [Theory]
    [InlineData("“peace talks” Doha", "\"peace talks\" \"Doha\"")]
    [InlineData("peace or -talks", "\"peace\" \"or\" \"-talks\"")]
    public void On_a_server_too_nothing_that_is_typed_is_an_operator(string typed, string query) => Assert.Equal(query, MatchQuery.Of(Postgres, "words", typed));

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("*** ( ) ^")]
    public void Without_a_word_there_is_no_query(string typed) => Assert.Null(MatchQuery.Of(Sqlite, "words", typed));
}
