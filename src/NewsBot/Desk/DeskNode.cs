using System.Text;
using System.Text.Json;

namespace NewsBot.Desk;

/// <summary>A value of a desk file that knows where it stands, so that an editor can be told. Comments and trailing commas are allowed.</summary>
internal sealed class DeskNode
{
    private readonly string file;
    private readonly byte[] bytes;
    private readonly long offset;
    private readonly JsonTokenType kind;
    private readonly string? value;
    private readonly List<DeskNode> items = [];
    private readonly List<(string Name, DeskNode Value)> members = [];

    private DeskNode(string file, byte[] bytes, ref Utf8JsonReader reader)
    {
        (this.file, this.bytes, offset, kind) = (file, bytes, reader.TokenStartIndex, reader.TokenType);
        switch (kind)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(new DeskNode(file, bytes, ref reader));
                break;
            case JsonTokenType.StartObject:
                ReadMembers(ref reader);
                break;
            case JsonTokenType.String:
                value = reader.GetString();
                break;
            case JsonTokenType.True or JsonTokenType.False:
                value = kind.ToString();
                break;
        }
    }

    /// <summary>It stands in { }.</summary>
    public bool IsEntry => kind == JsonTokenType.StartObject;

    /// <exception cref="DeskFileException">The file is no JSON, or not in UTF-8.</exception>
    public static DeskNode Parse(string file, byte[] utf8)
    {
        var bytes = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            reader.Read();
            var root = new DeskNode(file, bytes, ref reader);
            reader.Read();
            return root;
        }
        catch (InvalidOperationException)
        {
            // What the reader says of a text that it cannot decode: other bytes than UTF-8's, or half of a pair of escapes.
            throw At(file, bytes.AsSpan(0, (int)reader.TokenStartIndex), "this text is not UTF-8; save the file as UTF-8, and write letters as they are.");
        }
        catch (JsonException error)
        {
            throw new DeskFileException(
                file, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, "this is not valid JSON; " + Plainly(error));
        }
    }

    public DeskFileException Wrong(string problem) => At(file, bytes.AsSpan(0, (int)offset), problem);

    private static DeskFileException At(string file, ReadOnlySpan<byte> bytesBefore, string problem)
    {
        var before = Encoding.UTF8.GetString(bytesBefore);
        var lineStart = before.LastIndexOf('\n') + 1;
        return new DeskFileException(file, before.Count(c => c == '\n') + 1, before.Length - lineStart + 1, problem);
    }

    public IReadOnlyList<DeskNode> List() =>
        kind == JsonTokenType.StartArray ? items : throw Wrong("a list in [ ] is expected here.");

    public string Text()
    {
        if (kind != JsonTokenType.String)
            throw Wrong("a text in quotation marks is expected here.");
        return value!.Trim().Length > 0 ? value! : throw Wrong("this text is empty; write something or leave the line out.");
    }

    public bool Flag() => kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong("true or false is expected here."),
    };

    /// <summary>Refuses members that are not named, so that a misspelt key is not silently ignored.</summary>
    public void Only(params string[] names)
    {
        if (kind != JsonTokenType.StartObject)
            throw Wrong("an entry in { } is expected here.");
        foreach (var (name, node) in members)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
                throw node.Wrong($"\"{name}\" is not known here; the known names are {string.Join(", ", names)}.");
            if (members.Count(m => m.Name == name) > 1)
                throw node.Wrong($"\"{name}\" stands here twice; remove one.");
        }
    }

    public DeskNode? Find(string name) => members.FirstOrDefault(m => m.Name == name).Value;

    public DeskNode Need(string name) => Find(name) ?? throw Wrong($"\"{name}\" is missing in this entry; add it.");

    public IReadOnlyList<string> Texts(string name) => Find(name)?.List().Select(n => n.Text()).ToList() ?? [];

    /// <summary>One of an enum's names, without regard to case.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        var text = Text();
        foreach (var known in Enum.GetValues<T>())
        {
            if (string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return known;
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(n => $"\"{n.ToLowerInvariant()}\""));
        throw Wrong($"\"{text}\" is not known here; use one of {names}.");
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add((name, new DeskNode(file, bytes, ref reader)));
        }
    }

    // The parser's own message ends with a path and zero-based numbers, which would contradict ours.
    private static string Plainly(JsonException error)
    {
        var cut = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? error.Message : error.Message[..cut];
    }
}
