import type { Json } from '../../base/json.ts';
import type { Handler, PublishedFact, StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { firstName, onDuty } from '../on-duty.ts';
import { careOf } from './care.ts';
import { casesOf } from './in-care.ts';
import { SAFEGUARDING_TOPIC } from './owner.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** Her own words while she calls for help: kept where only the focal point and the deputy read, and nowhere else. */
    'case.keep': { readonly personId: string; readonly case?: string; readonly text: string };
    /** The focal point or the deputy writes on the case. */
    'case.note': {
      readonly personId: string;
      readonly case: string;
      readonly learner: string;
      readonly text: string;
    };
  }
}

/** Who reads and writes what is restricted. */
const TRUSTED: readonly string[] = ['focal', 'deputy'];
/** Notes that one answer brings, the newest; an SMS is paid by the piece. */
const SHOWN = 5;

type Facts = Readonly<Record<string, Json>>;

export interface Note {
  readonly case: string;
  /** First name of who wrote it. */
  readonly by: string;
  readonly text: string;
}

function isTrusted(facts: Facts, me: string): boolean {
  return onDuty(facts).some(({ id, role }) => id === me && TRUSTED.includes(role));
}

export const caseKeep: Handler<'case.keep'> = ({ personId, case: id, text }, at) => {
  const open = id ?? careOf(at.facts(personId)).find(({ topic }) => topic === SAFEGUARDING_TOPIC)?.id;
  return open === undefined || text === '' ? [] : [noteRow(open, personId, null, text, at)];
};

export const caseNote: Handler<'case.note'> = ({ personId, case: id, learner, text }, at) => [
  noteRow(id, learner, personId, text, at),
];

function noteRow(
  id: string,
  person: string,
  by: string | null,
  text: string,
  { newId, workspace, now }: Parameters<Handler<'case.note'>>[1],
) {
  const values = { id: newId(), workspace, case_id: id, person_id: person, by_person: by, text, at: now };
  return { op: 'insert', table: 'restricted_note', values } as const;
}

/** The fact `case_notes`: what staff wrote on the calls for help in her care (her own words travel to no phone); nothing for anybody but the focal point and the deputy. */
export const caseNotes: PublishedFact = {
  source: {
    name: 'case_notes',
    query: {
      sqlite: `select n.case_id as id, b.name, n.text
        from case_told t join restricted_note n on n.case_id = t.case_id join person b on b.id = n.by_person
        where t.person_id = @person
          and exists (select 1 from staff s where s.person_id = @person and s.until is null
            and s.role in (${TRUSTED.map((role) => `'${role}'`).join(', ')}))
        order by n.at, n.id`,
    },
  },
  type: 'list',
  value: (rows) =>
    rows.map((row) => ({
      case: String(row['id']),
      by: firstName(row['name']),
      text: String(row['text']),
    })),
};

/** `NOTA 14 …`: kept, and read back by nobody else. */
export const note: StaffVerb = {
  name: 'note',
  takes: 'number',
  roles: ['focal', 'deputy'],
  act(said, facts) {
    const found = callIn(said, facts);
    if ('lines' in found) return found;
    const { number, id, person, text } = found;
    if (text === '') return line('staff.note-empty', number);
    const effect = { kind: 'case.note', payload: { case: id, learner: person, text } } as const;
    return { effect, lines: [{ key: 'staff.note-kept', vars: { number } }] };
  },
};

/** `NOTAS 14`: the newest of them. */
export const notes: StaffVerb = {
  name: 'notes',
  takes: 'number',
  roles: ['focal', 'deputy'],
  follows: true,
  act(said, facts) {
    const found = callIn(said, facts);
    if ('lines' in found) return found;
    const { number, id } = found;
    const all = ((facts['case_notes'] ?? []) as unknown as readonly Note[]).filter((one) => one.case === id);
    if (all.length === 0) return line('staff.notes-none', number);
    const shown = all.slice(-SHOWN).map(({ by, text }) => ({ key: 'staff.note', vars: { by, text } }));
    return { lines: [{ key: 'staff.notes', vars: { number } }, ...shown] };
  },
};

/** The call for help that the number names, for who may read of it; for others there is no such case. */
function callIn(
  { rest, me }: StaffSaid,
  facts: Facts,
): { number: number; id: string; person: string; text: string } | StaffActed {
  const [, digits = '', text = ''] = /^(?:n[oº°.]*\s*)?#?\s*(\d{1,9})(?!\d)[.:,)-]?\s*([\s\S]*)$/i.exec(rest) ?? [];
  if (digits === '') return { lines: [{ key: 'staff.which-case', vars: {} }] };
  const item = casesOf(facts).find(({ number, topic }) => number === Number(digits) && topic === SAFEGUARDING_TOPIC);
  if (!item || !isTrusted(facts, me.id)) return line('staff.unknown-case', Number(digits));
  return { number: item.number, id: item.id, person: item.person, text: text.trim() };
}

function line(key: string, number: number): StaffActed {
  return { lines: [{ key, vars: { number } }] };
}
