using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;

namespace NewsBot.Channels.BotFramework.SignIn;

/// <summary>With what the bot proves to Microsoft's login that it is itself.</summary>
internal enum Credential
{
    /// <summary>No app id is set.</summary>
    None,

    Password,

    /// <summary>The machine's own identity is the bot's; there is nothing to keep.</summary>
    ManagedIdentity,

    Certificate,

    /// <summary>The machine's identity vouches for the bot's.</summary>
    Federated,
}

/// <summary>Who the bot is in Microsoft's directory, by the SDK's own settings.</summary>
/// <param name="AppId"><c>MicrosoftAppId</c>; empty when none is set.</param>
/// <param name="TenantId"><c>MicrosoftAppTenantId</c>; null when none is set.</param>
/// <param name="Credential">With what it signs in.</param>
internal sealed record BotIdentity(string AppId, string? TenantId, Credential Credential)
{
    private const string Types = "MicrosoftAppType must be SingleTenant, UserAssignedMSI or MultiTenant.";

    /// <summary>Client id of the managed identity that vouches for the bot (<c>MicrosoftAppClientId</c>).</summary>
    public string? ClientId { get; private init; }

    /// <summary>File with certificate and private key, PEM or PKCS#12 (<c>MicrosoftAppCertificatePath</c>).</summary>
    public string? CertificatePath { get; private init; }

    private string? CertificatePassword { get; init; }

    /// <exception cref="FormatException">The settings contradict each other; the message says what to set.</exception>
    public static BotIdentity From(IConfiguration settings)
    {
        var found = new BotIdentity(Text(settings, "MicrosoftAppId") ?? "", Text(settings, "MicrosoftAppTenantId"), Credential.None)
        {
            ClientId = Text(settings, "MicrosoftAppClientId"),
            CertificatePath = Text(settings, "MicrosoftAppCertificatePath"),
            CertificatePassword = settings["MicrosoftAppCertificatePassword"],
        };
        var secrets = found.Secrets(Text(settings, "MicrosoftAppPassword") is not null);
        if (found.AppId.Length == 0)
        {
            return secrets.Count == 0 && found.TenantId is null
                ? found
                : throw new FormatException(
                    $"{secrets.Select(s => s.Setting).FirstOrDefault() ?? "MicrosoftAppTenantId"} is set: set MicrosoftAppId too.");
        }

        return found with { Credential = found.Choose(Text(settings, "MicrosoftAppType")?.ToUpperInvariant(), secrets) };
    }

    /// <summary>What signs the bot in, by settings as the SDK understands them.</summary>
    /// <exception cref="FormatException">The settings contradict each other, or the certificate cannot be used; the message says
    /// why.</exception>
    public static ServiceClientCredentialsFactory Credentials(IConfiguration settings, HttpClient http) =>
        From(settings).Credentials(http) ?? new ConfigurationServiceClientCredentialFactory(settings, http);

    /// <summary>What signs in with a certificate or by federation; null for what the SDK makes of its settings by itself.</summary>
    /// <exception cref="FormatException">The certificate cannot be used; the message says why.</exception>
    public ServiceClientCredentialsFactory? Credentials(HttpClient http) => Credential switch
    {
        Credential.Certificate => new CertificateServiceClientCredentialsFactory(Certificate(), AppId, TenantId, http),
        Credential.Federated => new FederatedServiceClientCredentialsFactory(AppId, ClientId, TenantId, http),
        _ => null,
    };

    private List<(string Setting, Credential Credential)> Secrets(bool password)
    {
        var secrets = new List<(string, Credential)>();
        if (password)
            secrets.Add(("MicrosoftAppPassword", Credential.Password));
        if (CertificatePath is not null)
            secrets.Add(("MicrosoftAppCertificatePath", Credential.Certificate));
        if (ClientId is not null)
            secrets.Add(("MicrosoftAppClientId", Credential.Federated));
        return secrets;
    }

    // The combinations that the SDK accepts; it finds the others out only at the first message.
    private Credential Choose(string? type, List<(string Setting, Credential Credential)> secrets)
    {
        if (secrets.Count > 1)
            throw new FormatException($"Set only one of {string.Join(" and ", secrets.Select(s => s.Setting))}.");
        if (type == "USERASSIGNEDMSI")
        {
            if (secrets.Count > 0)
                throw new FormatException($"A bot of type UserAssignedMSI must have no {secrets[0].Setting}.");
            return TenantId is not null
                ? Credential.ManagedIdentity
                : throw new FormatException("A bot of type UserAssignedMSI needs MicrosoftAppTenantId.");
        }

        var isMulti = type switch
        {
            null or "MULTITENANT" => true,
            "SINGLETENANT" => false,
            _ => throw new FormatException(Types),
        };
        if (secrets.Count == 0 || (!isMulti && TenantId is null))
        {
            throw new FormatException(
                $"A bot of type {(isMulti ? "MultiTenant" : "SingleTenant")} needs {(isMulti ? "" : "MicrosoftAppTenantId and ")}" +
                "MicrosoftAppPassword (or MicrosoftAppCertificatePath, or MicrosoftAppClientId for federated credentials).");
        }

        return secrets[0].Credential == Credential.Federated && isMulti
            ? throw new FormatException("Federated credentials (MicrosoftAppClientId) need MicrosoftAppType SingleTenant.")
            : secrets[0].Credential;
    }

    private X509Certificate2 Certificate()
    {
        var path = CertificatePath!;
        try
        {
            var certificate = X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(path, CertificatePassword)
                : X509Certificate2.CreateFromPemFile(path);
            return certificate.HasPrivateKey
                ? certificate
                : throw new FormatException($"MicrosoftAppCertificatePath: {path} holds no private key.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException(
                $"MicrosoftAppCertificatePath: {path} cannot be read as a PEM or PKCS#12 file with its private key ({e.Message}).", e);
        }
    }

    private static string? Text(IConfiguration settings, string name) =>
        string.IsNullOrWhiteSpace(settings[name]) ? null : settings[name]!.Trim();
}
