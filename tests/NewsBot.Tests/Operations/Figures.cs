using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Operations.Telemetry;

namespace NewsBot.Tests.Operations;

/// <summary>The newsroom's figures of one host, as a scraper reads them.</summary>
internal sealed class Figures : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, double> read = [];

    public Figures(IServiceProvider services)
    {
        var ours = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == NewsroomFigures.Meter && ReferenceEquals(instrument.Meter.Scope, ours))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>By the instrument's name, and its one tag where it has any: <c>newsbot.stage.lag feeds</c>.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        read.Clear();
        listener.RecordObservableInstruments();
        return read;
    }

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        read[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value;
}
