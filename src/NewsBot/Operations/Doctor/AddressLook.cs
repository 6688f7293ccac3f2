using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NewsBot.Settings;

namespace NewsBot.Operations.Doctor;

/// <summary>
/// Whether people and channels reach the program where they should: its own port, and the public address with its certificate.
/// </summary>
internal static class AddressLook
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    public static async Task<IReadOnlyList<Finding>> FindAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.Online)
            return [];
        return [await OwnAsync(patient, cancellationToken), await PublicAsync(patient, cancellationToken)];
    }

    private static async Task<Finding> OwnAsync(Patient patient, CancellationToken cancellationToken)
    {
        var url = Listened(patient.Settings)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal).TrimEnd('/');
        // Its certificate is for the name by which others know it; here the program itself is asked, and told no secret.
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, problems) => !problems.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
        using var client = new HttpClient(patient.Edge ?? handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"{url}/health/ready"), cancellationToken);
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode
                && said.Contains("\"Healthy\"", StringComparison.Ordinal)
                && !said.Contains("\"Degraded\"", StringComparison.Ordinal)
                ? Finding.Ok("program", $"it runs at {url} and is healthy.")
                : Finding.Warning("program", $"at {url} it says: {said}", "Do what the reasons say; see its log.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return Finding.Ok("program", $"nothing answers at {url}: it does not run.");
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException or UriFormatException
            && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Warning(
                "program",
                $"at {url} something takes the connection and gives no answer: {e.GetBaseException().Message}",
                "See the program's log, and whether another program has the port.");
        }
    }

    // What Kestrel's own section says of endpoints stands in place of urls.
    private static string Listened(IConfiguration settings) =>
        settings.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).FirstOrDefault(u => !string.IsNullOrWhiteSpace(u))
        ?? (Setting.Text(settings, "urls") ?? "http://localhost:3978").Split(';')[0];

    private static async Task<Finding> PublicAsync(Patient patient, CancellationToken cancellationToken)
    {
        Uri? address;
        try
        {
            address = Setting.Address(patient.Settings, "PublicAddress");
        }
        catch (FormatException e)
        {
            return Finding.Error("public address", e.Message, "Correct it.");
        }

        if (address is null)
            return Finding.Ok("public address", "PublicAddress is not set, so it was not looked at.");
        DateTime? expires = null;
        // A redirect would answer for another address, as for the one where people log in.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, problems) =>
        {
            expires = (certificate as X509Certificate2)?.NotAfter.ToUniversalTime();
            return problems == SslPolicyErrors.None;
        };
        using var client = new HttpClient(patient.Edge ?? handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(15) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/health/live"), cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return Finding.Error(
                    "public address",
                    $"{address} answers {(int)answer.StatusCode} to /health/live.",
                    "Let the proxy pass requests to the program.");
            if (await IsTakenForThisMachineAsync(client, address, cancellationToken))
                return Finding.Error(
                    "public address",
                    $"{address} answers everybody as if they were on this machine: the proxy does not say for whom it asks.",
                    "Let the proxy send X-Forwarded-For, and the Host that was asked for; see deploymentTemplates/systemd.");
            return Certificate(address, expires, patient.Clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var now = patient.Clock.GetUtcNow().UtcDateTime;
            return expires < now ? Certificate(address, expires, now) : Finding.Error(
                "public address",
                $"{address} cannot be reached: {e.GetBaseException().Message}",
                "Check the name, the proxy and its certificate.");
        }
    }

    // This machine alone is told the reasons of the health without a token. To an address of this machine the doctor comes as itself.
    private static async Task<bool> IsTakenForThisMachineAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        if (address.IsLoopback)
            return false;
        using var answer = await client.GetAsync(new Uri(address, "/health/ready"), cancellationToken);
        try
        {
            using var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return health.RootElement.ValueKind == JsonValueKind.Object && health.RootElement.TryGetProperty("checks", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What the end of a certificate means; null where none was shown.</summary>
    internal static Finding Certificate(Uri address, DateTime? expires, DateTime now)
    {
        var until = expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (expires < now)
            return Finding.Error("public address", $"the certificate of {address.Host} has ended on {until}.", "Renew it; Teams and Slack accept no expired one.");
        return expires - now < Soon
            ? Finding.Warning(
                "public address",
                $"the certificate of {address.Host} ends on {until}.",
                "Renew it; Teams and Slack accept no expired one.")
            : Finding.Ok(
                "public address",
                $"{address} answers{(until is null ? "" : $"; its certificate is good until {until}")}.");
    }
}
