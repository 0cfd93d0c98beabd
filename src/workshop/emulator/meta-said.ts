import { hex } from './chance.ts';
import type { FileSaid, Said } from './said.ts';
import { SAMPLES } from './samples.ts';
import type { Shared } from './shared.ts';
import type { Received } from './types.ts';

/** The body of an element of `messages[]` for what she did (CHANNELS.md §1.4). */
export function metaBody(shared: Shared, said: Said, screen: readonly Received[]): Readonly<Record<string, unknown>> {
  if (typeof said === 'string') return { type: 'text', text: { body: said } };
  if ('tap' in said) return tapped(said.tap, screen);
  if ('photo' in said) return { type: 'image', image: keep(shared, 'photo', said.photo) };
  if ('voice' in said) return { type: 'audio', audio: { ...keep(shared, 'voice', said.voice), voice: true } };
  if ('video' in said) return { type: 'video', video: keep(shared, 'video', said.video) };
  if ('document' in said)
    return { type: 'document', document: { filename: 'hoja.pdf', ...keep(shared, 'document', said.document) } };
  if ('sticker' in said)
    return { type: 'sticker', sticker: { ...keep(shared, 'sticker', said.sticker), animated: false } };
  if ('location' in said) {
    const [latitude, longitude] = said.location;
    return { type: 'location', location: { latitude, longitude, ...(said.name && { name: said.name }) } };
  }
  if ('reaction' in said)
    return { type: 'reaction', reaction: { message_id: said.to, ...(said.reaction && { emoji: said.reaction }) } };
  if ('contact' in said) {
    const phones = [{ phone: said.contact, wa_id: said.contact.replace(/\D/g, ''), type: 'MOBILE' }];
    return { type: 'contacts', contacts: [{ name: { formatted_name: 'Contacto' }, phones }] };
  }
  if ('edit' in said) {
    return {
      type: 'edit',
      edit: { original_message_id: said.of, message: { type: 'text', text: { body: said.edit } } },
    };
  }
  if ('deletes' in said) return { type: 'revoke', revoke: { original_message_id: said.deletes } };
  if ('welcome' in said) return { type: 'request_welcome' };
  if ('becomes' in said) {
    return { type: 'system', system: { type: 'user_changed_number', body: 'changed', wa_id: said.becomes } };
  }
  const details = { error_data: { details: 'Message type is currently not supported.' } };
  const errors = [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown', ...details }];
  return { type: 'unsupported', errors, unsupported: { type: said.unsupported } };
}

function tapped(what: string, screen: readonly Received[]): Readonly<Record<string, unknown>> {
  for (const message of [...screen].reverse()) {
    const choice = message.choices.find((c) => c.title === what || c.id === what);
    if (!choice) continue;
    const type = message.type === 'list' ? 'list_reply' : 'button_reply';
    const context = { from: message.from, id: message.id };
    if (message.type === 'template')
      return { type: 'button', button: { payload: choice.id, text: choice.title }, context };
    return { type: 'interactive', interactive: { type, [type]: { id: choice.id, title: choice.title } }, context };
  }
  throw new Error(`Nothing on her screen says “${what}”.`);
}

function keep(shared: Shared, kind: keyof typeof SAMPLES, file: FileSaid) {
  const id = hex(shared.random, 15).replace(/[a-f]/g, '8');
  const mime = file.mime ?? SAMPLES[kind].mime;
  shared.files.set(id, { bytes: file.bytes ?? SAMPLES[kind].bytes, mime });
  return {
    id,
    mime_type: mime,
    ...(file.caption && { caption: file.caption }),
    ...(file.filename && { filename: file.filename }),
  };
}
