#pragma warning disable IDE0130
namespace NewsBot.Channels;

internal sealed class PlantedTarget;
