namespace AdaptiveCards.Expressions;

/// <summary>Where names are looked up: the parameters of lambdas, what was set, the current data, the root.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly string? _name;
    private readonly object? _value;
    private readonly Dictionary<string, object?> _set;
    private Scope? _bare;

    public Scope(object? root, object? host, Budget budget)
    {
        Root = Data = root;
        Host = host;
        Budget = budget;
        _set = new(StringComparer.Ordinal);
    }

    private Scope(Scope outer, object? data, int? index, Dictionary<string, object?> set)
    {
        (Root, Host, Budget, Data, Index, Substitutes, _set) = (outer.Root, outer.Host, outer.Budget, data, index, outer.Substitutes, set);
    }

    private Scope(Scope outer, string name, object? value)
        : this(outer, outer.Data, outer.Index, outer._set)
    {
        (_outer, _name, _value) = (outer, name, value);
    }

    private Scope(Scope like)
        : this(like, like.Data, like.Index, like._set)
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
    public Scope Over(object? data, int? index = null) => new(this, data, index ?? Index, new(StringComparer.Ordinal));

    /// <summary>The scope inside a lambda.</summary>
    public Scope With(string name, object? value) => new(this, name, value);

    /// <summary>Sets a name for what is evaluated after this over the same data; the data themselves stay as they are.</summary>
    /// <returns>False for a name that cannot be set: a lambda's parameter or one of the language's own.</returns>
    public bool Set(string name, object? value)
    {
        if (name.StartsWith('$') || IsParameter(name, out _))
            return false;
        _set[name] = value;
        return true;
    }

    /// <summary>The value of a name; null when it is found nowhere.</summary>
    public object? Find(string name, out bool found)
    {
        found = true;
        if (IsParameter(name, out var value) || _set.TryGetValue(name, out value))
            return value;
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

        found = Value.TryGetProperty(Data, name, out value) || Value.TryGetProperty(Root, name, out value);
        return found ? value : Budget.Missing(name);
    }

    private bool IsParameter(string name, out object? value)
    {
        for (var scope = this; scope?._name is not null; scope = scope._outer)
        {
            value = scope._value;
            if (scope._name == name)
                return true;
        }

        value = null;
        return false;
    }
}
