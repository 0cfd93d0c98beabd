import type { Programme } from '../../flow/programme.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { mayLeave } from '../classes.ts';
import type { Sight } from '../sight.ts';
import { inOrder, partOf } from '../submission.ts';

/** A part of her plan, as far as she has come. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** empty: nothing has come; received: nobody has looked at it yet; redo: it is to be done again, what stood there stays. */
  readonly state: 'empty' | 'received' | 'redo' | 'accepted' | 'answered';
  /** Grows each time she hands it in or answers anew; 0: not yet. */
  readonly version: number;
  readonly updatedAt: number | null;
  /** Her own words, in the order she wrote them. */
  readonly texts: readonly string[];
  /** Kind of each file that belongs to it. */
  readonly files: readonly string[];
}

export interface BusinessPlan {
  readonly title: string;
  readonly sections: readonly Section[];
  /** Sections that something stands in, of all: what is to be done again is not counted. */
  readonly filled: number;
  readonly version: number;
}

/** All that her plan is made of. */
export function planQueries(person: string, programme: Programme): Readonly<Record<'homework' | 'answers', Query>> {
  const params = { person, programme: programme.programme };
  return {
    homework: {
      sql: {
        sqlite: `select h.name, h.state, h.submission as newest, x.id, x.kind, x.text, x.happened_at, x.entered_at, x.inbox_seq,
            x.nth, x.submission
          from homework h join homework_part x on x.homework_id = h.id
          where h.person_id = @person and h.programme = @programme and h.state in ('received', 'redo', 'accepted')
            and x.submission = (select max(y.submission) from homework_part y where y.homework_id = h.id)`,
      },
      params,
    },
    answers: {
      sql: {
        sqlite: `select flow, step, type, plain, raw, appends, happened_at from answer
          where person_id = @person and programme = @programme order by entered_at, id`,
      },
      params,
    },
  };
}

/** Her plan by what the programme says it is made of. Answers whose name says that they are for no eyes are left out. */
export function planOf(
  { programme: name, plan, fields }: Programme,
  loaded: { readonly homework: readonly SqlRow[]; readonly answers: readonly SqlRow[] },
  sight: Pick<Sight, 'classes'>,
): BusinessPlan | undefined {
  if (!plan) return undefined;
  const sections = plan.sections.map(({ id, title, from }): Section => {
    if ('homework' in from)
      return { id, title, ...ofHomework(loaded.homework.filter((row) => row['name'] === from.homework)) };
    const may = mayLeave(`answers.${from.flow}.${from.step}`, fields ? { fields } : undefined, sight);
    const flow = `${name}/${from.flow}`;
    const rows = may ? loaded.answers.filter((row) => row['flow'] === flow && row['step'] === from.step) : [];
    return { id, title, ...ofAnswer(rows) };
  });
  const filled = sections.filter(({ state }) => state !== 'empty' && state !== 'redo').length;
  return { title: plan.title, sections, filled, version: sections.reduce((sum, { version }) => sum + version, 0) };
}

type Content = Omit<Section, 'id' | 'title'>;

const EMPTY: Content = { state: 'empty', version: 0, updatedAt: null, texts: [], files: [] };

function ofHomework(rows: readonly SqlRow[]): Content {
  const [first] = rows;
  if (!first) return EMPTY;
  const parts = inOrder(rows.map(partOf));
  return {
    state: first['state'] as Content['state'],
    version: Number(first['submission']),
    updatedAt: Math.max(...parts.map(({ enteredAt }) => enteredAt)),
    texts: parts.flatMap(({ text }) => (text ? [text] : [])),
    files: parts.flatMap(({ kind }) => (kind === 'text' ? [] : [kind])),
  };
}

/** The newest answer, with what she added to it. */
function ofAnswer(rows: readonly SqlRow[]): Content {
  const own = rows.filter((row) => row['appends'] !== 1);
  const last = own.at(-1);
  if (!last) return EMPTY;
  const added = rows.slice(rows.indexOf(last) + 1);
  const plain = JSON.parse(String(last['plain'] ?? 'null')) as string | number | null;
  // "2" to a choice says nothing without its options.
  const said = last['type'] === 'choice' && plain !== null ? String(plain) : String(last['raw']);
  return {
    state: 'answered',
    version: own.length,
    updatedAt: Number([last, ...added].at(-1)!['happened_at']),
    texts: [said, ...added.map((row) => String(row['raw']))],
    files: [],
  };
}
