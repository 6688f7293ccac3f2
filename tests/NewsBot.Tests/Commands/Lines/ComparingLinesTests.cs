using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

/// <summary>Lines that compare, list changes, and copy a setup.</summary>
public sealed class ComparingLinesTests
{
    [Theory]
    [InlineData("compare Dar and Rubio", "compare Dar and Rubio")]
    [InlineData("compare \"Ishaq Dar\" \"Marco Rubio\"", "compare \"Ishaq Dar\" and \"Marco Rubio\"")]
    [InlineData("Compare Dar vs. Rubio on visas since mon", "compare Dar and Rubio about visas since mon")]
    [InlineData("compare Ishaq Dar with the State Department topic:pak-us", "compare \"Ishaq Dar\" and \"the State Department\" topic:pak-us")]
    [InlineData("compare #S12 and #S14", "compare #S12 #S14")]
    [InlineData("changed", "changed")]
    [InlineData("corrections", "changed")]
    [InlineData("changed pak-us since yesterday", "changed \"pak-us\" since yesterday")]
    [InlineData("what was corrected since mon", "changed since mon")]
    [InlineData("changed speaker:Dar", "changed speaker:Dar")]
    [InlineData("export", "export")]
    [InlineData("export our subscriptions", "export")]
    [InlineData("import;timezone Asia/Karachi;subscribe pak-us", "import; timezone Asia/Karachi; subscribe pak-us")]
    [InlineData("@NewsBot import\nquiet 22-7\n\nsubscribe pak-us term:\"a; b\"", "import; quiet 22-7; subscribe pak-us term:\"a; b\"")]
    [InlineData("import subscribe pak-us", "import; subscribe pak-us")]
    public void A_line_is_understood(string line, string written) =>
        Assert.Equal(written, Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());
}
