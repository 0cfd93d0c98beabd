import { expect, test } from 'vitest';
import { freeze } from '/work/main/src/programme/broadcast/freeze.ts';
import { enqueue } from '/work/main/src/programme/broadcast/enqueue.ts';
import { preview } from '/work/main/src/programme/broadcast/preview.ts';
import { confirm } from '/work/main/src/programme/broadcast/confirm.ts';
import { shellSight } from '/work/main/src/programme/sight.ts';
import { fill, openRecords } from '/work/main/test/programme/people-at-large.ts';
test('x', async () => {
  const r = await openRecords();
  let t = Date.now();
  const lap = (s: string) => { console.log(s, Date.now() - t); t = Date.now(); };
  fill(r, 100_000); lap('fill');
  const by = { kind: 'shell', id: 'shell' } as const;
  const sight = shellSight('main');
  const { id } = await r.operate(preview, { draft: { text: { text: process.env.T ?? 'Mañana a las 4 en el salón.' }, audience: { programme: 'llera' } }, by, sight });
  lap('first');
  let worst = 0, out;
  do { const s = Date.now(); out = await r.operate(freeze, { id }); worst = Math.max(worst, Date.now() - s); } while (out.more);
  lap('freeze'); console.log('worst', worst, JSON.stringify(out));
  r.run('update broadcast set tested_at = 1');
  const code = Number(r.rows('select code from broadcast')[0]!.code);
  await r.operate(confirm, { id, code, by, sight });
  worst = 0;
  let q = 0, last = -1;
  while (q !== last) { last = q; const s = Date.now(); q = (await r.operate(enqueue, { id })).queued; worst = Math.max(worst, Date.now() - s); }
  lap('enqueue'); console.log('worst', worst, r.rows('select count(*) n from outbox'), r.rows('select message, next_at, extra from outbox limit 1'));
  await r.close();
}, 60000);
