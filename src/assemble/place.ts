import { RecadoError } from '../base/errors.ts';
import type { ChannelSet } from '../channels/registry.ts';
import { SIMULATOR_NUMBER } from '../channels/simulator/hub.ts';
import type { ChannelId } from '../domain/channel.ts';
import { regionOf } from '../domain/country.ts';
import { phoneWritten } from '../domain/phone.ts';
import type { Store } from '../store/port.ts';
import type { Mind } from './mind.ts';

export interface Place {
  readonly phone: string;
  readonly channel: ChannelId;
  readonly ourNumber: string;
}

/**
 * A phone as people write it, and where to write to it: where it is known already, else by the channel asked for. Without a
 * prefix it is a number of the country whose language the first programme speaks. Throws PHONE_INVALID.
 */
export async function placeOf(
  app: { readonly store: Pick<Store, 'read'>; readonly channels: ChannelSet; mind(): Pick<Mind, 'library'> },
  written: string,
  asked?: ChannelId,
): Promise<Place> {
  const [programme] = [...app.mind().library.programmes.values()];
  const phone = phoneWritten(written, programme && regionOf(programme.languages[0]));
  if (phone === undefined) throw new RecadoError('PHONE_INVALID', {});
  const [known] = await app.store.read<{ channel: ChannelId; our_number: string }>({
    sql: {
      sqlite: 'select channel, our_number from address where phone = @phone order by last_inbound_at desc limit 1',
    },
    params: { phone },
  });
  if (known && (asked === undefined || asked === known.channel))
    return { phone, channel: known.channel, ourNumber: known.our_number };
  return { phone, ...newcomersAt(app.channels, asked) };
}

/** Where somebody whom nobody knows is written to: the first channel that reaches real phones. */
export function newcomersAt({ channels, numbers }: ChannelSet, asked?: ChannelId): Omit<Place, 'phone'> {
  const channel = asked ?? channels[0]!.id;
  return { channel, ourNumber: numbers[channel] ?? SIMULATOR_NUMBER };
}

/** The programme named, or the only one there is. Throws PROGRAMME_UNKNOWN. */
export function programmeNamed(app: { mind(): Pick<Mind, 'library'> }, name?: string): string {
  const known = [...app.mind().library.programmes.keys()];
  const programme = name ?? (known.length === 1 ? known[0] : undefined);
  if (programme === undefined || !known.includes(programme))
    throw new RecadoError('PROGRAMME_UNKNOWN', { name: programme ?? '(none said)', known: known.join(', ') });
  return programme;
}
