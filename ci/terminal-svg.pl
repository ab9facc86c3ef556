#!/usr/bin/env perl
# Draws what a terminal was sent as an SVG: text, bold, and the eight colours, bright or not. Cursor movements are left out.
# usage: ci/terminal-svg.pl TITLE COMMAND <RECORDING >PICTURE
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
@ARGV == 2 or die "usage: ci/terminal-svg.pl TITLE COMMAND <RECORDING >PICTURE\n";
utf8::decode($_) for @ARGV;
my ($title, $command) = @ARGV;

my ($glyph, $line_height, $margin, $size) = (8.4, 20, 16, 14);
my %colours = (
  31 => '#f38ba8', 32 => '#a6e3a1', 33 => '#f9e2af', 34 => '#89b4fa', 35 => '#cba6f7', 36 => '#94e2d5',
  90 => '#9399b2', 91 => '#f38ba8', 92 => '#a6e3a1', 93 => '#f9e2af', 94 => '#89b4fa', 95 => '#cba6f7', 96 => '#94e2d5',
);
sub escaped { my ($text) = @_; $text =~ s/&/&amp;/g; $text =~ s/</&lt;/g; $text =~ s/>/&gt;/g; return $text; }

my $recording = do { local $/; <STDIN> };
$recording =~ s/\r//g;
my @lines = ("\e[32m\$\e[0m $command", split /\n/, $recording);
my ($widest, $body, $y) = (0, '', $margin + $size);
for my $line (@lines) {
  my ($bold, $colour, $column) = (0, undef, 0);
  for my $part (split /(\e\[[0-9;?]*[A-Za-z])/, $line) {
    if ($part =~ /^\e\[([0-9;]*)m$/) {
      for my $code (length $1 ? split /;/, $1 : 0) {
        if ($code == 0) { ($bold, $colour) = (0, undef) } elsif ($code == 1) { $bold = 1 } else { $colour = $colours{$code} // $colour }
      }
    } elsif ($part =~ /^\e/) {
      next;
    } elsif (length $part) {
      if ($part =~ /\S/) {
        my ($blanks) = $part =~ /^( *)/;
        my $style = ($bold ? ' font-weight="bold"' : '') . ($colour ? " fill=\"$colour\"" : '');
        $body .= sprintf qq{<text x="%.1f" y="%d"%s xml:space="preserve">%s</text>\n}, $margin + ($column + length $blanks) * $glyph, $y, $style, escaped(substr $part, length $blanks);
      }
      $column += length $part;
    }
  }
  $widest = $column if $column > $widest;
  $y += $line_height;
}
my ($width, $height) = (int(2 * $margin + $widest * $glyph), $y - $size + $margin - ($line_height - $size));
print <<"END";
<svg xmlns="http://www.w3.org/2000/svg" width="$width" height="$height" viewBox="0 0 $width $height" role="img">
<title>@{[escaped($title)]}</title>
<rect width="$width" height="$height" rx="8" fill="#1e1e2e"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="$size" fill="#cdd6f4">
$body</g>
</svg>
END
