"""Where deals stand on the day of a scene."""

from __future__ import annotations

from .scene import Scene

__all__ = ["stages_of"]


def stages_of(scene: Scene) -> dict[str, tuple[str, str]]:
    """What has reached a stage on the day: in words, and how it is drawn.

    Of several stages, the earlier begun comes first; of those begun on one day, the one that lasts comes last, and how
    the entity is drawn follows the last one.
    """
    on = [
        tie
        for tie in scene.ties.values()
        if scene.vocabulary.relations[tie.relationship.kind].purpose == "stage" and tie.on(scene.day)[0] != "no"
    ]
    stages: dict[str, tuple[str, str]] = {}
    for tie in sorted(on, key=lambda one: (one.spans[0].first, one.order, one.relationship.id)):
        id = tie.ends[0]
        stages[id] = (f"{stages[id][0]}, then {tie.label}" if id in stages else tie.label, tie.drawn)
    return stages
