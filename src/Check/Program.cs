return await PoolResource.Concourse.Script.CheckAsync(args);
