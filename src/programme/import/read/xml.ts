import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { RecadoError } from '../../../base/errors.ts';
import { unreadable } from './source.ts';

export interface Hear {
  /** Names without their namespace: some programs write `x:row`. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads XML as it comes and stops after every piece, so that what was heard may be handed on. Throws IMPORT_UNREADABLE. */
export async function* hearing(stream: Readable, { open, text, close }: Hear): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  parser.on('error', (error) => {
    throw error;
  });
  // Entities of a document's own are what XML bombs are made of, and no spreadsheet has any.
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  if (open)
    parser.on('opentag', ({ name, attributes }) => open(local(name), attributes as Readonly<Record<string, string>>));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', ({ name }) => close(local(name)));
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(part, { stream: true }));
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof RecadoError) throw error;
    throw unreadable('the spreadsheet is damaged', error);
  }
  yield;
}

/** The whole of a small part. */
export async function heard(stream: Readable | undefined, hear: Hear): Promise<void> {
  if (stream) for await (const _ of hearing(stream, hear));
}
