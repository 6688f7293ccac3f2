using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Newtonsoft.Json;

namespace NewsBot.Tests.Deliveries;

/// <summary>A channel's answers as the SDK's connector throws them.</summary>
internal static class Answers
{
    public static ErrorResponseException Of(int status, string body = "", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        var failure = new ErrorResponseException($"Operation returned an invalid status code '{status}'")
        {
            Response = new HttpResponseMessageWrapper(response, body),
        };
        try
        {
            failure.Body = JsonConvert.DeserializeObject<ErrorResponse>(body);
        }
        catch (JsonException)
        {
            // The connector leaves the body null, too.
        }

        return failure;
    }
}
