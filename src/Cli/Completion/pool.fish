# Completion of pool for fish: pool completion fish | source
function __pool_complete
    set -l line (string replace --regex '^\s*\S+' '' -- (commandline --cut-at-cursor --current-process | string collect))
    set -l found (pool "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline --current-token)
    end
end
complete --command pool --no-files --arguments '(__pool_complete)'
