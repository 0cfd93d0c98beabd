import { RecadoError } from '../../base/errors.ts';
import type { FileReply, RouteContext } from '../route.ts';
import { certificateOf, certificateQuery } from './one.ts';
import { printedSchema } from './printed.ts';
import { certificateSheet } from './sheet.ts';

type At = Pick<RouteContext, 'read' | 'sight' | 'paper' | 'words' | 'publicUrl'>;

/** The page of a certificate, by its id or number. Throws CERTIFICATE_UNKNOWN, CERTIFICATE_REVOKED, CERTIFICATE_NOT_DRAWN. */
export async function certificatePdf(id: string, { read, sight, paper, words, publicUrl }: At): Promise<FileReply> {
  const [row] = await read(certificateQuery(id, sight));
  if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id });
  const { number, name, code, state } = certificateOf(row);
  if (state === 'revoked') throw new RecadoError('CERTIFICATE_REVOKED', { number });
  if (name === null || code === null) throw new RecadoError('CERTIFICATE_NOT_DRAWN', { number });
  const printed = printedSchema.parse(JSON.parse(String(row['printed'])));
  const sheet = certificateSheet({ name, number, code, printed }, { publicUrl, words });
  return { bytes: await paper(sheet), type: 'application/pdf', name: `${number}.pdf` };
}
