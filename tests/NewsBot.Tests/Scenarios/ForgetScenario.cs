using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>Somebody asks what is kept about them, and has it removed.</summary>
public sealed class ForgetScenario
{
    [Fact]
    public async Task What_is_kept_about_a_person_is_told_and_removed_and_nothing_is_posted_to_them_afterwards()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.SayAsync("latest");
        var data = (await chat.SayAsync("my data"))[0].Text;
        Assert.Contains("\"topic\": \"pak-us\"", data, StringComparison.Ordinal);
        Assert.Contains("\"text\": \"subscribe pak-us\"", data, StringComparison.Ordinal);
        Assert.Contains("\"text\": \"latest\"", data, StringComparison.Ordinal);
        // What the bot answered is not what the person said.
        Assert.DoesNotContain("\"text\": \"What is kept", (await chat.SayAsync("my data"))[0].Text, StringComparison.Ordinal);

        Assert.Contains("cannot be taken back", (await chat.SayAsync("forget me"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("pak-us", (await chat.SayAsync("my data"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("Nothing about you is kept", (await chat.SayAsync("forget me now"))[0].Text, StringComparison.Ordinal);

        await using (var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default))
        {
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from subscription where created_by <> '' or created_by_name is not null or state <> 2"));
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from shown_list"));
            Assert.Equal("{}", await connection.ExecuteScalarAsync<string>("select reference from conversation"));

            // The wish itself, and its answer.
            Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select count(*) from chat_activity"));
        }

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());
        Assert.NotEmpty(await chat.SayAsync("list"));
    }
}
