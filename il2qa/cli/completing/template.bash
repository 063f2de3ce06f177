# Completes @NAME@ in bash. Made by: il2qa completion bash

# Each of these sets $said, to nothing where there is nothing to say.

_il2qa_options() { # the options of command $1
    case $1 in
@OPTIONS@
    *) said='' ;;
    esac
}

_il2qa_rivals() { # the options that option $2 of command $1 does not stand beside
    case $1:$2 in
@RIVALS@
    *) said='' ;;
    esac
}

_il2qa_takes() { # what option $2 of command $1 takes
    case $1:$2 in
@TAKES@
    *) said='' ;;
    esac
}

_il2qa_argument() { # what argument number $2 of command $1 is
    case $1:$2 in
@ARGUMENTS@
    *) said=free ;;
    esac
}

_il2qa_lines() { # offer those lines of standard input that begin as the word does
    local line
    while IFS= read -r line; do
        [[ $line == "$current"* ]] && COMPREPLY[${#COMPREPLY[@]}]=$line
    done
}

_il2qa_offer() { # offer what a value of some kind, or one of some words, can be
    case $1 in
    file) ;; # bash's own completion, which knows how to quote
    folder) compopt +o default -o dirnames 2>/dev/null ;;
    place)
        _il2qa_lines <<<'@PLACES@'
        if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
            compopt -o filenames 2>/dev/null
            _il2qa_lines < <(compgen -f -- "$current")
        fi
        ;;
    free) compopt +o default +o bashdefault 2>/dev/null ;;
    session)
        compopt +o default +o bashdefault 2>/dev/null
        _il2qa_lines < <(@SESSIONS@ 2>/dev/null | while read -r word _; do echo "$word"; done)
        ;;
    *)
        compopt +o default +o bashdefault 2>/dev/null
        _il2qa_lines < <(printf '%s\n' $1)
        ;;
    esac
}

_il2qa() {
    local IFS=$' \t\n' current=${COMP_WORDS[COMP_CWORD]} said='' command='' takes='' given=' '
    local word option rival only_arguments='' prefix='' number=1 i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $takes && $word == = ]]; then # bash parts "--style=apa" in three
            continue
        elif [[ $takes && $word != --* ]]; then
            takes=''
        elif [[ $only_arguments || $word == - || $word != -* ]]; then
            takes=''
            if [[ $command ]]; then
                number=$((number + 1))
            else
                case $word in
                @COMMANDS_OR@) command=$word ;;
                *) command=@ASKING@ number=2 ;;
                esac
            fi
        elif [[ $word == -- ]]; then
            only_arguments=1
        else
            given+="${word%%=*} "
            _il2qa_takes "$command" "$word"
            takes=$said
        fi
    done
    if [[ $takes && $current == = ]]; then
        current=''
    elif [[ ! $only_arguments && $current == --*=* ]]; then # where bash was told not to part it
        prefix=${current%%=*}=
        _il2qa_takes "$command" "${current%%=*}"
        takes=$said
        current=${current#*=}
    fi
    if [[ $takes && $current != --* ]]; then
        _il2qa_offer "$takes"
    elif [[ ! $only_arguments && $current == -* ]]; then
        compopt +o default +o bashdefault 2>/dev/null
        _il2qa_options "$command"
        for option in $said; do
            [[ $option == "$current"* ]] || continue
            _il2qa_rivals "$command" "$option"
            for rival in $said; do
                [[ $given == *" $rival "* ]] && continue 2
            done
            COMPREPLY[${#COMPREPLY[@]}]=$option
        done
    elif [[ $command ]]; then
        _il2qa_argument "$command" "$number"
        _il2qa_offer "$said"
    elif [[ ! $only_arguments ]]; then
        _il2qa_offer '@COMMANDS@'
    fi
    if [[ $prefix && ${#COMPREPLY[@]} -gt 0 ]]; then
        COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
    fi
}

complete -o bashdefault -o default -F _il2qa @NAME@
