"""Kinds of entities and relationships, as values.

A kind is declared once, in `data/kinds.toml`, and read by `graph.declarations`. Everything that has to treat kinds
differently (loading, checks, grouping, RDF mapping, ontology, projection, sentences, view) asks the objects here, so
that another industry needs another declaration and no other code. What is the same in every industry is in
`columns`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .identifiers import IND, SAID, camel_case

__all__ = [
    "Code",
    "CodeList",
    "EntityKind",
    "Field",
    "FieldType",
    "RelationKind",
    "Single",
    "Vocabulary",
]

FieldType = Literal["entity", "code", "text", "yesno", "percent", "amount", "currency", "country", "date"]


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list.

    Attributes:
        name: the value as rows have it.
        label: the words for it in an answer.
        comment: what it means.
        flags: what else is declared of it: `leads`, `single`, `lasting`, `fixed`, `type`, `drawn`, `above`, `opens`,
            `closes`, `gives`, `given`, `whole`, `apart`.
    """

    name: str
    label: str
    comment: str
    flags: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of values that a column may have."""

    name: str
    comment: str
    codes: Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind.

    Attributes:
        name: the column; its RDF property is the same word in camel case.
        type: what a value is; see `data/kinds.toml`.
        of: names of entity kinds (`*` for any) or, for a code, the one code list.
        required: whether a row without it is refused.
        comment: what it means.
        tolerance: two numbers that differ by no more than this are the same number, rounded.
        tolerance_percent: the same, in percent of the larger.
        qualifies: of a `yesno`, the columns whose values it is about ("about 20 %"): it goes with them.
    """

    name: str
    type: FieldType
    of: tuple[str, ...] = ()
    required: bool = False
    comment: str = ""
    tolerance: float = 0.0
    tolerance_percent: float = 0.0
    qualifies: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """The property of an entity or relationship."""
        return IND + camel_case(self.name)

    @property
    def said_iri(self) -> str:
        """The property of a claim."""
        return SAID + camel_case(self.name)


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of thing that relationships tie.

    Attributes:
        name: the class, for example `Company`.
        file: the stem of its file or folder below `entities/`.
        comment: what it is.
        fields: columns besides id, name, description, wikidata and lei.
        product: whether it is made and sold.
        passes: whether a way between two others leads through it.
        carries: whether what it was once tied to connects with what it is tied to later.
        shape, colour, icon: how a picture shows it.
    """

    name: str
    file: str
    comment: str
    fields: tuple[Field, ...] = ()
    product: bool = False
    passes: bool = True
    carries: bool = False
    shape: str = "dot"
    colour: str = "#666666"
    icon: str = ""

    @property
    def iri(self) -> str:
        """Its class."""
        return IND + self.name


@dataclass(frozen=True, slots=True)
class Single:
    """One at a time: within equal values of these fields, a newcomer closes what stood before.

    Attributes:
        within: the fields that must agree.
        when: a code field; only its values flagged `single` are exclusive. None: all are.
    """

    within: tuple[str, ...]
    when: str | None = None


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A kind of relationship.

    Attributes:
        name: the class, for example `Employment`.
        file: the stem of its file or folder below `relations/`.
        comment: what it is.
        fields: its own columns, ends first.
        ends: the fields that name what it ties; two of them make an edge from the first to the second.
        identity: further fields that claims must share to be one relationship.
        versioned: fields of which a dated change begins a new relationship.
        tells_apart: the text field whose wording tells relationships apart where their code is flagged `various`.
        single: whether one at a time holds, and within what.
        closing: what a newcomer's start does to what it closes: `ends` or `caps`.
        lasting: True, False, or the code field whose values say so.
        sentence: how it reads; `{field}` stands for a value.
        snapshot: the property of its plain triple in a snapshot; empty where it has none.
        history: whether it tells what happened, which stays true after the life of what it ties.
        symmetric: whether both directions mean the same.
        passes: whether a way between two entities can lead over it.
        control: the end that can control the other one; empty where the kind carries no control.
        leads: code fields whose values can be flagged `leads`.
        purpose: `name` where it names its end, `life` where it bounds the life of its end, `stage` where the first
            start is the beginning of its end, else empty.
        colour, width, arrow: how a picture shows it: a colour, pixels, and how its line ends (`triangle`, `vee`,
            `circle`, `bar` or `none`).
    """

    name: str
    file: str
    comment: str
    fields: tuple[Field, ...]
    ends: tuple[str, ...]
    identity: tuple[str, ...] = ()
    versioned: tuple[str, ...] = ()
    tells_apart: str = ""
    single: Single | None = None
    closing: Literal["ends", "caps"] = "caps"
    lasting: bool | str = False
    sentence: str = ""
    snapshot: str = ""
    history: bool = False
    symmetric: bool = False
    passes: bool = True
    control: str = ""
    leads: tuple[str, ...] = ()
    purpose: Literal["", "name", "life", "stage"] = ""
    colour: str = "#666666"
    width: float = 1.5
    arrow: Literal["triangle", "vee", "circle", "bar", "none"] = "triangle"

    @property
    def iri(self) -> str:
        """The class of its relationships."""
        return IND + self.name

    @property
    def words(self) -> str:
        """What its relationships are called: `brand ownerships`."""
        return self.file.replace("_", " ")

    @property
    def said_iri(self) -> str:
        """The class of its claims."""
        return SAID + self.name

    @property
    def controlled(self) -> str:
        """The end that the end named by `control` can control; empty where the kind carries no control."""
        return next((end for end in self.ends if end != self.control), "") if self.control else ""

    @property
    def is_edge(self) -> bool:
        """Whether it ties two entities."""
        return len(self.ends) == 2

    def field(self, name: str) -> Field:
        """The column of that name; KeyError where there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All kinds and code lists of a data set, in the order of their declaration."""

    entities: Mapping[str, EntityKind]
    relations: Mapping[str, RelationKind]
    codes: Mapping[str, CodeList]

    def code(self, of: Field, value: str) -> Code | None:
        """The code of a code field's value; None where the field is no code or the value unknown."""
        if of.type != "code" or not value:
            return None
        return self.codes[of.of[0]].codes.get(value)

    def flagged(self, kind: RelationKind, column: str | None, value: str | None, flag: str) -> bool:
        """Whether the value of a code column carries a flag such as `single` or `lasting`."""
        if not column or not value:
            return False
        code = self.code(kind.field(column), value)
        return code is not None and bool(code.flags.get(flag))

    def is_lasting(self, kind: RelationKind, values: Mapping[str, str]) -> bool:
        """Whether a relationship with these values holds until something says that it ended."""
        if isinstance(kind.lasting, bool):
            return kind.lasting
        return self.flagged(kind, kind.lasting, values.get(kind.lasting), "lasting")

    def is_single(self, kind: RelationKind, values: Mapping[str, str]) -> bool:
        """Whether a relationship with these values is closed by the next of its sort."""
        if kind.single is None:
            return False
        return kind.single.when is None or self.flagged(kind, kind.single.when, values.get(kind.single.when), "single")

    def fixed(self, kind: RelationKind, values: Mapping[str, str]) -> Literal["", "always", "closing"]:
        """From when on the versioned values of a relationship cannot change, by the flags of its codes.

        A birthday never can; a price can until the deal is closed (`closing`); a stake always can (empty).
        """
        codes = [self.code(one, values.get(one.name, "")) for one in kind.fields]
        flags = {code.flags.get("fixed") for code in codes if code is not None}
        return "always" if True in flags else "closing" if "closing" in flags else ""

    def is_various(self, kind: RelationKind, values: Mapping[str, str]) -> bool:
        """Whether relationships with these values can be several that only their wording tells apart."""
        return bool(kind.tells_apart) and any(
            self.flagged(kind, one.name, values.get(one.name), "various") for one in kind.fields if one.type == "code"
        )

    def drawn(self, kind: RelationKind, values: Mapping[str, str]) -> str:
        """What a stage means for what has reached it: `tentative`, `over`, or empty where it is in force."""
        if kind.purpose != "stage":
            return ""
        codes = [self.code(kind.field(name), values.get(name, "")) for name in kind.identity]
        return next((str(code.flags.get("drawn", "")) for code in codes if code is not None), "")

    def leads(self, kind: RelationKind, values: Mapping[str, str]) -> Literal["yes", "possibly", "no"]:
        """Whether a relationship with these values is a leading post: a listed function or board.

        `possibly` where a value is declared so: nothing says what the post is.
        """
        codes = [self.code(kind.field(column), values.get(column, "")) for column in kind.leads]
        flags = {code.flags.get("leads") for code in codes if code is not None}
        return "yes" if True in flags else "possibly" if "possibly" in flags else "no"

    def controls(self, kind: RelationKind, values: Mapping[str, str]) -> Literal["yes", "possibly", "no"]:
        """Whether a relationship with these values gives a majority: more than half, or all where no share is kept.

        `possibly` where the share is not known; see `graph.building.control` for what others hold.
        """
        if not kind.control:
            return "no"
        shares = [one.name for one in kind.fields if one.type == "percent"]
        if not shares or any(float(values.get(name) or 0) > 50 for name in shares if not name.endswith("_max")):
            return "yes"
        return "no" if any(values.get(name) for name in shares) else "possibly"
