import { formOf } from '../../domain/channel.ts';
import { segmentsOf } from '../../text/segments.ts';
import type { Capabilities, Channel } from '../port.ts';
import type { Piece } from '../render/piece.ts';
import { render } from '../render/render.ts';
import type { SimulatorChannel, SimulatorHub } from './hub.ts';

/** As the real ones, without their speed limits. */
const CAPABILITIES: Readonly<Record<'whatsapp' | 'sms', Capabilities>> = {
  whatsapp: {
    form: 'whatsapp',
    buttons: 3,
    rows: 10,
    textLimit: 4096,
    interactiveLimit: 1024,
    media: ['image', 'audio', 'video', 'document'],
    window: false, // templates would only hide the words from whoever is trying them out
    perSecond: 1_000,
  },
  sms: {
    form: 'sms',
    buttons: 0,
    rows: 0,
    textLimit: 1600,
    interactiveLimit: 1600,
    media: [],
    window: false,
    perSecond: 1_000,
  },
};

/** A phone in the browser or the terminal, as WhatsApp or as SMS. */
export function simulatorChannel(id: SimulatorChannel, hub: SimulatorHub): Channel {
  const capabilities = CAPABILITIES[formOf(id)];
  return {
    id,
    capabilities,
    async send(to, message, { outboxId }) {
      const pieces = render(message, capabilities);
      const providerId = hub.deliver(id, to.raw, pieces, outboxId);
      return { outcome: 'accepted', providerId, ...(capabilities.form === 'sms' && { segments: segments(pieces) }) };
    },
    openMedia: async (ref, limit) => hub.open(ref, limit),
    probe: async (tongue = 'en') => ({ ok: true, says: { es: 'teléfonos simulados', en: 'simulated phones' }[tongue] }),
  };
}

function segments(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? segmentsOf(piece.text).segments : 0), 0);
}
