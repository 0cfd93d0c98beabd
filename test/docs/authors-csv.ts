import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export const csvParse = (text: string): string[][] => parse(text, { bom: true });
export const csvStringify = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows.map((row) => [...row])], { bom: true });
