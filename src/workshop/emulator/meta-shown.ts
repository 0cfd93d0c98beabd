import { fileOf } from './meta-files.ts';
import type { SendRequest } from './meta-request.ts';
import type { Received } from './types.ts';

type Interactive = (SendRequest & { type: 'interactive' })['interactive'];

/** The message as her phone shows it. */
export function shown(request: SendRequest): Omit<Received, 'id' | 'to' | 'from' | 'at'> {
  const base = {
    channel: 'whatsapp-cloud' as const,
    choices: [],
    ...(request.context && { quote: request.context.message_id }),
    ...(request.biz_opaque_callback_data && { outboxId: request.biz_opaque_callback_data }),
  };
  switch (request.type) {
    case 'text':
      return { ...base, type: 'text', text: request.text.body };
    case 'interactive':
      return { ...base, ...interactive(request.interactive) };
    case 'template': {
      const parameters = (request.template.components ?? []).flatMap((c) => c.parameters.map((p) => p.text ?? ''));
      return { ...base, type: 'template', text: parameters.join(' '), template: request.template.name };
    }
    default: {
      const file = fileOf(request);
      return { ...base, type: request.type, text: file?.caption ?? '', media: file?.id ?? file?.link ?? '' };
    }
  }
}

function interactive(wanted: Interactive): Pick<Received, 'type' | 'text' | 'choices' | 'media'> {
  const { text } = wanted.body;
  if (wanted.type === 'list') {
    return { type: 'list', text, choices: wanted.action.sections.flatMap((section) => section.rows) };
  }
  const media = headerFile(wanted.header);
  return { type: 'buttons', text, choices: wanted.action.buttons.map((b) => b.reply), ...(media && { media }) };
}

function headerFile(header: (Interactive & { type: 'button' })['header']): string | undefined {
  switch (header?.type) {
    case 'image':
      return header.image.id ?? header.image.link;
    case 'video':
      return header.video.id ?? header.video.link;
    case 'document':
      return header.document.id ?? header.document.link;
    default:
      return undefined;
  }
}
