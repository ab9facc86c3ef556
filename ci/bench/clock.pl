#!/usr/bin/env perl
# Runs a command and adds to the file FIGURES how long it took, in ms, and the CPU time of it and of all that it
# started, in ms; with --memory instead the peaks of what was resident of it and of the largest program it started,
# in MiB. Ends as the command did.
# usage: clock.pl [--memory] FIGURES KEY COMMAND [ARGUMENT...]
use strict;
use warnings;
use Time::HiRes qw(time sleep);
use POSIX ();
require 'syscall.ph';

my $memory = $ARGV[0] eq '--memory' && shift;
my ($figures, $key) = splice @ARGV, 0, 2;
my %peaks;

sub contents { my ($path) = @_; open my $file, '<', $path or return ''; local $/; return <$file> // '' }

sub descendants {
    my ($process) = @_;
    return map { ($_, descendants($_)) } map { split ' ', contents($_) } glob "/proc/$process/task/*/children";
}

# A new process is its parent until it loads a program of its own.
sub look {
    my ($step) = @_;
    my $own = readlink "/proc/$step/exe" or return;
    for my $process ($step, descendants($step)) {
        my ($peak) = contents("/proc/$process/status") =~ /^VmHWM:\s+(\d+)/m or next;
        my $who = $process == $step ? 'own' : 'child';
        next if $who eq 'child' && (readlink("/proc/$process/exe") // $own) eq $own;
        $peaks{$who} = $peak / 1024 if $peak / 1024 > ($peaks{$who} // 0);
    }
}

# 36 is PR_SET_CHILD_SUBREAPER: a process that the command leaves behind is counted, too.
syscall(SYS_prctl(), 36, 1, 0, 0, 0);
my $started = time;
my $step = fork // die "fork: $!\n";
exec @ARGV or die "$ARGV[0]: $!\n" if $step == 0;
if ($memory) {
    while (waitpid($step, POSIX::WNOHANG()) == 0) { look($step); sleep 0.002 }
} else {
    waitpid $step, 0;
}
my $took = time - $started;
my $status = $?;
1 while wait != -1;

my $usage = "\0" x 256;
syscall(SYS_getrusage(), -1, $usage);
my ($user, $user_us, $system, $system_us) = unpack 'q4', $usage;
my %values = $memory ? %peaks : (ms => 1000 * $took, cpu => 1000 * ($user + $system) + ($user_us + $system_us) / 1000);
open my $file, '>>', $figures or die "$figures: $!\n";
printf $file "%s/%s\t%.2f\n", $key, $_, $values{$_} for sort keys %values;
close $file;
exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
