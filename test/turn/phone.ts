import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HandClock } from '../../src/base/clock.ts';
import type { InboundContent } from '../../src/domain/inbound.ts';
import type { OutMessage } from '../../src/domain/outbound.ts';
import { readCatalogues, readMigrations } from '../../src/files.ts';
import { buildLibrary } from '../../src/flow/library-build.ts';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { createLexicon } from '../../src/locale/lexicon.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { mediaOperations } from '../../src/media/operations/index.ts';
import { operationName, type SqlRow, type Store, type Think, type TurnOutcome } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { makeThink } from '../../src/turn/think.ts';
import { CAPABILITIES, FACTS, HANDLERS, KINDS, LISTENERS, STAFF_VERBS, VERBS } from '../programme/capabilities.ts';

const TOP = join(import.meta.dirname, '../..');
const locales = readCatalogues(join(TOP, 'locales'));

/** The pure turn over a small pack, with the product's own words. */
export function thinkOver(files: Readonly<Record<string, string>>): Think {
  const { library, issues } = buildLibrary({
    files: Object.entries(files).map(([path, text]) => ({ path: `llera/${path}`, text })),
    mediaPaths: [],
    translations: [],
    verbs: VERBS,
    fileKinds: KINDS,
    facts: FACTS,
  });
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length) throw new Error(JSON.stringify(errors, null, 2));
  return makeThink({
    library,
    texts: createTexts(systemCatalogues(locales)),
    lexicon: createLexicon(locales.filter(({ name }) => name === 'words')),
    listeners: LISTENERS,
    staffVerbs: STAFF_VERBS,
    handlers: HANDLERS,
    facts: FACTS,
    workspace: 'main',
  });
}

/** One phone against a real engine on a real file. Nothing is sent: what would be stands in the outbox. */
export class Phone {
  readonly clock: HandClock;
  readonly #folder = mkdtempSync(join(tmpdir(), 'recado-turn-'));
  readonly #store: Store;
  readonly #db: Database.Database;
  #messages = 0;
  #read = 0;

  constructor(files: Readonly<Record<string, string>>, start: number) {
    this.clock = new HandClock(start);
    const path = join(this.#folder, 'recado.db');
    this.#store = openSqlite({
      path,
      migrations: readMigrations(join(TOP, 'migrations'), 'sqlite'),
      clock: this.clock,
      think: thinkOver(files),
      operations: [...mediaOperations, ...CAPABILITIES.flatMap((one) => one.operations ?? [])],
      facts: FACTS.map(({ source }) => source),
    });
    this.#db = new Database(path);
  }

  /** She sends this from a number; returns what is said to her, in the SMS form. */
  async sends(what: string | InboundContent, from = '+528341234567'): Promise<readonly string[]> {
    this.clock.advance(30_000);
    const content: InboundContent = typeof what === 'string' ? { kind: 'text', text: what } : what;
    const now = this.clock.now();
    const inbound = {
      our: { channel: 'whatsapp-cloud' as const, number: '100' },
      providerId: `m${++this.#messages}`,
      sender: { raw: from.slice(1), waId: from.slice(1), phone: from },
      sentAt: now - 1_000,
      sentBy: 'provider' as const,
      content,
    };
    return this.works([inbound]);
  }

  /** Works all that is pending now; a turn that fails fails the test. */
  async works(arrived: Parameters<Store['turnBatch']>[0]['arrived'] = []): Promise<readonly string[]> {
    const turns: TurnOutcome[] = [];
    for (let first = true, more = true; more; first = false) {
      const now = this.clock.now();
      const done = await this.#store.turnBatch({ arrived: first ? arrived : [], limit: 100, now, seed: `seed-${now}` });
      turns.push(...done.turns);
      more = done.more;
    }
    const broken = turns.filter(({ state }) => state !== 'done');
    if (broken.length) throw new Error(JSON.stringify(broken));
    return this.said();
  }

  /** What was said since it was last asked; her phone has it now, so the timers on its questions begin to count. */
  said(): readonly string[] {
    const rows = this.rows('select seq, message, question_id from outbox where seq > ? order by seq', this.#read);
    const now = this.clock.now();
    for (const row of rows) {
      this.#read = Number(row['seq']);
      this.#db.prepare(`update outbox set state = 'accepted', accepted_at = ? where seq = ?`).run(now, row['seq']);
      this.#db
        .prepare(`update timer set anchored_at = ?, due_at = ? where anchor_question = ? and state = 0`)
        .run(now, now, row['question_id']);
    }
    return rows.map((row) => {
      const { sms, options = [] } = JSON.parse(String(row['message'])) as OutMessage;
      return [sms, ...options.map(({ label }, i) => `${i + 1}. ${label}`)].join('\n');
    });
  }

  /** The provider's id of a row that was said: what a quote names. */
  quotes(seq: number, providerId: string): void {
    this.#db.prepare('update outbox set provider_id = ? where seq = ?').run(providerId, seq);
  }

  /** To that moment, waking at each timer on the way, as the scheduler would. */
  async waits(until: number): Promise<readonly string[]> {
    const said = [...(await this.works())];
    for (;;) {
      const [next] = this.rows('select min(due_at) as at from timer where state = 0 and due_at is not null');
      const at = next?.['at'];
      if (typeof at !== 'number' || at > until) break;
      this.clock.set(Math.max(at, this.clock.now()));
      said.push(...(await this.works()));
    }
    this.clock.set(until);
    return said;
  }

  operate(name: string, input: unknown): Promise<unknown> {
    return this.#store.operate(operationName({ name } as never), input, { now: this.clock.now(), seed: `op-${name}` });
  }

  rows(sql: string, ...params: unknown[]): SqlRow[] {
    return this.#db.prepare(sql).all(...params) as SqlRow[];
  }

  async close(): Promise<void> {
    this.#db.close();
    await this.#store.close();
    rmSync(this.#folder, { recursive: true });
  }
}
