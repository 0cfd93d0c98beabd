import type { Form } from '../../domain/channel.ts';
import type { Scene } from './scene.ts';
import type { Words } from './turn.ts';

/** What leads from one place of a walk to the next. */
export interface Move {
  /** `begin`, an answer's class (answers.ts), or `silence:<timer>`. */
  readonly class: string;
  /** What she does, or does not do, as a teacher reads it. */
  readonly label: string;
}

/** A step of a flow: where a conversation stands, or what a turn is about. */
export interface At {
  /** `<programme>/<flow>`. */
  readonly flow: string;
  /** Its key; empty before the first question. */
  readonly step: string;
}

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly move: Move;
  /** Absent: nothing is said. */
  readonly words?: Words;
  /** The question it asks, else the step it answers. */
  readonly about: At;
  /** What became of what she did (`Turned.did`). */
  readonly did: string;
  /** A wrong answer to a quiz. */
  readonly wrong: boolean;
}

export interface Place {
  readonly id: number;
  readonly scene: Scene;
  readonly at: At;
  /**
   * `open`: every answer is tried. `aside`: on the ladder or reminded, where any answer does what it does at the open
   * place, so only what leads further aside is tried. `end`: the flow is over. `person`: somebody of the team has her.
   */
  readonly is: 'open' | 'aside' | 'end' | 'person';
  /** How it was first reached: the shortest way. */
  readonly by?: Edge;
}

/** All ways through one flow, on one phone, in one language. */
export interface Walk {
  /** `<programme>/<flow>`, or `<programme>` for the way in. */
  readonly root: string;
  readonly language: string;
  readonly form: Form;
  readonly shared: boolean;
  /** How her record stood when it began (situations.ts); empty: nothing in particular. */
  readonly means: string;
  readonly places: readonly Place[];
  readonly edges: readonly Edge[];
  /** So many places were too many: what is beyond them is not known. */
  readonly bounded: boolean;
  /** A flow that runs itself again, through others, with a question in between: chain of flow names. */
  readonly circle?: readonly string[];
}

/** The moves that lead to a place, from the beginning. */
export function wayTo({ places }: Pick<Walk, 'places'>, place: Place): readonly Edge[] {
  const way: Edge[] = [];
  for (let at = place; at.by; at = places[at.by.from]!) way.unshift(at.by);
  return way;
}
