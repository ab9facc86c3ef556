#!/usr/bin/env perl
# Runs the tests in process on the mutants that another run of ci/mutation.sh let live: for each, those tests alone that come
# by the place that it breaks, those first that are about its file, until one fails. Says how many are killed in all, and
# which live on.
# usage: survivors.pl REPORT TESTS NAMESPACE...
#   REPORT      the mutants and what became of them, as Stryker writes it (mutation-report.json)
#   TESTS       the tests' executable, beside an assembly that holds these mutants and breaks the one it is told
#   NAMESPACE   the tests to run
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use JSON::PP qw(decode_json);
use List::Util qw(any min sum0);
use POSIX ();
use Time::HiRes qw(time);

my ($path, $tests, @namespaces) = @ARGV;
die "usage: survivors.pl REPORT TESTS NAMESPACE...\n" unless @namespaces;
$tests = abs_path($tests);
my $folder = tempdir(DIR => $ENV{TMPDIR} // '/tmp', CLEANUP => 1);
my $processors = qx{nproc} + 0;

# In seconds, of one test after the other: what outlives these counts as alive, whatever the rest would say.
my $longest = 60;
$| = 1;

sub content { my ($file) = @_; open my $in, '<:raw', $file or die "$file: $!\n"; local $/; return <$in> // '' }
sub write_content { my ($file, $text) = @_; open my $out, '>:raw', $file or die "$file: $!\n"; print $out $text; close $out or die "$file: $!\n" }

# Runs tests, all of a class or one, with the log in a file beside the place they may write to. Not 0 when one fails or they
# have to be stopped.
sub run {
    my ($seconds, $place, $variable, $value, @units) = @_;
    remove_tree($place);
    make_path($place);
    my $child = fork // die "fork: $!\n";
    if (!$child) {
        @ENV{ 'TMPDIR', $variable } = ($place, $value);
        open STDOUT, '>', "$place.log" and open STDERR, '>&', \*STDOUT or die "$place.log: $!\n";
        exec 'timeout', '--kill-after=5', int($seconds) + 1, $tests, qw(-noColor -noLogo -stopOnFail), map { ('-method', $_) } @units or die "$tests: $!\n";
    }
    waitpid $child, 0;
    my $status = $?;
    die "no tests: @units\n" if !$status && content("$place.log") !~ /Total: [1-9]/;
    return $status;
}

# Does all the jobs, as many at a time as there are processors, and tells of each what came of it, one line each.
sub in_parallel {
    my ($jobs, $do, $tell) = @_;
    pipe my $answers, my $answer or die "pipe: $!\n";
    for my $worker (1 .. $processors) {
        my $child = fork // die "fork: $!\n";
        next if $child;
        for (my $index = $worker - 1; $index < @$jobs; $index += $processors) {
            syswrite $answer, "$jobs->[$index]\t" . $do->($jobs->[$index], "$folder/$worker") . "\n";
        }
        POSIX::_exit(0);
    }
    close $answer;
    while (<$answers>) { chomp; $tell->(split /\t/, $_, -1) }
    wait for 1 .. $processors;
}

my $report = decode_json(content($path));
my (%line, %file, $killed, $count);
for my $file (sort keys %{ $report->{files} }) {
    my @source = split /\n/, $report->{files}{$file}{source};
    for my $mutant (@{ $report->{files}{$file}{mutants} }) {
        next if $mutant->{status} =~ /^(Ignored|CompileError)$/;
        $count++;
        if ($mutant->{status} =~ /^(Killed|Timeout)$/) { $killed++; next }
        my ($from, $to) = @{ $mutant->{location} }{qw(start end)};
        my $before = substr $source[ $from->{line} - 1 ], $from->{column} - 1, $from->{line} == $to->{line} ? $to->{column} - $from->{column} : 200;
        $file{ $mutant->{id} } = $file;
        $line{ $mutant->{id} } = join "\t", $file =~ s{^.*/src/}{src/}r . ":$from->{line}", map { s/\s+/ /gr } $mutant->{mutatorName}, $before, $mutant->{replacement};
    }
}
die "no mutants in $path\n" unless $count;
printf "%d of %d mutants lived until here\n", scalar keys %line, $count;

# What each class of tests comes by, and for how long it runs while nothing is broken; of those that take long, each test.
my (%seconds, %covering);
sub cover {
    my ($units, $keep) = @_;
    in_parallel(
        $units,
        sub {
            my ($unit, $place) = @_;
            my $start = time;
            run(600, $place, 'STRYKER_COVERAGE_FILE', 'covered.txt', $unit) == 0 or return 'failed';
            return sprintf "%.2f\t%s", time - $start, join ',', grep { $line{$_} } map { /\d+/g } map { content($_) } glob "$place/covered-*.txt";
        },
        sub {
            my ($unit, $took, $covered) = @_;
            die "$unit fails while nothing is broken\n" if $took eq 'failed';
            return if $covered eq '' || !$keep->($unit, $took);
            $seconds{$unit} = $took;
            $covering{$_}{$unit} = 1 for split /,/, $covered;
        });
}
sub listed { my ($what) = @_; return grep { my $name = $_; any { $name =~ /^PoolResource\.Tests\.\Q$_\E\./ } @namespaces } map { s/\s+\z//r } qx{$tests -noColor -list $what} }
my %long;
cover([ map { "$_.*" } listed('classes') ], sub { my ($class, $took) = @_; $long{ $class =~ s/\.\*\z//r } = 1 if $took > 6; return $took <= 6 });
cover([ grep { $long{ s/\.[^.]*\z//r } } listed('methods') ], sub { 1 });
my $start = min(values %seconds) // 0;
$_ -= $start for values %seconds;
printf "%d classes or tests come by them, and take %.0f s beside what it takes to start\n", scalar keys %seconds, sum0(values %seconds);

# The tests that come by much of a file and by little else are about it, and are asked first. A process takes about a second
# to start: what is asked is parted in a few, each longer than the last.
my (%comes_by, %knows, %about);
for my $id (keys %covering) {
    for my $test (keys %{ $covering{$id} }) { $comes_by{$test}++; $knows{ $file{$id} }{$test}++ }
}
for my $file (keys %knows) { $about{$file}{$_} = $knows{$file}{$_}**2 / $comes_by{$_} for keys %{ $knows{$file} } }
sub outcome {
    my ($id, $place) = @_;
    my $about = $about{ $file{$id} };
    my @left = sort { $about->{$b} <=> $about->{$a} || $seconds{$a} <=> $seconds{$b} || $a cmp $b } keys %{ $covering{$id} // {} };
    write_content("$place.mutant", pack 'l<', $id);
    my $all = 0;
    for (my $budget = 3; @left && $all <= $longest; $budget *= 4) {
        my ($took, @now) = (0);
        while (@left && $all + $took <= $longest && (!@now || $took + $seconds{ $left[0] } <= $budget)) { $took += $seconds{ $left[0] }; push @now, shift @left }
        return 'killed' if run(15 + 3 * $took, $place, 'STRYKER_MUTANT_FILE', "$place.mutant", @now);
        $all += $took;
    }
    return 'alive';
}

in_parallel(
    [ sort { $a <=> $b } keys %line ],
    \&outcome,
    sub { my ($id, $outcome) = @_; if ($outcome eq 'killed') { $killed++ } else { print "$line{$id}\n" } });
printf "%d of %d mutants are killed: %.2f %%\n", $killed, $count, 100 * $killed / $count;
