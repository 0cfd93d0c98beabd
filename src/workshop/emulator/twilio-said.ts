import { newSid } from './chance.ts';
import type { FileSaid, Said } from './said.ts';
import { SAMPLES } from './samples.ts';
import type { Shared } from './shared.ts';
import type { Received, TwilioAccount } from './types.ts';

export interface TwilioBody {
  readonly fields: Readonly<Record<string, string>>;
  /** Ids of files that came with it. */
  readonly media: readonly string[];
}

/** The parameters for what she did (CHANNELS.md §3.1). Undefined where Twilio brings nothing of the kind. */
export function twilioBody(
  shared: Shared,
  account: TwilioAccount,
  sid: string,
  said: Said,
  screen: readonly Received[] = [],
): TwilioBody | undefined {
  if (typeof said === 'string') return { fields: { Body: said, MessageType: 'text' }, media: [] };
  const kind = (['photo', 'voice', 'video', 'document', 'sticker'] as const).find((k) => k in said);
  if (kind) return withFile(shared, account, sid, kind, (said as Record<typeof kind, FileSaid>)[kind]);
  if ('tap' in said) {
    const choice = screen.flatMap(({ choices }) => choices).findLast(({ title }) => title === said.tap);
    const fields = {
      Body: said.tap,
      ButtonText: said.tap,
      ButtonPayload: choice?.id ?? said.tap,
      MessageType: 'button',
    };
    return { fields, media: [] };
  }
  if ('location' in said) {
    const [latitude, longitude] = said.location;
    const fields = { Body: '', Latitude: String(latitude), Longitude: String(longitude), MessageType: 'location' };
    return { fields: said.name ? { ...fields, Label: said.name } : fields, media: [] };
  }
  return undefined;
}

const TYPE = { photo: 'image', voice: 'audio', video: 'video', document: 'document', sticker: 'sticker' } as const;

function withFile(
  shared: Shared,
  account: TwilioAccount,
  sid: string,
  kind: keyof typeof TYPE,
  file: FileSaid,
): TwilioBody {
  const id = newSid(shared.random, 'ME');
  // Twilio gives the bare type: audio/ogg without its codec.
  const mime = file.mime ?? SAMPLES[kind].mime.split(';')[0]!;
  shared.files.set(id, { bytes: file.bytes ?? SAMPLES[kind].bytes, mime });
  const origin = shared.options.origin ?? 'https://api.twilio.com';
  const url = `${origin}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${id}`;
  const fields = { Body: file.caption ?? '', MediaUrl0: url, MediaContentType0: mime, MessageType: TYPE[kind] };
  return { fields, media: [id] };
}
