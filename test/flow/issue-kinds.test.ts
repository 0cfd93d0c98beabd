import { describe, expect, it } from 'vitest';
import { ISSUES, type IssueCode } from '../../src/flow/issue-kinds.ts';
import type { MediaFile } from '../../src/flow/media-file.ts';
import type { PackFile } from '../../src/flow/source.ts';
import { issuesOf, TODAY, translation } from './planted.ts';

/** Examples of what no example can be: whole folders, letters that are no UTF-8, thousands of characters. */
const FOR_THE_EYE = [
  'YAML_TOO_DEEP',
  'FILE_TOO_BIG',
  'FILE_NOT_TEXT',
  'FILE_WITHOUT_PROGRAMME',
  'FILE_IN_WRONG_FOLDER',
  'FILE_UNREAD',
  'PROGRAMME_DUPLICATE',
  'PROGRAMME_JOIN_DUPLICATE',
  'STEPS_TOO_MANY',
  'TEXT_TOO_LONG',
  'TEXT_SPLIT',
  'LESSON_UNUSED',
  'CONTACT_MISSING',
  'TRANSLATION_MISSING',
  'TRANSLATION_STALE',
  'AUDIO_MISSING',
];
/** Found by playing lessons, or by looking at who is in them; tried where that is tested. */
const PLAYED = /^(SMS|TURN|PAID|LIVE|LESSON_REPLIES|LESSON_MESSAGES)/;

const MEDIA: readonly MediaFile[] = [
  { path: 'dos-botes.ogg', bytes: 90_000, mime: 'audio/ogg', kind: 'audio', codec: 'opus', channels: 1, seconds: 40 },
  { path: 'largo.ogg', bytes: 900_000, mime: 'audio/ogg', kind: 'audio', codec: 'opus', channels: 1, seconds: 140 },
  { path: 'vorbis.ogg', bytes: 90_000, mime: 'audio/ogg', kind: 'audio', codec: 'vorbis i', channels: 1, seconds: 9 },
  { path: 'foto.jpg', bytes: 300_000, mime: 'image/jpeg', kind: 'image' },
  { path: 'pesada.jpg', bytes: 7_000_000, mime: 'image/jpeg', kind: 'image' },
  { path: 'falsa.png', bytes: 300_000, mime: 'image/jpeg', kind: 'image' },
].map((file) => ({ ...file, path: `flows/prueba/media/${file.path}` }) as MediaFile);

const PROGRAMME: Readonly<Record<string, string>> = {
  programme: 'programme: prueba',
  title: 'title: Prueba',
  languages: 'languages: [es-MX]',
  timezone: 'timezone: America/Monterrey',
  join: 'join: PRUEBO',
};
const FOLDERS: Readonly<Record<string, string>> = {
  lesson: 'lessons',
  service: 'services',
  homework: 'homework',
  survey: 'surveys',
};
/** What examples name that is not in them. */
const AROUND = [
  'homework: botes\ntitle: Sus botes\nask: Escriba cómo hizo sus botes.\naccept: [text]',
  'lesson: dos-botes\nsteps:\n  - say: Hola.\n  - homework: botes',
];

/** A part of an example as files; undefined where it is only for the eye. */
function files(example: string): { files: PackFile[]; en?: string } | undefined {
  if (example.startsWith('{')) {
    const lesson = 'lesson: ejemplo\nsteps:\n  - { say: Buenos días., id: saluda }';
    const named = 'lesson: ejemplo\nsteps:\n  - { say: "Buenos días, {{name|vecina}}.", id: nombra }';
    return { ...whole([example.includes('nombra') ? named : lesson], ['languages: [es-MX, en]']), en: example };
  }
  if (example.startsWith('templates:')) {
    const pack = whole([], []);
    return { files: [...pack.files, file('templates.yaml', example)] };
  }
  const parts = example.split('\n---\n');
  if (example.startsWith('- ')) return whole([`lesson: ejemplo\nsteps:\n${example.replace(/^/gm, '  ')}`], []);
  const kinds = parts.map((part) => /^([a-z_]+):/.exec(part)?.[1] ?? '');
  const flows = parts.filter((part, i) => FOLDERS[kinds[i]!] !== undefined || part.includes('\nsteps:\n'));
  const settings = parts.filter((_, i) => SETTINGS.includes(kinds[i]!));
  return flows.length + settings.length === parts.length ? whole(flows, settings) : undefined;
}

const SETTINGS = 'certificate words facts surveys timezone sessions fields languages calendar'.split(' ');

function whole(flows: readonly string[], settings: readonly string[]): { files: PackFile[] } {
  const all = [...AROUND.filter((one) => !flows.some((own) => nameOf(own).join() === nameOf(one).join())), ...flows];
  const lessons = all
    .map(nameOf)
    .flatMap(([kind, name]) => (kind === 'lesson' && /^[a-z-]+$/.test(name) ? [name] : []));
  const own = Object.fromEntries(
    settings.flatMap((text) => text.split(/\n(?=[a-z_]+:)/)).map((text) => [text.slice(0, text.indexOf(':')), text]),
  );
  const modules = `modules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]`;
  return {
    files: [
      file('programme.yaml', Object.values({ ...PROGRAMME, modules, ...own }).join('\n')),
      ...all.map((text) => file(`${FOLDERS[nameOf(text)[0]] ?? 'lessons'}/${nameOf(text)[1]}.yaml`, text)),
    ],
  };
}

function nameOf(text: string): [string, string] {
  const [, kind = '', name = ''] = /^(\w+): *(\S+)/.exec(text) ?? [];
  return [kind, name];
}

const file = (path: string, text: string): PackFile => ({ path: `flows/prueba/${path}`, text });

function codes(example: string): readonly string[] | undefined {
  const made = files(example);
  if (!made) return undefined;
  const found = issuesOf({
    files: made.files,
    mediaPaths: MEDIA.map(({ path }) => path),
    media: MEDIA,
    translations: made.en === undefined ? [] : [translation('en', made.en)],
    today: TODAY,
  });
  return found.map(({ code }) => code);
}

const CODES = Object.keys(ISSUES) as IssueCode[];
const tried = CODES.filter((code) => !PLAYED.test(code) && files(ISSUES[code].wrong) && files(ISSUES[code].right));

describe.each(tried)('%s', (code) => {
  it('is found in its wrong example', () => expect(codes(ISSUES[code].wrong)).toContain(code));
  it('is not found in its right one, nor any error', () => {
    const found = codes(ISSUES[code].right)!;
    expect(found).not.toContain(code);
    expect(found.filter((other) => ISSUES[other as IssueCode].severity === 'error')).toEqual([]);
  });
});

it('every example that can be tried is', () => {
  const rest = CODES.filter((code) => !tried.includes(code) && !PLAYED.test(code));
  expect(rest.sort()).toEqual(FOR_THE_EYE.toSorted());
});
