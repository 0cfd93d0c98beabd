import { fileOf } from './meta-files.ts';
import type { SendRequest } from './meta-request.ts';
import { type TemplateShelf, words } from './template-shelf.ts';
import type { Received } from './types.ts';

type Interactive = (SendRequest & { type: 'interactive' })['interactive'];

/** The message as her phone shows it. */
export function shown(request: SendRequest, shelf: TemplateShelf): Omit<Received, 'id' | 'to' | 'from' | 'at'> {
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
      const { name, language, components = [] } = request.template;
      const known = shelf.find(name, language.code);
      const of = (type: string) => components.filter((one) => one.type === type).flatMap((one) => one.parameters);
      const payload = of('button')[0]?.['payload'];
      const title = known?.button?.title;
      const text = words(
        known,
        of('body').map((parameter) => parameter.text ?? ''),
      );
      const choices = title === undefined ? [] : [{ id: typeof payload === 'string' ? payload : title, title }];
      return { ...base, type: 'template', text, choices, template: name };
    }
    default: {
      const file = fileOf(request);
      return { ...base, type: request.type, text: file?.caption ?? '', media: file?.id ?? file?.link ?? '' };
    }
  }
}

function interactive(wanted: Interactive): Pick<Received, 'type' | 'text' | 'choices' | 'opens' | 'media'> {
  const { text } = wanted.body;
  if (wanted.type === 'list') {
    const { button, sections } = wanted.action;
    const choices = sections.flatMap(({ rows }) =>
      rows.map(({ id, title, description }) => ({ id, title, ...(description === undefined ? {} : { description }) })),
    );
    return { type: 'list', text, choices, opens: button };
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
