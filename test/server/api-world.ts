import type { Logger } from 'pino';
import { House, packs } from '../end-to-end/house.ts';

/** Programme `llera`, and the same once more as `rio`. */
function twoProgrammes() {
  const { files, media, ...rest } = packs();
  const chooses =
    'selection: { criteria: [{ id: experiencia, title: Experiencia }] }\ncertificate: count.homework.accepted == count.homework.assigned';
  const plans = 'plan: { title: Mi plan, sections: [{ id: botes, title: Mis botes, from: homework:botes }] }';
  const all = files.map(({ path, text }) => ({
    path,
    text: path === 'llera/programme.yaml' ? `${text.trimEnd()}\n${chooses}\n${plans}\n` : text,
  }));
  all.push({
    path: 'llera/surveys/base.yaml',
    text: 'survey: base\nwave: [baseline, endline]\nsteps:\n  - { ask: ¿Cuántas personas?, id: personas, answer: number }\n  - { ask: ¿Cuánto le quedó?, id: ganancia, answer: money }\n',
  });
  const second = all.map(({ path, text }) => ({
    path: path.replace(/^llera\//, 'rio/'),
    text: text.replace('programme: llera', 'programme: rio').replace(/^join: .*$/m, 'join: MIRIO'),
  }));
  const also = media.map((path) => path.replace(/^llera\//, 'rio/'));
  return { ...rest, files: [...all, ...second], media: [...media, ...also] };
}

/** Records of one programme that routes may be asked for. */
export interface Records {
  readonly programme: string;
  readonly cohort: string;
  readonly partner: string;
  /** Everything in it that must never be shown to others: ids, names, phones. */
  readonly marks: readonly string[];
  readonly person: string;
  /** Somebody whom no other request needs. */
  readonly leaver: string;
  /** What she asked about her data. */
  readonly request: string;
  readonly task: string;
  readonly case: string;
  readonly staff: string;
  /** Previewed. */
  readonly import: string;
  /** Received homework, one for each route that does something with one; `undo` is accepted. */
  readonly homework: Readonly<Record<'open' | 'decide' | 'undo', string>>;
  /** A broadcast for each route that does something with one, in the state that it wants. */
  readonly broadcasts: Readonly<Record<Turn, { readonly id: string; readonly code: number }>>;
}

/** A visit, hours, and an enterprise with its account: one purchase and one delivery for each route that does something with one. */
function account(house: House, programme: string, person: string): void {
  const by = "'shell', 'shell', 1";
  const add = (sql: string, ...values: unknown[]) => house.run(`insert into ${sql}`, ...values);
  for (const does of ['cancel', 'done']) {
    const id = `visit-${does}-${programme}`;
    const state = does === 'done' ? 'done' : 'planned';
    add(
      `visit (id, programme, kind, state, planned_at, happened_at, minutes, by_kind, by_id, entered_at)
        values (?, ?, 'home', ?, 9, ${does === 'done' ? '9, 45' : 'null, null'}, ${by})`,
      id,
      programme,
      state,
    );
    add('visit_person (visit_id, person_id) values (?, ?)', id, person);
  }
  add(
    `commitment (id, programme, visit_id, person_id, text, by_kind, by_id, entered_at) values (?, ?, ?, ?, 'botes', ${by})`,
    `commitment-${programme}`,
    programme,
    `visit-done-${programme}`,
    person,
  );
  add(
    `hours_entry (id, programme, kind, minutes, happened_at, by_kind, by_id, entered_at) values (?, ?, 'other', 30, 9, ${by})`,
    `hours-${programme}`,
    programme,
  );
  add('hours_person (entry_id, person_id) values (?, ?)', `hours-${programme}`, person);
  const enterprise = `enterprise-${programme}`;
  add('enterprise (id, programme, name, created_at) values (?, ?, ?, 1)', enterprise, programme, `Dulces ${programme}`);
  add('enterprise_member (enterprise_id, person_id, since) values (?, ?, 1)', enterprise, person);
  for (const does of ['reverse', 'custody', 'deliver', 'transfer', 'answer', 'undo']) {
    const entry = `${does}-bought-${programme}`;
    add(
      `input_entry (id, programme, enterprise_id, kind, item, quantity, amount, currency, happened_on, by_kind, by_id, entered_at)
        values (?, ?, ?, 'purchase', ?, 1, 100, 'MXN', '2026-02-01', ${by})`,
      entry,
      programme,
      enterprise,
      does,
    );
    if (!['transfer', 'answer', 'undo'].includes(does)) continue;
    add(
      `delivery (id, programme, enterprise_id, person_id, delivered_on, by_kind, by_id, entered_at)
        values (?, ?, ?, ?, '2026-02-02', ${by})`,
      `${does}-brought-${programme}`,
      programme,
      enterprise,
      person,
    );
    add('delivery_item (delivery_id, entry_id, quantity) values (?, ?, 1)', `${does}-brought-${programme}`, entry);
  }
}

const TURNS = ['send', 'test', 'resend', 'pause', 'resume', 'cancel'] as const;
type Turn = (typeof TURNS)[number];

export interface World {
  readonly house: House;
  readonly llera: Records;
  readonly rio: Records;
}

/** The whole product over two programmes with people, staff, tasks and cases of their own, and nobody in both. */
export async function openWorld(logger?: Logger): Promise<World> {
  const house = await House.open({ packs: twoProgrammes(), ...(logger ? { logger } : {}) });
  const llera = await fill(house, 'llera', ['Anabel', 'Brenda', 'Carmela'], '11');
  const rio = await fill(house, 'rio', ['Xochitl', 'Yolanda', 'Zenaida'], '22');
  return { house, llera, rio };
}

async function fill(house: House, programme: string, names: readonly string[], digits: string): Promise<Records> {
  await house.shell(`cohort new ${programme} --name ${programme}-uno --starts 2026-03-02`);
  const phones = names.map((_, i) => `+5283412${digits}0${i}0`);
  for (const [i, name] of names.entries()) {
    await house.shell(
      `enrol ${name} --phone ${phones[i]} --programme ${programme} --cohort ${programme}-uno --channel twilio-sms`,
    );
  }
  const boss = `Marta${programme}`;
  await house.shell(
    `staff add ${boss} --role coordinator --phone +5283412${digits}099 --programme ${programme} --channel twilio-sms`,
  );
  house.run(`update enrolment set state = 'active' where programme = ?`, programme);
  const id = (sql: string, ...params: unknown[]) => String(house.rows(sql, ...params)[0]!['id']);
  const cohort = id('select id from cohort where programme = ?', programme);
  const person = id('select id from person where name = ?', names[0]);
  const partner = `partner-${programme}`;
  house.run(
    `insert into unit (id, programme, kind, name, title, created_at) values (?, ?, 'partner', ?, ?, 0)`,
    partner,
    programme,
    partner,
    `Socia ${programme}`,
  );
  house.run(
    `insert into unit (id, programme, kind, name, title, cohort_id, created_at) values (?, ?, 'group', ?, ?, ?, 0)`,
    `sabado-${programme}`,
    programme,
    `sabado-${programme}`,
    `Sábado ${programme}`,
    cohort,
  );
  // One for each route that does something with one.
  const april = Date.parse('2026-04-01T22:00:00Z');
  for (const does of ['get', 'move', 'cancel', 'restore', 'set', 'event']) {
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at, kind, cancelled_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
      `session-${does}-${programme}`,
      cohort,
      does,
      `Taller ${programme}`,
      april,
      april + 3_600_000,
      does === 'event' ? 'event' : 'session',
      does === 'restore' ? 1 : null,
    );
  }
  const began = house.clock.now() - 3_600_000;
  const roll = [`roll-${programme}`, `session-roll-${programme}`, began] as const;
  house.run(
    `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, ?, 'roll', 'Lista', ?, ?)`,
    roll[1],
    cohort,
    began,
    began + 7_200_000,
  );
  house.run(
    `insert into roll (id, session_id, source, by_kind, by_id, happened_at, entered_at) values (?, ?, 'api', 'token', 'x', ?, 1)`,
    ...roll,
  );
  for (const [method, status, of] of [
    ['roll', 'absent', roll[0]],
    ['self', 'present', null],
  ] as const) {
    house.run(
      `insert into attendance_fact (id, roll_id, session_id, happened_at, person_id, method, status, sent_by, entered_at)
        values (?, ?, ?, ?, ?, ?, ?, 'arrival', 1)`,
      `${method}-${programme}`,
      of,
      roll[1],
      began,
      person,
      method,
      status,
    );
  }
  const task = `task-${programme}`;
  house.run(
    `insert into task (id, person_id, topic, why, state, opened_at) values (?, ?, 'x', 'stray', 'open', 1)`,
    task,
    person,
  );
  const kase = `case-${programme}`;
  house.run(
    `insert into care_case (id, person_id, topic, reason, state, opened_at, programme) values (?, ?, 'person', '', 'open', 1, ?)`,
    kase,
    person,
    programme,
  );
  const request = `request-${programme}`;
  house.run(
    `insert into privacy_request (id, person_id, kind, asked_at, due_at) values (?, ?, 'access', 1, 2)`,
    request,
    person,
  );
  house.run(
    `insert into application (person_id, programme, source, applied_at) values (?, ?, 'keyword', 1)`,
    person,
    programme,
  );
  house.run(
    `insert into application_decision (person_id, programme, decision, by_kind, by_id, at) values (?, ?, 'waitlisted', 'shell', 'shell', 2)`,
    person,
    programme,
  );
  // Given before, so that what the API gives itself begins its own row of numbers.
  for (const [i, name] of names.entries()) {
    house.run(
      `insert into certificate (id, person_id, programme, rule, code, year, number, name, printed, issued_at)
        select 'certificate-' || ? || '-' || ?, id, ?, 'true', ?, 2025, ?, name, ?, 1 from person where name = ?`,
      programme,
      ['get', 'revoke', 'reissue'][i],
      programme,
      `${programme === 'llera' ? 'A' : 'B'}00000000${i}`,
      i + 1,
      JSON.stringify({
        language: 'es-MX',
        title: 'Constancia',
        programme,
        day: '2025-12-01',
        hours: 0,
        signers: [],
        logos: [],
      }),
      name,
    );
  }
  house.run(
    `insert into certificate_run (id, programme, by_kind, by_id, people, started_at, done_at) values (?, ?, 'shell', 'shell', 0, 1, 1)`,
    `run-${programme}`,
    programme,
  );
  house.run(
    `insert into report_frozen (id, programme, name, period, version, content, sha256, by_kind, by_id, frozen_at)
      values (?, ?, 'month', '2026-02', 1, ?, 'x', 'shell', 'shell', 1)`,
    `frozen-${programme}`,
    programme,
    JSON.stringify({
      figures: {
        people: { enrolled: 3 },
        attendance: [],
        homework: null,
        lessons: [],
        hours: null,
        messages: null,
        sites: null,
      },
      sheet: { title: 'Informe', language: 'es-MX', layout: 'page', blocks: [{ is: 'heading', text: 'Informe' }] },
    }),
  );
  const homework = { open: `open-${programme}`, decide: `decide-${programme}`, undo: `undo-${programme}` };
  for (const [name, one] of Object.entries(homework)) {
    house.run(
      `insert into homework (id, person_id, programme, name, state, assigned_at, received_at) values (?, ?, ?, ?, ?, 1, 2)`,
      one,
      id('select id from person where name = ?', names[1]), // the first has no homework, so that she may get her certificate
      programme,
      name,
      name === 'undo' ? 'accepted' : 'received',
    );
    house.run(
      `insert into homework_part (id, homework_id, kind, text, happened_at, entered_at) values (?, ?, 'text', 'dos botes', 2, 2)`,
      `part-${one}`,
      one,
    );
  }
  house.run(
    `insert into review (id, homework_id, submission, by_kind, by_id, opened_at, decided_at, verdict) values (?, ?, 1, 'shell', 'shell', 3, 4, 'done')`,
    `review-${programme}`,
    homework.undo,
  );
  house.run(
    `insert into outcome (id, programme, person_id, kind, on_day, evidence, by_kind, by_id, entered_at)
      values (?, ?, ?, 'job-direct', '2026-03-01', 'visit', 'shell', 'shell', 1)`,
    `outcome-${programme}`,
    programme,
    person,
  );
  const staff = id('select id from person where name = ?', boss);
  account(house, programme, person);
  const persons = house.rows(`select person_id as id from enrolment where programme = ?`, programme);
  const broadcasts = await previews(house, programme);
  const list = await previewedList(house, programme);
  return {
    programme,
    broadcasts,
    cohort,
    partner,
    person,
    leaver: id('select id from person where name = ?', names[2]),
    request,
    task,
    case: kase,
    staff,
    import: list,
    homework,
    marks: [
      ...Object.values(homework),
      cohort,
      task,
      kase,
      staff,
      boss,
      `${programme}-uno`,
      ...names,
      ...phones,
      ...persons.map((row) => String(row['id'])),
    ],
  };
}

/** Previews of broadcasts next month, one for each turn. */
async function previews(house: House, programme: string): Promise<Records['broadcasts']> {
  const token = await newToken(house, '--role admin');
  const post = async (path: string, body?: unknown) => (await call(house, token, 'POST', path, body)).json();
  const made: Partial<Record<Turn, { id: string; code: number }>> = {};
  for (const turn of TURNS) {
    const draft = { audience: { programme }, text: { text: `Aviso ${turn}` }, on: { date: '2026-04-01', at: '10:00' } };
    const { id, code } = await post('/broadcasts', draft);
    made[turn] = { id, code };
    if (turn === 'pause' || turn === 'resume') await post(`/broadcasts/${id}/send`, { code });
    if (turn === 'resume') await post(`/broadcasts/${id}/pause`);
    if (turn === 'resend') await post(`/broadcasts/${id}/cancel`);
  }
  return made as Records['broadcasts'];
}

async function previewedList(house: House, programme: string): Promise<string> {
  const token = await newToken(house, '--role admin');
  const file = Buffer.from('Nombre;Telefono\nNueva;834 155 0009\nOtra;834\n');
  return (await call(house, token, 'POST', `/imports?programme=${programme}`, file)).json().id;
}

/** `recado token new`, and the token it printed. */
export async function newToken(house: House, options = ''): Promise<string> {
  const said = await house.shell(`token new prueba ${options}`.trim());
  return said.split('\n')[0]!;
}

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The path with its places filled, and what comes after the question mark. */
export function urlOf(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'));
  const search = new URLSearchParams(query).toString();
  return `/api/v1${filled}${search ? `?${search}` : ''}`;
}

/** A network address of its own for each request, so that the wrong tokens of one test do not hold back the next. */
let callers = 0;

export async function call(
  house: House,
  token: string | undefined,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await house.app.server.inject({
    method: method as 'GET',
    remoteAddress: headers['from'] ?? `10.0.${(callers++ >> 8) % 256}.${callers % 256}`,
    url: url.startsWith('/api') ? url : `/api/v1${url}`,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': body instanceof Uint8Array ? 'text/csv' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: asPayload(body) }),
  });
  return response;
}

const asPayload = (body: unknown): string | Buffer =>
  typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body);
