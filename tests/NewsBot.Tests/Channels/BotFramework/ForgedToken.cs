using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>A token as a channel makes one, or as a forger does: every part can be set.</summary>
internal sealed class ForgedToken(RSA key, string? keyId = "k1")
{
    public Dictionary<string, object?> Header { get; } = new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyId };

    public Dictionary<string, object?> Claims { get; } = new()
    {
        ["iss"] = "https://api.botframework.com",
        ["aud"] = FakeMicrosoft.AppId,
        ["serviceurl"] = FakeMicrosoft.Service,
        ["nbf"] = At(TimeSpan.Zero),
        ["exp"] = At(TimeSpan.FromMinutes(10)),
    };

    /// <summary>Seconds since 1970, a while from now.</summary>
    public static long At(TimeSpan fromNow) => (TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    public ForgedToken Set(string claim, object? value)
    {
        Claims[claim] = value;
        return this;
    }

    public ForgedToken Without(string claim)
    {
        Claims.Remove(claim);
        return this;
    }

    public ForgedToken Algorithm(string name)
    {
        Header["alg"] = name;
        return this;
    }

    public override string ToString()
    {
        var head = Encode(Header.Where(h => h.Value is not null).ToDictionary());
        var signed = $"{head}.{Encode(Claims)}";
        return $"{signed}.{Base64UrlEncoder.Encode(Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private byte[] Sign(byte[] signed) => (string?)Header["alg"] switch
    {
        "RS256" => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => key.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => key.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        // The classic confusion: the public key taken as the shared secret.
        "HS256" => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), signed),
        _ => [],
    };

    private static string Encode(Dictionary<string, object?> part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));
}
