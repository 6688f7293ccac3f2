using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>
/// Named numbers between about -2 and 2 that a judgement is made of. None depends on which topic it is; but each may count
/// otherwise for topics of talks than for topics of dealings, so that it stands there a second time, under a name of its kind.
/// </summary>
internal sealed class Features
{
    private readonly string kind;
    private readonly List<(string Name, double Value)> values = [];

    public Features(Topic topic)
    {
        kind = Kinds[topic.Dealings ? 1 : 0];
        Add("bias", 1);
    }

    /// <summary>What ends the second names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [" (talks)", " (dealings)"];

    public IReadOnlyList<(string Name, double Value)> Values => values;

    public void Add(string name, double value)
    {
        if (value == 0)
            return;
        values.Add((name, value));
        values.Add((name + kind, value));
    }

    public void Add(string name, bool value) => Add(name, value ? 1 : 0);

    /// <summary>What a stretch of words says; <paramref name="where"/> names the stretch.</summary>
    public void Add(string where, TopicEvidence evidence)
    {
        Add(where + ".all", evidence.AllActors);
        Add(where + ".any", evidence.AnyActor);
        Add(where + ".talk", evidence.TalkWord is not null);
        Add(where + ".talks", Math.Log(1 + evidence.Talks) / 2);
        Add(where + ".phrase", evidence.Phrase);
        Add(where + ".close", evidence.Close);
        Add(where + ".speaks", evidence.AllActors && evidence.TalkWord is not null);
        Add(where + ".strong", evidence.Strong is not null);
        Add(where + ".against", evidence.Against is not null);
        Add(where + ".others", Math.Min(2, evidence.Others));
        Add(where + ".besides", Math.Min(2, evidence.Besides));
        Add(where + ".othersOnly", evidence.Others > 0 && !evidence.AllActors && evidence.Strong is null);
    }
}
