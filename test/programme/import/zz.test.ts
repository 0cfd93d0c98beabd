import { test } from 'vitest';
import { enrolMany } from '../../../src/programme/enrolment/index.ts';
import { readsOf } from '../../../src/programme/import/enrolling.ts';
import { knownQuery } from '../../../src/programme/import/known.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import { fill, openRecords } from '../people-at-large.ts';
test('reads', async () => {
  const r = await openRecords(); fill(r, 60000);
  r.run(`insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`);
  r.run(`insert into roster (cohort_id, person_id, number, since) select 'c', id, row_number() over (), 0 from person`);
  const rows = Array.from({ length: 500 }, (_, i) => ({ line: i, row: { name: 'Luz Pérez ' + i, phone: '+52835' + String(1000000 + i), cohort: 'grupo-a' } }));
  const slice = { programme: 'llera', rows, place: { channel: 'twilio-sms', ourNumber: '1' }, by: { kind: 'shell', id: 'shell' }, workspace: 'main' } as const;
  const reads = { ...readsOf(enrolMany), known: (s: typeof slice) => knownQuery(s as never, shellSight('main')) };
  for (const [name, make] of Object.entries(reads)) {
    const q = (make as never as (s: unknown, n: number) => { sql: { sqlite: string }; params: never })(slice, 0);
    const st = r.db.prepare(q.sql.sqlite);
    st.all(q.params);
    const t = performance.now(); for (let i = 0; i < 5; i++) st.all(q.params);
    console.log(name, ((performance.now() - t) / 5).toFixed(2), (r.db.prepare('explain query plan ' + q.sql.sqlite).all(q.params) as { detail: string }[]).map((x) => x.detail).join(' | '));
  }
  await r.close();
}, 60000);
