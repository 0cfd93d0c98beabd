import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../../src/config.ts';
import { Typed, type } from './recado.ts';

const FLOWS_DIR = join(import.meta.dirname, '../../flows');
let folder: string;
let taken: Server;
let port: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-shell-'));
  taken = createServer();
  port = await new Promise((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve(String((taken.address() as { port: number }).port))),
  );
});
afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A word that is English and nothing else. */
const ENGLISH = /\b(the|is|are|with|and|not|this|your|of|valid|none|nothing|nobody|waiting)\b/;

describe('what a coordinator reads on the screen, in Spanish and in English', () => {
  test('a process: port taken, then started, looked at, and ended', { timeout: 60_000 }, async () => {
    const settings = { FLOWS_DIR, RECADO_LANG: '', LOG_LEVEL: 'silent', LANG: 'en_US.UTF-8' };
    const refused = new Typed(folder, ['start'], { ...settings, PORT: port });
    expect(await refused.ended).toBe(1);
    expect(refused.errors).toBe(
      `Otro programa ya usa el puerto ${port}. (PORT_IN_USE)\n→ Pare el otro, o escoja otro puerto, por ejemplo PORT=3001.\n`,
    );
    const es = new Typed(folder, ['start'], { ...settings, PORT: '0' });
    await es.says('/health/ready');
    await es.end('SIGINT');
    expect(es.said).toContain('Recado está en marcha en http://127.0.0.1:');
    expect(es.said).toMatch(/programa +Negocio de mi tierra: para entrar se escribe MITIERRA/);
    expect(es.said).toContain('token, que solo se muestra esta vez: rcd_');
    expect(es.said).toContain('Se detiene: termina lo que tiene en las manos…');
    expect(es.said.replace(/https?:\S+/g, '')).not.toMatch(ENGLISH);
  });

  test('doctor', { timeout: 60_000 }, async () => {
    const settings = { FLOWS_DIR, BACKUP_DIR: 'backups' };
    const es = await type(folder, 'doctor --lang es', settings);
    expect(es.said).toContain('base de datos      abierta y al día');
    expect(es.said).toContain('→ Ponga BACKUP_AT, o corra `recado backup` todos los días');
    expect(es.said).toContain('equipo llera       nadie recibe los casos');
    expect(es.said).toContain('teléfonos simulados');
    expect(es.said.replace(/\(.*\)|`.*`/g, '')).not.toMatch(ENGLISH);
    const en = await type(folder, 'doctor --lang en', settings);
    expect(en.said).toContain('store              open and migrated');
    expect(en.said.split('\n').length).toBe(es.said.split('\n').length);
  });

  test('a setting that cannot be, and none of its secrets', { timeout: 60_000 }, async () => {
    const settings = { FLOWS_DIR, PORT: 'tres mil', TWILIO_AUTH_TOKEN: 'sesamo', TWILIO_SMS_FROM: 'ana' };
    const es = await type(folder, 'doctor --lang es', settings);
    expect([es.code, es.errors]).toEqual([
      1,
      'Hay ajustes que no están bien: PORT: un número de 0 a 65535; TWILIO_SMS_FROM: un número como +5218341234567; ' +
        'TWILIO_ACCOUNT_SID: falta, y lo necesita Twilio; PUBLIC_URL: falta, y lo necesita Twilio (CONFIG_INVALID)\n' +
        '→ Corríjalos en el entorno o en .env; docs/operations.md dice qué es cada ajuste.',
    ]);
    expect((await type(folder, 'doctor --lang en', settings)).errors).toContain(
      'PUBLIC_URL: is missing, and Twilio needs it',
    );
  });

  test('no database, no packs, a damaged backup', { timeout: 60_000 }, async () => {
    const nowhere = { FLOWS_DIR, DATABASE_URL: 'sqlite:nowhere.db' };
    expect((await type(folder, 'backup --lang es', nowhere)).errors).toContain(
      'No hay ninguna base de datos en nowhere.db.',
    );
    expect((await type(folder, 'backup --lang en', nowhere)).errors).toContain('There is no database at nowhere.db.');
    const { errors } = await type(folder, 'doctor --lang es', { FLOWS_DIR: 'none' });
    expect(errors + (await type(folder, 'check --lang es', { FLOWS_DIR: 'none' })).errors).toContain(
      'No se puede leer la carpeta none.',
    );
    expect((await type(folder, 'restore none --lang es')).errors).toContain(
      'En none no hay un respaldo completo de Recado.',
    );
  });

  test('a programme is begun and its team put there', { timeout: 60_000 }, async () => {
    const settings = { FLOWS_DIR, DATABASE_URL: 'sqlite:team.db' };
    const run = async (words: readonly string[]) => {
      const { said, errors } = await type(folder, [...words, '--lang', 'es'], settings);
      return said + errors;
    };
    expect(await run(['cohort', 'new', 'llera', '--name', 'grupo-a', '--starts', '2026-12-07'])).toMatch(
      /^grupo-a empieza el 2026-12-07\.\n {2}Arranque: martes, 8 de diciembre de 2026/,
    );
    const marta = ['staff', 'add', 'Marta', '--role', 'coordinator', '--phone', '+528341119988'];
    expect(await run(marta)).toBe('Marta está de coordinator en todos los programas.');
    expect(await run(['session', 'list', '--programme', 'llera'])).toMatch(
      /^\S+ {2}grupo-a {2}martes 8 de diciembre \d\d:\d\d {2}Arranque/,
    );
    expect(await run(['broadcast', 'list'])).toBe(
      'Todavía no hay ningún aviso: `recado broadcast preview` empieza uno.',
    );
    expect(await run(['privacy', 'list'])).toBe('No se ha pedido nada.');
    expect(await run(['templates', 'list'])).toMatch(/; `recado templates sync` pregunta|Ningún pack/);
    expect(await run(['staff', 'end', 'Nadie'])).toMatch(
      /^En el equipo no hay nadie que se llame Nadie.*\n→ Escriba el nombre/,
    );
  });

  test('backup, restore', { timeout: 60_000 }, async () => {
    const settings = { FLOWS_DIR, BACKUP_DIR: 'kept' };
    const { said } = await type(folder, 'backup --lang es', settings);
    expect(said).toMatch(/^Respaldo hecho y revisado: \d+\.\d MB, 0 archivos\.\n/);
    const path = said.split('\n')[1]!;
    const es = await type(folder, ['restore', path, '--to', 'a', '--lang', 'es'], settings);
    expect(es.said).toMatch(
      /^Recuperado tal como estaba el .*\nPara echarlo a andar: DATABASE_URL=[^\n]*\nAl empezar no se manda nada dos veces/,
    );
    const en = await type(folder, ['restore', path, '--to', 'b', '--lang', 'en'], settings);
    expect(en.said).toMatch(
      /^Restored as it was on .*\nTo run it: DATABASE_URL=[^\n]*\nThe next start sends nothing a second time/,
    );
    expect((await type(folder, ['restore', path, '--to', 'a', '--lang', 'es'], settings)).errors).toContain(
      'Recupere en otro lugar con `--to`, o diga `--force`',
    );
  });
});

/** Settings that take any words. */
const FREE =
  /^(HOST|FLOWS_DIR|LOCALES_DIR|MEDIA_DIR|BACKUP_DIR|WHATSAPP_VERIFY_TOKEN|WHATSAPP_ACCESS_TOKEN|SMS_GATEWAY_(USERNAME|PASSWORD))$/;

test.each(SETTINGS.filter((name) => !FREE.test(name)))('%s: what it takes is said in both languages', (name) => {
  const wrong = /SECRET|AUTH_TOKEN|PROXIES/.test(name) ? ' , ' : '¿?';
  const said = (tongue: 'es' | 'en') => {
    try {
      readConfig({ [name]: wrong }, tongue);
    } catch (error) {
      return (error as Error).message.split(`${name}: `)[1]?.split(/;|$/)[0];
    }
    return undefined;
  };
  expect(said('es')).toMatch(/\w/);
  expect(said('en')).toMatch(/\w/);
  expect(said('es')).not.toMatch(ENGLISH);
});
