import type { Json } from '../../base/json.ts';
import { askedAbout } from '../asked-about.ts';
import type { StaffActed, StaffVerb } from '../manifest.ts';
import { aboutSchema, begin } from './begin.ts';
import { decide } from './decide.ts';
import { keep } from './keep.ts';
import { SPEAKERS } from './limits.ts';
import { line } from './lines.ts';
import { next } from './next.ts';

/** `AUDIO dos-botes separa yua`, then the voice note; another replaces it as long as nobody has judged it. */
export const recordVerb: StaffVerb = {
  name: 'record',
  roles: SPEAKERS,
  takes: 'words',
  looks: /^\S+\s+\S+/,
  answersFiles: true,
  act(said) {
    const { asked } = said;
    if (asked === undefined) {
      const words = said.rest.trim().slice(0, 200);
      return words === '' ? { lines: [line('how')] } : job(begin.name, { words });
    }
    const about = askedAbout(aboutSchema, asked);
    if (!about) return { lines: [line('how')] };
    const [file] = said.media;
    if (!file) return { lines: [line('not-audio'), line('again')], asks: asked };
    const { inbox = -1, nth = 0 } = file.from ?? {};
    return { ...job(keep.name, { ...about, inbox, nth, since: said.now }), asks: asked };
  },
};

const LATER = /^\s*(saltar|salta|skip)\W*$/i;

/** `AUDIOS`: plays what waits for a second pair of ears: `1`, `2 se oye muy bajito`, `SALTAR`. */
export const recordingsVerb: StaffVerb = {
  name: 'recordings',
  roles: SPEAKERS,
  takes: 'nothing',
  answers: /^\s*[12](?![\d.,:/]*\d)(\s|[.:,)-]|$)|^\s*(saltar|salta|skip)\W*$/i,
  act({ asked, rest }) {
    if (asked === undefined) return job(next.name, {});
    if (LATER.test(rest)) return job(decide.name, { recording: asked, verdict: 'later' });
    const [, digit, words = ''] = /^\s*([12])[\s.:,)-]*([\s\S]*)$/.exec(rest) ?? [];
    if (digit === undefined) return { lines: [line('ask')], asks: asked };
    const why = words.trim().slice(0, 200);
    if (digit === '2' && why === '') return { lines: [line('why')], asks: asked };
    return job(decide.name, { recording: asked, verdict: digit === '1' ? 'yes' : 'no', why });
  },
};

function job(operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  return { effect: { kind: 'job', payload: { operation, input } }, lines: [] };
}
