import type { Sheet } from '../../domain/sheet.ts';
import { codeShown } from './code.ts';
import type { Printed } from './printed.ts';

export interface OnPaper {
  readonly name: string;
  /** LLERA-2026-0012. */
  readonly number: string;
  readonly code: string;
  readonly printed: Printed;
}

export interface SheetContext {
  /** Where our pages stand; absent: no QR is printed. */
  readonly publicUrl: string | undefined;
  readonly words: (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;
}

/** The certificate as a page. */
export function certificateSheet({ name, number, code, printed }: OnPaper, { publicUrl, words }: SheetContext): Sheet {
  const { language, title, programme, day, hours, signers, logos } = printed;
  const said = (key: string, vars: Readonly<Record<string, string | number>> = {}) =>
    words(`certificate.${key}`, vars, language);
  const verify = publicUrl === undefined ? undefined : `${publicUrl}/verify/${code}`;
  return {
    title: `${title} ${number}`,
    language,
    layout: 'certificate',
    blocks: [
      ...(logos.length > 0 ? [{ is: 'logos', files: logos } as const] : []),
      { is: 'heading', text: title },
      { is: 'text', text: said('given-to') },
      { is: 'display', text: name },
      { is: 'text', text: said(hours > 0 ? 'for-hours' : 'for', { programme, hours }), size: 'large' },
      { is: 'text', text: dayInWords(day, language) },
      { is: 'text', text: said('number', { number, code: codeShown(code) }), size: 'small' },
      ...(signers.length > 0 ? [{ is: 'signers', signers: signers.map(signerOf) } as const] : []),
      ...(verify === undefined
        ? []
        : [{ is: 'qr', content: verify, caption: said('check', { code: codeShown(code) }) } as const]),
    ],
  };
}

const signerOf = ({ name, role }: Printed['signers'][number]) => ({ name, ...(role === undefined ? {} : { role }) });

/** 30 de mayo de 2026; May 30, 2026. */
export function dayInWords(day: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${day}T12:00:00Z`));
}
