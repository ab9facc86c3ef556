return await PoolResource.Script.OutAsync(args);
