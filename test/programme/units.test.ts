import { afterEach, expect, test } from 'vitest';
import { MINUTE } from '../../src/base/clock.ts';
import { House, packs } from '../end-to-end/house.ts';

let house: House;
afterEach(() => house.close());

const INDICATORS = `indicators:
  - { id: mujeres, of: people, when: profile.sexo == "mujer" }
  - { id: familiares, of: enterprises, when: enterprise.family_run }
  - { id: comida, of: enterprises, when: enterprise.sector == "food" }
  - { id: de-comida, of: people, when: enterprise.sector == "food" }
  - { id: asisten, of: people, when: attendance > 0.9 }
`;

async function open(): Promise<void> {
  const base = packs();
  const files = base.files.map(({ path, text }) =>
    path === 'llera/programme.yaml' ? { path, text: `${text}\n${INDICATORS}` } : { path, text },
  );
  house = await House.open({ packs: { ...base, files } });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
}

/** Enrolled and active: `Ana` is a woman, `Beto` a man, of `Cleo` nobody has said. */
async function enrol(name: string, n: number, sexo?: string): Promise<void> {
  await house.shell(`enrol ${name} --phone +5283410000${10 + n} --cohort grupo-a --channel twilio-sms`);
  const profile = JSON.stringify(sexo ? { sexo } : {});
  house.run(`update person set profile = ? where name = ?`, profile, name);
  house.run(`update enrolment set state = 'active'`);
}

test('A1: three stages and three communities; people, enterprises, sessions and reports by both', async () => {
  await open();
  for (const stage of ['inmersion', 'codiseno', 'implementacion']) await house.shell(`unit new stage ${stage}`);
  for (const site of ['la-mesa', 'el-encino', 'san-juan']) await house.shell(`unit new site ${site}`);
  await enrol('Ana', 1, 'mujer');
  await enrol('Luz', 2, 'mujer');
  await enrol('Beto', 3, 'hombre');
  await house.shell('unit place site la-mesa --people Ana Beto');
  await house.shell('unit place site el-encino --people Luz');
  await house.shell('unit place stage implementacion --cohort grupo-a');
  await house.shell('unit place stage codiseno --people Luz');
  const session = String(house.rows('select id from session')[0]!['id']);
  await house.shell(`unit place site la-mesa --session ${session}`);
  await house.shell('enterprise Tamales --sector food --site la-mesa --stage implementacion --people Ana Beto');
  await house.shell('enterprise Costura --sector crafts --site el-encino --people Luz');

  const people = async (where: string) => {
    const { tables } = JSON.parse(await house.shell(`report indicators --format json ${where}`.trim()));
    const of = (id: string) => tables.find((table: { id: string }) => table.id === id).rows[0];
    return `${of('people').enrolled} people, ${of('units').enterprises} enterprises, ${of('units').families} households`;
  };
  expect(await people('')).toBe('3 people, 2 enterprises, 0 households');
  expect(await people('--site la-mesa')).toBe('2 people, 1 enterprises, 0 households');
  // A stage of her own counts before her cohort's.
  expect(await people('--stage implementacion')).toBe('2 people, 1 enterprises, 0 households');
  expect(await people('--stage codiseno --site el-encino')).toBe('1 people, 1 enterprises, 0 households');
  expect(await people('--site san-juan')).toBe('0 people, 0 enterprises, 0 households');
  expect(house.rows('select u.name from session s join unit u on u.id = s.site_id').map((row) => row['name'])).toEqual([
    'la-mesa',
  ]);
  await expect(house.shell('unit new site la-mesa')).rejects.toThrow(/already/);
  await expect(house.shell('unit place site otro --people Ana')).rejects.toThrow(/otro/);
});

test('A3, case 19: a family enterprise of three and a woman with two: percentages do not count twice', async () => {
  await open();
  await enrol('Ana', 1, 'mujer');
  await enrol('Luz', 2, 'mujer');
  await enrol('Beto', 3, 'hombre');
  await enrol('Cleo', 4);
  await house.shell('enterprise Tamales --sector food --family yes --people Ana Luz Beto');
  await house.time.until(house.clock.now() + MINUTE);
  await house.shell('enterprise Costura --sector crafts --people Ana');
  await house.shell('enterprise Fonda --sector food --people Cleo --family no');
  await house.shell('household Gomez --people 5 --members Ana Beto');
  const report = await house.shell('report indicators --words en');
  for (const line of [
    /^ {2}mujeres +people +2\/4 = 50 % \(1 not known\)$/m,
    /^ {2}familiares +enterprises +1\/3 = 33 %$/m,
    /^ {2}comida +enterprises +2\/3 = 67 %$/m,
    /^ {2}de-comida +people +4\/4 = 100 %$/m,
    // Nobody had a session yet: that is not known, and no zero.
    /^ {2}asisten +people +0\/4 = 0 % \(4 not known\)$/m,
    /^ {2}Enrolled +4$/m,
  ])
    expect(report).toMatch(line);
  // V8: families and who lives in them, apart from enterprises.
  expect(report).toMatch(/Enterprises +3\n +Families +1\n +People in those families +5/);
});

test('an enterprise keeps what is not said, and who left it stays on record', async () => {
  await open();
  await enrol('Ana', 1);
  await enrol('Luz', 2);
  await house.shell('enterprise Tamales --sector food --people Ana Luz');
  await house.shell('enterprise Tamales --people Ana --line idea');
  expect(house.rows('select name, sector, line, family_run from enterprise')).toEqual([
    { name: 'Tamales', sector: 'food', line: 'idea', family_run: 1 },
  ]);
  expect(house.count('enterprise_member where until is null')).toBe(1);
  expect(house.count('enterprise_member')).toBe(2);
  await house.shell('enterprise Tamales --ended');
  expect(await house.shell('report indicators --words en')).toMatch(/Enrolled +2[\s\S]*Enterprises +0/);
  await expect(house.shell('enterprise Tamales --people Nadie')).rejects.toThrow(/Nadie/);
});

test('a group belongs to one cohort, and is found only by people of it', async () => {
  await open();
  await house.shell('cohort new llera --name grupo-b --starts 2026-03-02');
  await enrol('Ana', 1);
  await house.shell('unit new group equipo --cohort grupo-a');
  await house.shell('unit new group equipo --cohort grupo-b');
  await house.shell('unit place group equipo --people Ana');
  expect(
    house.rows('select c.name from enrolment e join unit u on u.id = e.group_id join cohort c on c.id = u.cohort_id'),
  ).toEqual([{ name: 'grupo-a' }]);
  await expect(house.shell('unit new group equipo')).rejects.toThrow(/cohort/);
});
