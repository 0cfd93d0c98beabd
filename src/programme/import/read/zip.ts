import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { RecadoError } from '../../../base/errors.ts';
import { UNPACKED_MOST, unreadable } from './source.ts';

/** A spreadsheet has some twenty; pictures in it make a few more. */
const ENTRIES_MOST = 5_000;

export interface Zip {
  /** Undefined: there is no such entry. It gives no more than the entry's directory line promised, or breaks off. */
  read(name: string): Promise<Readable | undefined>;
  close(): void;
}

/** The directory of a zip; nothing is unpacked. Throws IMPORT_UNREADABLE, and IMPORT_BOMB for one that would unpack to too much. */
export async function openZip(bytes: Buffer): Promise<Zip> {
  const file = await new Promise<ZipFile>((done, fail) => {
    // Sizes are checked against the directory while an entry is unpacked: a lying one breaks off.
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? fail(unreadable('the spreadsheet is damaged', error)) : done(opened),
    );
  });
  const entries = await directoryOf(file);
  return {
    async read(name) {
      const entry = entries.get(name.replace(/^\//, ''));
      if (!entry) return undefined;
      if (entry.isEncrypted()) throw new RecadoError('IMPORT_OLD_EXCEL');
      return new Promise((done, fail) => {
        file.openReadStream(entry, (error, stream) =>
          error ? fail(unreadable('the spreadsheet is damaged', error)) : done(stream),
        );
      });
    },
    close: () => file.close(),
  };
}

function directoryOf(file: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  return new Promise((done, fail) => {
    file.on('error', (error: Error) => fail(unreadable('the spreadsheet is damaged', error)));
    file.on('end', () => done(entries));
    file.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize;
      if (unpacked > UNPACKED_MOST || entries.size >= ENTRIES_MOST) fail(new RecadoError('IMPORT_BOMB'));
      else {
        entries.set(entry.fileName, entry);
        file.readEntry();
      }
    });
    file.readEntry();
  });
}
