using Xunit;

namespace NewsBot.TestSupport;

/// <summary>The folder of real input beside a developer's checkout. It is not part of the project; a user's machine lacks it.</summary>
internal static class SharedData
{
    /// <summary>The root of the checkout: the nearest folder above the test's that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static bool Present => Directory.Exists(Path());

    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared", "data")), .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NewsBot.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No NewsBot.sln above " + AppContext.BaseDirectory);
    }
}

/// <summary>A test that needs the shared data; it is skipped, saying so, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.Present ? null! : "The shared data folder is not beside this checkout.";
}

/// <inheritdoc cref="SharedDataFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = SharedData.Present ? null! : "The shared data folder is not beside this checkout.";
}
