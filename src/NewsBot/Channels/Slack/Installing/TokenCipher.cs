using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace NewsBot.Channels.Slack.Installing;

/// <summary>Encrypts what must not stand readable in the database. The keys lie in a folder of their own, which replicas share.</summary>
/// <param name="options">Name the folder.</param>
/// <param name="clock">Tells when the folder was read.</param>
/// <param name="makesKeys">False for who only looks: then no key is made, nor a folder, and nothing can be encrypted without one.</param>
internal sealed class TokenCipher(SlackOptions options, TimeProvider clock, bool makesKeys = true)
{
    // The library reads its folder once a day. Keys that come back are found without a restart; whoever sends forged cookies must not have
    // it read each time.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private IDataProtector? protector;
    private DateTimeOffset read;

    public string Encrypt(string secret) => Protector(again: false).Protect(secret);

    /// <summary>Null when it was encrypted with keys that are not here, or is none of ours.</summary>
    public string? Decrypt(string cipher)
    {
        if (!makesKeys && !Directory.Exists(options.KeysFolder))
            return null;
        return Opened(cipher, Protector(again: false)) ?? Opened(cipher, Protector(again: true));
    }

    private static string? Opened(string cipher, IDataProtector protector)
    {
        try
        {
            return protector.Unprotect(cipher);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(bool again)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (protector is null || (again && (now - read).Duration() >= Again))
                (protector, read) = (Read(), now);
            return protector;
        }
    }

    private IDataProtector Read() => DataProtectionProvider
        .Create(new DirectoryInfo(options.KeysFolder), keys =>
        {
            keys.SetApplicationName("NewsBot");
            if (!makesKeys)
                keys.DisableAutomaticKeyGeneration();
        })
        .CreateProtector("Slack.v1");
}
