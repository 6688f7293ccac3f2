using System.Xml;
using System.Xml.XPath;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Documents;

/// <summary>Walks a document for the runtime's XPath engine and counts every move: a short path can ask for the cube of a document.</summary>
internal sealed class CountedNavigator(XPathNavigator inner, Budget budget) : XPathNavigator
{
    private readonly XPathNavigator _inner = inner;

    public override XmlNameTable NameTable => _inner.NameTable;

    public override XPathNodeType NodeType => _inner.NodeType;

    public override string LocalName => _inner.LocalName;

    public override string Name => _inner.Name;

    public override string NamespaceURI => _inner.NamespaceURI;

    public override string Prefix => _inner.Prefix;

    public override string BaseURI => _inner.BaseURI;

    public override bool IsEmptyElement => _inner.IsEmptyElement;

    public override string OuterXml
    {
        get => Counted(_inner.OuterXml);
        set => throw new NotSupportedException();
    }

    public override string Value => Counted(_inner.Value);

    public override XPathNavigator Clone() => new CountedNavigator(_inner.Clone(), budget);

    public override bool IsSamePosition(XPathNavigator other) => _inner.IsSamePosition(((CountedNavigator)other)._inner);

    public override bool MoveTo(XPathNavigator other) => Counted(_inner.MoveTo(((CountedNavigator)other)._inner));

    public override bool MoveToFirstAttribute() => Counted(_inner.MoveToFirstAttribute());

    public override bool MoveToFirstChild() => Counted(_inner.MoveToFirstChild());

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope) => Counted(_inner.MoveToFirstNamespace(namespaceScope));

    public override bool MoveToId(string id) => Counted(_inner.MoveToId(id));

    public override bool MoveToNext() => Counted(_inner.MoveToNext());

    public override bool MoveToNextAttribute() => Counted(_inner.MoveToNextAttribute());

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) => Counted(_inner.MoveToNextNamespace(namespaceScope));

    public override bool MoveToParent() => Counted(_inner.MoveToParent());

    public override bool MoveToPrevious() => Counted(_inner.MoveToPrevious());

    private bool Counted(bool moved)
    {
        budget.Look(1);
        return moved;
    }

    private string Counted(string text)
    {
        budget.Look(1 + Expressions.Value.SizeOf(text));
        return text;
    }
}
