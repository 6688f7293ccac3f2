using NewsBot.Commands.Changes;
using NewsBot.Commands.Comparisons;
using NewsBot.Commands.Copies;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Marks;
using NewsBot.Commands.Privacy;
using NewsBot.Commands.Questions;
using NewsBot.Commands.Sources;

namespace NewsBot.Commands;

internal static class CommandsServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) => services
        .AddSingleton<TopicFinder>()
        .AddSingleton<StatementFinder>()
        .AddSingleton<StatementLists>()
        .AddSingleton<ShownListTable>()
        .AddSingleton<ListNarrowing>()
        .AddSingleton<FollowUps>()
        .AddSingleton<ShownStatement>()
        .AddSingleton<LastShown>()
        .AddSingleton<LastShift>()
        .AddSingleton<Pointing>()
        .AddSingleton<EditionRest>()
        .AddSingleton<StoryMembers>()
        .AddSingleton<DigestAnswers>()
        .AddSingleton<UndoTable>()
        .AddSingleton<PersonTable>()
        .AddSingleton<HealthTable>()
        .AddSingleton<WhyTable>()
        .AddSingleton<WhyTrail>()
        .AddSingleton<Editors>()
        .AddSingleton<ListHandler>()
        .AddSingleton<Handler>(p => p.GetRequiredService<ListHandler>())
        .AddSingleton<Handler, HelpHandler>()
        .AddSingleton<Handler, ThanksHandler>()
        .AddSingleton<Handler, TopicsHandler>()
        .AddSingleton<Handler, WhoIsHandler>()
        .AddSingleton<Handler, ShowHandler>()
        .AddSingleton<Handler, StatusHandler>()
        .AddSingleton<Handler, SubscribeHandler>()
        .AddSingleton<Handler, UnsubscribeHandler>()
        .AddSingleton<Handler, UndoHandler>()
        .AddSingleton<Handler, DigestHandler>()
        .AddSingleton<Handler, TimezoneHandler>()
        .AddSingleton<Handler, SettingsHandler>()
        .AddSingleton<Handler, EditHandler>()
        .AddSingleton<Handler, MuteHandler>()
        .AddSingleton<Handler, TimelineHandler>()
        .AddSingleton<Handler, CompareHandler>()
        .AddSingleton<Handler, ChangedHandler>()
        .AddSingleton<Handler, CiteHandler>()
        .AddSingleton<Handler, ExportHandler>()
        .AddSingleton<Importing>()
        .AddSingleton<Handler, MyDataHandler>()
        .AddSingleton<Handler, ForgetHandler>()
        .AddSingleton<Handler, WhoSaidHandler>()
        .AddSingleton<Handler, WhatDidHandler>()
        .AddSingleton<Handler, SearchHandler>()
        .AddSingleton<Handler, LatestHandler>()
        .AddSingleton<Handler, SinceHandler>()
        .AddSingleton<Handler, MoreHandler>()
        .AddSingleton<Handler, SourceHandler>()
        .AddSingleton<SourcesHandler>()
        .AddSingleton<Handler>(p => p.GetRequiredService<SourcesHandler>())
        .AddSingleton<Handler, WhyHandler>()
        .AddSingleton<ChangeGate>()
        .AddSingleton<Handler, AuditHandler>()
        .AddSingleton<Handler, QuietHandler>()
        .AddSingleton<Handler, LayoutHandler>()
        .AddSingleton<NamedStatement>()
        .AddSingleton<Handler, ClaimHandler>()
        .AddSingleton<Handler, ClaimsHandler>()
        .AddSingleton<Handler, WrongHandler>()
        .AddSingleton<Handler, NotWrongHandler>()
        .AddSingleton<Handler, QueueHandler>()
        .AddSingleton<Handler, HoldHandler>()
        .AddSingleton<Handler, HeldHandler>()
        .AddSingleton<FrontDesk>();
}
