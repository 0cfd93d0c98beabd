import { z } from 'zod';
import { formOf } from '../domain/channel.ts';
import { ROLES } from '../programme/on-duty.ts';
import type { Operation, RowWrite } from '../store/port.ts';

const input = z.object({
  channel: z.enum(['whatsapp-cloud', 'twilio-whatsapp', 'twilio-sms', 'sms-gateway']),
  ourNumber: z.string(),
  phone: z.string(),
  name: z.string(),
  language: z.string(),
  role: z.enum(ROLES),
  programme: z.string(),
});
type Input = z.infer<typeof input>;

/** Puts someone of a transcript on duty, her window open. Only the workshop's throw-away databases ever see it. */
export const staffSeat: Operation<Input, null> = {
  name: 'workshop.staff',
  input,
  reads: {},
  decide(_, { channel, ourNumber, phone, name, language, role, programme }, { now, newId }) {
    const [lane, address, person] = [newId(), newId(), newId()];
    const key = { channel, our_number: ourNumber };
    const raw = formOf(channel) === 'sms' ? `+${phone}` : phone;
    const seen = { last_inbound_at: now, window_at: now, created_at: now };
    const rows: RowWrite[] = [
      { op: 'insert', table: 'lane', values: { id: lane, created_at: now } },
      {
        op: 'insert',
        table: 'address',
        values: { id: address, lane_id: lane, ...key, raw, phone: `+${phone}`, ...seen },
      },
      { op: 'insert', table: 'address_key', values: { ...key, value: `phone:+${phone}`, address_id: address } },
      { op: 'insert', table: 'person', values: { id: person, lane_id: lane, name, language, created_at: now } },
      { op: 'insert', table: 'person_address', values: { person_id: person, address_id: address, since: now } },
      { op: 'insert', table: 'staff', values: { person_id: person, role, programme, since: now } },
    ];
    return { rows, output: null };
  },
};
