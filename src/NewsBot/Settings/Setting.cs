using System.Globalization;

namespace NewsBot.Settings;

/// <summary>Reads typed settings; a wrong one stops the start with a sentence that names its key and says what would do.</summary>
internal static class Setting
{
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

    /// <summary>An address with https, or with http on this machine.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Uri? Address(IConfiguration settings, string key)
    {
        if (Text(settings, key) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new FormatException($"{key} is '{text}'; set it to an address that begins with https://, or leave it out.");
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
