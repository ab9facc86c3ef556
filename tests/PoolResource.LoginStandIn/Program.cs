using PoolResource.LoginStandIn;

// A provider of logins for trying the web view: --listen ADDRESS:PORT. Everybody may be everybody: for nothing but a trial.
var at = Array.IndexOf(args, "--listen");
var listen = at >= 0 && at + 1 < args.Length ? args[at + 1] : "127.0.0.1:8081";
await using var provider = await StandInProvider.StartAsync(
    $"http://{listen}",
    new StandInPerson(1, "ada") { Name = "Ada Lovelace", Email = "ada@example.com", Teams = ["acme/platform", "acme/admins"] },
    new StandInPerson(2, "grace") { Name = "Grace Hopper", Teams = ["acme/platform"] },
    new StandInPerson(3, "linus") { Name = "Linus Visitor" });
Console.WriteLine($"a stand-in for GitHub and OpenID Connect on {provider.Address} (client_id {StandInProvider.ClientId}, client_secret {StandInProvider.ClientSecret})");
await provider.WaitAsync(CancellationToken.None);
