namespace AdaptiveCards.Expressions;

/// <summary>Where names are looked up: the parameters of lambdas, the current data, the root.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly string? _name;
    private readonly object? _value;
    private Scope? _bare;

    public Scope(object? root, object? host, Budget budget)
    {
        Root = Data = root;
        Host = host;
        Budget = budget;
    }

    private Scope(Scope outer, object? data, int? index)
    {
        (Root, Host, Budget, Data, Index, Substitutes) = (outer.Root, outer.Host, outer.Budget, data, index, outer.Substitutes);
    }

    private Scope(Scope outer, string name, object? value)
        : this(outer, outer.Data, outer.Index)
    {
        (_outer, _name, _value) = (outer, name, value);
    }

    private Scope(Scope like)
        : this(like, like.Data, like.Index)
    {
        (_outer, _name, _value, Substitutes) = (like._outer, like._name, like._value, false);
    }

    public Budget Budget { get; }

    public object? Data { get; }

    public object? Root { get; }

    public object? Host { get; }

    /// <summary>Position in the array that the element is repeated for; null outside of one.</summary>
    public int? Index { get; }

    /// <summary>Whether what is missing is replaced; otherwise it is null.</summary>
    public bool Substitutes { get; } = true;

    /// <summary>The same scope for conditions and comparisons: what is missing is null there.</summary>
    public Scope Bare => Substitutes ? _bare ??= new(this) : this;

    /// <summary>The scope of one repetition, or of an element with data of its own.</summary>
    public Scope Over(object? data, int? index = null) => new(this, data, index ?? Index);

    /// <summary>The scope inside a lambda.</summary>
    public Scope With(string name, object? value) => new(this, name, value);

    /// <summary>The value of a name; null when it is found nowhere.</summary>
    public object? Find(string name, out bool found)
    {
        found = true;
        for (var scope = this; scope?._name is not null; scope = scope._outer)
        {
            if (scope._name == name)
                return scope._value;
        }

        switch (name)
        {
            case "$data":
                return Data;
            case "$root":
                return Root;
            case "$host":
                found = Host is not null;
                return Host;
            case "$index":
                found = Index is not null;
                return Index is { } index ? (long)index : null;
        }

        found = Value.TryGetProperty(Data, name, out var value) || Value.TryGetProperty(Root, name, out value);
        return found ? value : Budget.Missing(name);
    }
}
