import { normalise } from '../../text/normalise.ts';

/** What may be done to a session by message, and how it is called in every language of a team. */
const DOES: Readonly<Record<string, readonly string[]>> = {
  move: ['mover', 'mueve', 'cambiar', 'cambia', 'move', 'mudar', 'deplacer'],
  cancel: ['cancelar', 'cancela', 'cancelada', 'cancel', 'annuler'],
  restore: ['restaurar', 'reponer', 'restore'],
  correct: ['corregir', 'corrige', 'correct', 'corrigir', 'corriger'],
  new: ['nueva', 'nuevo', 'agregar', 'new', 'add', 'nova', 'nouvelle'],
};
export type Does = 'move' | 'cancel' | 'restore' | 'correct' | 'new';

const BY_WORD = new Map(
  Object.entries(DOES).flatMap(([does, words]) => words.map((word) => [word, does as Does] as const)),
);

export interface SessionSaid {
  /** What staff call it: s4; '' where none is named. */
  readonly session: string;
  /** Its cohort, group or site. */
  readonly where: string;
  readonly does?: Does;
  /** What follows the word. */
  readonly rest: string;
}

/** Before the word for what is done stand the session and where it is, in any order. */
const WORD_WITHIN = 5;

/** "s4 grupo-a MOVER jueves 5pm", "NUEVA jueves 12 5pm Feria", "s4". */
export function readSession(text: string): SessionSaid {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const at = words.findIndex((word, i) => i < WORD_WITHIN && BY_WORD.has(normalise(word)));
  const head = at < 0 ? words : words.slice(0, at);
  const named = head.findIndex((word) => /^[a-z]{1,3}-?\d{1,3}$/i.test(word));
  const which = named < 0 ? 0 : named;
  const where = head.filter((_, i) => i !== which).join(' ');
  const does = at < 0 ? undefined : BY_WORD.get(normalise(words[at]!))!;
  return {
    session: does === 'new' ? '' : (head[which] ?? '').replace(/[:.,]$/, ''),
    where: does === 'new' ? head.join(' ') : where,
    ...(does ? { does } : {}),
    rest: at < 0 ? '' : words.slice(at + 1).join(' '),
  };
}

/** "en Salón ejidal por lluvia": a place and a reason, either of which may be missing. */
export function readBeside(text: string): { readonly place: string; readonly why: string } {
  const [, before = '', why = ''] =
    /^([\s\S]*?)(?:(?:^|\s)(?:por|porque|because|because of|pour)\s+([\s\S]+))?$/i.exec(text.trim()) ?? [];
  const [, place = ''] = /^(?:en|in|at|em|à)\s+([\s\S]+)$/i.exec(before.trim()) ?? [];
  return { place: trimmed(place), why: trimmed(why) };
}

/** "Feria de precios en Plaza mayor": what it is called, and where it is. */
export function readTitle(text: string): { readonly title: string; readonly place: string } {
  const [, title = '', place = ''] =
    /^([\s\S]*?)(?:\s(?:en|in|at|em)\s+([\p{Lu}\d][\s\S]*))?$/u.exec(text.trim()) ?? [];
  return { title: trimmed(title), place: trimmed(place) };
}

/** The reason alone: "por lluvia", ": lluvia", "lluvia". */
export const readWhy = (text: string): string =>
  trimmed(text.replace(/^[\s:,.-]*(?:(?:por|porque|because of|because|pour)\s+)?/i, ''));

const trimmed = (text: string): string => text.replace(/^[\s:,.-]+|[\s,:;.]+$/g, '');
