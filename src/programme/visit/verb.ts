import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { askedAbout } from '../asked-about.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { cancel } from './cancel.ts';
import type { CommitmentState } from './kinds.ts';
import { mine } from './mine.ts';
import { more } from './more.ts';
import { open } from './open.ts';
import { plan } from './plan.ts';
import { record } from './record.ts';
import { BEGINS_WITH_LABEL, bodySaid, type SaidVisit, visitSaid } from './said.ts';
import { settle } from './settle.ts';
import { VISITORS } from './whom.ts';

/** What VISITA asked and waits for: an hour, the minutes, how things went, or more of a visit. */
const aboutSchema = z.union([
  z.object({ ask: z.enum(['hour', 'minutes']), head: z.string(), body: z.string() }),
  z.object({ ask: z.undefined().optional(), visit: z.string().optional(), who: z.string(), open: z.array(z.string()) }),
]);
type About = z.infer<typeof aboutSchema>;

const DIGITS = /^[\s,.;]*[1-3](?:[\s,.;y]*[1-3])*[\s,.;]*$/;
const HOUR_OR_MINUTES =
  /^\s*(?:a\s+las?\s+|at\s+)?\d{1,3}(?:[:.]\d{2})?\s*(?:min\w*|am|pm|a\.\s?m\.|p\.\s?m\.|hrs?|de la (?:ma[nñ]ana|tarde|noche))?\.?\s*$/i;

/**
 * `VISITA Ana jueves 10am`, `VISITA Ana 45 min: notas`, `VISITA Ana`; photos, "compromiso: …" and how things went come
 * after it, without the word.
 */
export const visitVerb: StaffVerb = {
  name: 'visit',
  takes: 'words',
  roles: VISITORS,
  looks:
    /^\p{L}[\p{L}\p{M}\d ,.'-]*(?:\d|:|\b(?:cancelar|cancel)\b|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|ma[nñ]ana)\b)/iu,
  answers: new RegExp(`${DIGITS.source}|${HOUR_OR_MINUTES.source}|${BEGINS_WITH_LABEL.source}`, 'i'),
  answersFiles: true,
  act(said) {
    const asked = said.asked === undefined ? undefined : askedAbout(aboutSchema, said.asked);
    if (asked) return answered(said, asked);
    return heard(
      said,
      visitSaid(said.rest, (words) => said.moment(words)),
    );
  },
};

function heard(said: StaffSaid, visit: SaidVisit): StaffActed {
  const { who, without, kind, day, at, minutes, body } = visit;
  const whom = { who: [...who], without: [...without], ...(kind ? { kind } : {}) };
  switch (visit.what) {
    case 'list':
      return job(said, mine.name, {});
    case 'open':
      return job(said, open.name, by(said, { who: [...who] }));
    case 'cancel':
      return job(said, cancel.name, by(said, { who: [...who], without: [...without] }));
    case 'plan':
    case 'move':
      if (at === undefined) return asks(said, 'hour');
      return job(
        said,
        plan.name,
        by(said, {
          ...whom,
          at,
          ...(day === undefined ? {} : { day }),
          topic: body.topic,
          private: visit.private,
          move: visit.what === 'move',
        }),
      );
    case 'done':
      if (minutes === undefined) return asks(said, 'minutes');
      return job(
        said,
        record.name,
        by(said, {
          ...whom,
          minutes,
          ...(day === undefined ? {} : { day }),
          ...(at === undefined ? {} : { at }),
          ...bodyOf(body),
          private: visit.private,
        }),
      );
  }
}

/** Something is missing: it is asked for, and the answer is put where it belongs. */
function asks({ rest }: StaffSaid, ask: 'hour' | 'minutes'): StaffActed {
  const [, head = '', body = ''] = /^([\s\S]*?)(?::(?!\d)\s*([\s\S]*))?$/.exec(rest) ?? [];
  const about: About = { ask, head: head.slice(0, 200), body: body.slice(0, 2_000) };
  return { lines: [{ key: `visit.what-${ask}`, vars: {} }], asks: JSON.stringify(about) };
}

function answered(said: StaffSaid, about: About): StaffActed {
  if (about.ask !== undefined) {
    const number = /^\s*\d{1,3}\s*$/.test(said.rest);
    const missing = about.ask === 'minutes' && number ? `${said.rest.trim()} min` : said.rest.trim();
    const whole = `${about.head} ${about.ask === 'hour' && number ? `a las ${missing}` : missing}`;
    const rest = about.body === '' ? whole : `${whole}: ${about.body}`;
    return heard(
      { ...said, rest },
      visitSaid(rest, (words) => said.moment(words)),
    );
  }
  const again = JSON.stringify(about);
  if (DIGITS.test(said.rest)) {
    const digits = [...said.rest.matchAll(/[1-3]/g)].map(([digit]) => STATES[Number(digit) - 1]!);
    const each = digits.slice(0, about.open.length).map((state, i) => ({ commitment: about.open[i]!, state }));
    if (each.length === 0) return { lines: [{ key: 'visit.nothing-open', vars: {} }], asks: again };
    const rest = JSON.stringify({ ...about, open: about.open.slice(each.length) });
    const input: Record<string, Json> = { each, about: rest };
    if (about.visit !== undefined) input['visit'] = about.visit;
    return job(said, settle.name, by(said, input));
  }
  if (about.visit === undefined) return { lines: [{ key: 'visit.which', vars: { who: about.who } }], asks: again };
  const body = bodySaid(said.rest, (words) => said.moment(words));
  return job(said, more.name, by(said, { visit: about.visit, ...bodyOf(body), about: again }));
}

const STATES: readonly CommitmentState[] = ['done', 'partly', 'not'];

const bodyOf = ({ topic, notes, commitments }: SaidVisit['body']): Record<string, Json> => ({
  topic,
  notes: { ...notes },
  commitments: commitments.map((one) => ({ ...one })),
});

const by = ({ me }: StaffSaid, input: Record<string, Json>): Record<string, Json> => ({
  ...input,
  by: { kind: 'staff', id: me.id },
});

/** Done by a job, which sees whom she means, and gets the files of this message. */
function job({ media }: StaffSaid, operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  const takesFiles = operation === record.name || operation === more.name;
  if (!takesFiles || media.length === 0) return { effect: { kind: 'job', payload: { operation, input } }, lines: [] };
  const kinds = media.map(({ kind }) => kind);
  return { effect: { kind: 'staff.files', payload: { operation, input, kinds } }, lines: [] };
}
