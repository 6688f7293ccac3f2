using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AdaptiveCards.Templating;

namespace AdaptiveCards.Expressions;

/// <summary>
/// What an expression yields: null, bool, long, double, string, bytes, a list, a map, or an object or array of the data
/// (<see cref="JsonElement"/>). <see cref="Failed"/> stands for "no answer" and spreads through operators.
/// </summary>
internal static class Value
{
    /// <summary>The outcome of an expression that cannot be computed. Not an exception: data decides how often it happens.</summary>
    public static object Failed { get; } = new();

    public static bool IsFailed(object? value) => ReferenceEquals(value, Failed);

    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : (object)element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object or JsonValueKind.Array => element,
        _ => null,
    };

    /// <summary>A value that the host gives.</summary>
    /// <exception cref="AdaptiveTemplateException">It cannot be written as JSON.</exception>
    public static object? Of(object? given) => given switch
    {
        null or string or bool or long or double => given,
        int whole => (long)whole,
        _ => Read(given),
    };

    /// <summary>Data: JSON as a string, an element or node of it, or an object that can be written as JSON.</summary>
    /// <exception cref="AdaptiveTemplateException">It is none.</exception>
    public static object? Read(object? data)
    {
        try
        {
            return FromJson(data switch
            {
                null => default,
                JsonElement element => element,
                string json => JsonElement.Parse(json, Json.Reading),
                _ => JsonSerializer.SerializeToElement(data),
            });
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new AdaptiveTemplateException("The data is not readable JSON: " + e.Message, e);
        }
    }

    /// <summary>Only false, null and failure are untrue; zero and the empty string are true, as in the official engine.</summary>
    public static bool IsTrue(object? value) => value is bool b ? b : value is not null && !IsFailed(value);

    /// <summary>A property, by its exact name, or else by a name that differs in case only.</summary>
    public static bool TryGetProperty(object? owner, string name, out object? value)
    {
        if (owner is IReadOnlyDictionary<string, object?> map)
        {
            if (map.TryGetValue(name, out value))
                return true;
            var key = map.Keys.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
            value = key is null ? null : map[key];
            return key is not null;
        }

        value = null;
        if (owner is not JsonElement { ValueKind: JsonValueKind.Object } element)
            return false;
        if (element.TryGetProperty(name, out var exact))
        {
            value = FromJson(exact);
            return true;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = FromJson(property.Value);
            return true;
        }

        return false;
    }

    /// <summary>An item of a list.</summary>
    public static bool TryGetItem(object? list, int index, out object? item)
    {
        item = null;
        var found = index >= 0 && list switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } array => index < array.GetArrayLength(),
            IReadOnlyList<object?> items => index < items.Count,
            _ => false,
        };
        if (found)
            item = list is JsonElement element ? FromJson(element[index]) : ((IReadOnlyList<object?>)list!)[index];
        return found;
    }

    /// <summary>How much there is to walk through in a value: items, properties, or 64 characters of text or data.</summary>
    public static int SizeOf(object? value) => value switch
    {
        string text => text.Length >> 6,
        JsonElement element => Math.Max(
            element.ValueKind == JsonValueKind.Array ? element.GetArrayLength() : 0, JsonMarshal.GetRawUtf8Value(element).Length >> 6),
        IReadOnlyList<object?> list => list.Count,
        IReadOnlyDictionary<string, object?> map => map.Count,
        _ => 0,
    };

    /// <summary>Whether lists and objects that were computed lie in each other more than so deep.</summary>
    public static bool IsDeeperThan(object? value, int depth) => value switch
    {
        IReadOnlyList<object?> list => depth == 0 || list.Any(v => IsDeeperThan(v, depth - 1)),
        IReadOnlyDictionary<string, object?> map => depth == 0 || map.Values.Any(v => IsDeeperThan(v, depth - 1)),
        _ => false,
    };

    /// <summary>The items of a list; null when the value is none.</summary>
    public static IReadOnlyList<object?>? AsList(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(FromJson)],
        IReadOnlyList<object?> list => list,
        _ => null,
    };

    /// <summary>The properties of an object; null when the value is none.</summary>
    public static IReadOnlyDictionary<string, object?>? AsMap(object? value)
    {
        if (value is not JsonElement { ValueKind: JsonValueKind.Object } element)
            return value as IReadOnlyDictionary<string, object?>;
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            map[property.Name] = FromJson(property.Value);
        return map;
    }

    /// <summary>A text, or null for the empty one: what functions of text take. Null for any other value.</summary>
    public static string? TextOf(object? value) => value is null ? "" : value as string;

    /// <summary>A number, also from text that is one; null otherwise.</summary>
    public static object? AsNumber(object? value) => value switch
    {
        long or double => value,
        string s when long.TryParse(s, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) => whole,
        string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        _ => null,
    };

    /// <summary>A number as a real one; null for text, even if it reads as one.</summary>
    public static double? AsDouble(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        _ => null,
    };

    /// <summary>A whole number (2 or 2.0); null otherwise.</summary>
    public static long? AsWhole(object? value) => value switch
    {
        long whole => whole,
        double real when Math.Floor(real) == real && Math.Abs(real) < long.MaxValue => (long)real,
        _ => null,
    };

    /// <summary>A whole number of 32 bits, cut to them; null when the value is no whole number.</summary>
    public static int? AsCount(object? value) => AsWhole(value) is { } whole ? (int)Math.Clamp(whole, int.MinValue, int.MaxValue) : null;

    /// <summary>The text of a value: JSON for lists and objects, independent of any culture.</summary>
    public static string AsText(object? value) => value switch
    {
        null => "",
        string s => s,
        bool b => b ? "true" : "false",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => Json.Write(value),
    };

    public static new bool Equals(object? left, object? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        if (left is long or double && right is long or double)
            return left is long a && right is long b ? a == b : AsDouble(left) == AsDouble(right);
        if (left is byte[] leftBytes && right is byte[] rightBytes)
            return leftBytes.AsSpan().SequenceEqual(rightBytes);
        if (left is JsonElement one && right is JsonElement other)
            return JsonElement.DeepEquals(one, other);
        if (AsList(left) is { } leftList)
            return AsList(right) is { } rightList && leftList.Count == rightList.Count && leftList.Zip(rightList).All(p => Equals(p.First, p.Second));
        if (AsMap(left) is { } leftMap)
        {
            return AsMap(right) is { } rightMap && leftMap.Count == rightMap.Count
                && leftMap.All(p => rightMap.TryGetValue(p.Key, out var other) && Equals(p.Value, other));
        }

        return left.Equals(right);
    }

    /// <summary>Negative, zero or positive; null when the two cannot be put in order. Text that is a number compares with numbers.</summary>
    public static int? Compare(object? left, object? right)
    {
        if (left is string a && right is string b)
            return string.CompareOrdinal(a, b);
        var (one, other) = (AsNumber(left), AsNumber(right));
        if (one is long x && other is long y)
            return x.CompareTo(y);
        return AsDouble(one) is { } p && AsDouble(other) is { } q ? p.CompareTo(q) : null;
    }

    /// <summary>Equality of values, for sets of them.</summary>
    public static IEqualityComparer<object?> Comparer { get; } = EqualityComparer<object?>.Create(Equals, v => v is null ? 0 : HashOf(v));

    private static int HashOf(object value)
    {
        var hash = new HashCode();
        if (value is long or double)
            return AsDouble(value)!.Value.GetHashCode();
        if (value is byte[] bytes)
        {
            hash.AddBytes(bytes);
        }
        else if (AsList(value) is { } list)
        {
            foreach (var item in list)
                hash.Add(item, Comparer);
        }
        else if (AsMap(value) is { } map)
        {
            // In whatever order the properties stand.
            return map.Aggregate(0, (sum, p) => sum ^ HashCode.Combine(p.Key, p.Value is null ? 0 : HashOf(p.Value)));
        }
        else
        {
            return value.GetHashCode();
        }

        return hash.ToHashCode();
    }
}
