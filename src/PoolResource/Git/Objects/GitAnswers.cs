namespace PoolResource.Git.Objects;

/// <summary>What a git prints that is asked one question after the other.</summary>
/// <param name="stream">Its standard output.</param>
/// <param name="mayEnd">Whether it is to end, once it has told everything; otherwise it ends only where something is wrong.</param>
internal sealed class GitAnswers(Stream stream, bool mayEnd = false)
{
    // As much as a pipe holds on Linux.
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The bytes up to the next one of this value, which is passed over; they are good until more is read.</summary>
    /// <param name="last">The value.</param>
    /// <exception cref="EndOfStreamException">Git has ended.</exception>
    public ReadOnlySpan<byte> Until(byte last)
    {
        for (var seen = 0; ;)
        {
            var length = buffer.AsSpan((start + seen)..end).IndexOf(last);
            if (length >= 0)
            {
                var found = buffer.AsSpan(start, seen + length);
                start += found.Length + 1;
                return found;
            }

            seen = end - start;
            if (!TryFill())
            {
                throw new EndOfStreamException();
            }
        }
    }

    /// <summary>Whether a byte of this value comes next, which is not passed over.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EndOfStreamException">Git has ended, and may not.</exception>
    public bool IsNext(byte value) => !IsOver() && buffer[start] == value;

    /// <summary>Whether git has told everything.</summary>
    /// <exception cref="EndOfStreamException">Git has ended, and may not.</exception>
    public bool IsOver()
    {
        if (start == end && !TryFill() && !mayEnd)
        {
            throw new EndOfStreamException();
        }

        return start == end;
    }

    /// <summary>So many bytes.</summary>
    /// <exception cref="EndOfStreamException">Git has ended.</exception>
    public byte[] Take(int count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        var here = Math.Min(count, end - start);
        buffer.AsSpan(start, here).CopyTo(bytes);
        start += here;
        stream.ReadExactly(bytes.AsSpan(here));
        return bytes;
    }

    private bool TryFill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * buffer.Length);
        }

        var count = stream.Read(buffer, end, buffer.Length - end);
        end += count;
        return count > 0;
    }
}
