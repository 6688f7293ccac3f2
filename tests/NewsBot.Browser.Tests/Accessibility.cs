using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace NewsBot.Browser.Tests;

/// <summary>The rules of axe, on a page as it stands.</summary>
internal static class Accessibility
{
    /// <summary>By day and by night: a page follows the scheme of the system while it is open.</summary>
    public static async Task CheckAsync(IPage page)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.WaitForTimeoutAsync(250);
            var result = await page.RunAxe();
            Assert.True(
                result.Violations.Length == 0,
                $"{scheme}: " + string.Join("\n", result.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")));
        }
    }
}
