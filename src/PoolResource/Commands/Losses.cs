namespace PoolResource.Commands;

/// <summary>Counts the pushes in a row that did not get in, to tell a crowd from a host that does not want them.</summary>
internal sealed class Losses
{
    /// <summary>A push turned down so often, though the branch stood still, is forbidden by a rule of the host's.</summary>
    private const int MostRefusals = 5;

    /// <summary>After about a minute without an answer to a push the host is broken.</summary>
    private const int MostSilences = 8;

    /// <summary>No crowd wins so often in a row: the host lets others push, but not us.</summary>
    private const int MostLosses = 200;

    private CommitId? at;
    private int unmoved;

    /// <summary>How many pushes in a row did not get in.</summary>
    public int InARow { get; private set; }

    /// <summary>Counts one more, and says whether another may be tried.</summary>
    /// <param name="loss">What came of it.</param>
    /// <param name="tip">What the branch pointed to before.</param>
    public bool Allow(Beaten loss, CommitId? tip)
    {
        InARow++;
        unmoved = tip == at ? unmoved + 1 : 1;
        at = tip;
        return InARow < MostLosses && unmoved < (loss.Answered ? MostRefusals : MostSilences);
    }

    /// <summary>Begins anew.</summary>
    public void Forget() => (InARow, unmoved) = (0, 0);
}
