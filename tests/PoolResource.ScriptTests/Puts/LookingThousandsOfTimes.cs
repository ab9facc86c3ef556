using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

/// <summary>A wait in which a shell stands in for git once the lock was seen to be held, so that looks are cheap.</summary>
public sealed class LookingThousandsOfTimes : ScriptTest
{
    private const int Few = 200;
    private const int Many = 1500;

    [Fact]
    public async Task NeedsNoMoreThanLookingAFewTimes()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        (Aws.Source["retry_delay"], Aws.Source["queue"]) = ("1ms", false);
        StandInTheWay();
        using var waiting = Aws.StartPut(new { acquire = true });

        await waiting.EndAsync();

        var (few, many) = (UseAfter(Few), UseAfter(Many));
        Assert.InRange(many.Descriptors, 1, few.Descriptors + 16);
        Assert.InRange(many.Threads, 1, few.Threads + 2);
        Assert.InRange(many.Kilobytes, 1, few.Kilobytes + 16 * 1024);
    }

    // Only builtins of the shell: it starts nothing of its own but where it looks at the step.
    private void StandInTheWay()
    {
        Folder.Program("bin/git", $$"""
            #!/bin/sh
            cd '{{Folder.Path}}'
            if [ ! -e looks ]; then
                echo 0 > looks
                PATH=$REAL_PATH
                exec git "$@"
            fi
            read n < looks
            n=$((n + 1))
            echo $n > looks
            case $n in
                {{Few}} | {{Many}})
                    set -- /proc/$PPID/fd/*
                    fds=$#
                    set -- /proc/$PPID/task/*
                    while read key value unit; do
                        [ "$key" != VmRSS: ] || echo "$fds $# $value" > use-$n
                    done < /proc/$PPID/status
                    [ $n != {{Many}} ] || kill -TERM $PPID
                    ;;
            esac

            """);
        var path = Environment.GetEnvironmentVariable("PATH")!;
        Scripts.Build["REAL_PATH"] = path;
        Scripts.Build["PATH"] = $"{Folder["bin"]}:{path}";
    }

    private (int Descriptors, int Threads, int Kilobytes) UseAfter(int looks) =>
        File.ReadAllText(Folder[$"use-{looks}"]).Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray() is [var fds, var threads, var kilobytes]
            ? (fds, threads, kilobytes)
            : throw new InvalidOperationException("the shell wrote something else");
}
