using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace NewsBot.Channels.Slack.Installing;

/// <summary>Encrypts what must not stand readable in the database. The keys lie in a folder of their own, which replicas share.</summary>
internal sealed class TokenCipher(SlackOptions options)
{
    private readonly Lazy<IDataProtector> protector = new(() => DataProtectionProvider
        .Create(new DirectoryInfo(options.KeysFolder), keys => keys.SetApplicationName("NewsBot"))
        .CreateProtector("Slack.v1"));

    public string Encrypt(string secret) => protector.Value.Protect(secret);

    /// <summary>Null when it was encrypted with keys that are not here, or is none of ours.</summary>
    public string? Decrypt(string cipher)
    {
        try
        {
            return protector.Value.Unprotect(cipher);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
