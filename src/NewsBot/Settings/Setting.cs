using System.Globalization;

namespace NewsBot.Settings;

/// <summary>Reads typed settings; a wrong one stops the start with a sentence that names its key and says what would do.</summary>
internal static class Setting
{
    // Ten years.
    private const int MostDays = 3650;

    /// <summary>The text of a setting without blanks around it; null when it is not set or empty.</summary>
    public static string? Text(IConfiguration settings, string key) =>
        settings[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static int Number(IConfiguration settings, string key, int least, int most, int unset)
    {
        if (Text(settings, key) is not { } text)
            return unset;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{key} is '{text}'; set it to a whole number from {least} to {most}, or leave it out ({unset}).");
    }

    /// <summary><c>on</c> or <c>off</c>; null when it is not set.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static bool? Switch(IConfiguration settings, string key) => Text(settings, key)?.ToUpperInvariant() switch
    {
        null => null,
        "ON" or "TRUE" => true,
        "OFF" or "FALSE" => false,
        _ => throw new FormatException($"{key} is '{settings[key]}'; set it to on or off, or leave it out."),
    };

    /// <summary>An address with https, or with http on this machine: a name and perhaps a port, and nothing behind them.</summary>
    /// <exception cref="FormatException">It is none; the message does not repeat a user's name or password in it.</exception>
    public static Uri? Address(IConfiguration settings, string key)
    {
        if (Text(settings, key) is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new FormatException($"{key} is '{text}'; set it to an address that begins with https://, or leave it out.");
        }

        return IsBare(address)
            ? address
            : throw new FormatException(
                $"{key} has a path, a query or a user in it; set it to a name alone, such as {address.Scheme}://{address.Authority}, or leave it out: the program answers at the root of its address only.");
    }

    /// <summary>Whether an address is a name and perhaps a port alone, without a path, a query or a user.</summary>
    public static bool IsBare(Uri address) => address.UserInfo.Length == 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0;

    /// <summary>Days that something is kept; null for ever, which is <c>off</c>.</summary>
    /// <exception cref="FormatException">It is neither a number of days nor <c>off</c>.</exception>
    public static TimeSpan? Days(IConfiguration settings, string key, int least, int unset)
    {
        var text = Text(settings, key) ?? unset.ToString(CultureInfo.InvariantCulture);
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= least && days <= MostDays
            ? TimeSpan.FromDays(days)
            : throw new FormatException($"{key} is '{text}'; set it to a number of days, {least} to {MostDays}, or to off, or leave it out ({unset}).");
    }

    /// <summary>Addresses to answer at, as the web server takes them (<c>http://*:80</c> too), with semicolons between.</summary>
    /// <remarks>The web server reads the setting by itself, and says of a port that is none that an argument is out of its range.</remarks>
    /// <exception cref="FormatException">One is none.</exception>
    public static IReadOnlyList<string> Listened(IConfiguration settings, string key)
    {
        string[] urls = [.. (Text(settings, key) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return urls.FirstOrDefault(u => !IsListened(u)) is { } wrong
            ? throw new FormatException(
                $"{key} holds '{wrong}'; write http://, a name or address, and a port from 0 to {ushort.MaxValue}, such as http://localhost:3978.")
            : urls;
    }

    private static bool IsListened(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Port: <= ushort.MaxValue, Scheme: "http" or "https" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A secret that somebody may not guess.</summary>
    /// <exception cref="FormatException">It is shorter than 16 characters; the message does not repeat it.</exception>
    public static string? Secret(IConfiguration settings, string key)
    {
        var secret = Text(settings, key);
        return secret is null or { Length: >= 16 }
            ? secret
            : throw new FormatException($"{key} is too short to be safe; set it to at least 16 characters that nobody can guess.");
    }
}
