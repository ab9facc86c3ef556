return await PoolResource.Script.CheckAsync(args);
