import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build, Recado } from './process.ts';

let folder: string;
let recado: Recado | undefined;
beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-token-'));
});
afterEach(async () => {
  await recado?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const settings = () => ({ PORT: '0', LOG_LEVEL: 'trace', DATABASE_URL: `sqlite:${join(folder, 'data', 'recado.db')}` });

async function started(): Promise<{ url: string; token: string | undefined; everything: string }> {
  recado = new Recado(['start'], folder, settings());
  await recado.serving();
  while (!recado.said.includes('health/ready')) await new Promise((again) => setTimeout(again, 10));
  const url = /running at (\S+)/.exec(recado.said)![1]!;
  return { url, token: /rcd_\S+/.exec(recado.said)?.[0], everything: recado.said };
}

test('the first start prints a token that may do everything, once; the shell makes and ends others', {
  timeout: 60_000,
}, async () => {
  const { url, token, everything } = await started();
  expect(everything.split(token!).length).toBe(2); // in no line of the log
  const ask = (of: string) => fetch(`${url}/api/v1/audit`, { headers: { authorization: `Bearer ${of}` } });
  expect((await ask(token!)).status).toBe(200);

  // From a shell beside the process that runs.
  const shell = async (...words: string[]) => {
    const one = new Recado(words, folder, settings());
    expect(await one.ended).toBe(0);
    return one.said;
  };
  const other = (await shell('token', 'new', 'dos', '--role', 'admin')).split('\n')[0]!;
  expect((await ask(other)).status).toBe(200);
  await shell('token', 'revoke', other.split('_')[1]!);
  expect((await ask(other)).status).toBe(401);
  expect(await shell('audit')).toContain('token.revoke');

  await recado!.end('SIGTERM');
  expect((await started()).token).toBeUndefined();
});
