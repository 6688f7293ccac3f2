using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>Goes through a tree in its order, without recursion and in time linear in its size: asked for its next sibling, a node
/// searches all of its parent's children.</summary>
internal sealed class TreeWalker(INode root)
{
    private readonly Stack<(INode Node, int Next)> open = new();
    private bool started;

    public INode Node { get; private set; } = null!;

    /// <summary>The node's children lie behind, not before.</summary>
    public bool Leaving { get; private set; }

    /// <summary>Nodes around the node; 0 at the root.</summary>
    public int Depth { get; private set; }

    /// <summary>Enters or leaves the next node; false at the end.</summary>
    public bool MoveNext()
    {
        if (!started)
        {
            started = true;
            Node = root;
            open.Push((root, 0));
            return true;
        }

        if (!open.TryPop(out var here))
            return false;
        Leaving = here.Next >= here.Node.ChildNodes.Length;
        Node = here.Node;
        Depth = open.Count;
        if (Leaving)
            return true;
        open.Push((here.Node, here.Next + 1));
        Node = here.Node.ChildNodes[here.Next];
        Depth = open.Count;
        open.Push((Node, 0));
        return true;
    }

    /// <summary>Passes over the children of the node that was entered.</summary>
    public void SkipChildren()
    {
        if (!Leaving && open.TryPop(out var here))
            open.Push((here.Node, int.MaxValue));
    }
}
