import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '..');
const SRC = join(TOP, 'src');

/** Floors, ground first. A room may import rooms of lower floors (and its own); never one above, never beside. */
const FLOORS: readonly (readonly string[])[] = [
  ['base'],
  ['text'],
  ['domain'],
  ['locale'],
  ['flow', 'store', 'channels', 'paper'],
  ['programme'],
  ['conversation'],
  ['turn'],
  ['inbox', 'outbox', 'media'],
  ['scheduler'],
  ['server'],
  ['workshop'],
  ['config', 'files'],
  ['assemble'],
  ['cli'],
];

/** What a room must never import, with the sentence that says why. Packages by name, rooms as `room:`. */
const NEVER: Readonly<
  Record<string, { readonly imports: readonly string[]; readonly except?: readonly string[]; readonly why: string }>
> = {
  // node:diagnostics_channel (base/points.ts) does no I/O: it calls whoever listens in this thread.
  base: {
    imports: ['node:', 'room:*'],
    except: ['node:diagnostics_channel'],
    why: 'base knows nothing of our trade and does no I/O',
  },
  text: { imports: ['node:'], why: 'text is pure' },
  domain: { imports: ['node:'], why: 'domain is pure' },
  locale: { imports: ['node:'], why: 'locale is given its texts; it reads no disk' },
  flow: {
    imports: ['room:store', 'room:channels', 'room:server', 'node:fs', 'node:path', 'better-sqlite3', 'fastify'],
    why: 'flow is given {path, text}; it reads no disk and knows no store',
  },
  conversation: {
    imports: ['node:', 'room:store', 'room:channels', 'better-sqlite3', 'fastify'],
    why: 'conversation is pure: (state, event, world) → {state, effects}',
  },
  channels: {
    imports: ['room:store', 'room:conversation', 'room:flow', 'fastify'],
    why: 'a channel owns no store and no router',
  },
  paper: {
    imports: ['room:store', 'room:flow', 'room:channels', 'node:fs', 'fastify'],
    why: 'paper draws what it is given; fonts and pictures come as bytes',
  },
  store: {
    imports: ['room:conversation', 'room:flow', 'room:channels', 'room:programme', 'xstate'],
    why: 'a conversation is opaque JSON and versions to the store',
  },
  programme: {
    imports: [
      'room:conversation',
      'room:turn',
      'room:channels',
      'room:server',
      'fastify',
      'xstate',
      'room:store/sqlite',
    ],
    why: 'a capability may use domain, text, locale, the step contract and the store port',
  },
  turn: {
    imports: ['room:channels', 'room:server', 'room:store/sqlite', 'better-sqlite3', 'fastify', 'node:'],
    why: 'turn returns rows; it cannot write or send',
  },
  outbox: { imports: ['room:conversation', 'room:flow', 'room:turn'], why: 'outbox reports; it cannot move a learner' },
  media: { imports: ['room:conversation', 'room:flow', 'room:turn'], why: 'media reports; it cannot move a learner' },
  inbox: {
    imports: ['room:channels', 'room:flow', 'room:server'],
    why: 'inbox accepts and drains, whatever the channel',
  },
  scheduler: { imports: ['room:channels', 'room:flow', 'room:server'], why: 'scheduler only says what is due' },
  server: {
    imports: [
      'room:store/sqlite',
      'room:channels/whatsapp-cloud',
      'room:channels/twilio',
      'room:channels/simulator',
      'xstate',
    ],
    why: 'server changes learner state only by a named operation or an event row',
  },
  cli: {
    imports: [
      'room:store',
      'room:flow',
      'room:conversation',
      'room:turn',
      'room:channels',
      'room:server',
      'better-sqlite3',
      'fastify',
    ],
    why: 'cli may use assemble and what assemble hands out',
  },
};

/** Clock and chance are injected; these names may stand only where a real one is made. */
const CLOCKS = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\(|\bsetInterval\(/;
const MAY_USE_CLOCKS = [/^base\//, /^assemble\//, /^cli\//, /^workshop\/emulator\/serve\.ts$/, /^server\/.*island/];

interface File {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly File[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return { path, room: roomOf(path), text, imports: importsOf(text) };
  });

function roomOf(path: string): string {
  const [first = ''] = path.split('/');
  return path.includes('/') ? first : first.replace(/\.tsx?$/, '');
}

/** Types count too: a file that cannot be understood without another is tied to it. */
function importsOf(text: string): string[] {
  const found: string[] = [];
  const statement = /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/g;
  for (const match of text.matchAll(statement)) found.push(match[1]!);
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push(match[1]!);
  return found;
}

/** The file under src that a relative import means, or null for a package. */
function target(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : null;
}

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room));

describe('the house', () => {
  test('every room stands on a floor', () => {
    expect(files.length).toBeGreaterThan(20);
    expect([...new Set(files.map((file) => file.room))].filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  test('arrows only point down', () => {
    const upward = files.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const to = target(file.path, specifier);
        if (to === null) return [];
        const room = roomOf(to);
        const same = room === file.room;
        return same || floorOf(room) < floorOf(file.room) ? [] : [`${file.path} → ${to}`];
      }),
    );
    expect(upward).toEqual([]);
  });

  test('no room imports what its sentence forbids', () => {
    const broken = files.flatMap((file) => {
      const rule = NEVER[file.room];
      if (!rule) return [];
      return file.imports
        .filter((specifier) => !rule.except?.includes(specifier) && forbidden(file, specifier, rule.imports))
        .map((s) => `${file.path} → ${s}: ${rule.why}`);
    });
    expect(broken).toEqual([]);
  });

  test('a capability never imports another', () => {
    const capability = (path: string) => (path.split('/').length > 2 ? path.split('/')[1] : undefined);
    const crossed = files
      .filter((file) => file.room === 'programme')
      .flatMap((file) =>
        file.imports.flatMap((specifier) => {
          const to = target(file.path, specifier);
          const own = capability(file.path);
          if (to === null || !to.startsWith('programme/') || !own) return [];
          const other = capability(to);
          return other && other !== own ? [`${file.path} → ${to}`] : [];
        }),
      );
    expect(crossed).toEqual([]);
  });

  test('xstate lives in flow and conversation only', () => {
    expect(
      files
        .filter((f) => f.imports.includes('xstate') && !['flow', 'conversation'].includes(f.room))
        .map((f) => f.path),
    ).toEqual([]);
  });

  test('no circle among files', () => {
    const arrows = new Map(
      files.map((file) => [
        file.path,
        file.imports.flatMap((s) => target(file.path, s) ?? []).filter((to) => to !== file.path),
      ]),
    );
    expect(circles(arrows)).toEqual([]);
  });

  test('clock and chance are injected', () => {
    const guilty = files
      .filter((file) => !MAY_USE_CLOCKS.some((place) => place.test(file.path)))
      .filter((file) => CLOCKS.test(withoutComments(file.text)))
      .map((file) => file.path);
    expect(guilty).toEqual([]);
  });

  test('files stay small: the median under 100 lines', () => {
    const lines = files.map((file) => file.text.split('\n').length).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(100);
  });
});

function forbidden(file: File, specifier: string, imports: readonly string[]): boolean {
  const to = target(file.path, specifier);
  return imports.some((ban) => {
    if (!ban.startsWith('room:'))
      return to === null && (specifier === ban || specifier.startsWith(ban.endsWith(':') ? ban : `${ban}/`));
    const room = ban.slice(5);
    if (to === null) return false;
    if (room === '*') return roomOf(to) !== file.room;
    return to === room || to.startsWith(`${room}/`);
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

/** Strongly connected components of more than one file (Tarjan). */
function circles(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of arrows.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node)!, low.get(next)!));
      } else if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, index.get(next)!));
    }
    if (low.get(node) === index.get(node)) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) found.push(circle.map((path) => relative('.', path)));
    }
  };
  for (const node of arrows.keys()) if (!index.has(node)) visit(node);
  return found;
}
