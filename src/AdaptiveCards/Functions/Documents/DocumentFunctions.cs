using System.Xml.XPath;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Documents;

/// <summary>Questions to JSON and XML, by a path.</summary>
internal static class DocumentFunctions
{
    private const int MaxPath = 1000;

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("jPath", 2, (v, b) =>
            JsonPath.Parse(Value.AsText(v[1])) is { } path && Whole(v[0]) is { } json ? One(path.Select(json, b)) : Value.Failed),
        FunctionTable.Of("xPath", 2, (v, b) => v is [string xml, string path] && path.Length <= MaxPath ? XPath(xml, path, b) : Value.Failed),
        FunctionTable.Of("xml", 1, (v, b) => XmlDocuments.FromValue(v[0]) is { } xml ? b.Text(xml) : Value.Failed),
    ];

    // JSON in a text is read first.
    private static object? Whole(object? value) => (value is string text ? Json.Read(text) : value) is { } json && !Value.IsFailed(json) ? json : null;

    private static object? One(List<object?> found) => found is [var only] ? only : found;

    private static object? XPath(string xml, string path, Budget budget)
    {
        if (XmlDocuments.Read(xml) is not { } document)
            return Value.Failed;
        try
        {
            return new CountedNavigator(document.CreateNavigator(), budget).Evaluate(path) switch
            {
                XPathNodeIterator nodes => Nodes(nodes, budget),
                double real when double.IsFinite(real) => Value.AsWhole(real) is { } whole ? whole : real,
                double => Value.Failed,
                string text => budget.Text(text),
                var truth => truth,
            };
        }
        catch (Exception e) when (e is XPathException or ArgumentException)
        {
            return Value.Failed;
        }
    }

    // Elements as XML; attributes and texts as what they hold.
    private static object? Nodes(XPathNodeIterator nodes, Budget budget)
    {
        var found = new List<object?>();
        var length = 0L;
        foreach (XPathNavigator node in nodes)
        {
            var text = node.NodeType is XPathNodeType.Element or XPathNodeType.Root ? node.OuterXml : node.Value;
            budget.Length(length += text.Length, 0);
            found.Add(text);
        }

        return found.Count == 0 ? Value.Failed : One(found);
    }
}
