# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of lakeboard-cli for bash.

_lakeboard_cli () {
  local word=$2 previous=$3 command= i
  local commands='check export analyse convert arrange new thumbnail replay history score notes templates kinds rules'
  local options= words=

  for (( i = 1; i < COMP_CWORD; i++ )); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done

  COMPREPLY=()
  if [[ -z $command ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$word")
    return
  fi

  case $command in
    check) options='--format --fail-on --profile' ;;
    export)
      options='-o --output --format --draft --theme --scope --text --no-source --transparent --scale --size --animate --lang'
      ;;
    analyse | templates | kinds | rules) options='--format' ;;
    convert) options='-o --output --from' ;;
    arrange) options='-o --output --as' ;;
    new) options='-o --output' ;;
    thumbnail) options='-o --output --size' ;;
    replay) options='-o --output --theme --lang' ;;
    history) options='--format' ;;
    score) options='--format --profile' ;;
    notes) options='-o --output --lang' ;;
  esac

  case $command:$previous in
    export:--format) words='svg png pdf excalidraw geometry' ;;
    check:--format) words='text json sarif' ;;
    rules:--format) words='text json markdown' ;;
    *:--format) words='text json' ;;
    *:--fail-on) words='error warning hint' ;;
    score:--profile) words='pm engineer' ;;
    *:--profile) words='interview study sketch' ;;
    *:--theme) words='light dark contrast print' ;;
    *:--scope) words='sheet drawing' ;;
    *:--text) words='text outlines' ;;
    *:--from) words='svg png lakeboard' ;;
    *:--as) words='page flow' ;;
    *:--scale | *:--size | *:--lang) return ;;
  esac

  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
  elif [[ $command == new && $previous != -o && $previous != --output ]]; then
    words=$("${COMP_WORDS[0]}" templates 2>/dev/null | sed -n 's/^\([^ ][^ ]*\) .*/\1/p')
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}

complete -F _lakeboard_cli lakeboard-cli
