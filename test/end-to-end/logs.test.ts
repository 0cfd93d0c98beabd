import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { logSettings } from '../../src/server/logging.ts';
import { House, screen } from './house.ts';

/** Words that only she would write, and names and numbers that only she has. */
const SECRET = ['Hermelinda', 'Xochitlalpan', 'chocolate de metate', 'me pegan', 'mi marido', 'Tecuanhuey'];
const NUMBERS = ['528341239876', '528341235432', '528341237777', '8341239876', '8341235432', '8341237777'];

test('a whole faulty conversation at debug level leaves no name, number or word of hers in the log', {
  timeout: 60_000,
}, async () => {
  let log = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  const house = await House.open({ logger: pino(logSettings('debug'), sink) });
  try {
    const { emulator } = house;
    await house.shell(
      'staff add Tecuanhuey --role coordinator --phone +528341237777 --programme llera --channel twilio-sms',
    );
    const her = await house.seat('whatsapp-cloud', '528341239876', { lesson: 'dos-botes', name: 'Hermelinda' });
    const other = await house.seat('twilio-sms', '528341235432', { lesson: 'dos-botes', name: 'Hermelinda Dos' });

    // She writes what is hers; the network and the providers do what they can.
    emulator.knobs.duplicates = 1;
    her.sends('mi marido me pegan en Xochitlalpan', { id: 'wamid.HERMELINDA' } as never);
    await house.settle();
    for (const fault of [
      { kind: 'http', status: 500 },
      { kind: 'http', status: 400, code: 131026 },
      { kind: 'unreachable' },
      { kind: 'drop-after-accept' },
      { kind: 'undelivered', code: 131047 },
    ] as const) {
      emulator.failNext(fault);
      her.sends('vendo chocolate de metate');
      other.sends('vendo chocolate de metate');
      await house.settle();
      await house.time.until(house.clock.now() + HOUR);
    }
    her.sends({ photo: { caption: 'Xochitlalpan' } });
    her.sends({ voice: {} });
    house.provider = () => new Response('Hermelinda 528341239876', { status: 502 });
    other.sends('PERSONA Xochitlalpan');
    await house.settle();
    house.provider = (request) => request();
    her.sends({ contact: '528341237777' });
    her.sends({ location: [19.4, -99.1], name: 'Xochitlalpan' });
    emulator.metaPost({
      object: 'whatsapp_business_account',
      entry: [
        {
          changes: [
            { field: 'messages', value: { messages: [{ from: '528341239876', text: { body: 'Hermelinda' } }] } },
          ],
        },
      ],
    });
    await house.settle();

    // The store itself fails with her words in its hands.
    house.run(
      "create trigger spoil before update on inbox when new.state = 1 begin select raise(abort, 'near ''Hermelinda'' 528341239876'); end",
    );
    her.sends('Hermelinda de Xochitlalpan');
    await house.settle();
    house.run('drop trigger spoil');
    await house.time.until(house.clock.now() + DAY);

    // Requests that nobody of ours makes.
    for (const url of [
      '/webhooks/whatsapp?hub.challenge=528341239876',
      '/media/528341239876?name=Hermelinda',
      '/api/v1/people?phone=%2B528341239876',
      '/verify/Hermelinda',
    ])
      await house.app.server.inject(url);
    await house.app.server.inject({
      method: 'POST',
      url: '/webhooks/twilio',
      payload: 'Body=Hermelinda&From=%2B528341239876',
    });
    await house.app.server.inject({
      method: 'POST',
      url: '/webhooks/whatsapp',
      payload: '{"Hermelinda": 528341239876',
    });
    emulator.knobs.tokenExpired = true;
    other.sends('otra vez chocolate de metate');
    await house.settle();
    expect(screen(her).length).toBeGreaterThan(1); // it was a conversation
  } finally {
    await house.close();
  }

  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; msg: string });
  // The log is there, speaks of each kind of trouble, and goes down to debug.
  expect(lines.length).toBeGreaterThan(40);
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(['debug', 'info', 'warn', 'error']));
  const said = new Set(lines.map(({ msg }) => msg));
  for (const trouble of ['a turn did not work', 'signature missing or wrong', 'answered'])
    expect([...said], trouble).toContain(trouble);
  for (const secret of [...SECRET, ...NUMBERS]) {
    const at = lines.find((line) => JSON.stringify(line).toLowerCase().includes(secret.toLowerCase()));
    expect(at, secret).toBeUndefined();
  }
});
