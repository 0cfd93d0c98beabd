import { afterEach, expect, test } from 'vitest';
import { House } from '../end-to-end/house.ts';

let house: House;
afterEach(() => house.close());

test('a phone as it stands on paper is one of the country of the programme; what is no phone is refused', async () => {
  house = await House.open();
  for (const [i, written] of ['834-123-4501', '(834)1234502', '+52-834-123-4503', '5218341234504'].entries())
    await house.shell(`enrol Ana${i} --phone ${written} --channel twilio-sms`);
  expect(house.rows('select phone from address order by phone').map(({ phone }) => phone)).toEqual([
    '+528341234501',
    '+528341234502',
    '+528341234503',
    '+528341234504',
  ]);
  for (const written of ['834123', '+834', 'ana'])
    await expect(house.shell(`enrol Luz --phone ${written} --channel twilio-sms`)).rejects.toThrow(/phone/i);
  expect(house.count('person')).toBe(4);
});
