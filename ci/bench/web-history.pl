#!/usr/bin/env perl
# Writes, for git fast-import, a branch of this resource alone that is in use until now: builds of 40 pipelines and, one
# time in twelve, a person take locks and give them back, and a tenth of the locks is held at any time. Some wait, some
# lease, some say why. The last commit is a minute old.
# usage: web-history.pl COMMITS POOLS LOCKS | git fast-import
use strict;
use warnings;
use POSIX qw(strftime);

my ($commits, $pools, $locks) = @ARGV;
my $step = 26;    # seconds between two commits: 100,000 of them are a month
my $start = time - 60 - $commits * $step;
my @people = map { [ "Person $_", "person-$_\@example.com" ] } 1 .. 25;
my @reasons = ('looking into the nightly failure', 'load test before the release', 'demo for the customer on Thursday', 'reproduces a bug that nobody believes in');
srand 1;

sub begin {
    my ($n, $message, $who) = @_;
    printf "commit refs/heads/main\ncommitter %s %d +0000\ndata %d\n%s\n", $who // 'CI Pool Resource <ci-pool@localhost>', $start + $n * $step, length $message, $message;
}
sub put { my ($path, $text) = @_; printf "M 100644 inline %s\ndata %d\n%s\n", $path, length $text, $text }
sub pool { return sprintf 'pool-%02d', $_[0] % $pools }

my (@free, @held);
begin(0, 'Set up');
for my $i (0 .. $locks - 1) { put(pool($i) . "/unclaimed/env-$i", "endpoint: https://env-$i.example.com\n"); push @free, $i }
for my $i (0 .. $pools - 1) { put(pool($i) . "/$_/.gitkeep", '') for qw(claimed unclaimed) }

for my $n (1 .. $commits - 1) {
    my $isClaim = @held < $locks / 10;
    my $from = $isClaim ? \@free : \@held;
    my $at = int rand @$from;
    my $taken = splice @$from, $at, 1;
    my ($i, $by) = $isClaim ? ($taken) : @$taken;
    $by //= rand() < 1 / 12 ? { person => $people[ rand @people ] } : { pipeline => int rand 40, job => int rand 7, build => 1000 + $n };
    my $pool = pool($i);
    my @lines = ("Pool: $pool");
    push @lines, sprintf 'Claim-Id: 01932f0c-0000-7000-8000-%012x', $n if $isClaim;
    my ($title, $page, $who) = ('', '');
    if (my $person = $by->{person}) {
        $who = "$person->[0] <$person->[1]>";
        push @lines, "Person: $who";
    } else {
        $title = "main/deploy-$by->{pipeline}/test-$by->{job} build $by->{build} ";
        $page = "Build URL: https://ci.example.com/teams/main/pipelines/deploy-$by->{pipeline}/jobs/test-$by->{job}/builds/$by->{build}\n\n";
        push @lines, 'Build-Id: ' . (900_000 + $by->{build});
    }
    if ($isClaim) {
        push @lines, "Reason: $reasons[rand @reasons]" if $who || rand() < 0.1;
        push @lines, 'Waited: ' . (1 + int rand 600) . 's' if !$who && rand() < 0.3;
        push @lines, 'Lease-Until: ' . strftime('%Y-%m-%dT%H:%M:%SZ', gmtime $start + $n * $step + 3600 * (1 + int rand 8)) if rand() < 0.3;
    }
    begin($n, $title . ($isClaim ? 'claiming' : 'unclaiming') . ": env-$i\n\n$page" . join("\n", @lines) . "\n", $who);
    my ($left, $come) = $isClaim ? qw(unclaimed claimed) : qw(claimed unclaimed);
    print "R $pool/$left/env-$i $pool/$come/env-$i\n";
    if ($isClaim) { push @held, [ $i, $by ] } else { push @free, $i }
}
