using System.Data.Common;
using NewsBot.Subscriptions;

namespace NewsBot.Sample;

/// <summary>Lets the sample newsroom's day begin when somebody follows something: whoever opens the page late has missed nothing.</summary>
internal sealed class FirstFollower(SampleNewsroom newsroom, SubscriptionTable subscriptions, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await IsThereAsync(stoppingToken))
            await Task.Delay(Pause, clock, stoppingToken);
        newsroom.Begin();
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await subscriptions.AnyAsync(cancellationToken);
        }
        catch (DbException)
        {
            // Whoever works with the database says what is wrong with it.
            return false;
        }
    }
}
