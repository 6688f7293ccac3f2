using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Channels;

namespace NewsBot.Operations.Security;

/// <summary>Who may operate: this machine, and whoever shows the operator's token, as a bearer token or as the password that a browser asks for.</summary>
internal sealed class OperatorDoor(OperationsOptions options, OwnMachine machine)
{
    /// <summary>What a browser is told to ask for.</summary>
    private const string Challenge = "Basic realm=\"NewsBot\", charset=\"UTF-8\"";

    private const int LongestName = 60;

    public bool LetsIn(HttpContext context) => machine.LetsIn(context) || HasToken(context.Request);

    /// <summary>Whether figures and reasons may be read, which change nothing: this machine always may.</summary>
    public bool LetsRead(HttpContext context) => Loopback.Is(context) || HasToken(context.Request);

    /// <summary>The refusal: a question for the token where one is set, and nothing at all where none is.</summary>
    public IResult Refuse(HttpContext context)
    {
        if (options.OperatorToken is null && Loopback.Is(context))
        {
            return Results.Text(
                $"Set Operate:Token, at least 16 characters: this machine is let in without it only while {OwnMachine.Closed}.\n",
                statusCode: StatusCodes.Status403Forbidden);
        }

        if (options.OperatorToken is null)
            return Results.NotFound();
        context.Response.Headers.WWWAuthenticate = Challenge;
        return Results.Text("The operator's token is wanted, as the password.\n", statusCode: StatusCodes.Status401Unauthorized);
    }

    /// <summary>Who operates, for the log: the name that was typed beside the password, and the address.</summary>
    public string Who(HttpContext context)
    {
        var from = Loopback.Is(context) ? "this machine" : context.Connection.RemoteIpAddress?.ToString() ?? "nowhere";
        var name = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
                ? Pair(header.Parameter)?.Name
                : null;
        // Whoever takes the fields for one another has typed the token as a name.
        return string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl) || name == options.OperatorToken
            ? from
            : $"{name} at {from}";
    }

    private bool HasToken(HttpRequest request)
    {
        if (options.OperatorToken is not { } token || !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header))
            return false;
        return header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => Same(header.Parameter ?? "", token),
            "BASIC" => Pair(header.Parameter) is { } pair && Same(pair.Password, token),
            _ => false,
        };
    }

    private static (string Name, string Password)? Pair(string? parameter)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(parameter ?? ""));
            return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Hashed, so that neither length nor content shows in the time it takes.
    private static bool Same(string shown, string token) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
