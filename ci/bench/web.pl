#!/usr/bin/env perl
# Runs a published pool-web on a repository and measures it as a browser sees it; prints one figure a line: key, tab, value.
# usage: web.pl FOLDER REPOSITORY RUNS STREAMS     a folder of its own is made beside the repository for the cache and the logs
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Time::HiRes qw(time sleep);
use Digest::SHA qw(hmac_sha256_hex);

my ($web, $repository, $runs, $streams) = @ARGV;
my $work = "$repository.web";
my ($secret, $pid, $port) = ('a secret of the measurements alone');
mkdir $work;
$| = 1;

sub note { printf "%s\t%s\n", @_ }
sub spew { my ($file, $text) = @_; open my $to, '>', $file or die "$file: $!"; print $to $text; close $to }
sub slurp { my ($file) = @_; open my $from, '<', $file or die "$file: $!"; local $/; return scalar <$from> }
sub memory { my ($what) = @_; return slurp("/proc/$pid/status") =~ /^$what:\s+(\d+)/m ? $1 / 1024 : 0 }
# Of the server and of the git that it has started, in seconds.
sub cpu { my @of = split ' ', slurp("/proc/$pid/stat") =~ s/.*\) //sr; return ($of[11] + $of[12] + $of[13] + $of[14]) / 100 }

# git as the server sees it, which notes what the host is asked for.
sub asked { return -e "$work/asked" ? scalar(() = slurp("$work/asked") =~ /\n/g) : 0 }
mkdir "$work/bin";
my ($git) = grep { -x } map { "$_/git" } split /:/, $ENV{PATH};
spew("$work/bin/git", <<"END");
#!/bin/sh
for word; do
  case \$word in clone | fetch | ls-remote | push) echo "\$word" >>'$work/asked'; break ;; esac
done
exec $git "\$@"
END
chmod 0755, "$work/bin/git";
spew("$work/locks.yml", "uri: file://$repository\nbranch: main\n");
spew("$work/web.yml", "hooks:\n  secret: $secret\n");

sub stop { return if !$pid; kill TERM => $pid; waitpid $pid, 0; undef $pid }
END { my $status = $?; stop(); $? = $status }
$SIG{$_} = sub { exit 130 } for qw(INT TERM HUP);

# Returns when it answers that it is ready, and says after how long.
sub start {
    my $free = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die $!;
    $port = $free->sockport;
    close $free;
    my $begun = time;
    $pid = fork // die $!;
    if (!$pid) {
        open STDOUT, '>', "$work/said";
        open STDERR, '>&', \*STDOUT;
        @ENV{qw(XDG_CACHE_HOME PATH)} = ("$work/cache", "$work/bin:$ENV{PATH}");
        exec "$web/pool-web", '--source', "$work/locks.yml", '--config', "$work/web.yml", '--listen', "127.0.0.1:$port" or die $!;
    }
    until ((get('/readyz'))[0] == 200) {
        my $ended = waitpid($pid, 1) > 0;
        die(($ended ? "it has ended ($?)\n" : "it is not ready\n") . slurp("$work/said")) if $ended || time - $begun > 600;
        sleep 0.05;
    }
    return time - $begun;
}

sub request {
    my ($method, $path, $body, @headers) = @_;
    my $to = IO::Socket::INET->new("127.0.0.1:$port") or return (0, '');
    print $to join "\r\n", "$method $path HTTP/1.1", 'Host: localhost', 'Connection: close', @headers, defined $body ? 'Content-Length: ' . length $body : (), '', $body // '';
    local $/;
    my $answer = <$to> // '';
    return ($answer =~ m{^HTTP/1.1 (\d+)} ? $1 : 0, $answer);
}
sub get { return request('GET', @_) }
# Nobody asks faster than the server lets one address.
sub timed { my ($path) = @_; sleep 0.06; my $begun = time; my ($status) = get($path); die "$path: $status" if $status != 200; return 1000 * (time - $begun) }

# Somebody takes a lock, or gives it back.
my $n = 0;
sub commit {
    my ($from, $to) = $n++ % 2 ? qw(claimed unclaimed) : qw(unclaimed claimed);
    my $lock = (split ' ', `git -C '$repository' ls-tree --name-only main:pool-07/unclaimed | grep env | head -n 1`)[0];
    our $taken;
    $lock = $n % 2 ? ($taken = $lock) : $taken;
    my $message = sprintf "main/deploy-1/test-1 build %d %s: %s\n\nBuild URL: https://ci.example.com/builds/%d\n\nPool: pool-07\n%sBuild-Id: 1%d\n", $n, $to eq 'claimed' ? 'claiming' : 'unclaiming', $lock, $n, $to eq 'claimed' ? sprintf("Claim-Id: 01932f0c-0000-7000-9000-%012x\n", $n) : '', $n;
    open my $import, '|-', 'git', '-C', $repository, '-c', 'fastimport.unpackLimit=1000', 'fast-import', '--quiet' or die $!;
    printf $import "commit refs/heads/main\ncommitter CI <ci\@localhost> %d +0000\ndata %d\n%s\nfrom refs/heads/main^0\nR pool-07/%s/%s pool-07/%s/%s\n", int time, length $message, $message, $from, $lock, $to, $lock;
    close $import or die 'git fast-import has failed';
    return;
}
sub hook {
    my $body = '{"ref":"refs/heads/main"}';
    my ($status) = request('POST', '/hooks/push', $body, 'Content-Type: application/json', 'X-GitHub-Event: push', 'X-GitHub-Delivery: 1', 'X-Hub-Signature-256: sha256=' . hmac_sha256_hex($body, $secret));
    return $status;
}
sub version { my ($page) = (get('/'))[1]; return $page =~ /data-version="([^"]+)"/ ? $1 : '' }

for my $run (1 .. $runs) {
    system 'rm', '-rf', "$work/cache";
    note('cold/ms', 1000 * start());
    note('cold/cpu', 1000 * cpu());
    note('cold/peak', memory('VmHWM'));
    note('first/ms', timed('/'));
    stop();
    note('again/ms', 1000 * start());
    note('again/cpu', 1000 * cpu());
    note('again/peak', memory('VmHWM'));
    note('first/ms', timed('/'));
    stop() if $run < $runs;
}
timed('/') for 1 .. 20;
note('kept/ms', timed('/')) for 1 .. 100;
# Under a name that nobody has asked for yet, so that it is made for this request alone.
timed("/?q=first$_") for 1 .. 20;
note('made/ms', timed("/?q=n$_")) for 1 .. 100;

my $before = asked();
sleep 60;
note('requests/nobody', asked() - $before);

# --- Everybody has the page open

my $known = version();
my ($select, %of) = IO::Select->new;
for my $stream (1 .. $streams) {
    my $to = IO::Socket::INET->new("127.0.0.1:$port") or die $!;
    print $to "GET /live?page=%2F&known=$known HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
    $to->blocking(0);
    $select->add($to);
    $of{$to} = '';
}
# Reads until everybody has what matches, and says when the last one had it.
sub all_have {
    my ($what, $limit) = @_;
    my ($until, %has) = (time + $limit);
    while (keys %has < $streams && time < $until) {
        for my $from ($select->can_read(0.5)) {
            my $got = sysread $from, $of{$from}, 1 << 18, length $of{$from};
            die 'a stream has ended' if defined $got && !$got;
            $has{$from} = 1 if $of{$from} =~ $what;
        }
    }
    return keys(%has) == $streams ? time : die scalar(keys %has) . " of $streams have it";
}
all_have(qr/event: open/, 60);
note('open/rss', memory('VmRSS'));
$before = asked();
sleep 60;
note('requests/all', asked() - $before);

for my $change (1 .. 20) {
    $_ = '' for values %of;
    commit();
    my ($begun, $busy) = (time, cpu());
    my $status = hook();
    die "the hook was answered with $status" if $status != 202;
    note('change/ms', 1000 * (all_have(qr/event: version/, 60) - $begun));
    note('change/cpu', 1000 * (cpu() - $busy));
    note('after/ms', timed('/'));
    # It looks once a second at most.
    sleep 1.5;
}
note('event/bytes', length((values %of)[0]));
note('all/peak', memory('VmHWM'));
note('all/rss', memory('VmRSS'));
