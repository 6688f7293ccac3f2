using NewsBot.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage(builder.Configuration["data"] ?? ".newsbot");
var app = builder.Build();
app.Run();
