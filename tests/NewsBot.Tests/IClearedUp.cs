using Xunit;

namespace NewsBot.Tests;

/// <summary>A test that xunit clears up after: its second version knows nothing of <see cref="IAsyncDisposable"/> and leaves what such a test has
/// opened.</summary>
internal interface IClearedUp : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();
}
