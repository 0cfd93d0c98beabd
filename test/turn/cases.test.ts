import { afterEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { MONDAY, PACK } from './pack.ts';
import { Phone } from './phone.ts';

const ANA = '+528341234567';
const MARTA = '+528341110001';
const ELENA = '+528341110002';

let phone: Phone;
const opened: Phone[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const SAFE = {
  ...PACK,
  'programme.yaml': `${PACK['programme.yaml']}quiet_hours: 20:00-09:00
safeguarding: { focal_point: role:focal, phrases: services/cuidado.yaml }
shared_phone: { at_entry: skip }
`,
  'services/cuidado.yaml':
    'phrases: [me pega]\nnot: []\ncontact: [{ site: Llera, name: Línea, phone: "079", hours: siempre, verified_on: 2026-01-01 }]\n',
};

function open(): Phone {
  phone = new Phone(SAFE, MONDAY);
  opened.push(phone);
  return phone;
}

const duty = (name: string, role: string, number: string) => {
  phone.clock.advance(1); // ids are drawn by time and seed
  return phone.operate('staff.add', {
    name,
    role,
    phone: number,
    channel: 'whatsapp-cloud',
    ourNumber: '100',
    programme: 'llera',
  });
};

/** Ana is in her first lesson. */
async function inLesson(): Promise<void> {
  await phone.sends('MITIERRA');
  await phone.sends('si');
}

/** What went to a number, oldest first, in the SMS form. */
const to = (number: string) =>
  phone
    .rows(
      "select json_extract(o.message, '$.sms') as sms from outbox o join address a on a.id = o.address_id where a.phone = ? order by o.seq",
      number,
    )
    .map((row) => String(row['sms']));

const cases = () =>
  phone.rows(
    'select number, topic, state, owner_id is not null as owned, answered_at is not null as answered from care_case order by number',
  );

let providerId = 0;
function message(from: string, text: string, id = `x${++providerId}`) {
  const now = phone.clock.now();
  return {
    our: { channel: 'whatsapp-cloud' as const, number: '100' },
    providerId: id,
    sender: { raw: from.slice(1), waId: from.slice(1), phone: from },
    sentAt: now - 1_000,
    sentBy: 'provider' as const,
    content: { kind: 'text' as const, text },
  };
}

test('a case goes to the coordinator with her last words, and asking twice is one case and one alert', async () => {
  open();
  await duty('Marta Pérez', 'coordinator', MARTA);
  await inLesson();
  await phone.sends('no le entiendo a esto');
  await phone.sends('PERSONA');
  await phone.sends('persona');
  expect(cases()).toEqual([{ number: 1, topic: 'person', state: 'open', owned: 1, answered: 0 }]);
  expect(to(MARTA)).toEqual([
    expect.stringMatching(/^Caso 1: .*\nEscribió: "no le entiendo a esto"\nPara contestarle: RESPONDER 1/),
  ]);
  expect(phone.rows('select count(*) as n from task')).toEqual([{ n: 0 }]);
});

test('a stranger who asks for a person reaches one too', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await phone.sends('PERSONA', '+528349990000');
  expect(to(MARTA)).toEqual([expect.stringContaining('Caso 1: Una persona pide hablar')]);
  expect(cases()).toMatchObject([{ owned: 1 }]);
});

test('a stranger who calls for help reaches the focal point and the deputy', async () => {
  open();
  await duty('Elena', 'deputy', ELENA);
  await duty('Lupita', 'focal', '+528341110003');
  await phone.sends('me pega', '+528349990000');
  expect(to('+528341110003')).toEqual([expect.stringContaining('alguien de confianza')]);
  expect(to(ELENA)).toEqual([expect.stringContaining('También le avisamos a Lupita')]);
});

test('with nobody on duty a task keeps it, and the first who comes gets it', async () => {
  open();
  await inLesson();
  expect((await phone.sends('PERSONA')).join()).toContain('Todavía no podemos decirle cuándo');
  expect(phone.rows('select topic, why from task')).toEqual([{ topic: 'case', why: 'case-unanswered' }]);
  expect(await duty('Marta', 'coordinator', MARTA)).toMatchObject({ already: false, waiting: 1 });
  await phone.works();
  expect(to(MARTA)).toEqual([expect.stringContaining('Caso 1:')]);
  expect(await duty('Marta', 'coordinator', MARTA)).toMatchObject({ already: true });
  await phone.works();
  expect(to(MARTA)).toHaveLength(1);
});

test('staff are no learners: no consent, no enrolment, no journey', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await duty('Marta', 'focal', MARTA);
  expect((await phone.sends('hola', MARTA)).join()).toContain('CASOS');
  expect(phone.rows('select name from person')).toEqual([{ name: 'Marta' }]);
  expect(phone.rows('select * from enrolment')).toEqual([]);
  expect(phone.rows('select * from consent')).toEqual([]);
  expect(phone.rows('select role, until from staff order by role')).toEqual([
    { role: 'coordinator', until: null },
    { role: 'focal', until: null },
  ]);
});

test('two who answer in one moment: the first reaches her, the second hears of it; a delivery twice is one', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await duty('Elena', 'deputy', ELENA);
  await inLesson();
  await phone.sends('PERSONA');
  await phone.waits(phone.clock.now() + 5 * HOUR);
  expect(to(ELENA)).toEqual([expect.stringContaining('Ahora le toca a usted')]);
  expect(to(MARTA).at(-1)).toContain('pasó a Elena');

  const both = [message(MARTA, 'RESPONDER 1 Soy Marta'), message(ELENA, 'RESPONDER 1 Soy Elena')];
  await phone.works([...both, ...both]);
  await phone.works(both);
  expect(to(ANA).filter((text) => text.startsWith('Soy'))).toEqual(['Soy Marta\n- Marta']);
  expect(to(MARTA).at(-1)).toContain('Enviado');
  expect(to(ELENA).at(-1)).toBe('El caso 1 ya lo contestó Marta. Su mensaje no se envió.');

  await phone.works([message(MARTA, 'CERRAR 1'), message(ELENA, 'CERRAR 1')]);
  expect(to(ANA).filter((text) => text.startsWith('Cerramos'))).toHaveLength(1);
  expect(to(ELENA).at(-1)).toBe('El caso 1 ya está cerrado.');
  expect(phone.rows(`select count(*) as n from timer where key like 'case:%'`)).toEqual([{ n: 0 }]);
});

test('words of hers without an answer move an answered case too', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await duty('Elena', 'deputy', ELENA);
  await inLesson();
  await phone.sends('PERSONA');
  await phone.sends('RESPONDER 1 Dígame', MARTA);
  await phone.waits(phone.clock.now() + DAY);
  expect(to(ELENA)).toEqual([]);
  await phone.sends('es que no puedo ir el martes');
  await phone.sends('¿me oye?');
  expect(to(MARTA).at(-1)).toContain('(caso 1): ¿me oye?');
  await phone.waits(phone.clock.now() + 5 * HOUR);
  expect(to(ELENA)).toEqual([expect.stringContaining('Ahora le toca a usted')]);
  await phone.sends('RESPONDER 1 Soy Elena', ELENA);
  expect(to(ANA).at(-1)).toBe('Soy Elena\n- Elena');
});

test('when nobody is left to ask, a task says so, and who leaves hands on what she had', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await inLesson();
  await phone.sends('PERSONA');
  await phone.waits(phone.clock.now() + 5 * HOUR);
  expect(to(MARTA).at(-1)).toContain('Nadie ha contestado todavía');
  expect(phone.rows('select why from task')).toEqual([{ why: 'case-unanswered' }]);
  await duty('Elena', 'coordinator', ELENA);
  await phone.operate('staff.end', { name: 'marta' });
  await phone.works();
  expect(to(ELENA)).toEqual([expect.stringContaining('Caso 1:')]);
  expect((await phone.sends('RESPONDER 1 hola', MARTA)).join()).not.toContain('Enviado');
  await expect(phone.operate('staff.end', { name: 'Marta' })).rejects.toMatchObject({ code: 'STAFF_UNKNOWN' });
});

test('a call for help tells the focal point and the deputy, and its words stand in no message and no event', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await duty('Elena', 'deputy', ELENA);
  await duty('Lupita', 'focal', '+528341110003');
  await inLesson();
  await phone.sends('mi marido me pega mucho');
  await phone.sends('PERSONA');
  for (const number of [ELENA, '+528341110003'])
    expect(to(number)).toEqual([expect.stringContaining('alguien de confianza')]);
  expect(to(MARTA)).toEqual([expect.stringContaining('Caso 2:')]);
  expect(
    JSON.stringify([phone.rows('select message from outbox'), phone.rows('select payload from event')]),
  ).not.toContain('marido');
  await phone.sends('CERRAR 1', '+528341110003');
  expect(phone.rows('select state from safeguarding_alert')).toEqual([{ state: 'closed' }]);
  expect(cases()).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
});

test('on a phone that two share an alert brings no words, which may be the other one’s', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await phone.operate('enrol', {
    programme: 'llera',
    name: 'Ana',
    phone: ANA,
    channel: 'whatsapp-cloud',
    ourNumber: '100',
  });
  await phone.operate('enrol', {
    programme: 'llera',
    name: 'Luz',
    phone: ANA,
    channel: 'whatsapp-cloud',
    ourNumber: '100',
  });
  await phone.works();
  await phone.sends('Luz: no quiero que Ana sepa esto');
  await phone.sends('Ana: PERSONA');
  expect(to(MARTA)).toEqual([expect.stringMatching(/^Caso 1: Ana pide/)]);
  expect(to(MARTA).join()).not.toContain('sepa');
});

test('a voice note that quotes the alert reaches her when it is fetched; one that is lost is told to whoever sent it', async () => {
  open();
  await duty('Marta', 'coordinator', MARTA);
  await inLesson();
  await phone.sends('PERSONA');
  const [alert] = phone.rows(`select id, seq from outbox where thread_id like 'case:%'`);
  phone.quotes(Number(alert!['seq']), 'wamid.1');
  const voice = { kind: 'media', media: [{ kind: 'voice', id: 'v1', mime: 'audio/ogg' }] } as const;
  await phone.works([{ ...message(MARTA, ''), content: voice, quoted: 'wamid.1' }]);
  expect(cases()).toMatchObject([{ answered: 0 }]);
  const fetched = { state: 'kept', path: 'ab/x.ogg', mime: 'audio/ogg', bytes: 9, sha256: 'ab' };
  const [media] = phone.rows('select id from media');
  await phone.operate('media.settle', { id: media!['id'], fetched });
  await phone.operate('media.settle', { id: media!['id'], fetched });
  await phone.works();
  const sent = phone.rows(
    `select message from outbox o join address a on a.id = o.address_id where a.phone = ? and o.kind = 'staff'`,
    ANA,
  );
  expect(sent.map((row) => JSON.parse(String(row['message'])).media ?? null)).toEqual([
    { kind: 'audio', file: '@kept/ab/x.ogg' },
    null,
  ]);
  expect(cases()).toMatchObject([{ answered: 1 }]);

  const photo = { kind: 'media', media: [{ kind: 'photo', id: 'p1' }], caption: 'RESPONDER 1 mire' } as const;
  await phone.works([{ ...message(MARTA, ''), content: photo }]);
  const [second] = phone.rows(`select id from media where state = 'pending'`);
  await phone.operate('media.settle', { id: second!['id'], fetched: { state: 'refused', reason: 'gone' } });
  await phone.works();
  expect(to(MARTA).at(-1)).toContain('no nos llegó bien');
});
