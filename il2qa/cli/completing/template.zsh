#compdef @NAME@
# Completes @NAME@ in zsh. Made by: il2qa completion zsh

_il2qa_places() {
    _alternative 'corpora:corpus:(@PLACES@)' 'files:file, folder or corpus:_files'
}

_il2qa_sessions() {
    local -a names
    names=(${${(f)"$(@SESSIONS@ 2>/dev/null)"}%% *})
    _describe -t sessions 'saved session' names
}

_il2qa_commands() {
    local -a told=(
@DESCRIBED@
    )
    _describe -t commands command told
}

_il2qa() {
    local curcontext=$curcontext state line ret=1
    local -A opt_args

    _arguments -C -s -S -A "-*" \
@FIRST@
        '1: :_il2qa_commands' \
        '*::argument:->command' && ret=0

    if [[ $state == command ]]; then
        case $words[1] in
        @COMMANDS_OR@) ;;
        *) # a question
            words=(@ASKING@ $words)
            ((CURRENT++))
            ;;
        esac
        curcontext=${curcontext%:*:*}:il2qa-$words[1]:
        case $words[1] in
@CASES@
        esac
    fi
    return ret
}

if [[ $funcstack[1] == _il2qa ]]; then # read from a file of $fpath
    _il2qa "$@"
else
    if ! (( $+functions[compdef] )); then
        autoload -Uz compinit && compinit -i
    fi
    compdef _il2qa @NAME@
fi
