import { type Random, seededRandom } from '../../base/random.ts';
import { tidy } from '../../text/normalise.ts';
import type { Said, SaidHow } from '../emulator/said.ts';
import { SAMPLES } from '../emulator/samples.ts';
import type { Received } from '../emulator/types.ts';
import type { Asked } from './answer-key.ts';
import type { Part } from './cast.ts';

/** What women write where any words do. */
const WORDS = [
  'una clienta me dijo que el sabor',
  'la señora de la tienda',
  'pagar la escuela',
  'hago tamales y gorditas',
  'pues más o menos, ahí la llevo',
  'comprar una olla más grande',
] as const;
const COSTS = [
  'harina 30, aceite 45, gas 20, salen 25',
  'maiz 60 manteca 40 hojas 15 gas 30 salen 50',
  'tela 120 hilo 25 salen 3 blusas',
] as const;

/** Share of the cast who are women. */
const WOMEN = 0.94;

/** What she does on her phone, and what she quotes with it. */
export interface Spoken {
  readonly said: Said;
  readonly how?: SaidHow;
}

/**
 * What she answers to a question, decided by who she is and what is asked alone: on a bad network she would say the same.
 * `times`: how often she has answered it before.
 */
export function answerTo(
  asked: Asked,
  she: Part,
  shown: Received,
  times: number,
  draw: (what: string) => Random,
  alone = true,
): Said {
  // Asked again in another wave she has another answer.
  const random = draw(`${asked.key}/${asked.correct === undefined ? times : 0}`);
  const [type = 'text'] = asked.types;
  if (she.temperament.records && times === 0 && ['text', 'number', 'money'].includes(type))
    return { voice: SAMPLES.voice };
  if (asked.options.length > 0) return option(asked, optionOf(asked, she, times, random), shown, random, alone);
  switch (type) {
    case 'name':
      return she.name;
    case 'number':
      return String(between(asked.min ?? 1, asked.max ?? 12, random));
    case 'money':
      return `${between(Math.ceil((asked.min ?? 50) / 5), Math.floor((asked.max ?? 900) / 5), random) * 5} pesos`;
    case 'date':
      return random() < 0.5 ? 'el viernes' : 'mañana';
    case 'photo':
      return { photo: SAMPLES.photo };
    case 'voice':
      return { voice: SAMPLES.voice };
    case 'document':
      return { document: { ...SAMPLES.document, filename: 'recibo.pdf' } };
    case 'location':
      return { location: [23.31, -99.02] };
    default:
      return WORDS[Math.floor(random() * WORDS.length)]!;
  }
}

/**
 * What she hands in, piece by piece. Words name their homework, or quote what asked for it, so that no other question takes
 * them; files quote it where others are open too. `task`: the message that asked; `alone`: no other homework of hers is open.
 */
export function homeworkOf(
  asked: Asked,
  she: Part,
  task: Received,
  times: number,
  draw: (what: string) => Random,
  alone: boolean,
): readonly Spoken[] {
  const random = draw(`${asked.key}/parts/${times}`);
  const { handsIn } = she.temperament;
  const isSms = she.channel === 'twilio-sms';
  const can = (part: string) => !isSms && asked.types.includes(part);
  const quote = { how: { quote: task.id } };
  const how = !alone || she.shared || random() < 0.5 ? quote : {};
  if (handsIn === 'photo' && can('photo')) {
    const said = { photo: { ...SAMPLES.photo, caption: 'mi tarea' } };
    return Array.from({ length: random() < 0.3 ? 2 : 1 }, () => ({ said, ...how }));
  }
  if (handsIn === 'voice' && can('voice')) return [{ said: { voice: SAMPLES.voice }, ...how }];
  const words = COSTS[Math.floor(random() * COSTS.length)]!;
  if (!isSms && random() < 0.5) return [{ said: words, ...quote }];
  const named = `TAREA ${asked.flow.slice(asked.flow.indexOf('/') + 1)}: ${words}`;
  return [{ said: random() < 0.5 ? signed(named, she) : named }];
}

/** On a phone of two she says who she is. */
export const signed = (text: string, { shared, name }: Part): string => (shared ? `${name}: ${text}` : text);

function optionOf(asked: Asked, she: Part, times: number, random: Random): number {
  const nth = (option: string) => asked.options.findIndex(({ known }) => known[0] === option);
  if (asked.save === 'consent') return nth('yes');
  if (asked.save === 'profile.shared_phone') return nth(she.shared ? 'yes' : 'no');
  if (asked.save === 'profile.safe_to_write') return nth('yes');
  if (asked.save === 'profile.channel') return named(asked, she.channel === 'twilio-sms' ? /sms/ : /whats/);
  // A programme for rural women; some of their husbands and sons come too.
  if (asked.save === 'profile.sexo' && random() < WOMEN) return named(asked, /muj|woman|mulher/);
  const any = Math.floor(random() * asked.options.length);
  if (asked.correct === undefined) return asked.types[0] === 'choice' ? any : random() < 0.75 ? 0 : any;
  const wrong = random() < she.temperament.wrong;
  if (!wrong || times > 0) return asked.correct;
  return (asked.correct + 1) % asked.options.length;
}

/** Which option has a wording like this; the first where none has. */
const named = ({ options }: Asked, like: RegExp): number =>
  Math.max(
    0,
    options.findIndex(({ known }) => known.some((one) => like.test(one))),
  );

/** A tap where her screen has it, else its number or its words. */
function option(asked: Asked, nth: number, { choices, text }: Received, random: Random, alone: boolean): Said {
  const { label, known } = asked.options[nth]!;
  const shown = choices.find(({ title }) => known.includes(tidy(title)));
  if (shown) return { tap: shown.id };
  const numbered = new RegExp(`(^|\\s)${nth + 1}[ .)]`, 'm').test(text);
  // Her number, as long as nothing else of hers is open that it could be meant for.
  return numbered && alone && random() < 0.7 ? String(nth + 1) : label;
}

const between = (least: number, most: number, random: Random): number =>
  least + Math.floor(random() * (Math.max(most, least) - least + 1));

/** One draw for one thing: the same whatever else happened before it. */
export const drawsOf =
  (seed: string, name: string) =>
  (what: string): Random =>
    seededRandom(`${seed}/${name}/${what}`);
