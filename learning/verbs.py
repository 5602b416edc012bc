"""Whether an outcome begins with a deed: something that people do, and that others can see.

Verbs that grammars of outcomes advise, such as in Bloom's taxonomy (A taxonomy for learning, teaching, and assessing,
2001), in plain words. What is in somebody's head, such as to know or to understand, nobody can see.
"""

import re

DEEDS = frozenset(
    """
    act adapt add agree analyse answer apply argue arrange ask assess attach balance begin break bring build
    calculate call care carry change check choose circle clean clear close collect compare complete connect
    contribute copy count create credit cut decide define demonstrate describe design divide do draft draw edit
    end evaluate examine explain explore express fill film find finish fix follow form gather get give go greet group
    guide handle hear help hold host identify include interview introduce invite keep label lead leave let light link
    list listen lock look lower make manage map mark match measure meet mend move name negotiate notice object
    observe offer open order organise outline pass pause pick place plan play point practise prepare present
    print produce prompt propose protect prove publish put question raise read recognise record reflect refuse
    rehearse remember remind remove repeat report request respond retell review revise run save say search see
    select send set share shorten show sign sketch solve sort speak spot stand start state stop store suggest
    summarise support swap take talk teach tell test think time touch trace translate try turn type use vote
    wait walk warn welcome work write
    """.split()  # noqa: SIM905 - a list of words, to be read
)
FIRST_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
ADVERB = re.compile(r"^\w+ly$")


def begins_with_a_deed(outcome: str) -> bool:
    """Say whether the first word is one of the verbs; a word such as “kindly” or “not” may stand before it."""
    words = [word.lower() for word in FIRST_WORD.findall(outcome)]
    while words and (ADVERB.match(words[0]) or words[0] in ("not", "safely", "to")) and words[0] not in DEEDS:
        words.pop(0)
    return bool(words) and words[0] in DEEDS
