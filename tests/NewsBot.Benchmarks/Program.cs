using NewsBot.Benchmarks;
using NewsBot.Benchmarks.Sources;
using NewsBot.Benchmarks.Topics;
using NewsBot.Benchmarks.Voices;

var isShort = args.Contains("--short");
switch (args.FirstOrDefault())
{
    case "serve":
        await TurnServer.RunAsync(args[1], args[2], args.ElementAtOrDefault(3) ?? "");
        return 0;
    case "turn":
        return await TurnBenchmark.RunAsync(isShort) ? 0 : 1;
    case "start":
        return await StartBenchmark.RunAsync(isShort);
    case "cards":
        CardsBenchmark.Run(isShort);
        return 0;
    case "text":
        return TextBenchmark.Run(isShort);
    case "voices":
        VoicesBenchmark.Run(args.ElementAtOrDefault(1) ?? "train.jsonl", args.ElementAtOrDefault(2));
        return 0;
    case "topics":
        if (args.Contains("--fit"))
            new TopicsFit().Run(args.SkipWhile(a => a != "--fit").Skip(1).FirstOrDefault(a => a[0] != '-'), args.Contains("--statements"));
        else
            TopicsBenchmark.Run(args.ElementAtOrDefault(1));
        return 0;
    case "feeds":
        return await FeedsBenchmark.RunAsync(isShort);
    case "pages":
        return PagesBenchmark.Run();
    case "slack":
        return await SlackBenchmark.RunAsync(isShort, args.Contains("--long")) ? 0 : 1;
    case "sockets":
        return await SocketBenchmark.RunAsync(isShort, args.Contains("--long")) ? 0 : 1;
    case "all":
        CardsBenchmark.Run(isShort);
        var failed = TextBenchmark.Run(isShort) | await StartBenchmark.RunAsync(isShort);
        return await TurnBenchmark.RunAsync(isShort) ? failed : 1;
    default:
        Console.Error.WriteLine("Say which: turn (CPU of a turn beside the SDK as published and a bot that does nothing), start (process start to first answer, idle memory, poll to card), cards (templates per second), text (articles per second), feeds (10,000 feeds on one core; parsing beside CodeHollow.FeedReader), pages (article text beside SmartReader), voices [FILE [MISTAKES]] (speakers, kinds and topics on annotated spans), topics [TOPIC] (on labelled articles, by labels as given and as corrected by reading; lists the mistakes of one; --fit learns anew, with --statements only how statements are judged), slack (acknowledgements at 100 events a second; --long for memory over 100,000), sockets (the same in Socket Mode), all; --short for fewer rounds.");
        return 2;
}
