using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace NewsBot.Settings;

/// <summary>Where settings come from, besides what the host reads by itself (the files beside the program, the environment, the command line).</summary>
internal static class SettingSources
{
    /// <summary>Files named after settings, as container engines and Kubernetes mount secrets; <c>__</c> in a name stands for the colon.</summary>
    public const string SecretsFolder = "/run/secrets";

    /// <summary>What <c>setup</c> writes into the data folder.</summary>
    public const string SetUp = "appsettings.Production.json";

    /// <summary>Whether <c>setup</c> has written the settings of a newsroom into a data folder.</summary>
    public static bool IsSetUp(string dataFolder) => System.IO.File.Exists(Path.Combine(dataFolder, SetUp));

    /// <summary>Whether the command line names the environment.</summary>
    public static bool NamesEnvironment(string[] args) => new ConfigurationBuilder().AddCommandLine(args).Build()["environment"] is not null;

    /// <summary>Adds, weaker than the environment and the command line: the data folder's own settings file, the user's secrets, and folders of secret files.</summary>
    /// <param name="settings">What the host has read.</param>
    /// <param name="environment">Its name is part of the file's.</param>
    /// <param name="dataFolder">Where <c>setup</c> writes <c>appsettings.Production.json</c>.</param>
    public static void AddTo(ConfigurationManager settings, IHostEnvironment environment, string dataFolder)
    {
        IList<IConfigurationSource> sources = settings.Sources;
        // In the host's list the command line comes twice: first for the host's own settings, and last of all.
        var at = sources.ToList().FindLastIndex(s => s is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        at = at >= 0 ? at : sources.ToList().FindLastIndex(s => s is CommandLineConfigurationSource);
        var own = new List<IConfigurationSource>();
        if (Directory.Exists(dataFolder))
            own.Add(File($"appsettings.{environment.EnvironmentName}.json", dataFolder));
        if (!environment.IsDevelopment())
            own.AddRange(new ConfigurationBuilder().AddUserSecrets(typeof(SettingSources).Assembly, optional: true).Sources);
        var folders = new[] { SecretsFolder, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") };
        foreach (var folder in folders.Where(Directory.Exists))
            own.AddRange(new ConfigurationBuilder().AddKeyPerFile(folder!, optional: true).Sources);
        foreach (var source in own)
            sources.Insert(at < 0 ? sources.Count : at++, source);
    }

    private static JsonConfigurationSource File(string name, string folder) =>
        new() { Path = name, Optional = true, FileProvider = new PhysicalFileProvider(folder) };
}
