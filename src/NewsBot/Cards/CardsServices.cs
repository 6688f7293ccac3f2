namespace NewsBot.Cards;

internal static class CardsServices
{
    public static IServiceCollection AddCards(this IServiceCollection services) => services.AddSingleton<CardDeck>();
}
