using System.Net.Sockets;
using System.Security.Authentication;

namespace NewsBot.Web;

/// <summary>Turns statuses and exceptions of the network into problems with a sentence.</summary>
internal static class FetchFailure
{
    /// <summary>The failure that a status means; null for a success.</summary>
    public static Fetched? OfStatus(Fetched fetched)
    {
        var host = fetched.FinalAddress.IdnHost;
        return fetched.Status switch
        {
            >= 200 and < 300 => null,
            401 or 402 or 403 or 451 => Failed(FetchProblem.Refused, $"{host} refuses us (status {fetched.Status})."),
            404 => Failed(FetchProblem.NotFound, $"{host} has nothing at this address (404)."),
            410 => Failed(FetchProblem.Gone, $"{host} says that this address is gone for good (410)."),
            429 => Failed(FetchProblem.TooOften, $"{host} asks us to come less often (429)."),
            503 when fetched.RetryAfter is not null => Failed(FetchProblem.TooOften, $"{host} asks us to come back later (503)."),
            >= 500 => Failed(FetchProblem.ServerError, $"{host} has an error of its own (status {fetched.Status})."),
            _ => Failed(FetchProblem.OtherStatus, $"{host} answered with status {fetched.Status}."),
        };

        Fetched Failed(FetchProblem problem, string sentence) => fetched with { Problem = problem, ProblemText = sentence };
    }

    /// <summary>The failure that an exception of the connection or the body means.</summary>
    public static Fetched Of(Exception exception, Uri address)
    {
        var host = address.IdnHost;
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case PrivateAddressException:
                    return WebAddress.Private(address);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Fetched.Failed(address, FetchProblem.UnknownHost, $"The name {host} does not resolve.");
                case AuthenticationException:
                    return Fetched.Failed(address, FetchProblem.Certificate, $"The certificate of {host} cannot be trusted.");
                case InvalidDataException:
                    return Fetched.Failed(address, FetchProblem.BrokenBody, $"The answer of {host} could not be decompressed.");
                default:
                    break;
            }
        }

        return Fetched.Failed(address, FetchProblem.Unreachable, $"{host} could not be reached.");
    }
}
