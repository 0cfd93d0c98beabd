import { expect, test } from 'vitest';
import { phoneShown, phoneWritten } from '../../src/domain/phone.ts';

test.each([
  ['834 123 4567', 'MX', '+528341234567'],
  ['(834) 123-45-67', 'MX', '+528341234567'],
  ['+52 1 834 123 4567', undefined, '+528341234567'],
  ['5218341234567', 'MX', '+528341234567'],
  ['528341234567', 'MX', '+528341234567'],
  ['044 834 123 4567', 'MX', '+528341234567'],
  ['0052 834 123 4567', 'MX', '+528341234567'],
  ['521 234 5678', 'MX', '+525212345678'], // ten digits that begin like the old prefix are a whole number
  ['71234567', 'BO', '+59171234567'],
  ['+591 71234567', 'MX', '+59171234567'],
  ['83412', 'MX', undefined],
  ['834123456789012345', 'MX', undefined],
  ['8341234567', undefined, undefined],
  ['Ana', 'MX', undefined],
])('%s written in %s is %s', (text, country, phone) => expect(phoneWritten(text, country)).toBe(phone));

test('as people read it out', () => expect(phoneShown('+528341234567')).toBe('+52 834 123 4567'));
