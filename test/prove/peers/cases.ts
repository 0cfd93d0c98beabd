/** The lesson that both are given: three questions and a word of thanks. */
export const QUESTIONS = [
  { step: 'vende', asks: '¿Qué vende usted?', number: false },
  { step: 'clientes', asks: '¿Cuántos clientes tuvo ayer?', number: true },
  { step: 'aprendio', asks: '¿Qué aprendió hoy?', number: false },
] as const;
export const THANKS = 'Gracias, quedó anotado.';
/** The word that starts the lesson; in Recado the programme's join word. */
export const START = 'HUERTO';

/** What happens, in order. Between two of these all is quiet, and a minute passes where the clock is ours. */
export type Act =
  /** She writes; with `again` the provider delivers the same message once more, after that or at the same moment. */
  | { readonly says: string; readonly again?: 'later' | 'at once' }
  /** Two messages of hers, so many milliseconds apart. */
  | { readonly both: readonly [string, string]; readonly apart: number }
  /** From now on the provider answers each send only when her next message is in; she has read it long before. */
  | { readonly slow: true }
  /** The process ends, and another starts on what it kept. */
  | { readonly restart: true }
  /** The provider answers the next send with this status, once. */
  | { readonly fails: number };

export interface Case {
  readonly name: string;
  readonly promise: string;
  readonly acts: readonly Act[];
  /** Her answers as they have to stand in the end; the same three everywhere unless said otherwise. */
  readonly answers?: readonly string[];
}

export const ANSWERS = ['tamales', '12', 'a separar'] as const;
const [vende, clientes, aprendio] = ANSWERS;

/** Each is described once and played on both. */
export const CASES: readonly Case[] = [
  {
    name: 'Nothing goes wrong',
    promise: 'Three questions, three answers: the lesson itself.',
    acts: [{ says: vende }, { says: clientes }, { says: aprendio }],
  },
  {
    name: 'Duplicate webhook',
    promise: 'A message that is delivered twice has one effect.',
    acts: [{ says: vende, again: 'later' }, { says: clientes }, { says: aprendio }],
  },
  {
    name: 'Duplicate webhook, at the same moment',
    promise: 'A message that is delivered twice has one effect.',
    acts: [{ says: vende }, { says: clientes, again: 'at once' }, { says: aprendio }],
  },
  {
    name: 'Reply while sending',
    promise: 'She may answer what she sees, whether or not the provider has told us that it was sent.',
    acts: [{ slow: true }, { says: vende }, { says: clientes }, { says: aprendio }],
  },
  {
    name: 'Two fast answers',
    promise: 'Two answers 5 ms apart answer two questions, in their order.',
    acts: [{ both: [vende, clientes], apart: 5 }, { says: aprendio }],
  },
  {
    name: 'Restart mid-question',
    promise: 'A restart loses no place in the lesson.',
    acts: [{ says: vende }, { restart: true }, { says: clientes }, { says: aprendio }],
  },
  {
    name: 'Keyword inside an answer',
    promise: 'A word that starts something, inside an answer, is part of the answer.',
    acts: [{ says: vende }, { says: clientes }, { says: 'a cuidar mi huerto' }],
    answers: [vende, clientes, 'a cuidar mi huerto'],
  },
  {
    name: 'One failed send',
    promise: 'A message that the provider refuses once is sent again, and nothing else changes.',
    acts: [{ fails: 503 }, { says: vende }, { says: clientes }, { says: aprendio }],
  },
];
