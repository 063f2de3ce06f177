"""The keys of the prompt, beyond those that prompt_toolkit has (Ctrl-R, arrows, Tab …)."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.completion import CompleteEvent, get_common_complete_suffix
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import completion_is_selected, has_completions, has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

SOFT_BREAK = " \n"
"""Goes on with a question in the next line, as in RFC 3676; other lines are questions each."""


def keys(toggled: Callable[[str], None]) -> KeyBindings:
    """The bindings; `toggled` is told "vi" or "emacs" when F4 changes between them."""
    bindings = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)

    @bindings.add("enter", filter=typing & ~completion_is_selected)
    def _ask(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @bindings.add("enter", filter=typing & completion_is_selected)
    def _take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @bindings.add("tab", filter=typing & ~has_completions)
    def _complete(event: KeyPressEvent) -> None:
        # At once: prompt_toolkit's own Tab is lost while it still looks for what to offer.
        buffer = event.current_buffer
        asked = CompleteEvent(completion_requested=True)
        offered = list(buffer.completer.get_completions(buffer.document, asked))
        if len(offered) == 1:
            buffer.apply_completion(offered[0])
        elif offered:
            buffer.insert_text(get_common_complete_suffix(buffer.document, offered))
            buffer.start_completion()

    @bindings.add("escape", "enter", filter=typing)
    def _break(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(SOFT_BREAK)

    @bindings.add("c-c", filter=typing)
    def _clear(event: KeyPressEvent) -> None:
        # What was typed is not lost: the up arrow brings it back.
        event.current_buffer.reset(append_to_history=bool(event.current_buffer.text.strip()))

    @bindings.add(Keys.Vt100MouseEvent)
    def _pass_over(event: KeyPressEvent) -> None:
        # A pasted escape sequence that looks like a mouse; prompt_toolkit fails on some of them.
        return

    @bindings.add("f4")
    def _toggle(event: KeyPressEvent) -> None:
        vi = event.app.editing_mode == EditingMode.EMACS
        event.app.editing_mode = EditingMode.VI if vi else EditingMode.EMACS
        toggled("vi" if vi else "emacs")

    return bindings
