#compdef pool
# Completion of pool for zsh: source <(pool completion zsh), behind compinit
_pool() {
  local line=" ${(j: :)words[2,CURRENT]}"
  local -a found=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
  if [[ -n ${found[1]} ]]; then
    compadd -- "${found[@]}"
  else
    _files
  fi
}
compdef _pool pool
