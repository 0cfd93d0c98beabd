import type { Millis } from '../../base/clock.ts';
import type { Form } from '../../domain/channel.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import type { MediaFile } from '../media-file.ts';

/** A phone in somebody's browser. `id` is a random token kept in a cookie; each form is an address of its own. */
export interface SimulatorPhone {
  readonly id: string;
  readonly form: Form;
}

/** One bubble on the phone, from either side, oldest first in a view. */
export interface SimulatorMessage {
  /** Unique on this phone and never changing: letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  readonly from: 'her' | 'us';
  readonly at: Millis;
  readonly text: string;
  /** Buttons or list rows as rendered for the channel; tapping one sends `{kind: 'tap', id, title}`. */
  readonly options?: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
  /** Something that is not text. From us `name` is the file of the pack; it is shown where `media` has its bytes. */
  readonly media?: {
    readonly kind: 'image' | 'audio' | 'video' | 'document' | 'photo' | 'voice' | 'location' | 'sticker';
    readonly name?: string;
  };
  /** Id of the message on this phone that is quoted. */
  readonly quoted?: string;
  readonly segments?: number;
  readonly ticks?: 'pending' | 'sent' | 'delivered' | 'read' | 'failed';
}

/** What the simulator pages need. `channels/simulator` provides it through `assemble`. */
export interface SimulatorDeps {
  /** What a newcomer may join: the title and the word to type first. */
  readonly programmes: readonly { readonly title: string; readonly join: string }[];
  /** Her message, into the real inbox. Resolves when it is durable. */
  send(phone: SimulatorPhone, content: InboundContent, quoted?: string): Promise<unknown>;
  /** The bytes of a pack's picture, voice note, video or document. Without it only its name is shown. */
  media?(file: string): Promise<MediaFile | null>;
  view(phone: SimulatorPhone): readonly SimulatorMessage[];
  /** Calls the listener after every change of this phone's view. Returns how to stop. */
  subscribe(phone: SimulatorPhone, listener: () => void): () => void;
}
