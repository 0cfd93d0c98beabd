import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from '../../src/assemble/capabilities.ts';
import { preview } from '../../src/programme/broadcast/preview.ts';
import { enrol, enrolMany } from '../../src/programme/enrolment/index.ts';
import { confirm } from '../../src/programme/import/confirm.ts';
import { addressMerge } from '../../src/programme/linking/duplicates.ts';
import { personMerge } from '../../src/programme/linking/merge.ts';
import { personUnmerge } from '../../src/programme/linking/unmerge.ts';
import { personErase } from '../../src/programme/privacy/index.ts';
import { recorded } from '../../src/programme/recorded.ts';
import type { Sight } from '../../src/programme/sight.ts';
import type { AnyOperation } from '../../src/store/port.ts';
import { fill, openRecords, PACK, type Records } from './people-at-large.ts';

/** What falls between the parts of the programme: each of these holds alone and could break beside another. */
let records: Records;
beforeEach(async () => {
  records = await openRecords();
});
afterEach(() => records.close());

const by = { kind: 'shell', id: 'shell' } as const;
const sight: Sight = { workspace: 'main', programmes: null, within: null, roles: [], classes: ['public', 'team'] };
const pack = (more: object) =>
  records.run(`update setting set value = ? where name = 'pack.llera'`, JSON.stringify({ ...PACK, ...more }));
const ROW = { name: 'Ana', phone: '+528341234567' };
const PLACE = { channel: 'twilio-sms', ourNumber: '+520' } as const;

describe('nobody is enrolled where no local contact is named', () => {
  const missing = { code: 'CONTACT_MISSING' };
  beforeEach(() => pack({ mayStart: false }));

  test('by a list, by name, or by a file whose preview was made before', async () => {
    const many = { programme: 'llera', rows: [ROW], place: PLACE, by, workspace: 'main' };
    await expect(records.operate(enrolMany, many)).rejects.toMatchObject(missing);
    await expect(
      records.operate(enrol, { programme: 'llera', ...ROW, ...PLACE, by, workspace: 'main' }),
    ).rejects.toMatchObject(missing);
    records.run(`insert into import (id, programme, sha256, plan, state, by_kind, by_id, created_at, previewed_at, slices)
      values ('i', 'llera', 'x', '{}', 'previewed', 'shell', 'shell', 0, 0, 1)`);
    await expect(records.operate(confirm, { id: 'i', by, sight })).rejects.toMatchObject(missing);
    expect(records.rows('select count(*) as n from person')).toEqual([{ n: 0 }]);
  });
});

describe('while somebody is being erased', () => {
  const refused = { code: 'MERGE_REFUSED' };
  const erase = (person: string) => records.operate(personErase, { person, why: '', by, days: 5, workspace: 'main' });
  beforeEach(() => fill(records, 3));

  test('she becomes nobody else, nor does anybody become her', async () => {
    await erase('p000000');
    for (const [keep, gone] of [
      ['p000000', 'p000001'],
      ['p000001', 'p000000'],
    ] as const)
      await expect(records.operate(personMerge, { keep, gone, why: 'shell' })).rejects.toMatchObject(refused);
  });

  test('nobody comes back out of what was put away with her', async () => {
    await records.operate(personMerge, { keep: 'p000000', gone: 'p000001', why: 'shell' });
    await erase('p000000');
    await expect(records.operate(personUnmerge, { person: 'p000000' })).rejects.toMatchObject(refused);
  });

  test('her two addresses stay two', async () => {
    await erase('p000001');
    const given = { keep: 'ap000001', gone: 'ap000002', phone: null, workspace: 'main' };
    await records.operate(addressMerge, given);
    expect(records.rows('select count(*) as n from address')).toEqual([{ n: 3 }]);
  });

  test('a list does not bring her back as another', async () => {
    await erase('p000000');
    const rows = [{ name: 'Ana 0', phone: '+528340000000' }];
    const [done] = await records.operate(enrolMany, { programme: 'llera', rows, place: PLACE, by, workspace: 'main' });
    expect(done).toEqual({ did: 'refused', why: 'erased' });
    expect(records.rows('select count(*) as n from person')).toEqual([{ n: 3 }]);
  });
});

describe('a broadcast', () => {
  const reasons = (draft: object = {}) =>
    records
      .operate(preview, {
        draft: { text: { text: 'Hay agua' }, audience: { programme: 'llera', ...draft } },
        by,
        sight,
      })
      .then(({ id }) =>
        records.rows(
          `select coalesce(reason, way) as what, count(*) as n from broadcast_recipient where broadcast_id = ? group by 1 order by 1`,
          id,
        ),
      );
  const broadcastTemplate = { purpose: 'broadcast', name: 'aviso', language: 'es_MX', variables: [{ key: 'text' }] };
  beforeEach(() => fill(records, 3));

  test('goes to nobody who left, though the audience names them', async () => {
    records.run(`update enrolment set state = 'dropped' where person_id = 'p000001'`);
    records.run(`update enrolment set state = 'withdrawn' where person_id = 'p000002'`);
    expect(await reasons({ states: ['dropped', 'withdrawn'] })).toEqual([{ what: 'left', n: 2 }]);
  });

  test('leaves a cohort in mourning and a programme in harvest in peace, unless it names those who rest', async () => {
    records.run(
      `insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('k', 'llera', 'k', '2026-03-02', 'UTC', 0)`,
    );
    records.run(`update enrolment set cohort_id = 'k' where person_id = 'p000001'`);
    records.run(`insert into pause (id, cohort_id, from_day, to_day, why, by_kind, by_id, created_at)
      values ('z', 'k', '2026-03-01', '2026-03-03', 'luto', 'shell', 'shell', 0)`);
    expect(await reasons({ persons: ['p000001', 'p000002'] })).toEqual([
      { what: 'free', n: 1 },
      { what: 'paused', n: 1 },
    ]);
    pack({ calendar: [{ pause: 'cosecha', from: '2026-02-20', to: '2026-03-10' }] });
    expect(await reasons({ persons: ['p000001', 'p000002'], tags: [] })).toEqual([{ what: 'paused', n: 2 }]);
    expect(await reasons({ persons: ['p000001', 'p000002'], states: ['active', 'paused'] })).toEqual([
      { what: 'free', n: 2 },
    ]);
  });

  test('counts on no template that the provider has not approved, and costs what it says', async () => {
    pack({ templates: [broadcastTemplate] });
    expect(await reasons()).toContainEqual({ what: 'template', n: 1 });
    records.run(
      `insert into template (channel, name, language, status, seen_at) values ('whatsapp-cloud', 'aviso', 'es_MX', 'paused', 0)`,
    );
    expect(await reasons({ tags: [] })).toContainEqual({ what: 'window-closed', n: 1 });
  });
});

test('the line of the audit log takes no read of an operation away', () => {
  const own: AnyOperation = {
    name: 'x',
    input: z.any(),
    reads: { kept: () => ({ sql: { sqlite: '' }, params: {} }) },
    decide: () => ({ rows: [], output: null }),
  };
  expect(Object.keys(recorded(own).reads)).toEqual(['kept', 'recorded:kept']);
  expect(() => recorded(recorded(own))).toThrow('taken');
  expect(OPERATIONS.length).toBe(new Set(OPERATIONS.map(({ name }) => name)).size);
});
