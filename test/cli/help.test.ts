import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { REPORTS } from '../../src/assemble/capabilities.ts';
import { shippedCatalogues } from '../../src/assemble/packs.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { helpWords } from '../../src/locale/help.ts';
import { ALL_TERMS } from '../../src/programme/privacy/terms.ts';
import { type } from './recado.ts';

const TOP = join(import.meta.dirname, '../..');
const es = helpWords(shippedCatalogues(), 'es')!;
const program = buildProgram(
  () => Promise.reject(new Error('nothing is opened here')),
  () => {},
);

const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
const described = all(program).flatMap((command) => [
  { what: command.name(), text: command.description() },
  ...command.options.map(({ flags, description }) => ({ what: `${command.name()} ${flags}`, text: description })),
]);
const shown = new Set([
  ...described.map(({ text }) => text),
  ...all(program).flatMap((command) => command.registeredArguments.map(({ description }) => description)),
]);
shown.delete('');
/** What commander itself writes. */
const ITS_OWN = ['display help for command', 'Usage:', 'Options:', 'Commands:', 'Arguments:', 'Global Options:'];

/** What commands list in the words of the code. */
const LISTED = [...REPORTS.map(({ summary }) => summary), ...ALL_TERMS, 'access', 'erasure', 'rectification'];

describe('--help in Spanish', () => {
  test('every command and option says what it is for', () => {
    expect(described.filter(({ text }) => text === '').map(({ what }) => what)).toEqual([]);
  });

  test('everything that is shown has its Spanish, and nothing else has', () => {
    expect(Object.keys(es.texts).toSorted()).toEqual([...shown, ...ITS_OWN, ...LISTED].toSorted());
  });

  test('what commands say of a slip has its Spanish', () => {
    const own = ['cli', 'assemble'].flatMap((room) =>
      readdirSync(join(TOP, 'src', room)).flatMap((name) => {
        const code = readFileSync(join(TOP, 'src', room, name), 'utf8');
        return [...code.matchAll(/InvalidArgumentError\((['`])(.*?)\1\)/g)].map(([, , said]) => said!);
      }),
    );
    expect(own.length).toBeGreaterThan(6);
    for (const said of own) {
      const example = said.replace(/\$\{[^}]*\}/g, 'x');
      expect(es.message(example), example).not.toBe(example);
    }
  });

  test.each([
    ['chek', 'No existe el comando chek.\n¿Quiso decir check?\n→ Con --help se ve todo lo que lleva.\n'],
    ['check --fxi', 'No existe la opción --fxi.\n¿Quiso decir --fix?\n'],
    ['new', 'Falta decir <what>.\n'],
    ['new leson x', '<what> no puede ser «leson». Se puede: programme, lesson, homework, survey.\n'],
    ['enrol Ana', 'Falta la opción --phone <phone>.\n'],
    ['enrol Ana --phone', 'A la opción --phone <phone> le falta su valor.\n'],
    ['backup --keep 0', 'La opción --keep <n> no puede ser «0». Se espera un número de 1 a 9999.\n'],
    ['rehearse llera --weeks 900', 'no puede ser «900». Se espera un número entero de 1 a 104.\n'],
    ['check --fix --live', 'La opción --fix no va junto con --live.\n'],
    ['doctor a', 'Sobran palabras en doctor: se esperan 0 y hay 1.\n'],
    ['--lang fr doctor', 'La opción --lang <language> no puede ser «fr». Se puede: es, en.\n'],
  ])('`recado %s`', async (words, said) => {
    const { slip } = await typed(words, 'es');
    expect(slip).toContain(said);
    expect(slip).not.toMatch(/\berror:|Allowed|expected|\bis\b/);
    expect((await typed(words, 'en')).slip).toMatch(/^error: /);
  });

  test('help of a command: what it takes stays, what it means is said', async () => {
    const { help } = await typed('rehearse --help', 'es');
    expect(help).toContain('Uso: recado rehearse [opciones] <programme>');
    expect(help).toMatch(/--people <count>\s+participantes \(si no se dice: 30\)/);
    expect(help.replace(/\s+/g, ' ')).toContain('(se puede: "perfect", "lossy", "late"; si no se dice: "lossy")');
    expect(help).not.toMatch(/Usage|Options|default|choices|display/);
    expect((await typed('rehearse --help', 'en')).help).toContain('Usage: recado rehearse [options] <programme>');
  });

  test('--lang is heeded wherever it stands', async () => {
    expect((await type(TOP, 'check nowhere --lang=en')).errors).toContain('There is no programme');
    expect((await type(TOP, '--lang es check nowhere')).errors).toContain('No hay ningún programa');
  });
});

/** A slip or a call for help ends a process; here it is only written down. */
async function typed(words: string, lang: 'es' | 'en'): Promise<{ slip: string; help: string }> {
  const told = { slip: '', help: '' };
  const { speakerOf } = await import('../../src/assemble/tongue.ts');
  const fresh = buildProgram(
    () => Promise.reject(new Error('nothing is opened here')),
    () => {},
    () => speakerOf(lang, shippedCatalogues()),
  );
  for (const command of all(fresh))
    command
      .exitOverride()
      .configureOutput({ writeErr: (text) => (told.slip += text), writeOut: (text) => (told.help += text) });
  await fresh.parseAsync(words.split(' '), { from: 'user' }).catch(() => undefined);
  return told;
}
