using PoolResource.Web;

return await WebProgram.RunAsync(args, Environment.GetEnvironmentVariable);
