using System.Text;

namespace NewsBot.Operations.Setup;

/// <summary>Reads a line from the keyboard without showing it.</summary>
internal static class HiddenLine
{
    /// <summary>The reader; null where the answers come from elsewhere.</summary>
    public static Func<string?>? OfKeyboard => Console.IsInputRedirected ? null : Read;

    private static string Read()
    {
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                line.Append(key.KeyChar);
        }

        Console.WriteLine();
        return line.ToString();
    }
}
