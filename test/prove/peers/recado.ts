import { join } from 'node:path';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import { readAll } from '../../../src/assemble/packs.ts';
import { MINUTE } from '../../../src/base/clock.ts';
import type { Phone } from '../../../src/workshop/emulator/phone.ts';
import { seat } from '../../../src/workshop/operations.ts';
import { eventually, House, LOCALES } from '../../end-to-end/house.ts';
import type { Act, Case } from './cases.ts';
import type { Observed } from './judge.ts';

const LUZ = '528341000001';

/** Plays a case on the whole product, over the emulator of Meta's Cloud API, in virtual time. */
export async function onRecado({ acts }: Case): Promise<Observed> {
  const { transcripts: _, ...packs } = readAll({ flows: join(import.meta.dirname, 'flows'), locales: LOCALES });
  const house = await House.open({ packs });
  try {
    const phone = house.emulator.phone(LUZ, 'whatsapp-cloud', { name: 'Luz' });
    phone.opensWindow();
    await house.app.operate(seat, {
      channel: 'whatsapp-cloud',
      ourNumber: EMULATED.meta.phoneNumberId,
      phone: LUZ,
      people: [{ id: 'luz', name: 'Luz', language: 'es-MX' }],
      programme: 'huerto',
      lesson: 'venta',
      finished: [],
    });
    house.app.inbox.wake();
    await house.settle();
    if (acts.some((act) => 'slow' in act)) await whileSending(house, phone, acts);
    else for (const act of acts) await play(house, phone, act);
    return {
      received: phone.inbox.map(({ text }) => text),
      kept: house
        .rows('select step, plain from answer order by entered_at, rowid')
        .map(({ step, plain }) => ({ step: String(step), text: String(JSON.parse(String(plain))) })),
      ended: 0,
    };
  } finally {
    await house.close();
  }
}

async function play(house: House, phone: Phone, act: Act): Promise<void> {
  if ('restart' in act) await house.restart();
  if ('fails' in act) return house.emulator.failNext({ kind: 'http', status: act.fails });
  if ('both' in act) {
    phone.sends(act.both[0]);
    phone.sends(act.both[1], { late: act.apart });
  }
  if ('says' in act) {
    const id = phone.sends(act.says);
    if (act.again === 'later') await house.settle();
    if (act.again) phone.sends(act.says, { id });
  }
  await house.settle();
  await house.time.until(house.clock.now() + MINUTE);
}

/** The provider answers each send only when her next message is in: she has read the question long before. */
async function whileSending(house: House, phone: Phone, acts: readonly Act[]): Promise<void> {
  let working: Promise<void> | undefined;
  for (const act of acts) {
    if (!('says' in act)) continue;
    const before = phone.inbox.length;
    phone.sends(act.says);
    await house.deliver();
    house.letGo();
    house.hold();
    working ??= house.settle();
    await eventually(() => phone.inbox.length > before);
  }
  house.letGo();
  await working;
  await house.settle();
}
