return await PoolResource.Script.InAsync(args);
