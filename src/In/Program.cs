return await PoolResource.Concourse.Script.InAsync(args);
