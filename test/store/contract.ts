import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/inbound.ts';
import { listFlowVersions, recordFlowVersions } from '../../src/store/flow-versions.ts';
import { nextTimer } from '../../src/store/pending.ts';
import { BACKGROUND_PER_BATCH, type Operation, operationName, type Store } from '../../src/store/port.ts';
import { getSetting, setSetting } from '../../src/store/settings.ts';
import { anchor, tellAll, writeRows } from './operations.ts';
import { batch, drain, type ENGINES, peek, START, temporaryFolder, text } from './setup.ts';
import type { Kept } from './think.ts';

const at = (now = START) => ({ now, seed: `op-${now}-${Math.trunc(performance.now() * 1000)}` });

/** What every engine promises. */
export function contract(engine: (typeof ENGINES)[number]): void {
  describe(engine.name, () => {
    let folder: ReturnType<typeof temporaryFolder>;
    let store: Store;
    const path = () => join(folder.path, 'recado.db');

    beforeEach(async () => {
      folder = temporaryFolder();
      store = await engine.open(path());
    });
    afterEach(async () => {
      await store.close();
      folder.remove();
    });

    const operate = <I, O>(operation: Operation<I, O>, input: I, when: { now: number; seed: string }) =>
      store.operate(operationName(operation), input, when);
    const reopen = async () => {
      await store.close();
      store = await engine.open(path());
    };
    const select = <R>(text: string) => peek<R>(path(), text);
    const heard = (): string[][] => {
      const rows = select<{ state: string }>(
        'select c.state from conversation c join person p on p.id = c.person_id order by p.rowid',
      );
      return rows.map((row) => [...(JSON.parse(row.state) as Kept).heard]);
    };
    const count = (from: string) => select<{ n: number }>(`select count(*) as n from ${from}`)[0]!.n;
    const personOf = (n = 0) => select<{ id: string }>('select id from person order by rowid')[n]!.id;

    describe('accepting', () => {
      it('accepts, thinks and answers in one commit', async () => {
        const outcome = await batch(store, [text('Ana', 'hola')]);
        expect(outcome).toMatchObject({ accepted: ['new'], more: false, wroteOutbox: true, wroteMedia: false });
        expect(outcome.turns).toMatchObject([{ from: 'inbox', id: '1', state: 'done', did: 'heard hola' }]);
        expect(heard()).toEqual([['hola']]);
        expect(count('outbox')).toBe(1);
      });

      it('takes a message once: repeated in a batch, later, and at the same moment', async () => {
        const ana = text('Ana', 'hola');
        expect((await batch(store, [ana, ana])).accepted).toEqual(['new', 'duplicate']);
        expect((await batch(store, [ana])).accepted).toEqual(['duplicate']);
        const luz = text('Luz', 'hola');
        const three = await Promise.all([batch(store, [luz]), batch(store, [luz]), batch(store, [luz])]);
        expect(three.flatMap((o) => o.accepted).sort()).toEqual(['duplicate', 'duplicate', 'new']);
        expect(count('inbox')).toBe(2);
        expect(count('outbox')).toBe(2);
        expect(count('address')).toBe(2);
      });

      it('keeps when she wrote: arrival for us, her own time for the window', async () => {
        await batch(store, [text('Ana', 'tarde', { sentAt: START - 5_000 })], { now: START });
        await batch(store, [text('Ana', 'antes', { sentAt: START - 9_000 })], { now: START + 1_000 });
        expect(select('select last_inbound_at, window_at from address')).toEqual([
          { last_inbound_at: START + 1_000, window_at: START - 5_000 },
        ]);
      });

      it('finds one address by any id of the sender and learns new ones', async () => {
        const send = (sender: Inbound['sender']) => batch(store, [text('Ana', 'hola', { sender })]);
        await send({ raw: '5215512345678', waId: '5215512345678', phone: '+525512345678' });
        await send({ raw: '5215512345678', waId: '5215512345678', bsuid: 'MX.77' });
        await send({ raw: 'MX.77', bsuid: 'MX.77' });
        expect(select('select raw, phone, bsuid from address')).toEqual([
          { raw: 'MX.77', phone: '+525512345678', bsuid: 'MX.77' },
        ]);
        expect(heard()).toEqual([['hola', 'hola', 'hola']]);
      });

      it('follows a number change without opening a window', async () => {
        await batch(store, [text('Ana', 'hola', { sender: { raw: '521', waId: '521', phone: '+521' } })]);
        const now = { raw: '522', waId: '522', phone: '+522', bsuid: 'MX.2' };
        const change = { kind: 'number-change' as const, now };
        await batch(store, [
          text('Ana', '', { sender: { raw: '521', waId: '521' }, content: change, sentAt: START + 5_000 }),
        ]);
        await batch(store, [text('Ana', 'aqui', { sender: { raw: 'MX.2', bsuid: 'MX.2' }, sentAt: START + 1_000 })]);
        expect(select('select phone, window_at from address')).toEqual([{ phone: '+522', window_at: START + 1_000 }]);
      });

      it('case 11: reads 521 and 52 as one phone', async () => {
        const send = (waId: string) =>
          batch(store, [text('Ana', 'hola', { sender: { raw: waId, waId, phone: '+528341112222' } })]);
        await send('5218341112222');
        await send('528341112222');
        expect(select('select raw, phone from address')).toEqual([{ raw: '528341112222', phone: '+528341112222' }]);
        expect(heard()).toEqual([['hola', 'hola']]);
      });

      it('takes the same phone on another channel for the same persons, in one lane', async () => {
        const sender = { raw: '+528341112222', phone: '+528341112222' };
        await batch(store, [text('Ana', 'uno', { sender })]);
        await batch(store, [text('Ana', 'dos', { sender, our: { channel: 'twilio-sms', number: '222' } })]);
        expect(heard()).toEqual([['uno', 'dos']]);
        expect(count('(select distinct lane_id from address)')).toBe(1);
        expect(count('person_address')).toBe(2);
        expect(count('address where doubt_at is not null')).toBe(0);
      });

      it('is in doubt where another account writes from a known number, or after a long silence', async () => {
        const phone = '+528341112222';
        const send = (bsuid: string, now = START) =>
          batch(store, [text('Ana', 'hola', { sender: { raw: phone, phone, waId: '528341112222', bsuid } })], { now });
        await send('MX.1');
        await send('MX.1');
        expect(count('address where doubt_at is not null')).toBe(0);
        await send('MX.2', START + 5);
        expect(select('select bsuid, doubt_at from address')).toEqual([{ bsuid: 'MX.2', doubt_at: START + 5 }]);
        expect(select("select value from address_key where value like 'bsuid:%'")).toEqual([{ value: 'bsuid:MX.2' }]);
        await operate(
          writeRows,
          writing({ op: 'update', table: 'address', key: { phone }, set: { doubt_at: null } }),
          at(),
        );
        const later = START + 91 * 86_400_000;
        const sms = text('Ana', 'hola', { sender: { raw: phone, phone }, our: { channel: 'twilio-sms', number: '2' } });
        await batch(store, [sms], { now: later });
        expect(select("select doubt_at from address where channel = 'twilio-sms'")).toEqual([{ doubt_at: later }]);
      });

      it('keeps the most trusted address when ids name two, and tells once', async () => {
        const send = (sender: Inbound['sender']) => batch(store, [text('Ana', 'hola', { sender })]);
        await send({ raw: 'MX.1', bsuid: 'MX.1' });
        await send({ raw: '525', phone: '+525' });
        await send({ raw: '525', bsuid: 'MX.1', phone: '+525' });
        await send({ raw: '525', bsuid: 'MX.1', phone: '+525' });
        await drain(store);
        expect(heard()).toEqual([['hola', 'hola', 'hola', 'event address.conflict'], ['hola']]);
        expect(count("event where name = 'address.conflict'")).toBe(1);
      });

      it('sets aside what cannot be kept and takes the rest', async () => {
        const broken = text('Ana', 'hola', { sentAt: 1.5 });
        const outcome = await batch(store, [broken, text('Luz', 'hola')]);
        expect(outcome.accepted).toEqual(['new', 'new']);
        expect(outcome.turns).toHaveLength(1);
        expect(count("set_aside where source = 'inbox'")).toBe(1);
      });

      it('keeps NUL bytes, lone surrogates and prototype keys as they came', async () => {
        const odd = 'a\u0000b \ud800 __proto__';
        await batch(store, [text('Ana', odd), text('Luz', 'x', { extra: JSON.parse('{"__proto__":{"a":1}}') })]);
        expect(heard()[0]).toEqual([odd]);
      });

      it('finds what she quoted', async () => {
        await batch(store, [text('Ana', 'UNO')]);
        await operate(
          writeRows,
          writing({ op: 'update', table: 'outbox', key: { seq: 1 }, set: { provider_id: 'wamid.out' } }),
          at(),
        );
        await batch(store, [text('Ana', 'STOP', { quoted: 'wamid.out' }), text('Luz', 'STOP', { quoted: 'wamid.no' })]);
        expect(heard()).toEqual([['UNO', 'STOP (quoting q-UNO)'], ['STOP']]);
      });
    });

    describe('claiming', () => {
      it('takes a lane in the order of sending, one turn a batch', async () => {
        const burst = [3, 1, 2].map((n) => text('Ana', `n${n}`, { sentAt: START + n }));
        const first = await batch(store, [...burst, text('Luz', 'hola', { sentAt: START + 9 })]);
        expect(first.turns.map((t) => t.did)).toEqual(['heard n1', 'heard hola']);
        expect(first.more).toBe(true);
        await drain(store);
        expect(heard()).toEqual([['n1', 'n2', 'n3'], ['hola']]);
      });

      it('works at most the limit, the earliest first', async () => {
        const many = Array.from({ length: 8 }, (_, i) => text(`P${i}`, `t${i}`, { sentAt: START + 8 - i }));
        const outcome = await batch(store, many, { limit: 3 });
        expect(outcome.accepted).toHaveLength(8);
        expect(outcome.turns.map((t) => t.did)).toEqual(['heard t7', 'heard t6', 'heard t5']);
        expect((await batch(store, [], { limit: 0 })).turns).toEqual([]);
      });

      it('lets no lane with a long backlog starve the others', async () => {
        const flood = Array.from({ length: 900 }, (_, i) => text('Ana', `n${i}`, { sentAt: START + i }));
        const others = Array.from({ length: 5 }, (_, i) => text(`P${i}`, 'hola', { sentAt: START + 5_000 }));
        const outcome = await batch(store, [...flood, ...others]);
        expect(outcome.turns.map((t) => t.did)).toEqual(['heard n0', ...others.map(() => 'heard hola')]);
      });

      it('mixes messages, events and timers by time', async () => {
        await batch(store, [text('Ana', 'timer q1')]);
        const ana = personOf();
        await operate(anchor, { question: 'q1' }, at(START + 20));
        await operate(tellAll, { persons: [ana], name: 'news' }, at(START + 10));
        await batch(store, [text('Ana', 'later', { sentAt: START + 30 })], { now: START + 100 });
        await drain(store, START + 100);
        expect(heard()).toEqual([['timer q1', 'event news', 'timer-anchor q1', 'later']]);
      });

      /** So many other lanes, each with a timer that was due long ago. */
      async function release(people: number): Promise<void> {
        const ids = Array.from({ length: people }, (_, i) => `t${String(i).padStart(4, '0')}`);
        const timer = (id: string) => ({ id, person_id: id, key: 'release', request: '{}', phase: 'due' });
        for (const [table, values] of [
          ['lane', (id: string) => ({ id, created_at: 0 })],
          ['person', (id: string) => ({ id, lane_id: id, created_at: 0 })],
          ['timer', (id: string) => ({ ...timer(id), due_at: START - 9_000, created_at: 0 })],
        ] as const) {
          const rows = ids.map((id) => ({ op: 'insert', table, values: values(id) }));
          await operate(writeRows, writing(...rows), at());
        }
      }

      it('keeps nobody waiting who wrote while the timers of many are due', async () => {
        await release(300);
        const first = await batch(store, [text('Ana', 'hola')]);
        expect(first.turns[0]?.did).toBe('heard hola');
        expect(first.turns.map(({ from }) => from)).toEqual(['inbox', ...Array(BACKGROUND_PER_BATCH).fill('timer')]);
        expect((await batch(store, [text('Ana', 'otra')])).turns[0]?.did).toBe('heard otra');
        const { length } = await drain(store);
        expect(length).toBe(300 - 2 * BACKGROUND_PER_BATCH);
      });

      it('turns timers and events though many write', async () => {
        await batch(store, [text('Luz', 'hola')]);
        await release(300);
        const luz = personOf();
        await operate(tellAll, { persons: [luz], name: 'news' }, at());
        const many = Array.from({ length: 200 }, (_, i) => text(`P${i}`, 'hola'));
        const { turns } = await batch(store, many);
        const of = (kind: string) => turns.filter(({ from }) => from === kind).length;
        expect([of('inbox'), of('event'), of('timer')]).toEqual([75, 1, 24]);
      });

      it('keeps the order of time within a lane, behind however many others', async () => {
        await batch(store, [text('Luz', 'timer q1')]);
        const luz = personOf();
        await release(300);
        await operate(tellAll, { persons: [luz], name: 'news' }, at(START + 10));
        await operate(anchor, { question: 'q1' }, at(START + 20));
        await batch(store, [text('Luz', 'later', { sentAt: START + 30 })], { now: START + 100 });
        expect(heard()[0]).toEqual(['timer q1', 'event news']);
        await batch(store, [], { now: START + 100 });
        await batch(store, [], { now: START + 100 });
        expect(heard()[0]).toEqual(['timer q1', 'event news', 'timer-anchor q1', 'later']);
      });
    });

    describe('turns', () => {
      it('gives each turn its lane with the facts of its persons', async () => {
        await batch(store, [text('Ana', 'hola')]);
        const person_id = personOf();
        const tag = (name: string) => ({ op: 'insert', table: 'tag', values: { person_id, tag: name, since: 1 } });
        await operate(writeRows, writing(tag('lider'), tag('becaria')), at());
        await batch(store, [text('Ana', 'otra')]);
        const rows = select<{ state: string; rev: number }>('select state, rev from conversation');
        const kept = JSON.parse(rows[0]!.state) as Kept;
        expect(kept.facts).toEqual({ tags: [{ tag: 'becaria' }, { tag: 'lider' }] });
        expect(rows[0]!.rev).toBe(2);
        expect(select('select state, rev from lane')).toEqual([{ state: '{"last":"otra"}', rev: 2 }]);
      });

      it.each([
        ['throw', 'TypeError'],
        ['stale', 'STALE'],
        ['column', 'ROW_REFUSED'],
      ])('undoes a turn that fails (%s), lets the others go on, sets it aside after five tries', async (verb, code) => {
        const outcome = await batch(store, [text('Ana', verb), text('Luz', 'hola')]);
        expect(outcome.accepted).toEqual(['new', 'new']);
        expect(outcome.turns.map((t) => [t.state, t.did])).toEqual([
          ['failed', code],
          ['done', 'heard hola'],
        ]);
        expect(outcome.more).toBe(true);
        expect(count('person')).toBe(1);
        expect((await drain(store)).map((t) => t.state)).toEqual(['failed', 'failed', 'failed', 'aside']);
        expect(select("select state, tries, did from inbox where did not like 'heard%'")).toEqual([
          { state: 2, tries: 5, did: code },
        ]);
        const aside = select<{ why: string; item: string }>('select why, item from set_aside');
        expect(aside).toEqual([{ why: code, item: expect.stringContaining('"seq":1') }]);
        await batch(store, [text('Ana', 'sigo')]);
        expect(heard()[1]).toEqual(['sigo']);
      });

      it('stops a turn that hangs; what arrived with it is acknowledged and worked', async () => {
        const outcome = await batch(store, [text('Ana', 'hola'), text('Eva', 'hang'), text('Luz', 'hola')]);
        expect(outcome.accepted).toEqual(['new', 'new', 'new']);
        expect(outcome.turns.map((t) => [t.state, t.did])).toEqual([
          ['done', 'heard hola'],
          ['failed', 'THINK_TIMEOUT'],
          ['done', 'heard hola'],
        ]);
        const rest = await drain(store);
        expect(rest.map((t) => t.state)).toEqual(['failed', 'failed', 'failed', 'aside']);
        expect(heard()).toEqual([['hola'], ['hola']]);
      });

      it('thinks with the new packs after a reload', async () => {
        await store.reload('version 2');
        expect((await batch(store, [text('Ana', 'hola')])).turns[0]!.did).toBe('version 2');
      });
    });

    describe('events and timers', () => {
      it('turns an event that another turn wrote', async () => {
        const outcome = await batch(store, [text('Ana', 'tell homework.reviewed')]);
        expect(outcome.more).toBe(true);
        await drain(store);
        expect(heard()).toEqual([['tell homework.reviewed', 'event homework.reviewed']]);
        expect(count('event where state = 1 and done_at is not null')).toBe(1);
      });

      it('lets a timer sleep until its question was accepted, then until it is due', async () => {
        await batch(store, [text('Ana', 'timer q1')]);
        const next = () => operate(nextTimer, {}, at());
        expect(await drain(store, START + 99_000)).toEqual([]);
        expect(await next()).toEqual({ dueAt: null, pending: false });
        await operate(anchor, { question: 'q1' }, at(START + 5_000));
        expect(await next()).toEqual({ dueAt: START + 5_000, pending: false });
        expect((await drain(store, START + 5_000)).map((t) => t.did)).toEqual(['timer-anchor q1']);
        expect(await next()).toEqual({ dueAt: START + 6_000, pending: false });
        expect(await drain(store, START + 5_999)).toEqual([]);
        expect((await drain(store, START + 6_000)).map((t) => t.did)).toEqual(['timer-due q1']);
        expect(await next()).toEqual({ dueAt: null, pending: false });
        expect(await drain(store, START + 99_000)).toEqual([]);
      });

      it('takes the timers of one anchor in one turn', async () => {
        await batch(store, [text('Ana', 'timers a,b,c')]);
        await operate(anchor, { question: 'q' }, at(START));
        expect((await drain(store, START + 500)).map((t) => t.did)).toEqual(['timer-anchor a']);
        expect(count("timer where state = 0 and phase = 'due'")).toBe(3);
        expect((await drain(store, START + 1_000)).map((t) => t.did).sort()).toEqual([
          'timer-due a',
          'timer-due b',
          'timer-due c',
        ]);
      });

      it('does not let a timer that fails keep back those beside it', async () => {
        await batch(store, [text('Ana', 'timers a,broken,c')]);
        await operate(anchor, { question: 'q' }, at(START));
        const turns = await drain(store, START + 500);
        expect(count("timer where key in ('a', 'c') and state = 0 and phase = 'due'")).toBe(2);
        expect(count("timer where key = 'broken' and state = 2 and tries = 5")).toBe(1);
        expect(turns.filter(({ state }) => state === 'aside')).toHaveLength(1);
      });

      it('wakes a finished timer when it is set anew under its key', async () => {
        for (let round = 1; round <= 2; round++) {
          await batch(store, [text('Ana', 'timer q1')]);
          await operate(anchor, { question: 'q1' }, at(START));
          expect((await drain(store, START + 1_000)).map((t) => t.did)).toEqual(['timer-anchor q1', 'timer-due q1']);
        }
        expect(count('timer')).toBe(1);
      });
    });

    describe('operations', () => {
      it('loads, decides, writes rows and statements, answers', async () => {
        await batch(store, [text('Ana', 'hola')]);
        const output = await operate(tellAll, { persons: [personOf()], name: 'news' }, at());
        expect(output).toEqual({ told: 1, ids: [expect.stringMatching(/^[0-9a-z]{20}$/)] });
        expect(count("person where language = 'es-MX'")).toBe(1);
        expect((await drain(store)).map((t) => t.did)).toEqual(['event news']);
      });

      it('leaves nothing behind when it fails, alone or beside others', async () => {
        await batch(store, [text('Ana', 'hola')]);
        const ana = personOf();
        const bad = () => operate(tellAll, { persons: [ana, 'nobody'], name: 'bad' }, at());
        await expect(bad()).rejects.toMatchObject({ code: 'OPERATION_FAILED', status: 500 });
        const [first, second, third] = await Promise.allSettled([
          operate(tellAll, { persons: [ana], name: 'one' }, at()),
          bad(),
          operate(tellAll, { persons: [ana], name: 'two' }, at()),
        ]);
        expect([first, second, third].map((r) => r?.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(select<{ name: string }>('select name from event').map((e) => e.name)).toEqual(['one', 'two']);
      });

      it('refuses what it does not know, in coded errors', async () => {
        const unknown = store.operate({ name: 'test.none' }, {}, at());
        await expect(unknown).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
        const input = operate(tellAll, { persons: 'Ana', name: 1 } as never, at());
        await expect(input).rejects.toMatchObject({
          code: 'OPERATION_INPUT',
          status: 400,
          message: expect.stringContaining('persons'),
        });
        const rows = (row: unknown) => operate(writeRows, writing(row), at());
        await expect(rows({ op: 'insert', table: 'sqlite_master', values: { a: 1 } })).rejects.toMatchObject({
          code: 'ROW_REFUSED',
        });
        await expect(rows({ op: 'delete', table: 'lane', key: { 'id" or 1 --': 1 } })).rejects.toMatchObject({
          code: 'ROW_REFUSED',
        });
        await expect(rows({ op: 'update', table: 'lane', key: {}, set: { rev: 1 } })).rejects.toMatchObject({
          code: 'ROW_REFUSED',
        });
      });

      it('writes an update only over what it expects', async () => {
        await batch(store, [text('Ana', 'hola')]);
        const id = personOf();
        const rename = (expected: string | null, name: string) =>
          operate(
            writeRows,
            writing({ op: 'update', table: 'person', key: { id }, set: { name }, expect: { name: expected } }),
            at(),
          );
        await rename(null, 'Ana');
        await expect(rename(null, 'Eva')).rejects.toMatchObject({ code: 'STALE', status: 409 });
        expect(select('select name from person')).toEqual([{ name: 'Ana' }]);
      });

      it('keeps settings and flow versions', async () => {
        expect(await operate(getSetting, { name: 'seen' }, at())).toBeNull();
        await operate(setSetting, { name: 'seen', value: '1' }, at());
        await operate(setSetting, { name: 'seen', value: '2' }, at());
        expect(await operate(getSetting, { name: 'seen' }, at())).toBe('2');
        const source = { flow: 'llera/dos-botes', version: 'v1', kind: 'lesson', path: 'a.yaml', text: 'lesson: x' };
        await operate(recordFlowVersions, { sources: [source] }, at());
        await operate(recordFlowVersions, { sources: [source, { ...source, version: 'v2' }] }, at(START + 1));
        expect((await operate(listFlowVersions, {}, at())).map((v) => v.version)).toEqual(['v1', 'v2']);
      });
    });

    describe('closing', () => {
      it('finishes what was asked, then refuses', async () => {
        const asked = batch(store, [text('Ana', 'hola')]);
        const set = operate(setSetting, { name: 'seen', value: '1' }, at());
        await store.close();
        expect((await asked).accepted).toEqual(['new']);
        expect(await set).toBeNull();
        await expect(batch(store, [])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
        await expect(store.read(sql('select 1'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
        store = await engine.open(path());
        expect(await operate(getSetting, { name: 'seen' }, at())).toBe('1');
        expect(heard()).toEqual([['hola']]);
      });

      it('reads its own queries only, and says what is wrong with them', async () => {
        await expect(store.read(sql('select nothing from nowhere'))).rejects.toMatchObject({ code: 'READ_FAILED' });
        await expect(store.read(sql('delete from lane returning id'))).rejects.toMatchObject({ code: 'READ_FAILED' });
        await reopen();
        expect(count('lane')).toBe(0);
      });
    });
  });
}

const sql = (sqlite: string) => ({ sql: { sqlite }, params: {} });

function writing(...rows: unknown[]): { rows: unknown[] } {
  return { rows };
}
