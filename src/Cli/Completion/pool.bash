# Completion of pool for bash: source <(pool completion bash)
_pool() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} found
  line=${line#"${COMP_WORDS[0]}"}
  COMPREPLY=()
  while IFS= read -r found; do
    [[ $found != "$word"* ]] || COMPREPLY+=("$(printf %q "$found")")
  done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _pool pool
