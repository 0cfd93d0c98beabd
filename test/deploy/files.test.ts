import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { MEDIA_TIMEOUT } from '../../src/channels/network.ts';
import { createChannels } from '../../src/channels/registry.ts';
import { readConfig, SETTINGS } from '../../src/config.ts';
import { SETTINGS as CHANNELS } from '../channels/harness.ts';

const TOP = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(TOP, path), 'utf8');

test('deploy/recado.env.example has every setting and none else, and tells the defaults as they are', () => {
  const example = read('deploy/recado.env.example');
  const lines = [...example.matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)];
  expect(lines.map(([, , name]) => name!).toSorted()).toEqual([...SETTINGS].toSorted());
  const defaults = readConfig({});
  for (const [, commented, name, value] of lines) {
    const held = defaults[name as keyof typeof defaults];
    if (commented) expect([name, value]).toEqual([name, String(held)]);
  }
  // As it is, with its blanks, it is a programme on the simulator alone.
  expect(readConfig(parseEnv(example)).BACKUP_AT).toBe('03:30');
});

test('both proxies let the same addresses through: every webhook, and neither health nor metrics nor the simulator', () => {
  const caddy = /@public path (.+)/.exec(read('deploy/Caddyfile'))![1]!.split(' ');
  const nginx = /location ~ \^\/\((.+?)\)/.exec(read('deploy/nginx.conf'))![1]!.split('|');
  const folders = [...new Set(caddy.map((path) => path.split('/')[1]!))];
  expect(folders.toSorted()).toEqual(nginx.toSorted());
  const { webhooks } = createChannels(CHANNELS, {
    fetch: globalThis.fetch,
    clock: systemClock,
    newId: () => 'x',
    packMedia: {} as never,
  });
  expect(webhooks.length).toBeGreaterThan(3);
  for (const { path } of webhooks) expect(folders).toContain(path.split('/')[1]);
  for (const inside of ['health', 'metrics', 'simulator']) expect(folders).not.toContain(inside);
  expect(read('deploy/Caddyfile')).toContain('reverse_proxy 127.0.0.1:3000');
});

test('the service waits longer for a graceful stop than the longest thing it waits for', () => {
  const unit = read('deploy/recado.service');
  const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1]);
  expect(seconds * 1000).toBeGreaterThan(MEDIA_TIMEOUT + 20_000);
  for (const line of [
    'User=recado',
    'Restart=on-failure',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ReadWritePaths=/var/lib/recado',
  ])
    expect(unit.split('\n')).toContain(line);
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m); // Node would not start
  expect(unit).toMatch(/^MemoryMax=/m);
});

test('the container copies all that the product reads, and nothing else is sent to it', () => {
  const dockerfile = read('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) => from!.split(' '));
  for (const path of copied) expect(existsSync(join(TOP, path)), path).toBe(true);
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  for (const folder of files.filter((one) => one !== 'dist')) expect(copied, folder).toContain(folder);
  const sent = [...read('.dockerignore').matchAll(/^!(\S+)$/gm)].map(([, path]) => path!);
  expect(sent.toSorted()).toEqual([...new Set(copied)].toSorted());
  expect(read('.dockerignore')).toMatch(/^\*$/m);
  for (const line of ['USER node', 'STOPSIGNAL SIGTERM', 'VOLUME /data'])
    expect(dockerfile.split('\n')).toContain(line);
  expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ["node", "bin/recado.mjs", "start"]'));
  expect(
    readConfig(
      Object.fromEntries([...dockerfile.matchAll(/^(?:ENV )? *([A-Z_]+)=(\S+)/gm)].map(([, k, v]) => [k!, v!])),
    ).DATABASE_URL,
  ).toBe('sqlite:/data/recado.db');
});

test('nothing lies in deploy that the pages do not speak of', () => {
  const pages = ['es', 'en'].flatMap((language) =>
    readdirSync(join(TOP, 'docs/operations', language)).map((name) => read(`docs/operations/${language}/${name}`)),
  );
  for (const name of readdirSync(join(TOP, 'deploy')))
    for (const language of [0, 1])
      expect(pages.filter((page) => page.includes(`deploy/${name}`)).length, name).toBeGreaterThan(language);
});
