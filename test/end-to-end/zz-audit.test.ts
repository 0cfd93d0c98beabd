import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { House, LOCALES, screen } from './house.ts';
import { takeLesson } from './lesson.ts';
import { join } from 'node:path';

const { transcripts: _, ...given } = readAll({ flows: join(import.meta.dirname, 'flows-sessions'), locales: LOCALES });
test('reflect in pause', async () => {
  const house = await House.open();
  const names = given.files.map((f: { path: string }) => f.path);
  console.log(names);
  const lesson = house.app.mind().library;
  try {
    const ana = await house.seat('whatsapp-cloud', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
    const says = async (t: string) => { const n = ana.inbox.length; ana.sends(t); await house.settle(); console.log(t, '=>', screen(ana, n)); };
    house.run("insert into pause (id, person_id, from_day, to_day, why, by_kind, by_id, created_at) select 'z', id, '2026-03-02', '2026-03-08', 'luto', 'shell', 'shell', 0 from person where name = 'Ana'");
    console.log(house.rows('select state from enrolment'), house.rows('select from_at, to_at from rest'));
    for (const [name, payload] of [['session.reflect', {}], ['delivery.ask', { delivery: 'd', items: '2 ollas' }], ['certificate.ready', { number: 'L-1', code: 'AAAAA-BBBBB' }], ['visit.told', {what:'planned',kind:'home',at:house.clock.now()+2*DAY,by:'Marta'}]] as const) {
      const n = ana.inbox.length;
      house.run("insert into event (lane_id, person_id, name, payload, at) select lane_id, id, ?, ?, ? from person where name = 'Ana'", name, JSON.stringify(payload), house.clock.now());
      house.app.inbox.wake();
      await house.settle();
      await house.time.until(house.clock.now() + 26 * HOUR);
      await house.settle();
      console.log(name, screen(ana, n));
    }
    console.log(house.rows('select kind, state, why, next_at, message from outbox order by seq').slice(-6), house.rows('select name, state, at from event'), house.rows('select id, name from person'));
    const n = ana.inbox.length;
    await house.time.until(house.clock.now() + 8 * DAY);
    console.log('after', screen(ana, n));
    expect(1).toBe(1);
  } finally { await house.close(); }
});
