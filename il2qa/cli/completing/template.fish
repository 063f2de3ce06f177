# Completes @NAME@ in fish. Made by: il2qa completion fish

function __il2qa_command -d 'Print the command that is named so far'
    set -l only_arguments
    set -l before ''
    for word in (commandline -opc)[2..-1]
        if test -z "$only_arguments"
            if test "$word" = --
                set only_arguments yes
                continue
            else if contains -- $before @TAKING@
                set before ''
                continue
            else if string match -q -- '-?*' $word
                set before $word
                continue
            end
        end
        if contains -- $word @COMMANDS@
            echo $word
        else
            echo @ASKING@
        end
        return
    end
end

function __il2qa_is -d 'Whether a command is named, or none (""), and none of some options'
    test "$(__il2qa_command)" = "$argv[1]"; or return 1
    set -l words (commandline -opc)[2..-1]
    contains -- "$words[-1]" @TAKING@; and set -e words[-1] # its value is being typed
    for word in $words
        contains -- (string split -m 1 = -- $word)[1] $argv[2..-1]; and return 1
    end
    return 0
end

function __il2qa_sessions -d 'Print the names of the saved sessions'
    @SESSIONS@ 2>/dev/null | string replace -r ' .*' ''
end

complete -c @NAME@ -e
complete -c @NAME@ -f
@LINES@
