"""How lines of a conversation are read, without a corpus that answers them."""

from __future__ import annotations

from dataclasses import replace

from several import settled

from il2qa.conversation import Conversation
from il2qa.conversation.follow_ups import follow
from il2qa.conversation.talk import Talk
from il2qa.filters.where import Where
from il2qa.models import Citation

CITED = (
    Citation(id="1", pmid="1", field="abstract", start=0, end=1, reference="", short_reference=""),
)


class Telling(Conversation):
    """A conversation in which the record under discussion tells of whatever is asked."""

    def tells_of(self, thing: str) -> bool:
        return True


def read(*lines: str, meant: str | None = None, on_record: bool = False) -> str:
    """How the last of some lines is read; all are put to all records, of which one may be meant.

    With `on_record` what is about a record is put to that record, as a conversation does.
    """
    talk, text = Talk(), ""
    conversation = Telling(settled())
    for line in lines:
        understood = follow(line, talk, conversation)
        reading = understood.reading
        text = reading.question
        if on_record and understood.about_record:
            reading = replace(reading, where=Where(pmids=("1",)))
        talk = talk.after(reading, understood, CITED, talk.cited, meant)
    return text
