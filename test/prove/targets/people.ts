import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { House } from '../../end-to-end/house.ts';
import { broken, bytesOf, type Ground, type Target } from '../target.ts';
import { cell, fileOf } from './spreadsheet.ts';

interface List {
  readonly bytes: string;
  readonly options: string;
}

/** Lists of one team, one after another. */
interface Lists {
  readonly lists: readonly List[];
}

const HEADINGS = [
  'Nombre',
  'Teléfono',
  'Cohorte',
  'Giro',
  'Idioma',
  'Sitio',
  'Notas',
  'Consentimiento',
  'Fecha de nacimiento',
  'Número',
  '__proto__',
];
const name = cell(
  fc
    .tuple(fc.constantFrom('Ana', 'Luz', 'Eva', 'Rosa'), fc.constantFrom('López', 'Pérez', 'Ruiz', 'Xóchitl'))
    .map((names) => names.join(' ')),
);
const phone = cell(
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 8_341_000_000, max: 8_341_000_400 }).map(String) },
    fc.constantFrom('no tiene', '834123', '+573001234567'),
  ),
);
const cells = cell(
  fc.oneof(
    fc.constantFrom(
      'grupo-a',
      'grupo-b',
      'tamales',
      'español',
      'es-MX',
      'sí',
      'no',
      '2026-03-01',
      '+528341000001',
      '5218341000002',
    ),
  ),
);
const table = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...HEADINGS), { minLength: 2, maxLength: 6 }),
    fc.nat(9),
    fc.array(fc.tuple(fc.tuple(name, phone), fc.array(cells, { maxLength: 5 })), { minLength: 1, maxLength: 10 }),
  )
  .map(([head, odd, rows]) => [
    odd > 0 ? ['Nombre', 'Teléfono', ...head.filter((one) => !['Nombre', 'Teléfono', 'Número'].includes(one))] : head,
    ...rows.map(([who, more]) => [...who, ...more]),
  ]);

/** Rows of half an enrolment; some women have no telephone, and are whole without one. */
const HALF = `
  select 'a number of nobody' as what, a.id from address a where not exists (select 1 from person_address p where p.address_id = a.id)
  union all select 'a person who is enrolled nowhere', p.id from person p where not exists (select 1 from enrolment e where e.person_id = p.id)
  union all select 'a place in a cohort without an enrolment', r.person_id from roster r where r.until is null and not exists (select 1 from enrolment e where e.person_id = r.person_id and e.cohort_id = r.cohort_id)
  union all select 'an import that stands still', id from import where state in ('running', 'reading')
  union all select 'a row given up', cast(seq as text) from event where state = 2`;
const TABLES = ['person', 'address', 'person_address', 'enrolment', 'roster', 'outbox', 'event', 'consent', 'lane'];

async function openList(): Promise<Ground<Lists>> {
  const house = await House.open();
  const folder = mkdtempSync(join(tmpdir(), 'recado-prove-'));
  for (const name of ['grupo-a', 'grupo-b']) await house.shell(`cohort new llera --name ${name} --starts 2026-03-02`);
  const file = join(folder, 'lista');
  const counts = () => JSON.stringify(TABLES.map((name) => house.count(name)));

  async function taken({ bytes, options }: List): Promise<void> {
    writeFileSync(file, bytesOf(bytes));
    const before = counts();
    const preview = await said(`import ${file} ${options}`.trim());
    if (counts() !== before) broken('a preview wrote into the records', preview);
    const waiting = house.rows(`select id from import where state = 'previewed' order by rowid desc limit 1`)[0];
    if (waiting) await said(`import confirm ${waiting['id']}`);
    const half = house.rows(HALF);
    if (half.length > 0) broken(String(half[0]!['what']), half);
    if (({} as { polluted?: unknown }).polluted !== undefined) broken('Object.prototype was changed');
  }

  /** A refusal has words for whoever sent the file; anything else is a fault of ours. */
  async function said(command: string): Promise<string> {
    try {
      return await house.shell(command);
    } catch (error) {
      const { message } = error as Error;
      if (message === '' || /^(\w*Error|RangeError|SqliteError)\b/.test(message))
        broken(`the import failed: ${message.slice(0, 200)}`);
      return message;
    }
  }

  return {
    async holds({ lists }) {
      for (const list of lists) await taken(list);
    },
    async close() {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const people: Target<Lists> = {
  name: 'people',
  promise:
    'Any file as a list of people: refused in words or previewed without a trace, and what is confirmed is whole: no half of an enrolment.',
  cases: fc.record({
    lists: fc.array(
      fc.record({
        bytes: fileOf(table),
        options: fc.constantFrom(
          '--channel twilio-sms',
          '--channel twilio-sms --update',
          '--channel whatsapp-cloud --similar',
          '--channel twilio-sms --cohort grupo-b',
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  short: 40,
  long: 10_000,
  chunk: 500,
  open: openList,
};
