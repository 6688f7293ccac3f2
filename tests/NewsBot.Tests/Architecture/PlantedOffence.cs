// The offences that the architecture tests must find; the namespaces are wrong on purpose.
#pragma warning disable IDE0130
using NewsBot.Commands;

namespace NewsBot.Storage;

internal static class PlantedOffence
{
    public static Func<object?> InALambda => () => Array.Empty<FrontDesk>();

    public static async Task<int> InAnAsyncMethodAsync()
    {
        await Task.Yield();
        return typeof(List<Channels.PlantedTarget>).Name.Length;
    }

    public static DateTime Now => DateTime.Now;
}
