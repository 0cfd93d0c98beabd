import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { certificateRun } from '../../src/programme/certificate/index.ts';
import { seat } from '../../src/workshop/operations.ts';
import { textsOf } from '../paper/pdf-text.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, LOCALES, screen } from './house.ts';
import { plain } from './lesson.ts';

const FLOWS = join(import.meta.dirname, 'flows-certificate');
const { transcripts: _, ...PACKS } = readAll({ flows: FLOWS, locales: LOCALES });

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
});
afterEach(() => house.close());

async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

/** People of grupo-a who were at so many of two sessions, each with her homework accepted or not. */
async function people(
  list: readonly {
    name: string;
    attended: number;
    accepted?: boolean;
    feria?: boolean;
    channel?: 'whatsapp-cloud' | 'twilio-sms';
  }[],
): Promise<void> {
  await recado('cohort', 'new', 'tejido', '--name', 'grupo-a', '--starts', '2026-02-02');
  const cohort = String(house.rows("select id from cohort where name = 'grupo-a'")[0]!['id']);
  for (const [i, { name, channel = 'whatsapp-cloud' }] of list.entries()) {
    const phone = house.emulator.phone(`52834100002${i}`, channel, { name });
    phone.opensWindow();
    await house.app.operate(seat, {
      channel,
      ourNumber: channel === 'whatsapp-cloud' ? EMULATED.meta.phoneNumberId : EMULATED.twilio.smsFrom,
      phone: `52834100002${i}`,
      people: [{ id: `p${i}`, name, language: 'es-MX' }],
      programme: 'tejido',
      finished: [],
    });
    house.run('update enrolment set cohort_id = ? where person_id = ?', cohort, `p${i}`);
    house.run('insert into roster (cohort_id, person_id, number, since) values (?, ?, ?, 0)', cohort, `p${i}`, i + 1);
  }
  house.app.inbox.wake();
  await house.settle();
  const long = house.clock.now() - 20 * HOUR;
  house.run('delete from session');
  for (const n of [1, 2])
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, ?, ?, 'Sesión', ?, ?)`,
      `s${n}`,
      cohort,
      `s${n}`,
      long + n * HOUR,
      long + n * HOUR + HOUR,
    );
  for (const { name, attended, accepted = true, feria = true } of list) {
    const id = idOf(name);
    for (const n of [1, 2])
      house.run(
        `insert into attendance_fact (id, session_id, person_id, status, method, sent_by, happened_at, entered_at) values (?, ?, ?, ?, 'roll', 'arrival', 1, 1)`,
        `${id}${n}`,
        `s${n}`,
        id,
        n <= attended ? 'present' : 'absent',
      );
    house.run(
      `insert into homework (id, person_id, programme, name, state, assigned_at) values (?, ?, 'tejido', 'botes', ?, 1)`,
      `h${id}`,
      id,
      accepted ? 'accepted' : 'assigned',
    );
    house.run(
      `insert into answer (id, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, happened_at, entered_at)
        values (?, ?, 'tejido', 'tejido/dos-botes', '1', 'maiz', 'q', 'choice', '{}', '"NEGOCIO"', 'negocio', 1, 1, 1)`,
      `a${id}`,
      id,
    );
    house.run(`update person set person_values = json_object('feria', ?) where id = ?`, feria ? 'yes' : 'no', id);
  }
}

const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);
const given = () => house.rows('select number, name, code, evidence, revoked_at from certificate order by number');
const page = async (code: string, headers: Record<string, string> = {}) =>
  house.app.server.inject({ url: `/verify/${code}`, headers });

test('C2: what is missing is said, and the certificate comes by WhatsApp, and by SMS as number and code', async () => {
  const played: string[] = [];
  await playTranscripts({ flows: FLOWS, locales: LOCALES }, [], ({ path, differences }) =>
    played.push(path, ...differences.map(({ line, says }) => `${line} ${says}`)),
  );
  expect(played).toEqual(['barro/transcripts/constancia.sms.txt', 'barro/transcripts/constancia.whatsapp.txt']);
});

describe('C2: a cohort at once', () => {
  test('who fulfils the rule gets hers, numbered without gaps, with what proves it; a second run gives none', async () => {
    await people([
      { name: 'Ana', attended: 2 },
      { name: 'Berta', attended: 1 },
      { name: 'Celia', attended: 2, accepted: false },
      { name: 'Diana', attended: 2 },
    ]);
    const said = await recado('certificate', 'run', 'tejido', '--cohort', 'grupo-a');
    expect(said).toContain('4 of 4 looked at, 2 given');
    expect(said).toContain('2 certificates given, 0 had theirs, 2 do not fulfil the rule yet.');
    expect(said).toContain('2 pages drawn');
    const rows = given();
    expect(rows.map(({ number, name }) => `${number} ${name}`).toSorted()).toEqual(['1 Ana', '2 Diana']);
    expect(JSON.parse(String(rows[0]!['evidence']))).toEqual({
      sessions: { n: 2, of: 2 },
      homework: { n: 1, of: 1 },
      lessons: { n: 0, of: 2, share: 0 },
      minutes: 120,
    });
    expect(await recado('certificate', 'run', 'tejido')).toContain('0 certificates given, 2 had theirs');
    expect(given()).toEqual(rows);
    expect(house.count('document')).toBe(2);
    const lacks = house.rows(
      'select p.name, lacks from certificate_lack k join person p on p.id = k.person_id order by 1',
    );
    expect(lacks.map(({ name, lacks: parts }) => `${name} ${parts}`)).toEqual([
      'Berta ["attendance >= 0.8"]',
      'Celia ["count.homework.accepted == count.homework.assigned"]',
    ]);
  });

  test('twice at one moment it is one run', async () => {
    await people([{ name: 'Ana', attended: 2, accepted: true }]);
    const asked = { programme: 'tejido', by: { kind: 'shell', id: 'shell' } as const };
    const at = { now: house.clock.now(), seed: 'the same' };
    const first = await house.app.store.operate(certificateRun, { ...asked, workspace: 'main' }, at);
    await house.settle(0);
    house.run('update certificate_run set done_at = 1');
    expect(await house.app.store.operate(certificateRun, { ...asked, workspace: 'main' }, at)).toEqual(first);
  });

  test('who had finished and lacked a session gets hers when the roll settles it, once', async () => {
    await people([{ name: 'Ana', attended: 0, accepted: true }]);
    await recado('certificate', 'run', 'tejido');
    await house.time.until(house.clock.now() + HOUR);
    expect(given()).toEqual([]);
    house.run(`update enrolment set state = 'completed'`);
    house.run(`update conversation set state = json_set(state, '$.journey.stage', 'done')`);
    const [{ id } = {}] = house.rows('select id from session order by starts_at');
    const token = await newToken(house, '--role admin');
    for (const present of [[1], [1]]) {
      const rolls = house
        .rows('select id from session')
        .map(({ id: session }) => call(house, token, 'POST', `/sessions/${session}/rolls`, { present }));
      await Promise.all(rolls);
    }
    await house.time.until(house.clock.now() + HOUR);
    expect(id).toBeDefined();
    expect(given()).toMatchObject([{ name: 'Ana' }]);
  });

  test('the paper: one page with her whole name, number, code, signers; no address but that of the check', async () => {
    await people([{ name: 'Ana', attended: 2 }]);
    house.run(`update person set profile = json_object('nombre_completo', 'Ana Lucía Ñáñez Güereca')`);
    await recado('certificate', 'run', 'tejido');
    const [[path, bytes] = []] = [...house.kept].filter(([name]) => name.endsWith('.pdf'));
    expect(path).toMatch(/^documents\/\w+\.pdf$/);
    const pages = textsOf(bytes!);
    expect(pages).toHaveLength(1);
    for (const words of [
      'Constancia',
      'Ana Lucía Ñáñez Güereca',
      'Tejiendo futuro',
      '2 horas',
      'TEJIDO-2026-0001',
      '2 de marzo de 2026',
      'Rosa Elena Garza',
    ])
      expect(pages[0]).toContain(words);
    expect(screen(house.emulator.phone('528341000020', 'whatsapp-cloud', { name: 'Ana' })).join('\n')).toContain(
      'TEJIDO-2026-0001',
    );
  });

  test('a process that dies in the middle goes on where it was: nobody is left out, nobody gets two or hears twice', async () => {
    await people(Array.from({ length: 6 }, (_, i) => ({ name: `Ana${i}`, attended: 2 })));
    await house.app.operate(certificateRun, {
      programme: 'tejido',
      by: { kind: 'shell', id: 'shell' },
      workspace: 'main',
    });
    await house.app.paperwork.slice();
    await house.crash();
    await house.app.paperwork.pages();
    await house.crash();
    await house.settle();
    expect(given().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(house.count("event where name = 'certificate.ready'")).toBe(6);
    expect(house.count('certificate_run where done_at is not null')).toBe(1);
  });

  test('a name that our letters cannot print: number and code reach her all the same, and a new name is printed', async () => {
    await people([{ name: 'فاطمة', attended: 2 }]);
    await recado('certificate', 'run', 'tejido');
    expect([...house.kept.keys()].filter((name) => name.endsWith('.pdf'))).toEqual([]);
    expect(await recado('certificate', 'list', 'tejido')).toContain('unprintable');
    const phone = house.emulator.phone('528341000020', 'whatsapp-cloud', { name: 'x' });
    expect(screen(phone).join('\n')).toContain('TEJIDO-2026-0001');
    await recado('certificate', 'reissue', 'TEJIDO-2026-0001', '--name', 'Fátima', 'Haddad');
    expect(await recado('certificate', 'list', 'tejido')).toMatch(/TEJIDO-2026-0001 {2}Fátima Haddad {2}\S+ {2}valid/);
  });
});

test('C2: where others read her phone it is not said what is missing', async () => {
  await people([{ name: 'Berta', attended: 1 }]);
  const id = idOf('Berta');
  const phone = house.emulator.phone('528341000020', 'whatsapp-cloud', { name: 'Berta' });
  const ask = async () => {
    house.run(
      `insert into event (lane_id, person_id, name, payload, at) select lane_id, id, 'flow.start', '{"flow":"cierre"}', ? from person where id = ?`,
      house.clock.now(),
      id,
    );
    const from = phone.inbox.length;
    house.app.inbox.wake();
    await house.settle();
    phone.sends('no');
    await house.settle();
    return plain(screen(phone, from).join('\n'));
  };
  const open = await ask();
  expect(open).toContain('asistencia 1 de 2 (se pide 80 %) y decirnos si llevo su producto a la feria');
  house.run(`update person set profile = json_object('shared_phone', 'yes') where id = ?`, id);
  const read = await ask();
  expect(read).toContain('Ya casi llega.');
  expect(read).not.toContain('asistencia');
});

describe('C2: anybody checks a code', () => {
  test('valid, revoked, replaced and unknown; only the first name and an initial; no cookie, no script, not kept', async () => {
    await people([{ name: 'Ana Lucía Reyna', attended: 2 }]);
    await recado('certificate', 'run', 'tejido');
    const code = String(given()[0]!['code']);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    const valid = await page(code);
    expect(valid.statusCode).toBe(200);
    for (const words of ['Es válida', 'Ana R.', 'Tejiendo futuro', 'TEJIDO-2026-0001', '2 de marzo de 2026'])
      expect(valid.body).toContain(words);
    expect(valid.body).not.toContain('Reyna');
    expect(valid.body).not.toContain('<script');
    expect(valid.headers['set-cookie']).toBeUndefined();
    expect(valid.headers['x-robots-tag']).toBe('noindex');
    expect(valid.headers['cache-control']).toBe('no-store');
    // As it is written on paper, in small letters, with the O that somebody reads for a zero.
    const typed = `${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await page(encodeURIComponent(typed))).body).toContain('Ana R.');
    expect((await page(code, { 'accept-language': 'en-GB,en;q=0.8' })).body).toContain('It is valid');

    for (const unknown of [
      'ZZZZZZZZZZ',
      'nada',
      '%F0%9F%92%A9',
      `uncoded-${house.rows('select id from certificate')[0]!['id']}`,
      `${code}' or 1=1`,
    ]) {
      const none = await page(encodeURIComponent(unknown));
      expect([unknown, none.statusCode]).toEqual([unknown, 404]);
      expect(none.body).toContain('No hay ninguna constancia con ese código');
    }

    await recado('certificate', 'reissue', 'TEJIDO-2026-0001', '--name', 'Ana', 'Lucía', 'Reina');
    const anew = String(given()[0]!['code']);
    expect(anew).not.toBe(code);
    expect((await page(code)).body).toContain('hay otra impresión más reciente');
    expect((await page(anew)).body).toContain('Es válida');
    expect(house.count('certificate')).toBe(1);

    await recado('certificate', 'revoke', 'TEJIDO-2026-0001', '--why', 'era de otra persona');
    for (const one of [code, anew]) {
      const { body } = await page(one);
      expect(body).toContain('Fue anulada');
      expect(body).not.toContain('otra persona');
    }
    expect(
      house.rows("select action from audit where action like 'certificate.%' order by at").length,
    ).toBeGreaterThanOrEqual(2);
    expect(await recado('certificate', 'reissue', 'TEJIDO-2026-0001', '--name', 'X')).toContain('revoked');
  });

  test('a code by hand leads to its page; guesses are held back', async () => {
    const asked = await house.app.server.inject('/verify?code=k7wq3%20mxp2t');
    expect([asked.statusCode, asked.headers['location']]).toEqual([303, '/verify/k7wq3%20mxp2t']);
    const answers = [];
    for (let i = 0; i < 31; i++) answers.push((await page(`AAAAAAAA${10 + i}`)).statusCode);
    expect(answers.slice(0, 30).every((status) => status === 404)).toBe(true);
    expect(answers[30]).toBe(429);
  });
});

test('C2: where the others stopped: funnel as n of N, the last lesson, what the rule still asks', async () => {
  await people([
    { name: 'Ana', attended: 2 },
    { name: 'Berta', attended: 1 },
    { name: 'Celia', attended: 0, accepted: false },
  ]);
  house.run(
    `insert into flow_progress (person_id, flow, version, finished_at) values (?, 'tejido/dos-botes', '1', ?)`,
    idOf('Berta'),
    house.clock.now() - HOUR,
  );
  await recado('certificate', 'run', 'tejido');
  await house.settle(MINUTE);
  const report = JSON.parse(await recado('report', 'certificates', '--programme', 'tejido', '--format', 'json'));
  const table = (id: string) => report.tables.find((one: { id: string }) => one.id === id).rows;
  expect(JSON.stringify(table('people'))).toContain('"n":1,"of":3');
  expect(JSON.stringify(table('uncertified'))).toContain('dos-botes');
  const lacking = JSON.stringify(table('lacking'));
  expect(lacking).toContain('"n":2,"of":2');
  expect(lacking).toContain('attendance >= 0.8');
});

test('C2: by the API: a run, its progress, the page to print; a name is not for whoever sees totals only', async () => {
  await people([{ name: 'Ana', attended: 2 }]);
  const token = await newToken(house, '--role coordinator --scope records:read records:write');
  const { id, people: n } = (
    await call(house, token, 'POST', '/certificates/runs', { programme: 'tejido', cohort: 'grupo-a' })
  ).json();
  expect(n).toBe(1);
  await house.app.paperwork.tick();
  await house.settle();
  expect((await call(house, token, 'GET', `/certificates/runs/${id}`)).json()).toMatchObject({
    people: 1,
    looked: 1,
    issued: 1,
    done: true,
  });
  const [one] = (await call(house, token, 'GET', '/certificates?programme=tejido')).json().items;
  expect(one).toMatchObject({ number: 'TEJIDO-2026-0001', name: 'Ana', state: 'valid' });
  const pdf = await call(house, token, 'GET', '/certificates/TEJIDO-2026-0001/pdf');
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.headers['content-disposition']).toBe('attachment; filename="TEJIDO-2026-0001.pdf"');
  expect(pdf.headers['x-content-type-options']).toBe('nosniff');
  expect(textsOf(pdf.rawPayload)[0]).toContain('Ana');
  const reader = await newToken(house, '--role reader --scope records:read');
  expect((await call(house, reader, 'GET', '/certificates?programme=tejido')).statusCode).toBe(403);
  const none = await call(house, token, 'POST', '/certificates/runs', { programme: 'nada' });
  expect(none.statusCode).toBe(404);
});
