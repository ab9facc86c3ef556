namespace PoolResource.ServerTests.Containers;

/// <summary>What a container may do with a mount.</summary>
public enum AccessMode
{
    ReadWrite,
    ReadOnly,
}
