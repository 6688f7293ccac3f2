using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Slack.Incoming;

/// <summary>Whether a request comes from Slack.</summary>
/// <remarks>https://docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
public sealed class SlackSignature
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>How far the request's time may be from ours, in both directions.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0";

    private readonly byte[][] _secrets;
    private readonly TimeProvider _clock;

    /// <param name="secrets">Signing secrets that hold: one, or the new and the old while they are being exchanged.</param>
    /// <param name="clock">Tells the time.</param>
    public SlackSignature(IEnumerable<string> secrets, TimeProvider clock)
    {
        _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes)];
        _clock = clock;
    }

    /// <summary>True when one of the secrets has signed exactly these bytes within the window.</summary>
    /// <param name="timestamps">Every value of the header; anything but one value is refused.</param>
    /// <param name="signatures">Every value of the header; anything but one value is refused.</param>
    /// <param name="body">The body as it was received.</param>
    public bool Holds(IReadOnlyList<string?> timestamps, IReadOnlyList<string?> signatures, ReadOnlySpan<byte> body)
    {
        if (timestamps is not [{ Length: > 0 and <= 20 } timestamp] || signatures is not [{ Length: > 0 and <= 128 } signature])
            return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        // Unsigned: a difference that overflows is far outside of the window.
        if (Math.Abs((decimal)seconds - _clock.GetUtcNow().ToUnixTimeSeconds()) > (decimal)Window.TotalSeconds)
            return false;

        var given = Encoding.ASCII.GetBytes(signature);
        var holds = false;
        // Every secret is tried, so that the time taken does not tell which one it was.
        foreach (var secret in _secrets)
            holds |= CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Sign(secret, timestamp, body)));
        return holds;
    }

    /// <summary>The signature of a body: <c>v0=</c> and 64 hexadecimal digits.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        Sign(Encoding.UTF8.GetBytes(secret), timestamp, body);

    private static string Sign(byte[] secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes($"{Version}:{timestamp}:"));
        hash.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
