import { says } from '../../locale/sentence.ts';
import type { Said } from '../emulator/said.ts';
import type { Sent } from './parse.ts';
import type { Handset } from './people.ts';
import { Trouble } from './trouble.ts';

/** What a transcript line sends, as the robot's phone does it. */
export function said(content: Sent, handset: Handset): Said {
  switch (content.kind) {
    case 'button':
      return { tap: content.label };
    case 'text':
      return content.text;
    case 'location':
      return { location: [content.latitude, content.longitude] };
    case 'reaction':
      return { reaction: content.emoji ?? null, to: handset.phone.last?.id ?? '' };
    case 'media': {
      const file = content.caption ? { caption: content.caption } : {};
      const kind = content.media[0]!.kind;
      return { [kind]: file } as Said;
    }
    default:
      throw new Trouble(says('transcript.kind', { kind: content.kind }));
  }
}
