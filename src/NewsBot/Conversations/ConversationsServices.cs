namespace NewsBot.Conversations;

internal static class ConversationsServices
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<ConversationTable>()
        .AddSingleton<ReceivedActivityTable>()
        .AddSingleton<OwnerTable>()
        .AddSingleton<Doors>();
}
