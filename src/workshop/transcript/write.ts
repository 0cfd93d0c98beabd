import type { Header } from './parse.ts';

/** In place of words that are only for the focal point, or that a programme keeps close (programme/classes.ts). */
export const WITHHELD = '# (lo que escribió aquí es solo para ella y para la persona de confianza, y no se guarda)';

/** A played conversation as a transcript file: the header and, in order, what happened. */
export function writeTranscript(title: string, header: Header, lines: readonly string[]): string {
  return `# ${title}\n${headerLine(header)}\n${lines.join('\n')}\n`;
}

/** The line that says who, what, where and when: what `parseTranscript` reads first. */
export function headerLine(header: Header): string {
  const channel =
    header.form === 'sms'
      ? header.provider === 'gateway'
        ? 'sms-gateway'
        : 'sms'
      : header.provider === 'twilio'
        ? 'whatsapp twilio'
        : 'whatsapp';
  const where = header.newcomer ? 'newcomer' : header.lesson ? `lesson ${header.lesson}` : undefined;
  return [
    `programme ${header.programme}`,
    where,
    channel,
    header.language,
    [header.people.join('+'), ...header.beside].join(', '),
    `${header.at} ${header.zone}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Each line of a message is a line to expect: that is how a teacher reads it, and how it is matched. */
export function expectLines(message: string, who?: string): string[] {
  const arrow = who === undefined ? '>' : `${who} >`;
  return message
    .split('\n')
    .filter(Boolean)
    .map((line) => `${arrow} ${line}`);
}

/** The lines without what was answered in confidence: it stands for anything. Words of a few letters are too common to be looked for. */
export function without(lines: readonly string[], close: readonly string[]): readonly string[] {
  const said = close.filter((words) => words.length > 3);
  return lines.map((line) => said.reduce((text, words) => text.replaceAll(words, '…'), line));
}
