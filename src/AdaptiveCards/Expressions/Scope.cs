namespace AdaptiveCards.Expressions;

/// <summary>Where names are looked up: the parameters of lambdas, the current data, the root.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly string? _name;
    private readonly object? _value;

    public Scope(object? root, object? host, Budget budget)
    {
        Root = Data = root;
        Host = host;
        Budget = budget;
    }

    private Scope(Scope outer, object? data, int? index)
    {
        (Root, Host, Budget, Data, Index) = (outer.Root, outer.Host, outer.Budget, data, index);
    }

    private Scope(Scope outer, string name, object? value)
        : this(outer, outer.Data, outer.Index)
    {
        (_outer, _name, _value) = (outer, name, value);
    }

    public Budget Budget { get; }

    public object? Data { get; }

    public object? Root { get; }

    public object? Host { get; }

    /// <summary>Position in the array that the element is repeated for; null outside of one.</summary>
    public int? Index { get; }

    /// <summary>The scope of one repetition, or of an element with data of its own.</summary>
    public Scope Over(object? data, int? index = null) => new(this, data, index ?? Index);

    /// <summary>The scope inside a lambda.</summary>
    public Scope With(string name, object? value) => new(this, name, value);

    public object? Find(string name)
    {
        for (var scope = this; scope?._name is not null; scope = scope._outer)
        {
            if (scope._name == name)
                return scope._value;
        }

        return name switch
        {
            "$data" => Data,
            "$root" => Root,
            "$host" => Host,
            "$index" => Index is { } index ? (long)index : null,
            _ => Value.TryGetProperty(Data, name, out var found) || Value.TryGetProperty(Root, name, out found) ? found : Budget.Missing(name),
        };
    }
}
