import { existsSync } from 'node:fs';
import { systemClock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { type Destination, type Foreseen, foresee } from '../conversation/foreseen.ts';
import { readConversation } from '../conversation/stored.ts';
import type { TimerRequest } from '../domain/timer.ts';
import { readMigrations } from '../files.ts';
import type { FlowSource, Library } from '../flow/library.ts';
import { firstName } from '../programme/on-duty.ts';
import { type Applied, pendingMigrations } from '../store/migrate.ts';
import { connectReader } from '../store/sqlite/connect.ts';
import { createLoader } from '../store/sqlite/load-lane.ts';
import { laneView } from '../turn/view.ts';
import { FACTS } from './capabilities.ts';
import { type Folders, openedPath } from './check.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { MIGRATIONS } from './top.ts';
import { placesIn } from './turns.ts';

/** People who stand at one step of one older version of a flow, and what the packs as they are now do to them. */
export interface LiveGroup {
  /** `llera/dos-botes`. */
  readonly flow: string;
  readonly version: string;
  /** The flow's file, as it is opened from here. */
  readonly path: string;
  /** Where in the file that step stands; its first line where the step is not there any more. */
  readonly line: number;
  readonly column: number;
  readonly length?: number;
  /** Key of the step they stand at. */
  readonly at: string;
  readonly how: Foreseen['how'];
  readonly goes: readonly { readonly to: string | null; readonly elsewhere: boolean; readonly asks?: string }[];
  readonly people: number;
  /** First names; only where they were asked for. */
  readonly names?: readonly string[];
}

export interface Live {
  /** Everybody in the middle of some flow, simulated people not counted. */
  readonly people: number;
  /** Those of them whom an edit concerns, largest group first. */
  readonly groups: readonly LiveGroup[];
  /** Programmes with errors: nothing of theirs would be taken in, and nobody of theirs would move. */
  readonly broken: readonly string[];
}

interface Row {
  readonly person_id: string;
  readonly lane_id: string;
  readonly name: string | null;
  readonly state: string;
  readonly schema: number;
}

/**
 * `recado check --live`: who is in the middle of a flow that has been edited since, and where she would go on. Only reads.
 * Throws DATABASE_NONE, DATABASE_OLDER, SCHEMA_NEWER, and what reading the packs throws.
 */
export function liveMoves(folders: Folders, database: string, withNames: boolean): Live {
  if (!existsSync(database)) throw new RecadoError('DATABASE_NONE', { path: database });
  const db = connectReader(database);
  try {
    const applied = db.prepare('select number, name, hash from migration order by number').all() as Applied[];
    const pending = pendingMigrations(readMigrations(MIGRATIONS, 'sqlite'), applied);
    if (pending.length > 0) throw new RecadoError('DATABASE_OLDER', { path: database, count: pending.length });
    const old = db
      .prepare('select flow, version, kind, path, source as text from flow_version order by first_seen, flow, version')
      .all() as FlowSource[];
    const packs = readAll(folders);
    const mind = buildMind({ ...packs, old });
    const { library, facts } = mind;
    const places = placesIn(mind);
    const broken = brokenProgrammes(packs.files, library);
    const loader = createLoader(db, facts);
    const timers = db.prepare(`select request from timer where person_id = ? and state = 0`).pluck();
    const rows = db
      .prepare(
        `select c.person_id, p.lane_id, p.name, c.state, c.schema from conversation c join person p on p.id = c.person_id
         where p.blocked_at is null and p.simulated = 0 order by p.created_at, p.id`,
      )
      .iterate() as IterableIterator<Row>;

    const now = systemClock.now();
    const groups = new Map<string, { readonly group: LiveGroup; count: number; readonly names: string[] }>();
    let people = 0;
    for (const row of [...rows]) {
      const conversation = readConversation(row.state, row.schema);
      const begun = conversation.threads.filter((thread) => !thread.held);
      if (begun.length > 0) people += 1;
      for (const thread of begun) {
        if (library.flow(thread.flow)?.version === thread.version || broken.includes(programmeOf(thread.flow)))
          continue;
        const view = laneView(loader.lane(row.lane_id), NOBODY, { facts: FACTS, library }, now);
        const person = view.persons.find(({ id }) => id === row.person_id);
        if (!person) continue;
        const requests = (timers.all(row.person_id) as string[]).map((text) => JSON.parse(text) as TimerRequest);
        const found = foresee(library, thread, {
          conversation,
          timers: requests.flatMap((timer) => (timer.thread === thread.id ? [timer.purpose] : [])),
          world: person.world,
        });
        if (!found) continue;
        const isGone = found.how === 'stays' || found.how === 'left';
        const { line, column, length } = isGone
          ? { line: 1, column: 1 }
          : places(thread.flow, thread.machine.value.replace(/\?$/, ''));
        const group: LiveGroup = {
          flow: thread.flow,
          version: thread.version,
          path: openedPath(folders, pathOf(thread.flow, library)),
          line,
          column,
          ...(length === undefined ? {} : { length }),
          at: thread.machine.value,
          how: found.how,
          goes: found.goes.map((one) => told(one, thread.flow, library)),
          people: 0,
        };
        const key = JSON.stringify(group);
        const known = groups.get(key) ?? { group, count: 0, names: [] };
        known.count += 1;
        known.names.push(firstName(row.name) || '-');
        groups.set(key, known);
      }
    }
    return {
      people,
      broken,
      groups: [...groups.values()]
        .toSorted((a, b) => b.count - a.count || (a.group.flow < b.group.flow ? -1 : 1))
        .map(({ group, count, names }) => ({
          ...group,
          people: count,
          ...(withNames ? { names: names.toSorted() } : {}),
        })),
    };
  } finally {
    db.close();
  }
}

/** The lane is looked at and nobody has written. */
const NOBODY = { from: 'event', id: '', personId: null, name: '', payload: '{}', at: 0 } as const;

function pathOf(flow: string, library: Library): string {
  const version = library.flow(flow)?.version;
  const own = library.sources.filter((one) => one.flow === flow);
  return (own.find((one) => one.version === version) ?? own[0])?.path ?? flow;
}

const programmeOf = (flow: string): string => flow.slice(0, flow.indexOf('/'));

function told({ to, elsewhere, asks }: Destination, id: string, library: Library): LiveGroup['goes'][number] {
  const flow = library.flow(id);
  const language = library.programmes.get(programmeOf(id))?.languages[0] ?? 'es';
  const words = flow && asks && library.text(flow, asks.step, asks.field, language)?.text.trim();
  return { to, elsewhere, ...(words ? { asks: words } : {}) };
}

/** Those that lie in the folder and could not be loaded. */
function brokenProgrammes(
  files: readonly { readonly path: string; readonly text: string }[],
  library: Library,
): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const name = /(?:^|\/)programme\.ya?ml$/.test(path) ? /^programme: *([\w-]+)/m.exec(text)?.[1] : undefined;
    return name !== undefined && !library.programmes.has(name) ? [name] : [];
  });
}
