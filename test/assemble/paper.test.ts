import { expect, test } from 'vitest';
import { createPaper } from '../../src/assemble/paper.ts';
import { HandClock } from '../../src/base/clock.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

const clock = new HandClock(Date.parse('2026-05-30T18:00:00Z'));
const sheet = (text: string): Sheet => ({
  title: 'Constancia',
  language: 'es-MX',
  layout: 'certificate',
  blocks: [
    { is: 'display', text },
    { is: 'logos', files: ['llera/media/none.png'] },
  ],
});
const made = (thread: 'main' | 'worker') => createPaper({ clock, picture: async () => null, thread });

test('a page drawn in a thread of its own is the same page, and this thread goes on meanwhile', async () => {
  const [here, there] = [made('main'), made('worker')];
  const expected = await here(sheet('Ana'));
  let turns = 0;
  const going = setInterval(() => turns++, 1);
  const pages = await Promise.all([there(sheet('Ana')), there(sheet('Luz')), there(sheet('Ana'))]);
  clearInterval(going);
  expect(Buffer.from(pages[0]).equals(Buffer.from(expected))).toBe(true);
  expect(Buffer.from(pages[2]).equals(Buffer.from(expected))).toBe(true);
  expect(Buffer.from(pages[1]).equals(Buffer.from(expected))).toBe(false);
  expect(turns).toBeGreaterThan(5);
});

test('what cannot be printed is refused by its code, and the next page is drawn', async () => {
  const there = made('worker');
  await expect(there(sheet('فاطمة'))).rejects.toMatchObject({ code: 'PAPER_LETTERS' });
  const broken = { ...sheet('Ana'), blocks: [{ is: 'text' }] } as unknown as Sheet;
  await expect(there(broken)).rejects.toMatchObject({ code: 'PAPER_FAILED' });
  expect((await there(sheet('Ana'))).length).toBeGreaterThan(1_000);
});
