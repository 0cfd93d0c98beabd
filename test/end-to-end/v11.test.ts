import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/assemble/capabilities.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { addProgrammeCommands, runShell } from '../../src/assemble/shell.ts';
import { stages } from '../../src/assemble/stage.ts';
import { readMigrations } from '../../src/files.ts';
import { ROLES } from '../../src/programme/on-duty.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { EVERY } from '../../src/server/api/limits.ts';
import { logSettings } from '../../src/server/logging.ts';
import { createChat } from '../../src/workshop/chat.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { parseTranscript } from '../../src/workshop/transcript/parse.ts';
import { lexiconOf } from '../locale/files.ts';
import { SAMPLES } from '../server/api-samples.ts';
import { call, newToken, type Records, urlOf } from '../server/api-world.ts';
import { FLOWS, House, LOCALES, packs, screen, TOP } from './house.ts';

const ANA = '528341110001';
const LUZ = '528341110002';
/** What she answers when she is asked where she is from and how she came. */
const MARKS = /XYZZY/i;
const NATION = 'narnia-XYZZY';
const STATUS = 'refugiada-XYZZY';

/** The pack, asking what must never travel; a lesson that speaks of it, and an indicator that counts it. */
function asking() {
  const all = packs();
  const files = all.files.map((file) => {
    const { path, text } = file;
    if (path.endsWith('registro.yaml'))
      return {
        path,
        text: text.replace(
          '  # Si alguien',
          `  - ask: ¿De qué país viene?
    id: pais
    answer: text
    save: profile.nacionalidad
  - ask: ¿Con qué papel está aquí?
    id: papel
    options: [RESIDENTE, OTRO]
    save: person.papel
  - ask: ¿Cómo llegó?
    id: llegada
    answer: text
    save: profile.estatus
  # Si alguien`,
        ),
      };
    if (path.endsWith('apartar.yaml') || path.endsWith('dos-botes.yaml'))
      return {
        path,
        text: text.replace(
          'steps:\n',
          'steps:\n  - say: Usted viene de {{profile.nacionalidad|lejos}} y es {{profile.estatus|vecina}}.\n',
        ),
      };
    if (path.endsWith('programme.yaml'))
      return {
        path,
        text: `${text}fields: { person.papel: restricted, profile.giro: public }
indicators:
  - { id: refugiadas, of: people, when: profile.estatus == "${STATUS}" }
  - { id: comida, of: people, when: profile.giro == "COMIDA" }
`,
      };
    return file;
  });
  return { ...all, files };
}

let house: House;
let ana: Phone;
let luz: Phone;
let log = '';
const staff = new Map<string, Phone>();
const said: { door: string; text: string }[] = [];
const heard = (door: string, text: string) => said.push({ door, text });
const leaks = () =>
  said.filter(({ text }) => MARKS.test(text)).map(({ door, text }) => `${door}: ${text.slice(0, 200)}`);

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _, done) {
      log += String(chunk);
      done();
    },
  });
  house = await House.open({ packs: asking(), logger: pino(logSettings('trace'), sink) });
  await house.shell('cohort new llera --name llera-uno --starts 2026-03-02');
  for (const [i, role] of ROLES.entries()) {
    const phone = `5283411190${10 + i}`;
    await house.shell(`staff add Jefa${role} --role ${role} --phone +${phone} --programme llera --channel twilio-sms`);
    staff.set(role, house.emulator.phone(phone, 'twilio-sms', { name: `Jefa${role}` }));
  }
  ana = house.emulator.phone(ANA, 'twilio-sms', { name: 'Ana' });
  luz = house.emulator.phone(LUZ, 'twilio-sms', { name: 'Luz' });
  const say = async (phone: Phone, ...words: string[]) => {
    for (const one of words) {
      phone.sends(one);
      await house.settle();
    }
  };
  await say(ana, 'MITIERRA', '1', 'Anabel', '1', NATION);
  // More than the while in which words are added to the answer before.
  await house.time.until(house.clock.now() + 3 * 60_000);
  // The answer to the next question is not among its options, twice: such words go with a request for a person, but not these.
  await say(ana, `soy ${STATUS}`, 'PERSONA', 'OTRO');
  await say(ana, STATUS, 'no');
  const profile = JSON.parse(
    String(house.rows("select profile from person where name = 'Anabel'")[0]?.['profile'] ?? '{}'),
  );
  // Else all that follows proves nothing.
  expect(house.rows("select did from inbox where did = 'kept-back'").length).toBeGreaterThan(0);
  expect(house.rows('select words_seq from care_case')).toHaveLength(1);
  expect(profile).toMatchObject({ nacionalidad: NATION, estatus: STATUS });
  house.run(
    `insert into tag (person_id, tag, since) select id, 'refugiada-xyzzy', 0 from person where name = 'Anabel'`,
  );
  house.run(
    `insert into restricted_note (id, case_id, person_id, text, at) select 'note', 'none', id, 'nota XYZZY', 0 from person where name = 'Anabel'`,
  );
  house.run(`insert into set_aside (source, why, item, at) values ('inbox', 'UNREADABLE', 'from ${ANA}: XYZZY', 0)`);
  await house.shell(`enrol Anabel --phone +${ANA} --programme llera --cohort llera-uno --channel twilio-sms`);
  await say(luz, 'MITIERRA', '1', 'Luz', '1', 'Chile', 'RESIDENTE', 'en camion', 'no');
}, 120_000);
afterAll(() => house.close());

const of = (): Records => {
  const id = (sql: string) => String(house.rows(sql)[0]?.['id'] ?? 'none');
  const person = id("select id from person where name = 'Anabel'");
  return {
    programme: 'llera',
    cohort: id('select id from cohort'),
    partner: 'none',
    marks: [],
    person,
    leaver: id("select id from person where name = 'Luz'"),
    request: 'none',
    task: id('select id from task'),
    case: id('select id from care_case'),
    staff: id("select person_id as id from staff where role = 'reader'"),
    import: id('select id from import'),
    homework: { open: 'none', decide: 'none', undo: 'none' },
    broadcasts: {} as Records['broadcasts'],
  };
};

describe('V11: refugee status and nationality leave by no door', () => {
  test('a report that counts them says that they are too few to be told', async () => {
    heard('report', await house.shell('report indicators --programme llera --words en'));
    expect(said.at(-1)!.text).toMatch(/refugiadas: too few of \d+, or nearly all, to be told/);
    expect(said.at(-1)!.text).toMatch(/comida +\w+ +\d+\/\d+/);
    expect(leaks()).toEqual([]);
  });

  test('every address of the API, with a token of every role', async () => {
    const records = of();
    let shown = '';
    for (const role of ROLES) {
      const token = await newToken(house, `--role ${role} --programme llera --scope ${SCOPES.join(' ')}`);
      for (const route of ROUTES.filter(({ name }) => name !== 'person.export' && name !== 'person.erase')) {
        let asked = {};
        try {
          asked = SAMPLES[route.name]?.(records) ?? {};
        } catch {
          // A sample over records that are not here: the address is asked without them.
        }
        const response = await call(
          house,
          token,
          route.method,
          urlOf(route.path, asked),
          (asked as { body?: unknown }).body,
        );
        // A refusal would tell of nothing that the address itself does.
        expect([route.name, response.statusCode]).not.toEqual([route.name, 429]);
        house.clock.set(house.clock.now() + EVERY);
        heard(`${route.name} as ${role}`, response.body + JSON.stringify(response.headers));
        shown += response.body;
      }
      const body = { audience: { programme: 'llera', tags: ['refugiada-xyzzy'] } };
      const filtered = await call(house, token, 'POST', '/people/search', body);
      expect([role, filtered.json().code]).toEqual([role, 'FIELD_CLOSED']);
      const preview = await call(house, token, 'POST', '/broadcasts', { ...body, text: { text: 'Hola' } });
      expect(preview.statusCode).toBeGreaterThanOrEqual(400);
    }
    expect(shown).toContain('Anabel'); // it does tell of her
    expect(shown).toContain('"profile.giro"');
    expect(leaks()).toEqual([]);
  }, 120_000);

  test('person.papel is for the focal point and the counsellor alone', async () => {
    for (const [role, told] of [
      ['coordinator', false],
      ['reader', false],
      ['focal', true],
      ['counsellor', true],
    ] as const) {
      const token = await newToken(house, `--role ${role} --programme llera`);
      const { body } = await call(house, token, 'GET', `/people/${of().person}`);
      expect([role, body.includes('person.papel')]).toEqual([role, told]);
    }
  });

  test('every word of staff, from a phone of every role', async () => {
    // One word for each verb.
    const words = [...new Map([...lexiconOf('es-MX').staff].map(([word, name]) => [name, word])).values()];
    for (const role of ['admin', 'coordinator', 'facilitator', 'focal', 'complaints', 'reader']) {
      const phone = staff.get(role)!;
      for (const word of words) {
        for (const rest of ['', ' 1', ' 1 hola', ' Anabel', ' llera-uno: hola'])
          phone.sends(`${word.toUpperCase()}${rest}`);
        await house.settle();
      }
      heard(`the phone of ${role}`, screen(phone).join('\n'));
    }
    expect(screen(staff.get('coordinator')!).join()).toContain('Anabel');
    expect(leaks()).toEqual([]);
  }, 300_000);

  test('no message of ours to anybody else, and nothing of hers once others read her phone', async () => {
    const person = of().person;
    for (const { message } of house.rows('select message from outbox where person_id <> ?', person))
      heard('outbox', String(message));
    expect(leaks()).toEqual([]);
    await house.shell(`enrol Vecina --phone +${ANA} --programme llera --channel twilio-sms`);
    const shared = ana.inbox.length;
    for (const words of ['REPETIR', 'MENU', 'QUIEN SOY', 'AVANCE', 'DATOS', 'SEGUIR', 'si', '1', 'NEGOCIO']) {
      ana.sends(words);
      await house.settle();
    }
    expect(screen(ana, shared).length).toBeGreaterThan(2);
    heard('her phone, which others read', screen(ana, shared).join('\n'));
    expect(leaks()).toEqual([]);
  }, 120_000);

  test('every command that looks', async () => {
    const leaves = (command: Command, path: readonly string[] = []): string[] =>
      command.commands.length === 0
        ? [path.join(' ')]
        : command.commands.flatMap((one) => leaves(one, [...path, one.name()]));
    const program = new Command('recado');
    addProgrammeCommands(
      program,
      async () => house.app,
      () => {},
    );
    // With a name, with an id, with a programme, and with nothing: what one of them refuses it must refuse without telling.
    for (const command of leaves(program).filter((one) => !/^person (export|erase|block)$/.test(one))) {
      for (const rest of [[], ['Anabel'], [of().person], ['--programme', 'llera'], [of().case]]) {
        const { said: printed } = await runShell([...command.split(' '), ...rest], async () => house.app);
        heard(`recado ${command} ${rest.join(' ')}`, printed);
      }
    }
    expect(leaks()).toEqual([]);
  }, 120_000);

  test('audit, health, metrics, and the log at its most talkative', async () => {
    heard('audit', JSON.stringify(house.rows('select * from audit')));
    heard('health', JSON.stringify(await house.app.health()));
    for (const url of ['/metrics', '/health/ready', '/health/live', '/api/docs', '/api/v1/openapi.json'])
      heard(url, (await house.app.server.inject(url)).body);
    heard('log', log);
    expect(log.length).toBeGreaterThan(1_000);
    for (const table of ['task', 'event where person_id is null', 'timer', 'broadcast', 'spend', 'template'])
      heard(table, JSON.stringify(house.rows(`select * from ${table}`)));
    expect(leaks()).toEqual([]);
  });

  test('a chat that is saved holds no such answer', async () => {
    const { transcripts: _, ...pack } = { ...readAll({ flows: FLOWS, locales: LOCALES }), files: asking().files };
    const makeStage = stages(pack, readMigrations(join(TOP, 'migrations'), 'sqlite'), tmpdir());
    const read = parseTranscript(
      'chat',
      'programme llera · newcomer · sms · es-MX · Ana · 2026-03-02 10:00 America/Monterrey\n',
    );
    if (!('transcript' in read)) throw new Error('header');
    const chat = await createChat(read.transcript.header, makeStage);
    for (const words of ['MITIERRA', '1', 'Ana', '1', NATION, `soy ${STATUS}`, 'OTRO', STATUS, 'no'])
      await chat.line(words);
    const saved = chat.transcript('una prueba');
    await chat.close();
    expect(saved).toContain('< MITIERRA');
    expect(saved).not.toMatch(MARKS);
  });

  test('her own export has it: it is hers', async () => {
    const { said: printed } = await runShell(['person', 'export', of().person], async () => house.app);
    expect(printed).toContain(STATUS);
    expect(printed).toContain(NATION);
    expect(printed).not.toMatch(/nota XYZZY|Jefa/);
  });
});
