import type { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { expect, test } from 'vitest';
import { REMEMBERED, Uploads } from '../../../src/channels/whatsapp-cloud/uploads.ts';

test('ids of a thousand files are remembered, those used lately: certificates go once each and would fill the memory', async () => {
  const uploaded: string[] = [];
  const client = {
    media: {
      upload: ({ fileName }: { fileName: string }) => {
        uploaded.push(fileName);
        return Promise.resolve({ id: `id-${uploaded.length}` });
      },
    },
  } as unknown as WhatsAppClient;
  const bytes = new Uint8Array([1]);
  const read = ({ file }: { file: string }) => Promise.resolve({ bytes, mime: 'application/pdf', name: file });
  const uploads = new Uploads(client, { read, link: () => Promise.resolve(null) }, { now: () => 0 });
  const idOf = (file: string) => uploads.idOf({ kind: 'document', file } as never, 'our');

  await idOf('lesson.ogg');
  for (let n = 0; n < REMEMBERED; n++) {
    await idOf(`certificate-${n}.pdf`);
    if (n % 100 === 0) await idOf('lesson.ogg');
  }
  expect(uploaded).toHaveLength(REMEMBERED + 1); // what goes again and again is uploaded once
  await idOf('certificate-0.pdf');
  expect(uploaded).toHaveLength(REMEMBERED + 2); // and the oldest is forgotten
});
