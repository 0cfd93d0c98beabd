import type { Json } from '../../base/json.ts';
import type { StaffActed, StaffVerb } from '../manifest.ts';
import type { Verdict } from '../verdict.ts';
import { decide, SAID } from './decide.ts';
import { excuse } from './excuse.ts';
import { line } from './lines.ts';
import { next } from './next.ts';
import { REVIEWERS } from './queue.ts';
import { skip } from './skip.ts';
import { voice } from './voice.ts';

const VERDICT: Readonly<Record<string, Verdict>> = { 1: 'done', 2: 'partly', 3: 'redo' };
/** "2 le faltó el gas"; digits of more than one are no verdict. */
const SAYS = /^\s*([123])(?![\d.,:/]*\d)[\s.:,)-]*([\s\S]*)$/;
const LEAVES = /^\s*(saltar|salta|skip)\W*$/i;

/** `REVISAR`: the oldest homework that waits, then what she thinks of it: `1`, `2 le faltó el gas`, `3 …`, a voice note, `SALTAR`. */
export const reviewVerb: StaffVerb = {
  name: 'review',
  roles: REVIEWERS,
  takes: 'nothing',
  answers: /^\s*[123](?![\d.,:/]*\d)(\s|[.:,)-]|$)|^\s*(saltar|salta|skip)\W*$/i,
  answersFiles: true,
  isOver: (about) => about.startsWith(SAID),
  act(said) {
    const { asked } = said;
    if (asked === undefined) return job(next.name, {});
    const decided = asked.startsWith(SAID);
    const review = decided ? asked.slice(SAID.length) : asked;
    const [file] = said.media;
    if (file) {
      const { from } = file;
      return { ...job(voice.name, { review, inbox: from?.inbox ?? -1, nth: from?.nth ?? 0 }), asks: asked };
    }
    if (decided) return { lines: [line('said-already')] };
    if (LEAVES.test(said.rest)) return job(skip.name, { review });
    const [, digit = '', words = ''] = SAYS.exec(said.rest) ?? [];
    const verdict = VERDICT[digit];
    if (!verdict) return { lines: [line('ask')], asks: asked };
    return job(decide.name, {
      review,
      verdict,
      words: words.trim().slice(0, 1_000),
      by: { kind: 'staff', id: said.me.id },
    });
  },
};

/** `EXCUSAR costos Ana: estuvo enferma`: she need not do it, and is not told. */
export const excuseVerb: StaffVerb = {
  name: 'excuse',
  roles: REVIEWERS,
  takes: 'words',
  looks: /^[^:]+\s[^:]+:/,
  act(said) {
    const [, head = '', why = ''] = /^([^:]*):?\s*([\s\S]*)$/.exec(said.rest) ?? [];
    if (head.trim() === '' || why.trim() === '') return { lines: [line('how-excuse')] };
    const of = { words: head.trim().slice(0, 200), why: why.trim().slice(0, 200) };
    return job(excuse.name, { ...of, by: { kind: 'staff', id: said.me.id } });
  },
};

function job(operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  return { effect: { kind: 'job', payload: { operation, input } }, lines: [] };
}
