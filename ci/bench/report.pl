#!/usr/bin/env perl
# Makes the Markdown document out of the figures that ci/bench.sh took, and holds them against the targets.
# usage: report.pl FIGURES
use strict;
use warnings;
use List::Util qw(max min sum);

my (%all, %fact);
while (<>) {
    chomp;
    my ($key, $value) = split /\t/, $_, 2;
    if ($key =~ m{^fact/(.*)}) { $fact{$1} = $value } else { push @{ $all{$key} }, $value }
}

my %median;
for my $key (keys %all) {
    my @sorted = sort { $a <=> $b } @{ $all{$key} };
    $median{$key} = ($sorted[$#sorted / 2] + $sorted[@sorted / 2]) / 2;
}

sub m_ { return $median{ join '/', @_ } }
sub shown { my ($form, $value) = @_; return defined $value ? sprintf $form, $value : '' }
sub ratio { my ($a, $b) = @_; return defined $a && $b ? $a / $b : undef }
sub row { print '| ', join(' | ', @_), " |\n" }
sub table { my ($left, @heads) = @_; print "\n"; row(@heads); row(map { $_ <= $left ? '---' : '---:' } 1 .. @heads) }
sub thousands { my $number = reverse shift; $number =~ s/(\d{3})(?=\d)/$1,/g; return scalar reverse $number }

my %named = (file => 'file://', git => 'git://', ssh => 'SSH');
my @overs = qw(file git ssh);
my @steps = (
    [ 'check-cold', 'check, cold' ], [ 'check-again', 'check, nothing new' ], [ 'check-new', 'check, one new commit' ],
    [ 'in', 'in' ], [ 'acquire', 'acquire' ], [ 'release', 'release' ]);
my %step = map { @$_ } @steps;
my %sizes;
for (keys %all) { $sizes{$1}{"$2/$3"} = [ $2, $3 ] if m{^steps/(\w+)/(\d+)/(\d+)/} }
sub sizes { my ($over) = @_; return sort { $a->[1] <=> $b->[1] || $a->[0] <=> $b->[0] } values %{ $sizes{$over} // {} } }
sub at { my ($over, $size, $step, @rest) = @_; return m_('steps', $over, @$size, $step, @rest) }

# What a check with nothing new is held against.
sub start { my ($over, $size) = @_; return at($over, $size, 'check-again', 'floor', 'ms') + at($over, $size, 'empty', 'ms') }

print <<"END";
# Measurements

Made by `ci/bench.sh` on $fact{date} at $fact{commit}; every figure is the median of $fact{runs}, all of them from one run of $fact{took}.

- Machine: $fact{cores} cores, $fact{model}, $fact{kernel}. Repositories and temporary files: $fact{disk}.
- git $fact{git}, .NET SDK $fact{net}, $fact{ssh}. Servers and steps share the machine; the network is loopback.
- The resource is run as Concourse runs it: check, in and out as `ci/publish.sh` publishes them, one process after the other, nothing
  kept but the check's cache. A release is given the directory that `in` has filled, with its `claim.json`.
- **Floor** (`ci/bench/floor.sh`): the bare git commands that the step cannot do without, told beforehand which lock to
  move; over SSH with one connection. **Naive** (`ci/bench/naive.sh`): full single-branch clone, `git mv`, commit, push;
  a check keeps its clone.
END

if (%sizes) {
    print <<"END";

## Single steps

Times in milliseconds. CPU is user and system time of the step with all that it starts; over file:// the
host's side is in it. History is a branch whose every commit claims or releases a lock, a third in the pool, the rest in
another one, of which the newest three commits are. For a check with nothing new the floor is one `git ls-remote`; the
column after it adds an empty .NET program that reads and writes one JSON object.
END
    for my $over (grep { $sizes{$_} } @overs) {
        my $ssh = $over eq 'ssh';
        print "\n### Over $named{$over}\n";
        table(3, qw(Commits Locks Step Resource Floor), 'Floor + .NET', 'Naive', '÷ floor', '÷ naive', 'CPU', 'CPU floor', 'CPU naive',
            $ssh ? 'Connections: resource, floor, naive' : ());
        for my $size (sizes($over)) {
            for (@steps) {
                my ($step, $name) = @$_;
                my ($ours, $floor, $naive) = map { at($over, $size, $step, $_, 'ms') } qw(ours floor naive);
                row((map { thousands($_) } @$size), $name, (map { shown('%.1f', $_) } $ours, $floor,
                    $step eq 'check-again' ? start($over, $size) : undef, $naive),
                    shown('%.2f', ratio($ours, $floor)), shown('%.2f', ratio($ours, $naive)),
                    (map { shown('%.0f', at($over, $size, $step, $_, 'cpu')) } qw(ours floor naive)),
                    $ssh ? join ', ', map { shown('%g', at($over, $size, $step, $_, 'connections')) } qw(ours floor naive) : ());
            }
        }
    }
    if ($sizes{file}) {
        print "\n### Peak memory\n\nResident, in MiB: of the executable, and of the largest program that it starts. Over file://, in runs of their own.\n";
        table(2, qw(Commits Locks), map { $_->[1] } @steps);
        for my $size (sizes('file')) {
            row((map { thousands($_) } @$size), map {
                join ', ', map { shown('%.0f', $_) } at('file', $size, $_->[0], 'ours', 'own'), at('file', $size, $_->[0], 'ours', 'child') } @steps);
        }
    }
}

my @past = sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] } map { m{^locks/(\d+)/(\d+)/trigger/cold/ms} ? [ $1, $2 ] : () } keys %all;
if (@past) {
    print <<'END';

## The past of every lock

Acquire with `as` where all locks are held by old claims, and a check with `trigger_on` where all wait, over file://, in
ms. Fetch is a bare fetch of the whole history; cold is the step that has nothing. A look is what one look of the waiting put
at a new commit costs (CPU of it and of the host's side), a check warm one at a new commit after an earlier check, and again one
that finds nothing new.
END
    table(0, 'Commits', 'Locks', 'Fetch', 'Acquire, cold', 'Less the fetch', 'A look', 'Fetch', 'Check, cold', 'Less the fetch', 'Check, warm', 'Check, again');
    for my $size (@past) {
        my ($as, $check) = map { my $what = $_; sub { m_('locks', @$size, $what, @_) } } qw(as trigger);
        row((map { thousands($_) } @$size), map { shown('%.0f', $_) }
            $as->('fetch', 'ms'), $as->('cold', 'ms'), $as->('cold', 'ms') - $as->('fetch', 'ms'), $as->('warm', 'cpu'),
            $check->('fetch', 'ms'), $check->('cold', 'ms'), $check->('cold', 'ms') - $check->('fetch', 'ms'), $check->('warm', 'ms'), $check->('again', 'ms'));
    }
}

my @crowds = sort { $b->[2] cmp $a->[2] || $a->[0] cmp $b->[0] || $a->[1] <=> $b->[1] } map { m{^crowds/(\w+)/(\d+)/([\w-]+)/wall} ? [ $1, $2, $3 ] : () } keys %all;
if (@crowds) {
    print <<'END';

## Crowds

So many builds acquire at the same instant from a pool of as many free locks. Times in milliseconds; wall is the time
until all have one. One after the other: so many times the median acquire of builds that are alone, in the same pool.
END
    table(2, 'Who', 'Over', 'Builds', 'Wall', 'One after the other', 'Wall ÷ that', 'p50', 'p95', 'Pushes', 'Rejected', 'Pushes a build');
    for (@crowds) {
        my ($over, $count, $way) = @$_;
        my %of = map { $_ => m_('crowds', $over, $count, $way, $_) } qw(wall p50 p95 pushes rejected one);
        my $alone = $of{one} && $count * $of{one};
        my $who = $way eq 'ours' ? 'resource' : $way =~ /-(\d+)/ ? "naive, delay $1 s" : $way;
        $who .= ', once' if @{ $all{"crowds/$over/$count/$way/wall"} } < 2 && $fact{runs} > 1;
        row($who, $named{$over}, $count, shown('%.0f', $of{wall}), shown('%.0f', $alone), shown('%.2f', ratio($of{wall}, $alone)),
            (map { shown('%.0f', $of{$_}) } qw(p50 p95)), (map { shown('%g', $of{$_}) } qw(pushes rejected)), shown('%.1f', $of{pushes} / $count));
    }
}

if ($all{'fairness/total'}) {
    print "\n## Shared locks\n\n16 builds share 2 locks, each held for 1 s; one comes every 0.25 s; over file://, in seconds. Ideal is 8 s.\n";
    table(0, 'All done', 'Shortest wait', 'Average wait', 'Longest wait', 'Requests a second', 'Served before one who came a second earlier, in all runs');
    row((map { shown('%.2f', m_('fairness', $_) / 1000) } qw(total shortest average longest)), shown('%.0f', m_('fairness', 'rate')), sum(@{ $all{'fairness/wrong'} }));
}

my @waiting = sort { $a->[0] cmp $b->[0] || $a->[1] <=> $b->[1] } map { m{^handover/(\w+)/(\d+)/} ? [ $1, $2 ] : () } keys %all;
if (@waiting) {
    print "\n## Hand-over\n\nFrom a release that the host has accepted to the accepted claim of a waiting build, in ms.\n";
    table(1, 'Over', 'Waiting builds', 'Hand-overs', 'Shortest', 'Median', 'Longest');
    for (@waiting) {
        my ($over, $count) = @$_;
        my @taken = @{ $all{"handover/$over/$count/ms"} };
        row($named{$over}, $count, scalar @taken, map { shown('%.0f', $_) } min(@taken), m_('handover', $over, $count, 'ms'), max(@taken));
    }
}

if ($all{'long/quiet'}) {
    print <<'END';

## Long waits

What one build asks the host for (`ls-remote`, `fetch`) in a minute, at default settings, after it has waited for 5
minutes. It looks again after half a second at first, later after a sixtieth of the time it has waited, or up to a quarter
more, but never later than after `retry_delay`.
END
    table(1, 'Branch', 'Sixth minute', 'Seventh minute');
    row($_->[0], @{ $all{"long/$_->[1]"} }) for [ 'does not move', 'quiet' ], [ 'moves every 2 s', 'busy' ];
}

# The worst of many ratios against a target; where it is, as a word.
sub target {
    my ($text, $limit, $form, @measured) = @_;
    @measured = sort { $b->[0] <=> $a->[0] } grep { defined $_->[0] } @measured;
    return row($text, shown($form, $limit), 'not measured', '') if !@measured;
    my ($value, $where) = @{ $measured[0] };
    row($text, shown($form, $limit), shown($form, $value) . ($where ? " ($where)" : ''), $value <= $limit ? 'yes' : '**no**');
}

sub place { my ($over, $size, $step) = @_; return "$step{$step} over $named{$over}, " . join ' × ', map { thousands($_) } @$size }

# Ratios of two ways over all sizes, or over those of some length of history.
sub against {
    my ($over, $way, $steps, $commits) = @_;
    my @found;
    for my $size (grep { !$commits || $_->[0] == $commits } sizes($over)) {
        push @found, [ ratio(at($over, $size, $_, 'ours', 'ms'), at($over, $size, $_, $way, 'ms')), place($over, $size, $_) ] for @$steps;
    }
    return @found;
}

my @moves = qw(acquire release);
my @growth = map { my $over = $_; map { my $step = $_->[0];
    [ ratio(at($over, [ 100_000, 10 ], $step, 'ours', 'ms'), at($over, [ 100, 10 ], $step, 'ours', 'ms')), "$step{$step} over $named{$over}" ] } @steps } @overs;
my @nothing_new = map { my $over = $_;
    map { [ at($over, $_, 'check-again', 'ours', 'ms') / start($over, $_), place($over, $_, 'check-again') ] } sizes($over) } @overs;
my @memory = map { my $size = $_; map { my $step = $_->[0];
    map { [ max(@{ $all{ join '/', 'steps', 'file', @$size, $step, 'ours', $_ } // [0] }), place('file', $size, $step) ] } qw(own child) } @steps } sizes('file');
my @files = qw(file git);
sub crowd { my ($count, $unit, $divide) = @_;
    return map { [ ratio(m_('crowds', $_, $count, 'ours', $unit), $divide->($_)), "over $named{$_}" ] } @files }

my @flat = map { my $commits = $_; map { my ($what, $text) = @$_;
    map { my ($kind, $unit) = @$_;
        my @of = map { my $taken = m_('locks', $commits, $_, $what, $kind, $unit); defined $taken ? $taken - ($kind eq 'cold' ? m_('locks', $commits, $_, $what, 'fetch', $unit) : 0) : undef } 100, 1000;
        [ ratio($of[1], $of[0]), "$text, $kind, " . thousands($commits) . ' commits' ] } [ 'cold', 'ms' ], [ 'warm', $what eq 'as' ? 'cpu' : 'ms' ] }
    [ 'as', 'acquire with as' ], [ 'trigger', 'check with trigger_on' ] } 10_000, 100_000;

print "\n## Targets\n\nWhere a target is for several sizes or steps, the worst of them is what was measured.\n";
table(1, 'Target', 'At most', 'Measured', 'Met');
target('acquire, release over file:// against the floor', 2.2, '%.2f', against('file', 'floor', \@moves));
target('acquire, release over file:// against the naive way', 1, '%.2f', against('file', 'naive', \@moves));
target('acquire, release over SSH against the floor', 1.6, '%.2f', against('ssh', 'floor', \@moves));
target('acquire, release over SSH against the naive way', 0.5, '%.2f', against('ssh', 'naive', \@moves));
target('acquire with as, check with trigger_on: 1,000 locks against 100', 1.5, '%.2f', @flat);
target("acquire, release over $named{$_} at 100,000 commits against the naive way", 0.1, '%.3f', against($_, 'naive', \@moves, 100_000)) for @overs;
target('any step at 100,000 commits against 100', 1.3, '%.2f', @growth);
target('check with nothing new against `git ls-remote` and an empty .NET program', 1.3, '%.2f', @nothing_new);
target('64 builds at once: pushes a build', 4, '%.1f', crowd(64, 'pushes', sub { 64 }));
target('64 builds at once: wall time against one after the other', 3, '%.2f', crowd(64, 'wall', sub { my $one = m_('crowds', $_[0], 64, 'ours', 'one'); $one && 64 * $one }));
target('4 builds at once, default settings: wall time in ms', 1000, '%.0f', crowd(4, 'wall', sub { 1 }));
target('16 builds, 2 locks held 1 s: all done, against the ideal', 1.5, '%.2f', [ ratio(m_('fairness', 'total'), 8000) ]);
target('16 builds, 2 locks: served before one who came a second earlier, in the worst run', 0, '%.0f', map { [$_] } @{ $all{'fairness/wrong'} // [] });
target('hand-over, 1 to 10 waiting, median in ms', 1000, '%.0f', map { [ m_('handover', @$_, 'ms'), "$_->[1] waiting over $named{$_->[0]}" ] } @waiting);
target('requests a minute after 5 minutes of waiting', 12, '%.0f', map { [ max(@{ $all{"long/$_"} // [] }), "the branch is $_" ] } qw(quiet busy));
target('peak memory of any program in any step, in MiB', 120, '%.0f', grep { $_->[0] } @memory);
