return await PoolResource.Concourse.Script.OutAsync(args);
