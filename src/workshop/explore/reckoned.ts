import { regionOf } from '../../domain/country.ts';
import type { Programme } from '../../flow/programme.ts';
import { type SmsCost, smsCost } from './cost.ts';
import type { At, Walk } from './graph.ts';
import { plainWalks, turnsOf } from './pack.ts';
import { LONGEST } from './samples.ts';
import { bySms, signed, textOf, type Words } from './turn.ts';
import type { WalkDeps } from './walk.ts';

/** One turn with what it costs on both kinds of phone, for her alone and where others read. */
export interface Reckoned {
  readonly root: string;
  readonly language: string;
  readonly means: string;
  readonly about: At;
  /** Where she stood before it: the step of the walked flow whose words it brings. */
  readonly from: At;
  /** What she did before it: an answer's class. */
  readonly after: string;
  /** The answer was wrong. */
  readonly wrong: boolean;
  readonly whatsapp: Words;
  readonly sms: Words;
  readonly cost: SmsCost;
  /** The dearest it can be: with "Para María Guadalupe:" before it. */
  readonly shared: { readonly words: Words; readonly cost: SmsCost };
}

/** Every turn of a programme's walks with its cost, each wording once for its step and language. */
export function reckon(
  programme: Programme,
  given: WalkDeps,
): { readonly walks: readonly Walk[]; readonly turns: readonly Reckoned[] } {
  const walks: Walk[] = [];
  const turns = new Map<string, Reckoned>();
  const country = regionOf(programme.languages[0]) ?? null;
  const prices = programme.channel.prices ?? [];
  for (const one of plainWalks(programme, given)) {
    walks.push(one);
    const { root, language, means } = one;
    const signature = given.deps.texts.say('shared.for', {
      language,
      address: programme.address,
      vars: { name: LONGEST.name },
    });
    for (const { edge } of turnsOf(one)) {
      const { words, about, move, wrong } = edge;
      const sms = bySms(words);
      // Words that are the same in two languages (she has just changed hers) are told in the first.
      const key = [root, about.flow, about.step, sms.shown.map(textOf).join('\n')].join('\n');
      if (turns.has(key)) continue;
      const shared = one.shared ? sms : signed(sms, signature, 'sms');
      turns.set(key, {
        root,
        language,
        means,
        about,
        from: one.places[edge.from]!.at,
        after: move.class,
        wrong,
        whatsapp: words,
        sms,
        cost: smsCost(sms, country, prices),
        shared: { words: shared, cost: smsCost(shared, country, prices) },
      });
    }
  }
  return { walks, turns: [...turns.values()] };
}
