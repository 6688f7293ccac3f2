using NewsBot.Channels;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.BotFramework.SignIn;
using NewsBot.Channels.Chat;
using NewsBot.Channels.Slack;
using NewsBot.Deliveries.Ledger;
using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Settings;
using NewsBot.Storage;
using NewsBot.Web;

namespace NewsBot.Operations.Doctor;

/// <summary>Whether the settings can be read, are known, and keep secrets where they belong.</summary>
internal static class SettingsLook
{
    private const string Name = "settings";

    public static IEnumerable<Finding> Find(Patient patient)
    {
        var settings = patient.Settings;
        var sick = new[]
            {
                Wrong(() => WebOptions.From(settings)),
                Wrong(() =>
                {
                    var rule = ChannelRule.From(settings, patient.Environment.IsDevelopment());
                    using var http = new HttpClient();
                    BotIdentity.From(settings).Credentials(http);
                    return rule;
                }),
                Wrong(() => new ChatDoor(settings)),
                Wrong(() => new Haste(settings, patient.Clock)),
                // The real sources' newsroom reads none of its settings.
                Wrong(() =>
                {
                    if (DeskFiles.From(settings).Sources is null)
                        SampleNewsroom.Check(settings);
                    return null;
                }),
                Wrong(() => OperationsOptions.From(settings)),
                Wrong(() => SlackOptions.From(settings)),
                Wrong(() => RetentionPolicy.Of(settings)),
                Wrong(() =>
                {
                    LogLevels.Check(settings);
                    return null;
                }),
                Wrong(() => settings.GetConnectionString("NewsBot") is { Length: > 0 } server ? NewsDb.OnServer(server) : null),
            }
            .OfType<Finding>()
            .Concat(KnownSettings.Carried().Complaints(settings).Select(c => Finding.Warning(Name, c, "Correct or remove it.")))
            .ToList();
        if (sick.Count == 0)
            sick.Add(Finding.Ok(Name, $"all are known and in their ranges (environment {patient.Environment.EnvironmentName})."));
        if (Setting.Text(settings, "Web:Contact") is null)
            sick.Add(Finding.Warning(
                Name,
                "Web:Contact is not set, so site owners cannot reach you.",
                "Set Web:Contact to a page or an address of yours."));
        if (Setting.Text(settings, "PublicAddress") is not null
            && Setting.Text(settings, "Proxies") is null
            && Setting.Text(settings, "urls")?.Contains("https:", StringComparison.OrdinalIgnoreCase) != true)
            sick.Add(Finding.Warning(
                Name,
                "PublicAddress is set and Proxies is not: whoever comes through the proxy counts as one address, and shares its limits.",
                "Set Proxies to the address or network of the proxy that ends TLS."));
        return sick;
    }

    private static Finding? Wrong(Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException e)
        {
            return Finding.Error(Name, e.Message, "Correct the setting; the program does not start with it.");
        }
    }
}
