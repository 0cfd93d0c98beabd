import type { Json } from '../../base/json.ts';
import type { Lack } from '../../flow/rule-lacks.ts';
import type { StaffLine } from '../manifest.ts';
import { evidenceIn } from './fact.ts';

interface Hers {
  readonly facts: Readonly<Record<string, Json>>;
  /** The title of a lesson or homework of the programme, in her language; its name where it has none. */
  readonly title: (name: string) => string;
}

/** More homeworks than these are counted, not named. */
const NAMED = 3;

/**
 * What is still missing for the certificate, as parts of a sentence (`certificate.lack-…` of locales/): "tarea Sus dos botes",
 * "asistencia 7 de 10, se pide 80 %". What cannot be worked out is said in the pack's words, else as "another requirement", once.
 */
export function missingLines(lacks: readonly Lack[], hers: Hers): readonly Missing[] {
  const lines = lacks.flatMap((lack) => lineOf(lack, hers));
  return lines.filter((line, i) => line !== OTHER || i === lines.indexOf(OTHER));
}

/** A system text, or words of the pack as they are. */
export type Missing = StaffLine | string;

const OTHER: StaffLine = { key: 'certificate.lack-other', vars: {} };

function lineOf({ says, compares }: Lack, hers: Hers): readonly Missing[] {
  if (says !== undefined) return [says];
  if (!compares) return [OTHER];
  const { path, op, to } = compares;
  const [root, name = '', field = ''] = path;
  const more = op === '>=' || op === '>' || op === '==';
  if (root === 'attendance' && typeof to === 'number' && more) return [attendance(to, hers)];
  if (root === 'homework' && field === 'state')
    return [{ key: 'certificate.lack-homework', vars: { title: hers.title(name) } }];
  if (root === 'count' && name === 'homework' && more) return homeworks(typeof to === 'number' ? to : undefined, hers);
  if (root === 'records' && name === 'lessons' && field === 'share' && typeof to === 'number' && more)
    return [lessons(to, hers)];
  if (root === 'records' && name === 'minutes' && typeof to === 'number' && more)
    return [hours(evidenceIn(hers.facts).minutes, to)];
  if (root === 'quiz' && field === 'score')
    return [{ key: 'certificate.lack-quiz', vars: { title: hers.title(name) } }];
  if (root === 'answers') return [{ key: 'certificate.lack-lesson', vars: { title: hers.title(name) } }];
  return [OTHER];
}

function attendance(share: number, { facts }: Hers): StaffLine {
  const { n, of } = evidenceIn(facts).sessions;
  const asked = Math.round(share * 100);
  if (of === 0) return { key: 'certificate.lack-sessions', vars: { asked } };
  return { key: 'certificate.lack-attendance', vars: { n, of, asked } };
}

function lessons(share: number, { facts }: Hers): StaffLine {
  const { n, of } = evidenceIn(facts).lessons;
  return { key: 'certificate.lack-lessons', vars: { n, of, asked: Math.round(share * 100) } };
}

const hours = (minutes: number, asked: number): StaffLine => ({
  key: 'certificate.lack-hours',
  vars: { n: Math.floor(minutes / 60), of: Math.ceil(asked / 60) },
});

/** By their names where they are few; a number is asked where more than she was given are wanted. */
function homeworks(asked: number | undefined, { facts, title }: Hers): readonly StaffLine[] {
  const given = Object.entries((facts['homework'] ?? {}) as Readonly<Record<string, { readonly state: string }>>);
  const open = given.filter(([, { state }]) => state !== 'accepted' && state !== 'excused');
  const accepted = given.filter(([, { state }]) => state === 'accepted').length;
  const of = asked ?? accepted + open.length;
  const few = open.length > 0 && open.length <= NAMED && accepted + open.length >= of;
  if (!few) return [{ key: 'certificate.lack-homeworks', vars: { n: accepted, of } }];
  return open.map(([name]) => ({ key: 'certificate.lack-homework', vars: { title: title(name) } }));
}
